/** Several hosts at a time, each in its turn, until nothing is due or the time is over. */
import { type CheckDeps, checkHost } from "./check-host.ts"
import { takeTurn } from "./link-store.ts"

/** Hosts at once; a slow one holds up none of the others. */
const lanes = 16

/** Answers how many links were checked. */
export async function checkDueLinks(deps: CheckDeps, forMs: number): Promise<number> {
  const until = performance.now() + forMs
  let checked = 0
  const lane = async (): Promise<void> => {
    while (performance.now() < until) {
      deps.signal?.throwIfAborted()
      const turn = await takeTurn(deps.db, deps.clock.now())
      if (!turn) return
      const done = await checkHost(turn, deps)
      checked += done
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane))
  const failed = ended.find((one) => one.status === "rejected")
  if (failed) throw failed.reason
  return checked
}
