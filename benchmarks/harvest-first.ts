/**
 * How fast a fast CKAN source becomes stored and searchable. Beside it, in the same run, a yardstick: the least a harvester can
 * do — fetch the same pages, parse them, put each record into one jsonb table.
 * Usage: ./fihrist bench harvest-first  (RECORDS=20000 by default)
 */
import { join } from "node:path"
import { sql } from "kysely"
import { runHarvest } from "../src/harvest/index.ts"
import { readHead } from "../src/platform/changes/index.ts"
import { silentLog } from "../src/platform/log.ts"
import { openSearchIndex } from "../src/search/index.ts"
import { type BenchPortal, openBenchPortal, round } from "./support/filled-portal.ts"

const records = Number(process.env.RECORDS ?? 20_000)
const portal = await openBenchPortal(records)
try {
  const yardstick = await measureYardstick(portal)
  const first = await measureFirst(portal)
  const ratio = round(yardstick.perSecond / first.perSecond)
  console.log(JSON.stringify({ scenario: "harvest-first", records, ...first, yardstick, ratio }))
} finally {
  await portal.close()
}

async function measureFirst({ db, databaseUrl, dataDir, sourceId, harvester }: BenchPortal) {
  const search = await openSearchIndex({ databaseUrl, dir: join(dataDir, "search"), log: silentLog })
  await search.untilReady(60_000)
  const started = performance.now()
  const { counts, reason } = await runHarvest(sourceId, harvester)
  const storedMs = performance.now() - started
  await search.waitFor((await readHead(db)).position, 300_000)
  const searchableMs = performance.now() - started
  const { documents } = search.position()
  await search.close()
  if (counts.created !== records || documents !== records) {
    throw new Error(`unexpected outcome: ${JSON.stringify([counts, documents, reason])}`)
  }
  return {
    storedMs: round(storedMs),
    searchableMs: round(searchableMs),
    perSecond: round((records / searchableMs) * 1000),
  }
}

async function measureYardstick({ db, sourceUrl }: BenchPortal) {
  await sql`create table yardstick (id text primary key, record jsonb not null)`.execute(db)
  const started = performance.now()
  for (let start = 0; start < records; start += 500) {
    const answer = await fetch(`${sourceUrl}/api/3/action/package_search?rows=500&start=${start}`)
    const { result } = (await answer.json()) as { result: { results: { id: string }[] } }
    await sql`
      insert into yardstick
      select value ->> 'id', value from jsonb_array_elements(${JSON.stringify(result.results)}::jsonb)
    `.execute(db)
  }
  const ms = performance.now() - started
  return { ms: round(ms), perSecond: round((records / ms) * 1000) }
}
