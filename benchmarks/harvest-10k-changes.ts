/**
 * Ten thousand records of a source changed: how long it takes to find and store them by reading everything, and then, when as
 * many changed again, by asking the source for what changed. The yardstick of the one is the other.
 * Usage: ./fihrist bench harvest-10k-changes  (RECORDS=50000 and CHANGES=10000 by default)
 */
import { type BenchPortal, openBenchPortal } from "./support/filled-portal.ts"
import { harvestInProcess } from "./support/harvest-in-process.ts"

const records = Number(process.env.RECORDS ?? 50_000)
const changes = Number(process.env.CHANGES ?? 10_000)

const portal = await openBenchPortal(records)
try {
  await harvestInProcess(portal, { created: records })
  await change(portal)
  const full = await harvestInProcess(portal, { updated: changes, unchanged: records - changes })
  await change(portal)
  const asked = await harvestInProcess(portal, { updated: changes }, { mode: "changes" })
  console.log(JSON.stringify({ scenario: "harvest-10k-changes", records, changes, full, asked }))
} finally {
  await portal.close()
}

async function change({ sourceUrl }: BenchPortal): Promise<void> {
  const answer = await fetch(`${sourceUrl}/change?records=${changes}`)
  await answer.json()
}
