/**
 * How fast a CKAN source is read of which nothing changed. Beside it, in the same run, a yardstick: fetching and parsing the same
 * pages, as many to a page, and nothing else.
 * Usage: ./fihrist bench harvest-unchanged  (RECORDS=20000 by default)
 */
import { type BenchPortal, openBenchPortal, round } from "./support/filled-portal.ts"
import { harvestInProcess } from "./support/harvest-in-process.ts"

const records = Number(process.env.RECORDS ?? 20_000)
const rowsPerPage = 100

const portal = await openBenchPortal(records)
try {
  await harvestInProcess(portal, { created: records })
  const yardstick = await measureYardstick(portal)
  const unchanged = await harvestInProcess(portal, { unchanged: records })
  const ratio = round(yardstick.perSecond / unchanged.perSecond)
  console.log(JSON.stringify({ scenario: "harvest-unchanged", records, ...unchanged, yardstick, ratio }))
} finally {
  await portal.close()
}

async function measureYardstick({ sourceUrl }: BenchPortal) {
  const started = performance.now()
  for (let start = 0; start < records; start += rowsPerPage) {
    const answer = await fetch(`${sourceUrl}/api/3/action/package_search?rows=${rowsPerPage}&start=${start}`)
    await answer.json()
  }
  const ms = performance.now() - started
  return { ms: round(ms), perSecond: round((records / ms) * 1000) }
}
