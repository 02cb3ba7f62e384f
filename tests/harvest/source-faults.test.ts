import assert from "node:assert/strict"
import { mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, beforeEach, describe, it } from "node:test"
import { createOrganization } from "../../src/catalogue/index.ts"
import { addSource, type HarvestDeps, type RunReport, runHarvest } from "../../src/harvest/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { systemClock } from "../../src/platform/clock.ts"
import { createGuardedFetch, type GuardedClient } from "../../src/platform/fetch/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { silentLog } from "../../src/platform/log.ts"
import { type TestDatabase, testDatabase } from "../support/database.ts"
import {
  cutAfter,
  cutInBody,
  type FaultyPortal,
  hangUp,
  type Misbehave,
  refuseWith,
  startFaultyPortal,
  trickle,
} from "../support/faulty-portal.ts"
import { stateOfSource } from "../support/harvest-state.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

type Kind = "ckan" | "datajson"
type Version = "before" | "after"

const kinds: readonly Kind[] = ["ckan", "datajson"]
const total = 25
const rows = 10
const timeoutMs = 250

let database: TestDatabase
let portal: FaultyPortal
let client: GuardedClient
let folder: string
let deps: HarvestDeps
let version: Version = "before"

before(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), "fihrist-source-faults-"))
  portal = await startFaultyPortal(answer)
  client = createGuardedFetch({
    allow: ["127.0.0.1/32"],
    log: silentLog,
    userAgent: "test",
    limits: { attempts: 2, backOffMs: 1, maxWaitMs: 50, timeoutMs },
  })
  // A catalogue in one document is given more time by its connector than a test has.
  const fetch: HarvestDeps["fetch"] = (url, options) => client.fetch(url, { ...options, timeoutMs })
  deps = {
    db: database.db,
    fetch,
    vocabularies: await tunisianVocabularies(),
    clock: systemClock,
    newId,
    log: silentLog,
    spoolFolder: folder,
    checkLinks: async () => {},
  }
  const context = { newId, by: systemActor, at: new Date() }
  await createOrganization(database.db, { slug: "m", name: { fr: "Ministère" } }, context)
})
after(async () => {
  await client.close()
  await portal.close()
  await database.drop()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  portal.fault = undefined
  version = "before"
})

/** What a portal named `name` shows: later some records are changed, one is gone and one is new. */
function recordsOf(name: string): readonly { id: string; title: string }[] {
  const numbers = Array.from({ length: total }, (_, at) => at + (version === "after" && at === total - 1 ? 1 : 0))
  return numbers.map((number) => {
    const changed = version === "after" && number % 4 === 0 ? " (révisé)" : ""
    return { id: `${name}${String(number).padStart(3, "0")}`, title: `Jeu de données ${number}${changed}` }
  })
}

function answer(url: URL) {
  const name = url.pathname.split("/")[1] ?? ""
  const records = recordsOf(name)
  if (url.pathname.endsWith("data.json")) {
    const distribution = (id: string) => [{ downloadURL: `http://files.example/${id}.csv`, format: "CSV" }]
    const dataset = records.map(({ id, title }) => ({ identifier: id, title, distribution: distribution(id) }))
    return { body: JSON.stringify({ dataset }) }
  }
  const [start = 0, size = rows] = ["start", "rows"].map((key) => Number(url.searchParams.get(key)))
  const results = records
    .slice(start, start + size)
    .map((one) => ({ ...one, resources: [{ id: `r${one.id}`, url: `http://files.example/${one.id}.csv` }] }))
  return { body: JSON.stringify({ success: true, result: { count: total, results } }) }
}

interface Source {
  readonly id: string
  readonly name: string
}

let number = 0
async function aSource(kind: Kind): Promise<Source> {
  number += 1
  const name = `q${String(number).padStart(4, "0")}q`
  const options = kind === "ckan" ? { rows } : {}
  const url = `${portal.url}${name}/${kind === "ckan" ? "" : "data.json"}`
  const source = { kind, url, organization: "m", name, options }
  return { id: await addSource(database.db, source, { newId, clock: systemClock, by: systemActor }), name }
}

const run = ({ id }: Source, more: Partial<HarvestDeps> = {}) => runHarvest(id, { ...deps, ...more })
const stateOf = ({ id, name }: Source) => stateOfSource(database.db, id, name)

/** A source that nothing ever happens to: run over what is shown before, then over what is shown after. */
const undisturbed = new Map<string, Awaited<ReturnType<typeof stateOf>>>()
async function undisturbedState(kind: Kind, until: Version) {
  const known = undisturbed.get(`${kind} ${until}`)
  if (known) return known
  const { fault } = portal
  portal.fault = undefined
  const shown = version
  const source = await aSource(kind)
  for (version of until === "after" ? (["before", "after"] as const) : (["before"] as const)) await run(source)
  version = shown
  portal.fault = fault
  const state = await stateOf(source)
  undisturbed.set(`${kind} ${until}`, state)
  return state
}

async function assertConverged(kind: Kind, source: Source, until: Version): Promise<void> {
  assert.deepEqual(await stateOf(source), await undisturbedState(kind, until))
  assert.deepEqual(
    (await readdir(folder)).filter((file) => file.startsWith(source.id)),
    [],
  )
}

/** Starts of pages that were asked for, in order. */
const startsAsked = (from = 0) => portal.requests.slice(from).map((url) => Number(url.searchParams.get("start")))
const atPage = (start: number, misbehave: Misbehave) => {
  portal.fault = ({ url }) => (Number(url.searchParams.get("start")) === start ? misbehave : undefined)
}

const cuts: Readonly<Record<string, Misbehave>> = {
  "before the answer": hangUp,
  "in the status line": cutAfter(7),
  "in the headers": cutAfter(40),
  "in the middle of the body": cutInBody,
  "at the last byte": cutAfter(-1),
}

describe("a connection that is cut", () => {
  for (const [stage, misbehave] of Object.entries(cuts)) {
    it(`${stage}, at whichever page, changes nothing; the next run ends as an undisturbed one`, async () => {
      for (const kind of kinds)
        for (const start of kind === "ckan" ? [0, 10, 20] : [0]) {
          const source = await aSource(kind)
          for (const now of ["before", "after"] as const) {
            version = now
            const before = await stateOf(source)
            atPage(start, misbehave)
            const cut = await run(source)
            assert.equal(cut.status, "failed", `${kind} ${start}`)
            assert.match(cut.reason?.code ?? "", /^(source-unreachable|truncated)$/)
            assert.deepEqual(await stateOf(source), before)

            portal.fault = undefined
            const asked = portal.requests.length
            const whole = await run(source)
            assert.equal(whole.status, "done")
            // Gone on with where it stopped; where a record would go, all is read once more to be sure of it.
            if (start > 0) assert.equal(startsAsked(asked)[0], start - 1)
            assert.equal(whole.resumed, start > 0 && now === "before")
            await assertConverged(kind, source, now)
          }
        }
    })
  }

  it("again and again only takes longer", async () => {
    const source = await aSource("ckan")
    const fates = Object.values(cuts)
    // Three of five answers break off, at all places in turn.
    portal.fault = ({ nth }) => (nth % 5 < 3 ? fates[(nth * 3) % fates.length] : undefined)
    const reports = await untilDone(source)
    assert.ok(reports.length > 1, "it was cut at least once")
    portal.fault = undefined
    await assertConverged("ckan", source, "before")
  })
})

async function untilDone(source: Source, most = 12): Promise<RunReport[]> {
  const reports: RunReport[] = []
  while (reports.at(-1)?.status !== "done") {
    assert.ok(reports.length < most, `${most} runs are not enough`)
    reports.push(await run(source))
  }
  return reports
}

describe("a source that trickles", () => {
  for (const [what, from] of [
    ["headers", 10],
    ["its body", 200],
  ] as const)
    it(`${what} is left when its time is over, and read when it has come to its senses`, async () => {
      for (const kind of kinds) {
        const source = await aSource(kind)
        portal.fault = () => trickle(from)
        const began = performance.now()
        const report = await run(source)
        assert.equal(report.reason?.code, "source-unreachable")
        assert.ok(performance.now() - began < 2 * timeoutMs + 2000)
        portal.fault = undefined
        assert.equal((await run(source)).status, "done")
        await assertConverged(kind, source, "before")
      }
    })
})

describe("a source that has too much to do", () => {
  it("and says so now and then is asked again in the same run", async () => {
    for (const refusal of [refuseWith(429), refuseWith(429, { "retry-after": "0" }), refuseWith(503)]) {
      const source = await aSource("ckan")
      const met = new Set<string>()
      portal.fault = ({ url }) => {
        if (met.has(url.href)) return undefined
        met.add(url.href)
        return refusal
      }
      assert.equal((await run(source)).status, "done")
      await assertConverged("ckan", source, "before")
    }
  })

  it("all the time, or for an hour, is left at once and gone on with at the next run", async () => {
    const hour = { "retry-after": "3600" }
    for (const refusal of [refuseWith(429), refuseWith(429, hour), refuseWith(503, hour), refuseWith(502)]) {
      const source = await aSource("ckan")
      atPage(20, refusal)
      const began = performance.now()
      const report = await run(source)
      assert.deepEqual([report.status, report.reason?.code], ["failed", "http-error"])
      assert.ok(performance.now() - began < 2000)
      // Still too much to do: what was read stays.
      assert.equal((await run(source)).status, "failed")
      portal.fault = undefined
      const asked = portal.requests.length
      assert.deepEqual([(await run(source)).resumed, startsAsked(asked)], [true, [19, 20]])
      await assertConverged("ckan", source, "before")
    }
  })

  it("and goes up and down from answer to answer comes to the same end", async () => {
    for (const kind of kinds) {
      const source = await aSource(kind)
      portal.fault = ({ nth }) => (nth % 5 < 3 ? refuseWith([500, 502, 503][nth % 5]!) : undefined)
      await untilDone(source)
      portal.fault = undefined
      await assertConverged(kind, source, "before")
    }
  })
})
