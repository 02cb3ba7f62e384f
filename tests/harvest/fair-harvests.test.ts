import assert from "node:assert/strict"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, afterEach, before, beforeEach, it } from "node:test"
import { sql } from "kysely"
import { createOrganization } from "../../src/catalogue/index.ts"
import { askForHarvest } from "../../src/harvest/ask-for-run.ts"
import { addSource, type HarvestDeps, harvestJobs } from "../../src/harvest/index.ts"
import type { ShortPlace } from "../../src/harvest/short-place.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { systemClock } from "../../src/platform/clock.ts"
import { openPool } from "../../src/platform/db.ts"
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { startJobs } from "../../src/platform/jobs/index.ts"
import { silentLog } from "../../src/platform/log.ts"
import { createVocabularies } from "../../src/vocabulary/index.ts"
import { type TestDatabase, testDatabase } from "../support/database.ts"
import { eventually } from "../support/folder.ts"
import { manyRecords, repository } from "./oaipmh-repository.ts"

let database: TestDatabase
let folder: string
/** Sources that keep whoever reads them waiting, by the name in their address: large and new ones, until they are let go. */
const reading = new Set<string>()
let letGo: () => void = () => {}
let released: Promise<void>

const portal: FetchGuarded = async (address, options) => {
  const name = new URL(address).hostname
  if (!name.startsWith("small")) {
    reading.add(name)
    try {
      await Promise.race([released, aborted(options?.signal)])
    } finally {
      reading.delete(name)
    }
  }
  const body = JSON.stringify({ dataset: [{ identifier: `${name}-a`, title: `Jeu de ${name}` }] })
  return {
    status: 200,
    headers: {},
    url: address,
    bytes: async () => new TextEncoder().encode(body),
    text: async () => body,
  }
}

before(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), "fihrist-fair-"))
  const creation = { newId, by: systemActor, at: new Date() }
  await createOrganization(database.db, { slug: "m", name: { fr: "Ministère" } }, creation)
})
after(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

beforeEach(() => {
  reading.clear()
  released = new Promise((done) => {
    letGo = done
  })
})
afterEach(async () => {
  // What the workers of one test had begun would be taken up by those of the next, or hold up their lines.
  await sql`truncate graphile_worker._private_jobs, graphile_worker._private_job_queues`.execute(database.db)
  await sql`delete from harvest_run`.execute(database.db)
})

function aborted(signal?: AbortSignal): Promise<never> {
  return new Promise((_, failed) => signal?.addEventListener("abort", () => failed(signal.reason)))
}

/** A source that had so many records yesterday; of a new one nobody knows. */
async function aSource(name: string, records?: number): Promise<string> {
  const source = { kind: "datajson", url: `http://${name}.example/data.json`, organization: "m", name }
  const id = await addSource(database.db, source, { newId, clock: systemClock, by: systemActor })
  if (records === undefined) return id
  const planned = { created: records, updated: 0, unchanged: 0, withdrawn: 0, refused: 0 }
  await sql`
    insert into harvest_run (id, source_id, status, started_at, heartbeat_at, planned)
    values (${newId()}, ${id}, 'done', now() - interval '1 day', now() - interval '1 day', ${JSON.stringify(planned)})
  `.execute(database.db)
  return id
}

async function finished(): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct harvest_source.name
    from harvest_run join harvest_source on harvest_source.id = source_id
    where harvest_run.status = 'done' and started_at > now() - interval '1 hour'
    order by 1
  `.execute(database.db)
  return rows.map(({ name }) => name)
}

async function working<Answer>(
  work: () => Promise<Answer>,
  { fetch = portal, short }: { fetch?: FetchGuarded; short?: ShortPlace } = {},
): Promise<Answer> {
  const deps: HarvestDeps = {
    db: database.db,
    fetch,
    vocabularies: createVocabularies({ themes: [], licences: [], places: [], frequencies: [] }),
    clock: systemClock,
    newId,
    log: silentLog,
    spoolFolder: folder,
    checkLinks: async () => {},
  }
  const jobs = harvestJobs(async () => ({ ...deps, close: async () => {} }), {
    ...{ db: database.db, clock: systemClock, timezone: "Africa/Tunis", log: silentLog },
    ...(short ? { short } : {}),
  })
  const pool = openPool({ url: database.url })
  const runner = await startJobs(jobs, { pool, log: silentLog })
  try {
    return await work()
  } finally {
    letGo()
    await runner.close()
    await pool.end()
  }
}

const smallAreDone = async () => (await finished()).filter((name) => name.startsWith("small")).length === 2

async function statuses(): Promise<readonly string[]> {
  const { rows } = await sql<{ said: string }>`
    select concat_ws(' ', name, harvest_run.status, reason ->> 'code') as said
    from harvest_run join harvest_source on harvest_source.id = source_id
    where started_at > now() - interval '1 hour'
    order by name, started_at
  `.execute(database.db)
  return rows.map(({ said }) => said)
}

it("small sources are harvested while large ones are under way, and large ones one after another", async () => {
  const sources: string[] = []
  for (const name of ["large1", "large2", "small1", "small2"])
    sources.push(await aSource(name, name.startsWith("large") ? 20_000 : 10))
  await working(async () => {
    // The large ones are asked for first, and again and again.
    for (const id of [...sources, ...sources]) await askForHarvest(database.db, id)
    await eventually(smallAreDone, "the small ones are done")
    // Whichever: one that is asked for again before its turn came goes behind the other.
    assert.equal(reading.size, 1)
    letGo()
    await eventually(async () => (await finished()).length === 4, "all are done")
  })
  assert.deepEqual(new Set((await statuses()).map((said) => said.split(" ")[1])), new Set(["done"]))
})

it("new sources that turn out slow give their places to the small ones, and go on one after another", async () => {
  const sources: string[] = []
  for (const name of ["new1", "new2", "new3", "new4", "new5"]) sources.push(await aSource(name))
  for (const name of ["small3", "small4"]) sources.push(await aSource(name, 10))
  const short = { mostRecords: 10_000, mostMs: 300 }
  await working(
    async () => {
      for (const id of sources) await askForHarvest(database.db, id)
      await eventually(smallAreDone, "the small ones are done")
      const gaveWay = async () => (await statuses()).filter((said) => said.endsWith("gave-way")).length
      await eventually(async () => (await gaveWay()) === 5 && reading.size === 1, "the new ones gave way")
      letGo()
      await eventually(async () => (await finished()).length === 7, "all are done")
    },
    { short },
  )
  assert.deepEqual((await statuses()).slice(0, 2), ["new1 interrupted gave-way", "new1 done"])
})

it("a new source that turns out large goes on in the line of the large ones, at the page where it stopped", async () => {
  const { asked, fetch } = repository(manyRecords(90), { pageSize: 20 })
  const source = { kind: "oaipmh", url: "http://depot.example/oai", organization: "m", name: "Dépôt" }
  const id = await addSource(database.db, source, { newId, clock: systemClock, by: systemActor })
  await working(
    async () => {
      await askForHarvest(database.db, id, { scheduled: true })
      await eventually(async () => (await finished()).length === 1, "it is done")
    },
    { fetch, short: { mostRecords: 50, mostMs: 60_000 } },
  )
  assert.deepEqual(await statuses(), ["Dépôt interrupted gave-way", "Dépôt done"])
  const starts = asked.map((query) => (JSON.parse(query.get("resumptionToken") ?? "[0]") as [number])[0])
  assert.equal(starts.filter((start) => start === 0).length, 1)
  const { rows } = await sql<{ n: number; scheduled: boolean }>`
    select live as n, scheduled from harvest_run where status = 'done'
  `.execute(database.db)
  assert.deepEqual(rows, [{ n: 90, scheduled: true }])
})
