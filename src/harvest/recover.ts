/** After a crash: runs that died are closed, and their sources are run again, which does what they left undone. */
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import { interruptionsInARow, interruptRuns, sourcesWithRunningRuns } from "./run-store.ts"
import { withSourceLock } from "./source-lock.ts"

/** A source whose runs die again and again may be what kills them: after so many it waits for its schedule, or for a person. */
const mostInARow = 3

/** Answers the sources to run again; a run that is alive in another process keeps its lock and is left alone. */
export async function recoverInterruptedRuns(db: Db, clock: Clock): Promise<string[]> {
  const recovered: string[] = []
  for (const sourceId of await sourcesWithRunningRuns(db)) {
    const locked = await withSourceLock(db, sourceId, () => interruptRuns(db, sourceId, clock.now()))
    const died = locked !== undefined && locked.answer > 0
    if (died && (await interruptionsInARow(db, sourceId)) < mostInARow) recovered.push(sourceId)
  }
  return recovered
}
