/** The suite that every connector passes: what the engine relies on, whatever kind of portal is read. */
import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import type { FetchGuarded } from "../../platform/fetch/index.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import {
  type AsBefore,
  type Connector,
  connectorKinds,
  type FoundRecord,
  HarvestStopped,
  isRecord,
  type ReadContext,
} from "../connector.ts"
import { changesTo } from "./hostile-values.ts"
import { assertSound } from "./sound-record.ts"

export interface ConnectorContract {
  readonly connector: Connector
  readonly vocabularies: () => Vocabularies
  readonly url: string
  /** Options of the source, where one answer to every request needs them. */
  readonly options?: Readonly<Record<string, unknown>>
  /** What the connector is given besides fetch and lists. */
  readonly given?: Pick<ReadContext, "readTable">
  /** Whether each catalogue also gives a record of the service that it is. */
  readonly isService?: boolean
  /** A record with everything filled that this kind of catalogue can say. */
  readonly good: (id: string) => Readonly<Record<string, unknown>>
  /** A record that nobody could keep. */
  readonly bad: unknown
  /** A complete catalogue of these records, as the source writes it. */
  readonly catalogue: (records: readonly unknown[]) => string
  /** The source's own way to refuse a request with status 200, where it has one. */
  readonly refusal?: string
  /** The field of a JSON record that lists its distributions. */
  readonly distributions?: string
  /** `false` where records are not JSON, so that hostile values are another suite's work. */
  readonly jsonRecords?: boolean
  /** `false` where records are made of more than one entry, so that nothing tells that one is as before. */
  readonly asksBefore?: boolean
}

export function describeConnector(contract: ConnectorContract): void {
  const { connector, catalogue, good, bad } = contract
  const read = (body: string, answer: { status?: number; type?: string } = {}) => readAll(contract, body, answer)

  describe(`the ${connector.kind} connector keeps the contract of connectors`, () => {
    it("says what it reads and has a default for every option", () => {
      assert.ok(connectorKinds.includes(connector.kind))
      assert.ok(connector.describe.length > 100)
      assert.equal(connector.configSchema.safeParse({}).success, true)
      assert.equal(connector.configSchema.safeParse({ "no such option": 1 }).success, false)
    })

    const stops: readonly (readonly [
      title: string,
      body: string,
      code: string,
      answer?: { status?: number; type?: string },
    ])[] = [
      ["an empty catalogue", catalogue([]), "empty-catalogue"],
      [
        "a web page with status 200",
        "<!DOCTYPE html><html><body>Bienvenue</body></html>",
        "html-instead",
        { type: "text/html" },
      ],
      ["a catalogue cut in the middle", half(catalogue([good("a"), good("b")])), "truncated"],
      ["an empty answer", "", "truncated"],
      ["status 500", "Internal Server Error", "http-error", { status: 500 }],
      ["status 404", "not here", "http-error", { status: 404 }],
      ...(contract.refusal ? ([["a refusal with status 200", contract.refusal, "success-false"]] as const) : []),
    ]
    for (const [title, body, code, answer] of stops)
      it(`stops at ${title} with ${code}`, async () => {
        await assert.rejects(read(body, answer), (error) => error instanceof HarvestStopped && error.code === code)
      })

    it("refuses one bad record in one line and reads the others", async () => {
      const found = await read(catalogue([good("a"), bad, good("b")]))
      assert.deepEqual(found.map(({ kind }) => kind).sort(), ["dataset", "dataset", "refused"])
      const refused = found.find((record) => record.kind === "refused")
      assert.ok(refused?.problems[0]?.code && refused.problems[0].message)
    })

    it("gives the same records at every reading", async () => {
      const body = catalogue([good("a"), good("b"), bad])
      assert.deepEqual(await read(body), await read(body))
    })

    it("gives the same facts in whatever order the records come", async () => {
      const records = [good("a"), good("b"), good("c")]
      assert.deepEqual(byId(await read(catalogue(records))), byId(await read(catalogue([...records].reverse()))))
    })

    it("gives sound facts: http(s) links, ISO dates, no empty text, nothing lost by JSON", async () => {
      const [record] = await read(catalogue([good("a")]))
      assert.ok(record?.kind === "dataset" && record.facts.distributions.length > 0)
      assertSound(record)
    })

    if (contract.asksBefore !== false)
      it("leaves unread what is as before, and asks by the name under which it gives a record", async () => {
        const memo = new Map<string, string>()
        const body = catalogue([good("a"), bad, good("b")])
        const first = await allOf(contract, body, (id, entry) => !memo.set(id, JSON.stringify(entry)))
        const kept = first.filter(({ kind }) => kind === "dataset")
        assert.equal(kept.length, 2)
        assert.ok(kept.every(({ remoteId }) => memo.has(remoteId)))
        const second = await allOf(contract, body, (id, entry) => memo.get(id) === JSON.stringify(entry))
        const left = second.filter(({ kind }) => kind === "as-before").map(({ remoteId }) => remoteId)
        assert.deepEqual(left, [...memo.keys()])
      })

    if (contract.jsonRecords !== false) describeJsonRecords(contract)
  })
}

function describeJsonRecords(contract: ConnectorContract): void {
  const { catalogue, good } = contract
  const read = (records: readonly unknown[]) => readAll(contract, catalogue(records), {})

  it("keeps the first of two records with one identifier and refuses the second", async () => {
    const found = await read([good("a"), good("a"), good("b")])
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ["dataset", "refused", "dataset"],
    )
    assert.equal(new Set(found.map(({ remoteId }) => remoteId)).size, 3)
    assert.equal(found[1]?.kind === "refused" && found[1].problems[0]?.code, "duplicate-id")
  })

  it("survives any JSON in any field, and what it keeps is sound", async () => {
    await fc.assert(
      fc.asyncProperty(changesTo(good("a")), async (changes) => {
        const [record, ...more] = await read([{ ...good("a"), ...changes }, good("z")])
        assert.ok(record && more.length === 1)
        assertSound(record)
      }),
      { numRuns: 300 },
    )
  })

  const { distributions = "" } = contract
  const [distribution] = (good("a")[distributions] ?? []) as readonly Readonly<Record<string, unknown>>[]
  if (distribution)
    it("survives any JSON in any field of a distribution, and loses nothing else by it", async () => {
      const [whole] = await read([good("a")])
      await fc.assert(
        fc.asyncProperty(changesTo(distribution), async (changes) => {
          const [record] = await read([{ ...good("a"), [distributions]: [{ ...distribution, ...changes }] }])
          assert.ok(record?.kind === "dataset" && whole?.kind === "dataset")
          assertSound(record)
          assert.deepEqual(record.facts.title, whole.facts.title)
        }),
        { numRuns: 300 },
      )
    })

  it("survives nesting deeper than the stack", async () => {
    const depth = 20_000
    for (const field of Object.keys(good("a"))) {
      // Written by hand, as JSON.stringify itself cannot write it.
      const marker = "«deep»"
      const body = catalogue([{ ...good("a"), [field]: marker }, good("z")])
      const text = body.replace(JSON.stringify(marker), `${"[".repeat(depth)}1${"]".repeat(depth)}`)
      const found = await readAll(contract, text, {})
      assert.equal(found.length, 2, field)
      for (const record of found) assertSound(record)
    }
  })
}

/** What is read where the engine knows of nothing, as at a first harvest. */
async function readAll(
  contract: ConnectorContract,
  body: string,
  answer: { status?: number; type?: string },
): Promise<FoundRecord[]> {
  const found = await allOf(contract, body, (_, entry) => JSON.stringify(entry) === "", answer)
  return found.filter(isRecord)
}

async function allOf(
  { connector, vocabularies, url, options = {}, given, isService }: ConnectorContract,
  body: string,
  isAsBefore: (id: string, entry: unknown) => boolean,
  { status = 200, type = "application/json" }: { status?: number; type?: string } = {},
): Promise<(FoundRecord | AsBefore)[]> {
  const bytes = new TextEncoder().encode(body)
  const fetch: FetchGuarded = async (asked) => ({
    status,
    url: asked,
    headers: { "content-type": type },
    bytes: async () => bytes,
    text: async () => body,
  })
  const source = { id: "s", kind: connector.kind, name: "Contract", url, options }
  const found: (FoundRecord | AsBefore)[] = []
  for await (const record of connector.records(source, { fetch, vocabularies: vocabularies(), isAsBefore, ...given }))
    if (record.kind !== "page-end" && !(isService && record.kind === "service")) found.push(record)
  return found
}

function byId(found: readonly FoundRecord[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    found.map((record) => [record.remoteId, record]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  )
}

function half(text: string): string {
  return text.slice(0, Math.floor(text.length / 2))
}
