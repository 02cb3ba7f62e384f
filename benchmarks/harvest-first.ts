/**
 * How fast a fast CKAN source becomes stored and searchable, and how fast a second, unchanged run is. Beside it, in the same
 * run, a yardstick: the least a harvester can do — fetch the same pages, parse them, put each record into one jsonb table.
 * Usage: ./fihrist bench harvest  (RECORDS=20000 by default)
 */
import { join } from "node:path"
import { sql } from "kysely"
import { runHarvest } from "../src/harvest/index.ts"
import { readHead } from "../src/platform/changes/index.ts"
import { silentLog } from "../src/platform/log.ts"
import { openSearchIndex, requestReindex } from "../src/search/index.ts"
import { type BenchPortal, openBenchPortal, round } from "./support/filled-portal.ts"

const records = Number(process.env.RECORDS ?? 20_000)
const portal = await openBenchPortal(records)
try {
  const yardstick = await measureYardstick(portal)
  const ours = await measureHarvest(portal)
  const ratioFirst = round(yardstick.perSecond / ours.first.perSecond)
  console.log(JSON.stringify({ scenario: "harvest", records, ...ours, yardstick, ratioFirst }))
} finally {
  await portal.close()
}

async function measureHarvest({ db, databaseUrl, dataDir, sourceId, harvester }: BenchPortal) {
  const search = await openSearchIndex({ databaseUrl, dir: join(dataDir, "search"), log: silentLog })
  await search.untilReady(60_000)
  const started = performance.now()
  const first = await runHarvest(sourceId, harvester)
  const storedMs = performance.now() - started
  await search.waitFor((await readHead(db)).position, 300_000)
  const searchableMs = performance.now() - started
  const unchangedMs = await timed(async () => {
    const second = await runHarvest(sourceId, harvester)
    if (second.counts.unchanged !== records) throw new Error(`unexpected second run: ${JSON.stringify(second.counts)}`)
  })
  const reindexMs = await timed(async () => {
    const generation = await requestReindex(db)
    while (search.generation() < generation) await new Promise((resolve) => setTimeout(resolve, 20))
  })
  const { documents } = search.position()
  await search.close()
  if (first.counts.created !== records || documents !== records) {
    throw new Error(`unexpected outcome: ${JSON.stringify([first.counts, documents, first.reason])}`)
  }
  const perSecond = (ms: number) => round((records / ms) * 1000)
  return {
    first: { storedMs: round(storedMs), searchableMs: round(searchableMs), perSecond: perSecond(searchableMs) },
    unchanged: { ms: round(unchangedMs), perSecond: perSecond(unchangedMs) },
    reindex: { ms: round(reindexMs), perSecond: perSecond(reindexMs) },
    peakRssMb: round(process.resourceUsage().maxRSS / 1024),
  }
}

async function measureYardstick({ db, sourceUrl }: BenchPortal) {
  await sql`create table yardstick (id text primary key, record jsonb not null)`.execute(db)
  const ms = await timed(async () => {
    for (let start = 0; start < records; start += 500) {
      const answer = await fetch(`${sourceUrl}/api/3/action/package_search?rows=500&start=${start}`)
      const { result } = (await answer.json()) as { result: { results: { id: string }[] } }
      await sql`
        insert into yardstick
        select value ->> 'id', value from jsonb_array_elements(${JSON.stringify(result.results)}::jsonb)
      `.execute(db)
    }
  })
  return { ms: round(ms), perSecond: round((records / ms) * 1000) }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
