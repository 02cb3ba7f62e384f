import assert from "node:assert/strict"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, beforeEach, describe, it } from "node:test"
import { sql } from "kysely"
import { createOrganization } from "../../src/catalogue/index.ts"
import {
  addSource,
  editSource,
  type HarvestDeps,
  publishersOfSource,
  runHarvest,
  setPublisher,
  sourceById,
} from "../../src/harvest/index.ts"
import { recoverInterruptedRuns } from "../../src/harvest/recover.ts"
import { insertRun } from "../../src/harvest/run-store.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { type FetchGuarded, FetchRefused } from "../../src/platform/fetch/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { silentLog } from "../../src/platform/log.ts"
import { type TestDatabase, testDatabase } from "../support/database.ts"
import { stateOfSource } from "../support/harvest-state.ts"
import { spoolsIn } from "../support/spools.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

interface Package {
  readonly id: string
  readonly title: string
  readonly metadata_modified?: string
  readonly [field: string]: unknown
}

let database: TestDatabase
let folder: string
let deps: HarvestDeps
let now: Date
/** Addresses asked for; those that were asked for changes only begin with `if-changed`. */
let asked: string[] = []
let shown: readonly Package[] = []
/** What the source does at an address instead of answering as usual. */
let fault: ((url: URL) => number | undefined) | undefined
let sourceId: string
let sourceNumber = 0

const aPackage = (id: string, more: Partial<Package> = {}): Package => ({
  id,
  title: `Jeu ${id}`,
  metadata_modified: "2026-01-01T00:00:00",
  resources: [{ id: `r-${id}`, url: `http://files.example/${id}.csv`, format: "CSV" }],
  ...more,
})
const packages = (count: number, more: Partial<Package> = {}) =>
  Array.from({ length: count }, (_, at) => aPackage(`s${sourceNumber}-${String(at).padStart(3, "0")}`, more))

/** A CKAN portal in this process that knows paging, windows of change and conditional requests. */
const ckan: FetchGuarded = async (text, options) => {
  const url = new URL(text)
  const condition = options?.headers?.["if-none-match"]
  asked.push(`${condition ? "if-changed " : ""}${url.pathname}${url.search}`)
  const status = fault?.(url)
  if (status) return answer("oops", status)
  const since = /metadata_modified:\[(\S+) TO/.exec(url.searchParams.get("fq") ?? "")?.[1]
  const fits = ({ metadata_modified = "" }: Package) => !since || `${metadata_modified}Z` >= since.replaceAll("\\", "")
  const all = shown.filter(fits).sort((a, b) => (a.id < b.id ? -1 : 1))
  const [start = 0, rows = 10] = ["start", "rows"].map((name) => Number(url.searchParams.get(name)))
  const body = JSON.stringify({ success: true, result: { count: all.length, results: all.slice(start, start + rows) } })
  const etag = `"${checksumOf(body)}"`
  return condition === etag ? answer("", 304, { etag }) : answer(body, 200, { etag })
}

function checksumOf(text: string): string {
  let sum = 7
  for (let at = 0; at < text.length; at += 1) sum = (sum * 31 + text.charCodeAt(at)) | 0
  return String(sum)
}

function answer(body: string, status = 200, headers: Record<string, string> = {}) {
  const bytes = new TextEncoder().encode(body)
  return { status, url: "http://portal.example/", headers, bytes: async () => bytes, text: async () => body }
}

before(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), "fihrist-faults-"))
  deps = {
    db: database.db,
    fetch: ckan,
    vocabularies: await tunisianVocabularies(),
    clock: { now: () => now },
    newId,
    log: silentLog,
    spoolFolder: folder,
    checkLinks: async () => {},
  }
  const context = { newId, by: systemActor, at: new Date() }
  await createOrganization(database.db, { slug: "m", name: { fr: "Ministère" } }, context)
  await createOrganization(database.db, { slug: "office", name: { fr: "Un autre" } }, context)
})
after(async () => {
  await rm(folder, { recursive: true })
  await database.drop()
})
beforeEach(async () => {
  sourceNumber += 1
  now = new Date("2026-11-23T08:00:00Z")
  asked = []
  fault = undefined
  sourceId = await newSource()
})

function newSource(more: { organizations?: "remote" } = {}) {
  const source = { kind: "ckan", url: `http://portal.example/${newId()}/`, organization: "m", options: { rows: 10 } }
  return addSource(database.db, { ...source, ...more }, { newId, clock: deps.clock, by: systemActor })
}

const run = (options: Parameters<typeof runHarvest>[2] = {}, more: Partial<HarvestDeps> = {}) =>
  runHarvest(sourceId, { ...deps, ...more }, options)
/** A week later, when everything is due to be read. */
const scheduled = () => {
  later(24 * 7)
  return run({ mode: "auto" })
}
const later = (hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000)
}
const state = () => stateOfSource(database.db, sourceId)
const titles = async () => (await state()).filter(({ gone }) => !gone).map(({ facts }) => titleIn(facts))
const titleIn = (facts: unknown) => (facts as { title: Record<string, string> }).title.fr
const cutAt =
  (start: number, code = "timeout") =>
  (url: URL) => {
    if (Number(url.searchParams.get("start")) === start) throw new FetchRefused(code, "cut")
    return undefined
  }
const at = (start: number, act: () => void) => (url: URL) => {
  if (Number(url.searchParams.get("start")) === start) act()
  return undefined
}
const starts = () => asked.map((path) => Number(new URL(path, "http://x").searchParams.get("start")))
describe("answers that are as they were", () => {
  it("say nothing of a catalogue that was applied in part since: a source put back to what it was is read", async () => {
    shown = packages(12)
    const before = shown
    await run()
    shown = shown.map((one) => ({ ...one, title: "Jeu modifié" }))
    await assert.rejects(run({}, diesWhileApplying))
    assert.deepEqual([...new Set(await titles())], ["Jeu modifié"])
    shown = before
    assert.deepEqual([(await scheduled()).mode, await titles()], ["full", before.map(({ title }) => title)])
    assert.equal((await scheduled()).mode, "not-modified")
  })

  it("say nothing of what came by changes since: a source put back to an older state is read", async () => {
    shown = packages(12)
    const before = shown
    await run()
    later(24)
    shown = shown.map((one) => ({ ...one, title: "Jeu modifié", metadata_modified: "2026-11-24T00:00:00" }))
    assert.deepEqual([(await run({ mode: "auto" })).mode, [...new Set(await titles())]], ["changes", ["Jeu modifié"]])
    shown = before
    assert.deepEqual([(await scheduled()).mode, await titles()], ["full", before.map(({ title }) => title)])
  })

  it("are all of a reading, or nothing: one that went on in the middle did not meet the first pages", async () => {
    shown = packages(45)
    fault = cutAt(30)
    await run()
    fault = undefined
    assert.equal((await run()).resumed, true)
    shown = shown.map((one, at) => (at === 0 ? { ...one, title: "Jeu modifié" } : one))
    assert.deepEqual([(await scheduled()).counts.updated, (await titles())[0]], [1, "Jeu modifié"])
  })

  it("do not hide a record that could not be stored: it is tried again", async () => {
    shown = packages(3)
    const notStorable = {
      async checkLinks() {
        throw new RangeError("too long for the database")
      },
    }
    assert.equal((await run({}, notStorable)).counts.refused, 3)
    assert.deepEqual((await scheduled()).counts.created, 3)
  })

  it("of a run that waits for a person are not taken for those of one that was applied", async () => {
    shown = packages(30)
    await run()
    shown = shown.slice(0, 10)
    const waiting = await run()
    assert.equal(waiting.status, "needs-confirmation")
    assert.equal((await scheduled()).status, "needs-confirmation")
    assert.equal((await titles()).length, 30)
  })
})

describe("a reading that was cut", () => {
  it("is not gone on with where everything is to be compared anew: what it had seen unchanged would be left out", async () => {
    sourceId = await newSource({ organizations: "remote" })
    shown = packages(45, { organization: { id: "o", name: "ons", title: `Office ${sourceNumber}` } })
    await run()
    later(1)
    shown = shown.map((one, at) => (at === 44 ? { ...one, title: "Jeu modifié" } : one))
    fault = cutAt(30)
    await run()
    fault = undefined
    const [publisher] = await publishersOfSource(database.db, sourceId)
    const doing = { by: systemActor, at: now }
    await setPublisher(database.db, { sourceId, key: publisher!.key, organization: "office" }, doing)
    later(1)
    await run()
    assert.deepEqual([...new Set((await state()).map(({ organization }) => organization))], ["office"])
  })

  it("is done again where what it had seen unchanged is no longer what we hold", async () => {
    shown = packages(45)
    await run()
    fault = cutAt(30)
    shown = shown.map((one, at) => (at === 44 ? { ...one, title: "Jeu modifié" } : one))
    await run()
    fault = undefined
    await sql`delete from source_record where source_id = ${sourceId} and remote_id = ${shown[3]!.id}`.execute(
      database.db,
    )
    const report = await run()
    assert.deepEqual([report.resumed, report.counts.created, report.counts.updated], [false, 1, 1])
    assert.equal((await titles()).length, 45)
  })

  it("begins anew where the page it should go on with is refused, instead of failing for ever", async () => {
    shown = packages(45)
    fault = cutAt(30)
    await run()
    fault = (url) => (url.searchParams.get("start") === "29" ? 404 : undefined)
    const report = await run()
    assert.deepEqual([report.status, report.counts.created], ["done", 45])
  })

  it("in the middle of a body goes on at the page where it stopped", async () => {
    shown = packages(45)
    fault = cutAt(30, "truncated")
    assert.equal((await run()).reason?.code, "truncated")
    fault = undefined
    asked = []
    assert.deepEqual([(await run()).resumed, Math.min(...starts())], [true, 29])
  })

  it("waits through a dry run", async () => {
    shown = packages(45)
    fault = cutAt(30)
    await run()
    fault = undefined
    assert.equal((await run({ dryRun: true })).planned.created, 45)
    assert.equal((await run()).resumed, true)
    assert.deepEqual(await spoolsIn(folder), [])
  })
})

describe("a source whose runs die", () => {
  const dies = async () => {
    await insertRun(database.db, { id: newId(), sourceId, startedAt: now, scheduled: false })
    return recoverInterruptedRuns(database.db, deps.clock)
  }

  it("is run again, but not for ever: it may be what kills them", async () => {
    const recovered = [await dies(), await dies(), await dies(), await dies()]
    const again = [{ sourceId, scheduled: false }]
    assert.deepEqual(recovered, [again, again, [], []])
    shown = packages(3)
    await run()
    assert.deepEqual(await dies(), again)
  })
})

describe("a run of changes that dies", () => {
  it("is run again as what it was, and goes on at the page where it stopped", async () => {
    shown = packages(3)
    await run()
    later(24)
    shown = packages(45, { metadata_modified: "2026-11-24T07:00:00" })
    const dying = new AbortController()
    fault = at(30, () => dying.abort(new Error("killed")))
    await assert.rejects(run({ mode: "auto", scheduled: true }, { signal: dying.signal }))
    fault = undefined
    asked = []
    assert.deepEqual(await recoverInterruptedRuns(database.db, deps.clock), [{ sourceId, scheduled: true }])
    const report = await run({ mode: "auto", scheduled: true })
    assert.deepEqual([report.mode, report.resumed], ["changes", true])
    assert.ok(Math.min(...starts()) > 0)
    assert.equal((await titles()).length, 45)
  })
})

describe("a clock that jumps", () => {
  it("far ahead and back asks for no changes of a time to come: everything is read", async () => {
    shown = packages(12)
    now = new Date("2031-01-01T00:00:00Z")
    await run()
    now = new Date("2026-11-24T08:00:00Z")
    shown = shown.map((one, at) => (at === 0 ? { ...one, title: "Jeu modifié" } : one))
    const back = await run({ mode: "auto" })
    assert.deepEqual([back.mode, back.counts.updated], ["full", 1])
    later(24)
    assert.equal((await run({ mode: "auto" })).mode, "changes")
  })

  it("while a run is under way harms nothing, whichever way it jumps", async () => {
    for (const hours of [24 * 365, -24 * 365]) {
      sourceId = await newSource()
      sourceNumber += 1
      shown = packages(25)
      fault = at(10, () => later(hours))
      assert.deepEqual([(await run()).status, (await titles()).length], ["done", 25])
      fault = undefined
      now = new Date("2026-11-23T09:00:00Z")
      shown = shown.slice(1)
      assert.deepEqual([(await run({ mode: "auto" })).status, (await run()).counts.withdrawn], ["done", 1])
    }
  })

  it("backwards does not lose that a source was set up otherwise while it was read", async () => {
    shown = packages(12)
    await run()
    later(1)
    const editing: Promise<unknown>[] = []
    fault = at(0, () => {
      fault = undefined
      later(-5)
      editing.push(edit({ licences: { "licence maison": "cc-by-4.0" } }))
    })
    shown = shown.map((one) => ({ ...one, license_title: "Licence maison" }))
    await run()
    await Promise.all(editing)
    assert.equal((await sourceById(database.db, sourceId))?.fullDueSince, "2026-11-23T04:00:00.000Z")
    now = new Date("2026-11-23T12:00:00Z")
    await run({ mode: "auto" })
    assert.equal((await sourceById(database.db, sourceId))?.fullDueSince, undefined)
    const facts = (await state()).map((one) => one.facts as { licence?: { code: string } })
    assert.equal(facts[0]?.licence?.code, "cc-by-4.0")
  })
})

async function edit(mapping: Record<string, unknown>) {
  const source = (await sourceById(database.db, sourceId))!
  const edited = { ...source, organization: source.organization.id, mapping }
  return editSource(database.db, sourceId, edited, { by: systemActor, at: now })
}

/** The process dies after its first batch, before the run says so. */
const diesWhileApplying: Partial<HarvestDeps> = {
  onProgress(stage) {
    if (stage === "applying") throw new Error("the process dies here")
  },
}
