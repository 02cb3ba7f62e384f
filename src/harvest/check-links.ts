/**
 * Asks the hosts of newly harvested files for their headers: what answers, how large it is, of what type. The answers stand
 * beside the declared facts and never replace them.
 */
import { distributionAddresses, type Measurement, storeMeasurements } from "../catalogue/index.ts"
import { systemActor } from "../platform/actor.ts"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import type { FetchGuarded } from "../platform/fetch/index.ts"
import { probeAddress } from "./probe-address.ts"

const atOnce = 8

export async function checkLinks(
  distributionIds: readonly string[],
  { db, fetch, clock, signal }: { db: Db; fetch: FetchGuarded; clock: Clock; signal?: AbortSignal },
): Promise<void> {
  const addresses = await distributionAddresses(db, distributionIds)
  const measured: Measurement[] = []
  const queue = [...addresses]
  const checkNext = async (): Promise<void> => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      signal?.throwIfAborted()
      measured.push({
        ...next,
        facts: { checkedAt: clock.now().toISOString(), ...(await probeAddress(fetch, next.url)) },
      })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, checkNext))
  await db.transaction().execute((tx) => storeMeasurements(tx, measured, systemActor, clock.now()))
}
