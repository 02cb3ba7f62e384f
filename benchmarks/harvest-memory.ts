/**
 * The most memory that a process holds which harvests RECORDS records (300,000 by default): all of them new, then all unchanged.
 * Beside it what the same process holds with a thousand records.
 * Usage: ./fihrist bench harvest-memory
 */
import { type BenchPortal, openBenchPortal } from "./support/filled-portal.ts"
import { harvestInProcess } from "./support/harvest-in-process.ts"

const records = Number(process.env.RECORDS ?? 300_000)
const few = 1000

console.log(
  JSON.stringify({
    scenario: "harvest-memory",
    records,
    ...(await firstAndUnchanged(records)),
    yardstick: { records: few, ...(await firstAndUnchanged(few)) },
  }),
)

async function firstAndUnchanged(count: number) {
  const portal: BenchPortal = await openBenchPortal(count)
  try {
    const first = await harvestInProcess(portal, { created: count })
    const unchanged = await harvestInProcess(portal, { unchanged: count })
    return { first, unchanged }
  } finally {
    await portal.close()
  }
}
