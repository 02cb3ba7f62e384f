/** After a crash: runs that died are closed, and their sources are run again, which does what they left undone. */
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import { interruptionsInARow, interruptRuns, sourcesWithRunningRuns } from "./run-store.ts"
import { withSourceLock } from "./source-lock.ts"

/** A source whose runs die again and again may be what kills them: after so many it waits for its schedule, or for a person. */
const mostInARow = 3

export interface RunToRepeat {
  readonly sourceId: string
  readonly scheduled: boolean
}

/** Answers what is to be run again, as it was; a run that is alive in another process keeps its lock and is left alone. */
export async function recoverInterruptedRuns(db: Db, clock: Clock): Promise<RunToRepeat[]> {
  const recovered: RunToRepeat[] = []
  for (const sourceId of await sourcesWithRunningRuns(db)) {
    const locked = await withSourceLock(db, sourceId, () => interruptRuns(db, sourceId, { at: clock.now() }))
    const died = locked?.answer ?? []
    if (died.length === 0 || (await interruptionsInARow(db, sourceId)) >= mostInARow) continue
    recovered.push({ sourceId, scheduled: died.every(({ scheduled }) => scheduled) })
  }
  return recovered
}
