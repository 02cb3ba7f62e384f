import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import fc from "fast-check"
import { sql } from "kysely"
import { readRequest } from "../../src/api/oai/arguments.ts"
import { OaiError } from "../../src/api/oai/oai-error.ts"
import { readToken, writeToken } from "../../src/api/oai/resumption-token.ts"
import { elementAt, elementsAt, parseXml, type XmlElement } from "../../src/harvest/reading/index.ts"
import { ids } from "./support/catalogue.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"

const count = 4_500
let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
  // Ten of them share each moment, as the batches of a harvest do.
  await sql`
    insert into dataset (id, slug, organization_id, state, facts, metadata_modified, visibility, was_public)
    select ('01940000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'essai-' || n, ${ids.culture},
      case when n % 9 = 0 then 'withdrawn' else 'published' end, '{"title": {"fr": "Essai"}, "themes": ["culture"]}',
      '2026-02-10'::timestamptz + (n / 10) * interval '1 second' + interval '1 microsecond',
      case when n % 50 = 0 then 'private' else 'public' end, n % 50 <> 0
    from generate_series(1, ${count}) as n
  `.execute(portal.db)
})
after(() => portal.close())

async function ask(query: Readonly<Record<string, string>>): Promise<XmlElement> {
  const { statusCode, body } = await portal.app.inject({ url: `/oai?${new URLSearchParams(query)}` })
  assert.equal(statusCode, 200)
  const read = parseXml(body)
  assert.ok("root" in read)
  return read.root
}

interface Page {
  readonly ids: readonly string[]
  readonly token: string | undefined
  readonly attributes: Readonly<Record<string, string>>
}

async function page(verb: "ListRecords" | "ListIdentifiers", query: Readonly<Record<string, string>>): Promise<Page> {
  const list = elementAt(await ask({ verb, ...query }), verb)
  const headers = verb === "ListRecords" ? elementsAt(list, "record", "header") : elementsAt(list, "header")
  const token = elementAt(list, "resumptionToken")
  return {
    ids: headers.map((header) => elementAt(header, "identifier")!.text),
    token: token?.text,
    attributes: token?.attributes ?? {},
  }
}

const format = { metadataPrefix: "oai_dc" }
const shown = count - count / 50

describe("a long list", () => {
  for (const [verb, size] of [
    ["ListRecords", 200],
    ["ListIdentifiers", 2_000],
  ] as const)
    it(`is given by ${verb} in pages of ${size}, each record once, the last page with an empty token`, async () => {
      const seen: string[] = []
      let next = await page(verb, { ...format, from: "2026-02-10" })
      for (;;) {
        assert.deepEqual(next.attributes, { completeListSize: String(shown), cursor: String(seen.length) })
        seen.push(...next.ids)
        if (!next.token) break
        assert.equal(next.ids.length, size)
        next = await page(verb, { resumptionToken: next.token })
      }
      assert.equal(next.token, "")
      assert.equal(seen.length, shown)
      assert.equal(new Set(seen).size, shown)
    })

  it("misses nothing that changes while it is read, and gives it again at its end", async () => {
    const first = await page("ListIdentifiers", { ...format, from: "2026-02-10" })
    const moved = first.ids[0]!.split("/").at(-1)!
    const ahead = `01940000-0000-7000-8000-${String(count - 1).padStart(12, "0")}`
    await sql`
      update dataset set metadata_modified = '2026-02-20', state = 'withdrawn' where id in (${moved}, ${ahead})
    `.execute(portal.db)
    const rest: string[] = []
    for (let token = first.token; token; ) {
      const next = await page("ListIdentifiers", { resumptionToken: token })
      rest.push(...next.ids)
      token = next.token
    }
    assert.deepEqual(
      rest.slice(-2).map((id) => id.split("/").at(-1)),
      [moved, ahead].sort(),
    )
    assert.equal(new Set([...first.ids, ...rest]).size, shown)
  })

  it("keeps its set and its range in its token", async () => {
    const first = await page("ListRecords", { ...format, set: "theme.culture", until: "2026-02-10T00:00:59Z" })
    const second = await page("ListRecords", { resumptionToken: first.token! })
    const third = await page("ListRecords", { resumptionToken: second.token! })
    assert.equal(first.ids.length + second.ids.length + third.ids.length, Number(first.attributes.completeListSize))
    assert.equal(third.token, "")
  })

  it("is begun anew after a restore, and its token is that of one verb", async () => {
    const { token } = await page("ListRecords", format)
    const refused = async (verb: string) =>
      elementAt(await ask({ verb, resumptionToken: token! }), "error")?.attributes.code
    assert.equal(await refused("ListIdentifiers"), "badResumptionToken")
    await sql`update change_head set epoch = gen_random_uuid()`.execute(portal.db)
    assert.equal(await refused("ListRecords"), "badResumptionToken")
  })

  it("is read by an index, in the order of change, from wherever it goes on", async () => {
    await sql`analyze dataset`.execute(portal.db)
    const plan = async (also: ReturnType<typeof sql>) => {
      const { rows } = await sql<{ "QUERY PLAN": string }>`
        explain select id from dataset
        where was_public and state <> 'draft' and metadata_modified >= '2026-02-10T00:03:00Z'
          and (metadata_modified, id) > ('2026-02-10T00:03:00Z', ${ids.census}) ${also}
        order by metadata_modified, id limit 201
      `.execute(portal.db)
      return rows.map((row) => row["QUERY PLAN"]).join("\n")
    }
    assert.match(await plan(sql``), /Index Scan using dataset_by_metadata_modified/)
    assert.doesNotMatch(await plan(sql``), /Sort/)
    assert.match(await plan(sql`and facts -> 'themes' ? 'agriculture'`), /dataset_by_theme/)
  })
})

describe("a token that somebody wrote", () => {
  const epoch = "01930000-0000-4000-8000-000000000001"
  const after = { changed: "2026-02-10T00:00:00.000001Z", id: ids.census }
  const place = { verb: "ListRecords", selection: format, after, given: 200, total: 400 } as const

  it("is read as it was written", () => {
    const whole = { ...place, selection: { ...format, set: "theme.x", from: "2026-01-01", until: "2026-02-01" } }
    for (const one of [place, whole]) assert.deepEqual(readToken(writeToken(one, epoch), "ListRecords", epoch), one)
  })

  it("is refused or harmless, never a fault", async () => {
    const { epoch: present } = (await sql<{ epoch: string }>`select epoch from change_head`.execute(portal.db)).rows[0]!
    const honest = JSON.parse(Buffer.from(writeToken(place, present), "base64url").toString())
    const value = fc.oneof(
      fc.constantFrom(
        "",
        "\u0000",
        "\ud800",
        "0000-00-00",
        "2026-02-31T00:00:00.000000Z",
        "9999-12-31",
        "'; drop table x",
        1e9,
        -1,
        1e308,
        null,
      ),
      fc.jsonValue({ maxDepth: 2 }),
    )
    const change = fc.tuple(fc.constantFrom(...Object.keys(honest), "s", "f", "u", "zz"), value)
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const forged = { ...honest, ...Object.fromEntries(changes) }
        const token = Buffer.from(JSON.stringify(forged)).toString("base64url")
        await ask({ verb: "ListRecords", resumptionToken: token })
      }),
      { numRuns: 150 },
    )
  })

  it("is one of many requests that are answered or refused, whatever their arguments", () => {
    const name = fc.constantFrom(
      "verb",
      "from",
      "until",
      "set",
      "metadataPrefix",
      "identifier",
      "resumptionToken",
      "x",
      "__proto__",
    )
    const text = fc.oneof(
      fc.constantFrom("ListRecords", "Identify", "oai_dc", "2026-01-01"),
      fc.string({ maxLength: 12 }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(name, text), { maxLength: 5 }), (given) => {
        try {
          readRequest(new URLSearchParams(given))
        } catch (error) {
          assert.ok(error instanceof OaiError, String(error))
        }
      }),
      { numRuns: 500 },
    )
  })
})
