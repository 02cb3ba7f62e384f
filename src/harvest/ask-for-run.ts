/** How a run is asked for: by people, by a schedule, after a crash. The worker does it. */
import type { Db } from "../platform/db.ts"
import { enqueueJob } from "../platform/jobs/index.ts"
import { interruptRuns, recordsLately } from "./run-store.ts"
import { shortPlace } from "./short-place.ts"
import { withSourceLock } from "./source-lock.ts"

export const harvestJob = "harvest"

export interface RunOrder {
  readonly sourceId: string
  readonly confirmedRun?: string | undefined
  readonly scheduled?: boolean | undefined
  /** It goes in the line of the large ones. */
  readonly large?: boolean | undefined
}

/** Asks for a run by the worker; asked for twice, it runs once. */
export async function askForHarvest(
  db: Db,
  sourceId: string,
  { scheduled = false }: { scheduled?: boolean } = {},
): Promise<void> {
  await enqueueRun(db, { sourceId, scheduled })
}

/** Asks for a waiting run to be carried out by the worker, as many records disappearing as it showed. */
export async function askForConfirmedRun(
  db: Db,
  { runId, sourceId }: { runId: string; sourceId: string },
): Promise<void> {
  await enqueueRun(db, { sourceId, confirmedRun: runId })
}

/** Asks again for a run that was ended as it needs a long place. Somebody who runs the source by now does what it would. */
export async function moveToLargeLine(db: Db, order: RunOrder, at: Date): Promise<void> {
  await withSourceLock(db, order.sourceId, async () => {
    await interruptRuns(db, order.sourceId, { at, code: "gave-way" })
    await enqueueRun(db, { ...order, large: true })
  })
}

async function enqueueRun(db: Db, order: RunOrder): Promise<void> {
  const large = order.large || (await recordsLately(db, order.sourceId)) > shortPlace.mostRecords
  const payload = { ...order, ...(large ? { large } : {}) }
  const queue = large ? { queue: "large harvests" } : {}
  await enqueueJob(db, { name: harvestJob, payload, key: `harvest-${order.sourceId}`, ...queue })
}
