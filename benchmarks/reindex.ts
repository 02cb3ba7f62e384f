/**
 * How fast the search index is built anew from PostgreSQL while the old one serves.
 * Usage: ./fihrist bench reindex  (RECORDS=20000 by default)
 */
import { join } from "node:path"
import { runHarvest } from "../src/harvest/index.ts"
import { readHead } from "../src/platform/changes/index.ts"
import { silentLog } from "../src/platform/log.ts"
import { openSearchIndex, requestReindex } from "../src/search/index.ts"
import { openBenchPortal, round } from "./support/filled-portal.ts"

const records = Number(process.env.RECORDS ?? 20_000)
const portal = await openBenchPortal(records)
try {
  const { db, databaseUrl, dataDir, sourceId, harvester } = portal
  await runHarvest(sourceId, harvester)
  const search = await openSearchIndex({ databaseUrl, dir: join(dataDir, "search"), log: silentLog })
  await search.untilReady(300_000)
  await search.waitFor((await readHead(db)).position, 300_000)
  const started = performance.now()
  const generation = await requestReindex(db)
  while (search.generation() < generation) await new Promise((resolve) => setTimeout(resolve, 20))
  const ms = performance.now() - started
  const { documents } = search.position()
  await search.close()
  if (documents !== records) throw new Error(`${documents} documents instead of ${records}`)
  console.log(JSON.stringify({ scenario: "reindex", records, ms: round(ms), perSecond: round((records / ms) * 1000) }))
} finally {
  await portal.close()
}
