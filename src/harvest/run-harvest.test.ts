import assert from "node:assert/strict"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, beforeEach, test } from "node:test"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { type Portal, startPortal } from "../../tests/support/portal-server.ts"
import { createOrganization, datasetByRef, datasetsByIds, distributionByRef } from "../catalogue/index.ts"
import { systemActor } from "../platform/actor.ts"
import { fixedClock } from "../platform/clock.ts"
import { createGuardedFetch, type GuardedClient } from "../platform/fetch/index.ts"
import { newId } from "../platform/ids.ts"
import { silentLog } from "../platform/log.ts"
import { createVocabularies } from "../vocabulary/index.ts"
import { addSource } from "./add-source.ts"
import { HarvestAlreadyRunning } from "./errors.ts"
import { confirmRun, type HarvestDeps, runHarvest } from "./run-harvest.ts"
import { linesOfReport } from "./run-report-store.ts"
import { runById } from "./run-store.ts"
import { withSourceLock } from "./source-lock.ts"

let database: TestDatabase
let portal: Portal
let client: GuardedClient
let folder: string
let deps: HarvestDeps
const clock = fixedClock("2026-11-23T08:00:00Z")
const checked: string[] = []

before(async () => {
  database = await testDatabase()
  portal = await startPortal()
  folder = await mkdtemp(join(tmpdir(), "fihrist-harvest-"))
  client = createGuardedFetch({ allow: ["127.0.0.1/32"], log: silentLog, userAgent: "test", limits: { attempts: 1 } })
  deps = {
    db: database.db,
    fetch: client.fetch,
    vocabularies: createVocabularies({ themes: [], licences: [], places: [], frequencies: [] }),
    clock,
    newId,
    log: silentLog,
    spoolFolder: folder,
    checkLinks: async (_tx, ids) => void checked.push(...ids),
  }
  await createOrganization(
    database.db,
    { slug: "ministere", name: { fr: "Ministère" } },
    { newId, by: systemActor, at: clock.now() },
  )
})
after(async () => {
  await client.close()
  await portal.close()
  await rm(folder, { recursive: true })
  await database.drop()
})

interface Package {
  id: string
  name?: string
  title?: string
  [field: string]: unknown
}

const aPackage = (id: string, more: Partial<Package> = {}): Package => ({
  id,
  name: `jeu-${id}`,
  title: `Jeu de données ${id}`,
  state: "active",
  private: false,
  resources: [{ id: `res-${id}`, name: "Table", url: `http://files.example/${id}.csv`, format: "CSV" }],
  ...more,
})
const packages = (count: number) => Array.from({ length: count }, (_, index) => aPackage(`p${index}`))

/** The portal now shows these packages, in pages as CKAN does. */
function shows(all: readonly Package[]): void {
  portal.set("/api/3/action/package_search", (url) => {
    const start = Number(url.searchParams.get("start") ?? 0)
    const rows = Number(url.searchParams.get("rows") ?? 10)
    return {
      body: JSON.stringify({ success: true, result: { count: all.length, results: all.slice(start, start + rows) } }),
    }
  })
}

let sourceNumber = 0
let sourceId: string
beforeEach(async () => {
  // Every test has a source of its own: the path prefix changes the address, not the portal.
  sourceNumber += 1
  sourceId = await addSource(
    database.db,
    {
      kind: "ckan",
      url: `${portal.url}?source=${sourceNumber}`,
      organization: "ministere",
      name: `Source ${sourceNumber}`,
    },
    { newId, clock, by: systemActor },
  )
})

const harvest = (options = {}) => runHarvest(sourceId, deps, options)
/** Of the last change to anything but runs themselves. */
const position = async () => {
  const { rows } = await sql<{ position: number }>`
    select max(position) as position from change where entity <> 'harvest-run'
  `.execute(database.db)
  return rows[0]!.position
}
const saidOfRuns = async () => {
  const { rows } = await sql<{ kind: string }>`
    select kind from change where entity = 'harvest-run' order by position desc limit 3
  `.execute(database.db)
  return rows.map(({ kind }) => kind)
}
const published = async () => {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from source_record join dataset on dataset.id = entity_id
    where source_id = ${sourceId} and dataset.state = 'published'
  `.execute(database.db)
  return rows[0]!.n
}

test("a first run creates what the source shows, and asks for its files to be checked", async () => {
  checked.length = 0
  shows(packages(3))
  const report = await harvest()
  assert.equal(report.status, "done")
  assert.deepEqual(report.counts, { created: 3, updated: 0, unchanged: 0, withdrawn: 0, refused: 0 })
  assert.equal(checked.length, 3)
  const [dataset] = await datasetsByIds(database.db, [report.records[0]!.datasetId!])
  assert.equal(dataset?.title.fr ?? dataset?.title.und, "Jeu de données p0")
  assert.equal(dataset?.distributions[0]?.remoteId, "res-p0")
  assert.equal(dataset?.sources[0]?.remoteId, "p0")
  assert.equal(dataset?.organization.slug, "ministere")
})

test("two runs over the same source change nothing, and cost no write", async () => {
  shows(packages(4))
  await harvest()
  const before = await position()
  const report = await harvest()
  assert.deepEqual(report.counts, { created: 0, updated: 0, unchanged: 4, withdrawn: 0, refused: 0 })
  assert.equal(await position(), before)
})

test("a changed record is updated, and its distribution keeps its identifier", async () => {
  shows([aPackage("a")])
  const first = await harvest()
  const [old] = await datasetsByIds(database.db, [first.records[0]!.datasetId!])
  clock.set("2026-11-24T08:00:00Z")
  shows([
    aPackage("a", {
      title: "Un autre titre",
      resources: [{ id: "res-a", name: "Table", url: "http://files.example/new.csv", format: "CSV" }],
    }),
  ])
  const second = await harvest()
  assert.equal(second.counts.updated, 1)
  const [dataset] = await datasetsByIds(database.db, [old!.id])
  assert.equal(dataset?.slug, old?.slug, "the address stays")
  assert.equal(dataset?.distributions[0]?.id, old?.distributions[0]?.id)
  assert.equal(
    dataset?.distributions[0]?.accessUrl ?? dataset?.distributions[0]?.downloadUrl,
    "http://files.example/new.csv",
  )
  assert.equal(dataset?.metadataModified, "2026-11-24T08:00:00.000Z")
})

test("a renamed record gets a new slug and the old one leads to it", async () => {
  shows([aPackage("n", { name: "ancien-nom", title: "Ancien nom" })])
  await harvest()
  shows([aPackage("n", { name: "nouveau-nom", title: "Nouveau nom" })])
  await harvest()
  const moved = await datasetByRef(database.db, "ancien-nom")
  assert.equal(moved.kind, "moved")
  assert.equal(moved.kind === "moved" && moved.slug, "nouveau-nom")
})

test("a resource that disappears leaves an identifier that says so", async () => {
  const two = [
    { id: "r1", name: "Un", url: "http://files.example/1.csv", format: "CSV" },
    { id: "r2", name: "Deux", url: "http://files.example/2.csv", format: "CSV" },
  ]
  shows([aPackage("v", { resources: two })])
  const first = await harvest()
  const [old] = await datasetsByIds(database.db, [first.records[0]!.datasetId!])
  shows([aPackage("v", { resources: two.slice(0, 1) })])
  await harvest()
  assert.equal((await distributionByRef(database.db, old!.distributions[0]!.id)).kind, "found")
  assert.equal((await distributionByRef(database.db, old!.distributions[1]!.id)).kind, "gone")
})

test("one bad record is one refused line, and the rest is kept", async () => {
  shows([aPackage("good"), { id: "bad", title: "" }])
  const report = await harvest()
  assert.equal(report.status, "done-with-errors")
  assert.deepEqual([report.counts.created, report.counts.refused], [1, 1])
  const refused = report.records.find((record) => record.verdict === "refused")
  assert.equal(refused?.remoteId, "bad")
  assert.ok(refused?.problems[0]?.code && refused.problems[0].message)
})

test("a record that disappeared is withdrawn with its page, and comes back when found again", async () => {
  shows(packages(3))
  await harvest()
  shows(packages(2))
  const gone = await harvest()
  assert.equal(gone.counts.withdrawn, 1)
  const id = gone.records.find((record) => record.verdict === "withdrawn")!.datasetId!
  const lookup = await datasetByRef(database.db, id)
  assert.equal(lookup.kind === "found" && lookup.dataset.withdrawal?.reason, "gone-at-source")
  shows(packages(3))
  const back = await harvest()
  assert.equal(back.counts.updated, 1)
  const [dataset] = await datasetsByIds(database.db, [id])
  assert.equal(dataset?.state, "published")
  assert.equal(dataset?.withdrawal, undefined)
})

test("a mass disappearance changes nothing and waits; once confirmed it is done", async () => {
  shows(packages(10))
  await harvest()
  shows(packages(3))
  const before = await position()
  const held = await harvest()
  assert.equal(held.status, "needs-confirmation")
  assert.equal(held.counts.withdrawn, 0)
  assert.equal(held.planned.withdrawn, 7)
  assert.equal(await position(), before)
  const { lines } = await linesOfReport(database.db, (await runById(database.db, held.run!))!, { limit: 100 })
  assert.deepEqual(
    lines.map(({ verdict, files, since }) => [verdict, files, since instanceof Date]),
    lines.map(() => ["withdrawn", 1, true]),
  )
  assert.equal(lines.length, 7)
  const confirmed = await confirmRun(held.run!, deps)
  assert.equal(confirmed.status, "done")
  assert.equal(confirmed.counts.withdrawn, 7)
  assert.equal(await published(), 3)
})

test("a confirmation counts once, and not after the source was read again", async () => {
  shows(packages(20))
  await harvest()
  shows(packages(10))
  const held = await harvest()
  await confirmRun(held.run!, deps)
  shows(packages(1))
  await assert.rejects(confirmRun(held.run!, deps), { code: "harvest-run-not-held" })
  const again = await harvest()
  shows(packages(10))
  await harvest()
  await assert.rejects(confirmRun(again.run!, deps), { code: "harvest-run-not-held" })
  assert.equal(await published(), 10)
})

test("a confirmation does not cover a larger disappearance than was shown", async () => {
  shows(packages(20))
  await harvest()
  shows(packages(10))
  const held = await harvest()
  shows(packages(1))
  assert.equal((await confirmRun(held.run!, deps)).status, "needs-confirmation")
  assert.equal(await published(), 20)
})

test("that files may go is no word for records", async () => {
  shows(packages(20))
  await harvest()
  shows(packages(20).map((one, at) => (at < 10 ? { ...one, resources: [] } : one)))
  const held = await harvest()
  assert.equal(held.reason?.code, "files-disappear")
  shows(packages(20).slice(10))
  const confirmed = await confirmRun(held.run!, deps)
  assert.deepEqual([confirmed.status, confirmed.reason?.code], ["needs-confirmation", "mass-disappearance"])
  assert.equal(await published(), 20)
})

const faults: Record<string, () => void> = {
  "says success: false": () =>
    portal.set("/api/3/action/package_search", { body: JSON.stringify({ success: false, error: { message: "no" } }) }),
  "is empty": () => shows([]),
  "answers an HTML page with status 200": () =>
    portal.set("/api/3/action/package_search", { type: "text/html", body: "<!doctype html><p>Maintenance</p>" }),
  "breaks off in the middle": () =>
    portal.set("/api/3/action/package_search", {
      body: JSON.stringify({ success: true, result: { count: 9, results: packages(9) } }),
      breakAfter: 300,
    }),
  "answers 500": () => portal.set("/api/3/action/package_search", { status: 500, body: "{}" }),
  "shows fewer records than it counts": () =>
    portal.set("/api/3/action/package_search", (url) => ({
      body: JSON.stringify({
        success: true,
        result: { count: 300, results: Number(url.searchParams.get("start") ?? 0) === 0 ? packages(2) : [] },
      }),
    })),
}
for (const [what, fault] of Object.entries(faults)) {
  test(`a source that ${what} changes nothing and says so`, async () => {
    shows(packages(2))
    await harvest()
    fault()
    const before = await position()
    const report = await harvest()
    assert.equal(report.status, "failed")
    assert.ok(report.reason?.code && report.reason.message)
    assert.equal(await position(), before)
    assert.equal(await published(), 2)
  })
}

test("a source that goes on failing is announced once, and again when it failed for another reason", async () => {
  shows(packages(2))
  await harvest()
  faults["answers 500"]?.()
  for (let run = 0; run < 3; run++) await harvest()
  assert.deepEqual((await saidOfRuns()).slice(0, 1), ["failed"])
  const { rows } = await sql<{ said: number }>`
    select count(*) as said from change
    join harvest_run on harvest_run.id = change.entity_id
    where change.entity = 'harvest-run' and source_id = ${sourceId}
  `.execute(database.db)
  assert.equal(rows[0]?.said, 1)
})

test("a dry run says what would be done and writes nothing", async () => {
  shows(packages(2))
  const before = await position()
  const report = await harvest({ dryRun: true })
  assert.deepEqual([report.planned.created, report.counts.created], [2, 0])
  assert.equal(report.run, undefined)
  assert.equal(await position(), before)
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from harvest_run where source_id = ${sourceId}`.execute(database.db)
  assert.equal(rows[0]?.n, 0)
})

test("a correction made here survives the next harvest, field by field and language by language", async () => {
  shows([aPackage("e", { notes: "Description d'origine" })])
  const first = await harvest()
  const id = first.records[0]!.datasetId!
  await sql`
    insert into field_edit (entity, entity_id, field, language, value, author) values
      ('dataset', ${id}, 'title', 'ar', '"عنوان"', 'editor')
  `.execute(database.db)
  shows([aPackage("e", { title: "Titre corrigé à la source", notes: "Nouvelle description" })])
  await harvest()
  const [dataset] = await datasetsByIds(database.db, [id])
  assert.equal(dataset?.title.ar, "عنوان")
  assert.ok(Object.values(dataset!.title).includes("Titre corrigé à la source"))
  assert.deepEqual(dataset?.editedFields, ["title"])
})

test("what was withdrawn by decision here stays withdrawn, whatever the source says", async () => {
  shows([aPackage("w")])
  const id = (await harvest()).records[0]!.datasetId!
  await sql`
    update dataset set state = 'withdrawn', withdrawal = '{"at":"2026-11-23T09:00:00Z","reason":"legal"}' where id = ${id}
  `.execute(database.db)
  shows([aPackage("w", { title: "Changé" })])
  await harvest()
  const [dataset] = await datasetsByIds(database.db, [id])
  assert.equal(dataset?.withdrawal?.reason, "legal")
})

test("a second run of the same source fails at once and says so", async () => {
  shows(packages(1))
  await withSourceLock(database.db, sourceId, async () => {
    await assert.rejects(() => harvest(), HarvestAlreadyRunning)
  })
})

test("datasets of a portal of portals belong to the bodies it names, found by name or created below its own", async () => {
  await createOrganization(
    database.db,
    { slug: "onagri", name: { fr: "Observatoire National de l'Agriculture" } },
    { newId, by: systemActor, at: clock.now() },
  )
  const id = await addSource(
    database.db,
    { kind: "ckan", url: `${portal.url}?remote`, organization: "ministere", organizations: "remote" },
    { newId, clock, by: systemActor },
  )
  const of = (remote: string, title: string) => ({ organization: { id: remote, name: remote, title } })
  shows([
    aPackage("x", of("o1", "Observatoire national de l’agriculture")),
    aPackage("y", of("o2", "Commune de Gabès")),
  ])
  const report = await runHarvest(id, deps)
  const datasets = await datasetsByIds(
    database.db,
    report.records.map((record) => record.datasetId!),
  )
  assert.deepEqual(
    datasets.map((dataset) => dataset.organization.slug),
    ["onagri", "commune-de-gabes"],
  )
  assert.equal((await runHarvest(id, deps)).counts.unchanged, 2)
})

test("a run that died is closed by the next one, which does what it left undone", async () => {
  shows(packages(2))
  await sql`
    insert into harvest_run (id, source_id, status, started_at, heartbeat_at)
    values (${newId()}, ${sourceId}, 'running', now(), now())
  `.execute(database.db)
  assert.equal((await harvest()).counts.created, 2)
  const { rows } = await sql<{ status: string }>`
    select status from harvest_run where source_id = ${sourceId} order by started_at
  `.execute(database.db)
  assert.deepEqual(rows.map((row) => row.status).sort(), ["done", "interrupted"])
})

test("a record that turns from a dataset into a series leaves no orphan behind", async () => {
  const parent = {
    "@type": "dcat:Dataset",
    identifier: "parent",
    title: "Budget",
    description: "x",
    keyword: ["budget"],
  }
  const child = {
    "@type": "dcat:Dataset",
    identifier: "child",
    title: "Budget 2024",
    isPartOf: "parent",
    description: "x",
  }
  const feed = (dataset: object[]) => portal.set("/data.json", { body: JSON.stringify({ dataset }) })
  const id = await addSource(
    database.db,
    { kind: "datajson", url: `${portal.url}data.json`, organization: "ministere" },
    { newId, clock, by: systemActor },
  )
  feed([parent])
  const first = await runHarvest(id, deps)
  feed([{ ...parent, "@type": "dcat:DatasetSeries" }, child])
  const second = await runHarvest(id, deps)
  assert.deepEqual(second.counts, { created: 2, updated: 0, unchanged: 0, withdrawn: 0, refused: 0 })
  const [old] = await datasetsByIds(database.db, [first.records[0]!.datasetId!])
  assert.equal(old?.state, "withdrawn")
  const [young] = await datasetsByIds(database.db, [
    second.records.find((record) => record.remoteId === "child")!.datasetId!,
  ])
  assert.equal(young?.series?.title.fr ?? young?.series?.title.und ?? young?.series?.title.en, "Budget")
  assert.equal((await runHarvest(id, deps)).counts.unchanged, 2)
})
