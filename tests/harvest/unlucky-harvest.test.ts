import assert from "node:assert/strict"
import { mkdtemp, rm, symlink } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, test } from "node:test"
import { type Kysely, sql } from "kysely"
import { createOrganization } from "../../src/catalogue/index.ts"
import { addSource, type HarvestDeps, runHarvest } from "../../src/harvest/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { systemClock } from "../../src/platform/clock.ts"
import { type Db, openDb } from "../../src/platform/db.ts"
import { createGuardedFetch, type GuardedClient } from "../../src/platform/fetch/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { silentLog } from "../../src/platform/log.ts"
import { createVocabularies } from "../../src/vocabulary/index.ts"
import { type TestDatabase, testDatabase } from "../support/database.ts"
import { type Portal, packageSearch, startPortal } from "../support/portal-server.ts"

let database: TestDatabase
let portal: Portal
let client: GuardedClient
let folder: string
let deps: HarvestDeps
// The harvester's own pool: tests break its connections and keep theirs.
let harvesterDb: Db

before(async () => {
  database = await testDatabase()
  harvesterDb = openDb({ url: database.url, applicationName: "unlucky" })
  portal = await startPortal()
  folder = await mkdtemp(join(tmpdir(), "fihrist-unlucky-"))
  client = createGuardedFetch({ allow: ["127.0.0.1/32"], log: silentLog, userAgent: "test", limits: { attempts: 1 } })
  deps = {
    db: harvesterDb,
    fetch: client.fetch,
    vocabularies: createVocabularies({ themes: [], licences: [], places: [], frequencies: [] }),
    clock: systemClock,
    newId,
    log: silentLog,
    spoolFolder: folder,
    checkLinks: async () => {},
  }
  const context = { newId, by: systemActor, at: new Date() }
  await createOrganization(database.db, { slug: "ministere", name: { fr: "Ministère" } }, context)
})
after(async () => {
  await client.close()
  await portal.close()
  await harvesterDb.destroy()
  await database.drop()
  await rm(folder, { recursive: true })
})

let sourceNumber = 0
function aSource(kind: "ckan" | "dcat", path = "", organizations: "given" | "remote" = "given"): Promise<string> {
  sourceNumber += 1
  const url = `${portal.url}${path}?source=${sourceNumber}`
  const source = { kind, url, organization: "ministere", organizations, name: `Source ${sourceNumber}` }
  return addSource(database.db, source, { newId, clock: systemClock, by: systemActor })
}

function packages(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    name: `jeu-${index}`,
    title: `Jeu de données ${index}`,
    state: "active",
    resources: [],
  }))
}

function shows(records: readonly object[]): void {
  portal.set("/api/3/action/package_search", packageSearch(records))
}

async function runsOf(sourceId: string) {
  const { rows } = await sql<{ status: string; reason: { code: string } | null }>`
    select status, reason from harvest_run where source_id = ${sourceId} order by started_at, id
  `.execute(database.db)
  return rows.map(({ status, reason }) => [status, reason?.code])
}

/** Published datasets of a source, and those that nobody's record leads to. */
async function datasetsOf(sourceId: string) {
  const { rows } = await sql<{ owned: number; orphans: number }>`
    select
      (
        select count(distinct entity_id) from source_record join dataset on dataset.id = entity_id
        where source_id = ${sourceId} and gone_at is null and dataset.state = 'published'
      ) as owned,
      (
        select count(*) from dataset
        where state = 'published' and not exists (select from source_record where entity_id = dataset.id)
      ) as orphans
  `.execute(database.db)
  return rows[0]!
}

/** Answers when the connections are gone: the server ends them in its own time. */
async function breakConnections(which = sql`true`): Promise<void> {
  const { rows } = await sql<{ pid: number }>`
    select pid, pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'unlucky' and ${which}
  `.execute(database.db)
  const pids = rows.map(({ pid }) => pid)
  const left = sql<{ n: number }>`select count(*) as n from pg_stat_activity where pid = any(${pids}::int[])`
  while ((await left.execute(database.db)).rows[0]!.n > 0) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** Calls `act` when a run has applied its first batch. */
function afterFirstBatch(act: () => Promise<void>): Pick<HarvestDeps, "checkLinks"> {
  let batches = 0
  return {
    async checkLinks() {
      batches += 1
      if (batches === 2) await act()
    },
  }
}

const withFiles = (count: number) =>
  packages(count).map((one, index) => ({ ...one, resources: [{ url: `http://files.example/${index}.csv` }] }))

test("a run whose database goes away in the middle says so, and the next one does the rest", async () => {
  const sourceId = await aSource("ckan")
  shows(withFiles(1200))
  await assert.rejects(runHarvest(sourceId, { ...deps, ...afterFirstBatch(() => breakConnections()) }))
  assert.deepEqual(await runsOf(sourceId), [["interrupted", "database-lost"]])
  // Batches of 500, 500 and 200, two under way at once: any of them may have been committed, but each as a whole.
  const { owned } = await datasetsOf(sourceId)
  assert.ok([0, 200, 500, 700, 1000].includes(owned), `whole batches stay, not ${owned}`)

  const report = await runHarvest(sourceId, deps)
  assert.equal(report.status, "done")
  assert.equal(report.counts.created, 1200 - owned)
  assert.deepEqual(await datasetsOf(sourceId), { owned: 1200, orphans: 0 })
})

test("a run that lost its lock never writes beside the run that took over", async () => {
  const sourceId = await aSource("ckan")
  shows(withFiles(1200))
  const holdsLock = sql`pid in (select pid from pg_locks where locktype = 'advisory' and classid = 7236402)`
  let second: ReturnType<typeof runHarvest> | undefined
  const first = runHarvest(sourceId, {
    ...deps,
    ...afterFirstBatch(async () => {
      await breakConnections(holdsLock)
      // The batch under way is still open, and the second run waits for its end before it reads what is known.
      second = runHarvest(sourceId, deps)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }),
  })
  await assert.rejects(first, { code: "harvest-run-superseded" })
  assert.equal((await second)?.status, "done")
  assert.deepEqual(await datasetsOf(sourceId), { owned: 1200, orphans: 0 })
  assert.deepEqual(await runsOf(sourceId), [
    ["interrupted", "interrupted"],
    ["done", undefined],
  ])
})

test("a full disk ends the run with its reason and changes nothing; with room again the next one succeeds", async () => {
  const sourceId = await aSource("ckan")
  shows(packages(50))
  const runId = newId()
  await symlink("/dev/full", join(folder, `${sourceId}.${runId}.jsonl`))
  await assert.rejects(runHarvest(sourceId, { ...deps, newId: () => runId }), { code: "ENOSPC" })
  assert.deepEqual(await runsOf(sourceId), [["interrupted", "disk-full"]])
  assert.deepEqual(await datasetsOf(sourceId), { owned: 0, orphans: 0 })

  assert.equal((await runHarvest(sourceId, deps)).status, "done")
})

test("a record that the database cannot hold is one refused line, and the others are kept", async () => {
  const sourceId = await aSource("dcat", "catalog.ttl", "remote")
  const long = Array.from({ length: 900 }, (_, index) => (index * 7919).toString(36)).join("")
  const dataset = (name: string, more = "") =>
    `<http://x.example/${name}> a dcat:Dataset ; dct:title "Jeu ${name}"@fr ${more} .\n`
  const body = `
    @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    <http://x.example/> a dcat:Catalog ; dcat:dataset <http://x.example/a>, <http://x.example/b>, <http://x.example/${long}> .
    ${dataset("a", `; dct:publisher <http://x.example/${long}>`)}
    ${dataset("b")}
    ${dataset(long)}
    <http://x.example/${long}> a foaf:Agent ; foaf:name "Organisme au très long nom" .`
  portal.set("/catalog.ttl", { type: "text/turtle", body })
  const report = await runHarvest(sourceId, deps)
  assert.equal(report.status, "done-with-errors")
  assert.equal(report.counts.created, 2)
  const refused = report.records.filter(({ verdict }) => verdict === "refused")
  assert.deepEqual(
    refused.map(({ problems }) => problems.at(-1)?.code),
    ["record-not-storable"],
  )
  assert.deepEqual(await datasetsOf(sourceId), { owned: 2, orphans: 0 })
})

test("half letters and zero bytes in identifiers harm nothing", async () => {
  const sourceId = await aSource("ckan")
  const odd = packages(3).map((one, index) => ({ ...one, id: ["a\ud83d", "b\u0000c", `${"x".repeat(399)}😀`][index] }))
  shows(odd)
  const report = await runHarvest(sourceId, deps)
  assert.equal(report.status, "done", JSON.stringify(report.records))
  assert.equal(report.counts.created, 3)
  assert.deepEqual((await runHarvest(sourceId, deps)).counts.unchanged, 3)
})

test("two sources that meet the same new body at once create it once", async () => {
  const bodies = Array.from({ length: 30 }, (_, index) => `Office numéro ${index}`)
  const records = packages(30).map((one, index) => ({
    ...one,
    organization: { id: `o${index}`, name: `office-${index}`, title: bodies[index] },
  }))
  shows(records)
  const sources = [await aSource("ckan", "", "remote"), await aSource("ckan", "", "remote")]
  const reports = await Promise.all(sources.map((sourceId) => runHarvest(sourceId, deps)))
  assert.deepEqual(
    reports.map(({ status }) => status),
    ["done", "done"],
  )
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from organization where name ->> 'fr' like 'Office numéro %' or name ->> 'und' like 'Office numéro %'
  `.execute(database.db as Kysely<unknown>)
  assert.equal(rows[0]!.n, 30)
})

test("a hundred kilobytes of title and a description of megabytes are cut, and told", async () => {
  const sourceId = await aSource("ckan")
  const [first] = packages(1)
  const files = Array.from({ length: 3000 }, (_, index) => ({ id: `r${index}`, url: `http://f.example/${index}` }))
  shows([{ ...first, title: "mot ".repeat(25_000), notes: "ligne\n".repeat(700_000), resources: files }])
  const report = await runHarvest(sourceId, deps)
  assert.equal(report.counts.created, 1)
  const codes = report.records[0]!.problems.map(({ code }) => code)
  assert.deepEqual([...new Set(codes)], ["text-too-long"])
})

test("a catalogue whose records all have one title gives each an address of its own", async () => {
  const sourceId = await aSource("ckan")
  shows(packages(4000).map((one) => ({ ...one, title: "Sans titre", name: "sans-titre" })))
  const report = await runHarvest(sourceId, deps)
  assert.deepEqual([report.status, report.counts.created], ["done", 4000])
})
