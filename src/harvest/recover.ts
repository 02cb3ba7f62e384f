/** After a crash: runs that died are closed, and their sources are run again, which does what they left undone. */
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import { interruptRuns, sourcesWithRunningRuns } from "./run-store.ts"
import { withSourceLock } from "./source-lock.ts"

/** Answers the sources whose run had died; a run that is alive in another process keeps its lock and is left alone. */
export async function recoverInterruptedRuns(db: Db, clock: Clock): Promise<string[]> {
  const recovered: string[] = []
  for (const sourceId of await sourcesWithRunningRuns(db)) {
    const locked = await withSourceLock(db, sourceId, () => interruptRuns(db, sourceId, clock.now()))
    if (locked && locked.answer > 0) recovered.push(sourceId)
  }
  return recovered
}
