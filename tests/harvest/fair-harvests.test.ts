import assert from "node:assert/strict"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, it } from "node:test"
import { sql } from "kysely"
import { createOrganization } from "../../src/catalogue/index.ts"
import { askForHarvest } from "../../src/harvest/ask-for-run.ts"
import { addSource, type HarvestDeps, harvestJobs } from "../../src/harvest/index.ts"
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

let database: TestDatabase
let folder: string
/** Sources that are being read, by the name in their address; large ones answer when they are let go. */
const reading = new Set<string>()
let letGo: () => void = () => {}
const released = new Promise<void>((done) => {
  letGo = done
})

const portal: FetchGuarded = async (address) => {
  const name = new URL(address).hostname
  reading.add(name)
  if (name.startsWith("large")) await released
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

async function aSource(name: string, records: number): Promise<string> {
  const source = { kind: "datajson", url: `http://${name}.example/data.json`, organization: "m", name }
  const id = await addSource(database.db, source, { newId, clock: systemClock, by: systemActor })
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

it("small sources are harvested while large ones are under way, and large ones one after another", async () => {
  const sources: string[] = []
  for (const name of ["large1", "large2", "small1", "small2"])
    sources.push(await aSource(name, name.startsWith("large") ? 20_000 : 10))
  const deps: HarvestDeps = {
    db: database.db,
    fetch: portal,
    vocabularies: createVocabularies({ themes: [], licences: [], places: [], frequencies: [] }),
    clock: systemClock,
    newId,
    log: silentLog,
    spoolFolder: folder,
    checkLinks: async () => {},
  }
  const jobs = harvestJobs(async () => ({ ...deps, close: async () => {} }), {
    db: database.db,
    clock: systemClock,
    timezone: "Africa/Tunis",
    log: silentLog,
  })
  const pool = openPool({ url: database.url })
  const runner = await startJobs(jobs, { pool, log: silentLog })
  try {
    // The large ones are asked for first, and again and again.
    for (const id of [...sources, ...sources]) await askForHarvest(database.db, id)
    await eventually(async () => (await finished()).join() === "small1,small2", "the small ones are done")
    assert.deepEqual(
      [...reading].filter((name) => name.startsWith("large")),
      ["large1.example"],
    )
    letGo()
    await eventually(async () => (await finished()).length === 4, "all are done")
  } finally {
    letGo()
    await runner.close()
    await pool.end()
  }
  const { rows } = await sql<{ status: string; n: number }>`
    select status, count(*) as n from harvest_run where started_at > now() - interval '1 hour' group by status
  `.execute(database.db)
  assert.deepEqual(
    rows.map(({ status }) => status),
    ["done"],
  )
})
