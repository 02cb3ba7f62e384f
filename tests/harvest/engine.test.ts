import assert from "node:assert/strict"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, beforeEach, describe, it } from "node:test"
import { sql } from "kysely"
import { createOrganization, datasetsByIds } from "../../src/catalogue/index.ts"
import {
  addSource,
  askForPreview,
  confirmRun,
  correctionsOfSource,
  editSource,
  type HarvestDeps,
  linesOfReport,
  previewById,
  previewSource,
  publishersOfSource,
  runById,
  runHarvest,
  setPublisher,
  sourceById,
  unmappedValues,
} from "../../src/harvest/index.ts"
import { makePreview } from "../../src/harvest/previews.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { type FetchGuarded, FetchRefused } from "../../src/platform/fetch/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { silentLog } from "../../src/platform/log.ts"
import { type TestDatabase, testDatabase } from "../support/database.ts"
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
let now = new Date("2026-11-23T08:00:00Z")
/** Addresses asked for, without their host. */
let asked: string[] = []
let shown: readonly Package[] = []
/** What the source does at an address instead of answering as usual. */
let fault: ((url: URL) => void) | undefined

const aPackage = (id: string, more: Partial<Package> = {}): Package => ({
  id,
  title: `Jeu ${id}`,
  metadata_modified: "2026-01-01T00:00:00",
  resources: [{ id: `r-${id}`, url: `http://files.example/${id}.csv`, format: "CSV" }],
  ...more,
})
const packages = (count: number, more: Partial<Package> = {}) =>
  Array.from({ length: count }, (_, at) => aPackage(`p${String(at).padStart(3, "0")}`, more))

/** A CKAN portal in this process, which knows paging, the order of ids and windows of change. */
const ckan: FetchGuarded = async (text) => {
  const url = new URL(text)
  asked.push(`${url.pathname}${url.search}`)
  fault?.(url)
  const since = /metadata_modified:\[(\S+) TO/.exec(url.searchParams.get("fq") ?? "")?.[1]
  const fits = ({ metadata_modified = "" }: Package) => !since || `${metadata_modified}Z` >= since.replaceAll("\\", "")
  const all = shown.filter(fits).sort((a, b) => (a.id < b.id ? -1 : 1))
  const [start, rows] = ["start", "rows"].map((name) => Number(url.searchParams.get(name)))
  return answer(
    JSON.stringify({ success: true, result: { count: all.length, results: all.slice(start, start! + rows!) } }),
  )
}

function answer(body: string, status = 200, headers: Record<string, string> = {}) {
  const bytes = new TextEncoder().encode(body)
  return { status, url: "http://portal.example/", headers, bytes: async () => bytes, text: async () => body }
}

before(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), "fihrist-engine-"))
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
  await createOrganization(database.db, { slug: "m", name: { fr: "Ministère" } }, { newId, by: systemActor, at: now })
})
after(async () => {
  await rm(folder, { recursive: true })
  await database.drop()
})

let sourceNumber = 0
let sourceId: string
beforeEach(async () => {
  sourceNumber += 1
  now = new Date("2026-11-23T08:00:00Z")
  asked = []
  fault = undefined
  sourceId = await newSource("ckan", `http://portal.example/s${sourceNumber}/`, { rows: 10 })
})

function newSource(kind: string, url: string, options: Record<string, unknown> = {}) {
  return addSource(
    database.db,
    { kind, url, organization: "m", options },
    { newId, clock: deps.clock, by: systemActor },
  )
}

const run = (options: Parameters<typeof runHarvest>[2] = {}, more: Partial<HarvestDeps> = {}) =>
  runHarvest(sourceId, { ...deps, ...more }, options)
const later = (hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000)
}
const liveRecords = async () => {
  const { rows } = await sql<{ remote_id: string }>`
    select remote_id from source_record where source_id = ${sourceId} and gone_at is null order by remote_id
  `.execute(database.db)
  return rows.map(({ remote_id }) => remote_id)
}

describe("a scheduled run", () => {
  it("asks only for what changed since the last one, with an overlap, and withdraws nothing", async () => {
    shown = packages(25)
    await run()
    later(24)
    shown = [
      ...shown.slice(0, 20),
      aPackage("p000", { title: "Autre", metadata_modified: "2026-11-24T06:00:00" }),
    ].filter(
      ({ id, title }, _, all) => title === "Autre" || !all.some((other) => other.title === "Autre" && other.id === id),
    )
    asked = []
    const report = await run({ mode: "auto" })
    assert.equal(report.mode, "changes")
    assert.match(decodeURIComponent(asked[0]!), /metadata_modified:\[2026-11-23T06:00:00/)
    assert.deepEqual(report.counts, { created: 0, updated: 1, unchanged: 0, withdrawn: 0, refused: 0 })
    assert.equal((await liveRecords()).length, 25)
  })

  it("finds nothing changed without calling the source empty", async () => {
    shown = packages(3)
    await run()
    later(1000 / 60)
    const report = await run({ mode: "auto" })
    assert.deepEqual([report.status, report.mode, report.records.length], ["done", "changes", 0])
  })

  it("reads everything after a week, and then withdraws what has gone", async () => {
    shown = packages(10)
    await run()
    later(24)
    shown = shown.slice(1)
    assert.equal((await run({ mode: "auto" })).counts.withdrawn, 0)
    later(24 * 6)
    const report = await run({ mode: "auto" })
    assert.deepEqual([report.mode, report.counts.withdrawn], ["full", 1])
  })

  it("reads everything after the source was set up otherwise, and compares all of it anew", async () => {
    shown = packages(6, { license_title: "Licence maison" })
    await run()
    later(24)
    const source = (await sourceById(database.db, sourceId))!
    const mapping = { licences: { "licence maison": "cc-by-4.0" }, exclude: [{ field: "title", value: "Jeu p005" }] }
    await editSource(
      database.db,
      sourceId,
      { ...source, organization: source.organization.id, mapping },
      { by: systemActor, at: now },
    )
    const report = await run({ mode: "auto" })
    assert.deepEqual([report.mode, report.counts.updated, report.counts.withdrawn], ["full", 5, 1])
    const [dataset] = await datasetsByIds(database.db, [report.records[0]!.datasetId!])
    assert.equal(dataset?.licence?.code, "cc-by-4.0")
    later(24)
    assert.equal((await run({ mode: "auto" })).mode, "changes")
  })
})

describe("a source whose answers are as before", () => {
  const catalogue = (title: string) =>
    JSON.stringify({
      dataset: [{ identifier: "a", title, distribution: [{ downloadURL: "http://f.example/a.csv" }] }],
    })
  let body = catalogue("Un")
  const conditional: FetchGuarded = async (_url, options) => {
    const etag = `"${body.length}-${body.slice(40, 60)}"`
    asked.push(options?.headers?.["if-none-match"] ?? "whole")
    return options?.headers?.["if-none-match"] === etag ? answer("", 304, { etag }) : answer(body, 200, { etag })
  }

  it("is not read again, until one of them changes", async () => {
    sourceId = await newSource("datajson", `http://portal.example/${sourceNumber}/data.json`)
    await run({}, { fetch: conditional })
    later(24)
    asked = []
    const second = await run({ mode: "auto" }, { fetch: conditional })
    assert.deepEqual([second.mode, second.status, second.counts.unchanged], ["not-modified", "done", 1])
    assert.equal(asked.length, 1)
    body = catalogue("Autre titre")
    const third = await run({ mode: "auto" }, { fetch: conditional })
    assert.deepEqual([third.mode, third.counts.updated], ["full", 1])
    later(24)
    assert.equal((await run({ mode: "auto" }, { fetch: conditional })).mode, "not-modified")
    assert.equal((await run({}, { fetch: conditional })).mode, "full", "by hand everything is read")
    later(24 * 31)
    assert.equal((await run({ mode: "auto" }, { fetch: conditional })).mode, "full", "and once in a while anyway")
  })

  it("is read again when our own lists changed, as other values may be known now", async () => {
    sourceId = await newSource("datajson", `http://portal.example/${sourceNumber}/data.json`)
    await run({}, { fetch: conditional })
    const vocabularies = { ...deps.vocabularies, licences: deps.vocabularies.licences.slice(1) }
    assert.equal((await run({ mode: "auto" }, { fetch: conditional, vocabularies })).mode, "full")
  })
})

describe("a reading that was cut", () => {
  const cutAt = (start: number) => (url: URL) => {
    if (Number(url.searchParams.get("start")) === start) throw new FetchRefused("timeout", "cut")
  }

  it("is gone on with at the page where it stopped, and ends as an undisturbed one", async () => {
    shown = packages(45)
    fault = cutAt(30)
    assert.equal((await run()).status, "failed")
    assert.equal((await liveRecords()).length, 0)
    fault = undefined
    asked = []
    const report = await run()
    assert.deepEqual([report.status, report.resumed, report.counts.created], ["done", true, 45])
    assert.ok(!asked.some((path) => path.includes("start=0")), asked.join(" "))
    assert.deepEqual(
      await liveRecords(),
      shown.map(({ id }) => id),
    )
    assert.deepEqual(await spoolsIn(folder), [])
  })

  it("is done again from the beginning where it would withdraw something", async () => {
    shown = packages(45)
    await run()
    fault = cutAt(30)
    await run()
    fault = undefined
    shown = shown.filter(({ id }) => id !== "p040")
    const report = await run()
    assert.deepEqual([report.status, report.resumed, report.counts.withdrawn], ["done", false, 1])
  })

  it("is begun anew when the source was set up otherwise meanwhile", async () => {
    shown = packages(45)
    fault = cutAt(30)
    await run()
    fault = undefined
    await sql`update harvest_source set options = ${JSON.stringify({ rows: 20 })} where id = ${sourceId}`.execute(
      database.db,
    )
    assert.equal((await run()).resumed, false)
  })

  it("keeps what it refused, skipped and found unchanged before the cut", async () => {
    shown = [...packages(30), aPackage("p0005", { title: "" }), aPackage("p0006", { private: true })]
    await run()
    fault = cutAt(20)
    await run()
    fault = undefined
    const report = await run()
    assert.deepEqual([report.resumed, report.counts.unchanged, report.counts.refused], [true, 30, 1])
    assert.equal(report.records.filter(({ verdict }) => verdict === "skipped").length, 1)
  })
})

describe("a source that lost much", () => {
  it("is read a second time before anybody is asked", async () => {
    shown = packages(40)
    await run()
    const whole = shown
    shown = packages(10)
    fault = (url) => {
      if (url.searchParams.get("start") === "0" && asked.length > 1) shown = whole
    }
    asked = []
    const report = await run({}, { secondLookMs: 1 })
    assert.deepEqual([report.status, report.counts.withdrawn, report.counts.unchanged], ["done", 0, 40])
  })

  it("waits for a person where many records have lost all their files, and goes on when she says so", async () => {
    shown = packages(20)
    await run()
    shown = shown.map((one, at) => (at < 12 ? { ...one, resources: [] } : one))
    const report = await run()
    assert.deepEqual([report.status, report.reason?.code], ["needs-confirmation", "files-disappear"])
    const held = (await runById(deps.db, report.run!))!
    const { lines } = await linesOfReport(deps.db, held, { code: "files-gone", limit: 100 })
    assert.deepEqual([lines.length, lines[0]?.verdict, lines[0]?.files], [12, "updated", 1])
    const confirmed = await confirmRun(report.run!, deps)
    assert.deepEqual([confirmed.status, confirmed.counts.updated], ["done", 12])
  })

  it("waits for a person when the second look shows the same", async () => {
    shown = packages(40)
    await run()
    shown = packages(10)
    const report = await run({}, { secondLookMs: 1 })
    assert.deepEqual([report.status, report.planned.withdrawn], ["needs-confirmation", 30])
  })
})

describe("a source that was filled anew with other identifiers", () => {
  it("keeps its datasets: they are known by their content, and their addresses here stay", async () => {
    shown = packages(12)
    const first = await run()
    const before = await datasetsByIds(
      database.db,
      first.records.map(({ datasetId }) => datasetId!),
    )
    shown = shown.map((one) => ({
      ...one,
      id: `x-${one.id}`,
      resources: [{ id: `x-r-${one.id}`, url: `http://new.example/${one.id}.csv`, format: "CSV" }],
    }))
    const report = await run()
    assert.deepEqual(report.counts, { created: 0, updated: 12, unchanged: 0, withdrawn: 0, refused: 0 })
    assert.ok(report.records.every(({ problems }) => problems[0]?.code === "renumbered"))
    const after = await datasetsByIds(
      database.db,
      report.records.map(({ datasetId }) => datasetId!),
    )
    assert.deepEqual(after.map(({ slug }) => slug).sort(), before.map(({ slug }) => slug).sort())
    assert.deepEqual((await run()).counts.unchanged, 12)
  })

  it("is asked about where two records have the same content, as nobody can say which is which", async () => {
    shown = packages(2, { title: "Rapport" }).map((one) => ({ ...one, resources: [] }))
    await run()
    shown = shown.map((one) => ({ ...one, id: `x-${one.id}` }))
    const { counts } = await run()
    assert.deepEqual([counts.created, counts.withdrawn], [2, 2])
  })
})

describe("a preview", () => {
  const counts = async () => {
    const { rows } = await sql`
      select (select count(*) from dataset) as datasets, (select count(*) from harvest_source) as sources,
        (select max(position) from change) as position
    `.execute(database.db)
    return rows[0]
  }
  const unsaved = () => ({ kind: "ckan", url: `http://portal.example/new${sourceNumber}/`, organization: "m" })

  it("of a source that is not kept tells what its first records would become, and writes nothing", async () => {
    shown = [...packages(30), aPackage("p0000", { title: "" })]
    const before = await counts()
    const preview = await previewSource(unsaved(), deps, { limit: 12 })
    assert.equal(preview.complete, false)
    assert.deepEqual(preview.counts, { created: 11, updated: 0, unchanged: 0, withdrawn: 0, refused: 1 })
    assert.deepEqual([preview.records[0]?.title, preview.records[0]?.distributions], [{ fr: "Jeu p000" }, 1])
    assert.equal(preview.records.find(({ verdict }) => verdict === "refused")?.problems[0]?.code, "missing-title")
    assert.deepEqual(await counts(), before)
  })

  it("of a source that is kept tells what would change, field by field, and what would go where all was read", async () => {
    shown = packages(3)
    await run()
    shown = [aPackage("p000", { title: "Jeu p000 bis" }), aPackage("p001")]
    const before = await counts()
    const { records, complete } = await previewSource({ id: sourceId }, deps, { limit: 12 })
    assert.equal(complete, true)
    assert.deepEqual(
      records.map(({ remoteId, verdict }) => [remoteId, verdict]),
      [
        ["p000", "updated"],
        ["p001", "unchanged"],
        ["p002", "withdrawn"],
      ],
    )
    assert.deepEqual(records[0]?.changes, [{ path: "title.fr", before: "Jeu p000", after: "Jeu p000 bis" }])
    assert.deepEqual(await counts(), before)
  })

  it("is made by the worker and read by who asked for it, and by nobody else", async () => {
    shown = packages(3)
    const asking = { by: { ...systemActor, id: "somebody" }, at: now, newId }
    const id = await askForPreview(database.db, unsaved(), asking)
    assert.equal((await previewById(database.db, id, asking.by)).finishedAt, undefined)
    await makePreview(id, deps)
    assert.equal((await previewById(database.db, id, asking.by)).preview?.counts.created, 3)
    await assert.rejects(previewById(database.db, id, systemActor), { code: "harvest-preview-not-found" })
    const exists = await askForPreview(
      database.db,
      { ...unsaved(), url: `http://portal.example/s${sourceNumber}/` },
      asking,
    )
    await makePreview(exists, deps)
    assert.equal((await previewById(database.db, exists, asking.by)).refusal?.code, "harvest-source-exists")
  })

  it("is kept while it is among the last of who asked", async () => {
    const asking = { by: { ...systemActor, id: "impatient" }, at: now, newId }
    const ids: string[] = []
    for (let asked = 0; asked < 11; asked += 1)
      ids.push(await askForPreview(database.db, { ...unsaved(), url: `http://portal.example/p${asked}/` }, asking))
    await assert.rejects(previewById(database.db, ids[0]!, asking.by), { code: "harvest-preview-not-found" })
    await makePreview(ids[0]!, deps)
    assert.equal((await previewById(database.db, ids[1]!, asking.by)).id, ids[1])
  })

  it("says why a source cannot be read, and refuses one that cannot be kept", async () => {
    fault = () => {
      throw new FetchRefused("timeout", "cut")
    }
    const { reason, records } = await previewSource(unsaved(), deps)
    assert.deepEqual([reason?.code, records.length], ["source-unreachable", 0])
    await assert.rejects(previewSource({ ...unsaved(), kind: "gopher" }, deps), { code: "harvest-source-invalid" })
    await assert.rejects(previewSource({ id: newId() }, deps), { code: "harvest-source-not-found" })
  })
})

describe("what a source says in its own words", () => {
  it("is listed where nobody here knows it, the most frequent first", async () => {
    shown = [...packages(3, { license_title: "Licence maison" }), aPackage("q", { license_title: "Licence du voisin" })]
    await run()
    assert.deepEqual(await unmappedValues(database.db, sourceId), [
      { code: "unknown-licence", value: "Licence maison", records: 3 },
      { code: "unknown-licence", value: "Licence du voisin", records: 1 },
    ])
  })

  it("of its publishers is one of our bodies, which a person can say otherwise for all their datasets", async () => {
    const creation = { newId, by: systemActor, at: now }
    const names = { fr: `Office national de l’huile ${sourceNumber}`, ar: `الديوان الوطني للزيت ${sourceNumber}` }
    await createOrganization(database.db, { slug: `onh${sourceNumber}`, name: names }, creation)
    const organization = { id: "o1", name: "onh", title: `Off. national de l'huile ${sourceNumber}` }
    sourceId = await addSource(
      database.db,
      { kind: "ckan", url: `http://portal.example/r${sourceNumber}/`, organization: "m", organizations: "remote" },
      { newId, clock: deps.clock, by: systemActor },
    )
    shown = packages(2, { organization })
    const first = await run()
    const [before] = await publishersOfSource(database.db, sourceId)
    assert.equal(before?.datasets, 2)
    assert.ok(before.organization && before.organization.slug !== `onh${sourceNumber}`, "a body made for it")
    assert.equal(before.suggestions[0]?.slug, `onh${sourceNumber}`)
    const doing = { by: systemActor, at: now }
    await setPublisher(database.db, { sourceId, key: before.key, organization: `onh${sourceNumber}` }, doing)
    assert.equal((await run()).counts.updated, 2)
    const [dataset] = await datasetsByIds(database.db, [first.records[0]!.datasetId!])
    assert.equal(dataset?.organization.slug, `onh${sourceNumber}`)
  })

  it("and was corrected here is reported to it, until it says the same", async () => {
    shown = packages(2)
    const report = await run()
    const datasetId = report.records[0]!.datasetId!
    await sql`
      insert into field_edit (entity, entity_id, field, language, value, author)
      values ('dataset', ${datasetId}, 'title', 'fr', '"Corrigé"', 'test')
    `.execute(database.db)
    const read = async () => (await correctionsOfSource(database.db, { sourceId, limit: 10 })).corrections
    const [correction, ...more] = await read()
    assert.equal(more.length, 0)
    assert.deepEqual(
      [correction?.remoteId, correction?.field, correction?.language, correction?.theirs, correction?.ours],
      ["p000", "title", "fr", "Jeu p000", "Corrigé"],
    )
    shown = [aPackage("p000", { title: "Corrigé", language: "fr" }), aPackage("p001")]
    await run()
    assert.deepEqual(await read(), [])
  })
})
