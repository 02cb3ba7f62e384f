/** How a run is asked for: by people, by a schedule, after a crash. The worker does it. */
import type { Db } from "../platform/db.ts"
import { enqueueJob } from "../platform/jobs/index.ts"
import { recordsLately } from "./run-store.ts"

export const harvestJob = "harvest"
const largeSource = 10_000

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

/** Large sources go one after another, so that some places are always free for the small ones. */
async function enqueueRun(db: Db, payload: { readonly sourceId: string; [more: string]: unknown }): Promise<void> {
  const queue = (await recordsLately(db, payload.sourceId)) > largeSource ? { queue: "large harvests" } : {}
  await enqueueJob(db, { name: harvestJob, payload, key: `harvest-${payload.sourceId}`, ...queue })
}
