/**
 * How fast a fast CKAN source becomes stored and searchable, and how fast a second, unchanged run is. Beside it, in the same
 * run, a yardstick: the least a harvester can do — fetch the same pages, parse them, put each record into one jsonb table.
 * Usage: ./fihrist bench harvest  (RECORDS=20000 by default)
 */
import { fork } from "node:child_process"
import { chmod, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { sql } from "kysely"
import { createOrganization, seedCountry } from "../src/catalogue/index.ts"
import { addSource, openHarvester, runHarvest } from "../src/harvest/index.ts"
import { systemActor } from "../src/platform/actor.ts"
import { systemClock } from "../src/platform/clock.ts"
import { type Db, openDb } from "../src/platform/db.ts"
import { newId } from "../src/platform/ids.ts"
import { migrateJobs } from "../src/platform/jobs/index.ts"
import { silentLog } from "../src/platform/log.ts"
import { migrate } from "../src/platform/migrate.ts"
import { startPostgres } from "../src/platform/postgres/index.ts"
import { openSearchIndex } from "../src/search/index.ts"

const records = Number(process.env.RECORDS ?? 20_000)
const root = fileURLToPath(new URL("..", import.meta.url))

const folder = await mkdtemp(join(tmpdir(), "fihrist-bench-"))
await chmod(folder, 0o755)
const postgres = await startPostgres({ dataDir: folder, id: newId() })
const portal = fork(join(root, "benchmarks/support/ckan-portal.ts"), [String(records)], {
  execArgv: ["--import", "tsx"],
})
try {
  const url = await new Promise<string>((done) => portal.once("message", (message) => done(String(message))))
  const db = openDb({ url: postgres.url })
  await migrate(db, join(root, "migrations"))
  await migrateJobs(postgres.url)
  await seedCountry(db, "tn", { seedsDir: join(root, "seeds"), clock: systemClock, newId })
  const yardstick = await measureYardstick(db, url)
  const ours = await measureHarvest(db, url)
  await db.destroy()
  console.log(
    JSON.stringify({
      scenario: "harvest",
      records,
      ...ours,
      yardstick,
      ratioFirst: round(yardstick.perSecond / ours.first.perSecond),
    }),
  )
} finally {
  portal.kill()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

async function measureHarvest(db: Db, url: string) {
  const deps = { newId, by: systemActor, at: systemClock.now() }
  await createOrganization(db, { slug: "bench", name: { fr: "Banc d'essai" } }, deps)
  const sourceId = await addSource(
    db,
    { kind: "ckan", url, organization: "bench", organizations: "remote" },
    { newId, clock: systemClock, by: systemActor },
  )
  const search = await openSearchIndex({ databaseUrl: postgres.url, dir: join(folder, "search"), log: silentLog })
  await search.untilReady(60_000)
  const harvester = await openHarvester({
    db,
    dataDir: folder,
    fetchAllow: ["127.0.0.1/32"],
    baseUrl: "http://bench.example",
    log: silentLog,
  })
  const started = performance.now()
  const first = await runHarvest(sourceId, harvester)
  const storedMs = performance.now() - started
  const { rows } = await sql<{ position: number }>`select position from change_head`.execute(db)
  await search.waitFor(rows[0]!.position, 120_000)
  const searchableMs = performance.now() - started
  const again = performance.now()
  const second = await runHarvest(sourceId, harvester)
  const unchangedMs = performance.now() - again
  const documents = search.position().documents
  await harvester.close()
  await search.close()
  if (first.counts.created !== records || second.counts.unchanged !== records || documents !== records) {
    throw new Error(`unexpected outcome: ${JSON.stringify([first.counts, second.counts, documents, first.reason])}`)
  }
  return {
    first: {
      storedMs: round(storedMs),
      searchableMs: round(searchableMs),
      perSecond: round((records / searchableMs) * 1000),
    },
    unchanged: { ms: round(unchangedMs), perSecond: round((records / unchangedMs) * 1000) },
    peakRssMb: round(process.resourceUsage().maxRSS / 1024),
  }
}

async function measureYardstick(db: Db, url: string) {
  await sql`create table yardstick (id text primary key, record jsonb not null)`.execute(db)
  const started = performance.now()
  for (let start = 0; start < records; start += 500) {
    const answer = await fetch(`${url}/api/3/action/package_search?rows=500&start=${start}`)
    const { result } = (await answer.json()) as { result: { results: { id: string }[] } }
    await sql`
      insert into yardstick
      select value ->> 'id', value from jsonb_array_elements(${JSON.stringify(result.results)}::jsonb)
    `.execute(db)
  }
  const ms = performance.now() - started
  return { ms: round(ms), perSecond: round((records / ms) * 1000) }
}

function round(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100
}
