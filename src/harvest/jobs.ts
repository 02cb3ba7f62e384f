/** The harvester's part of the worker: runs when a schedule says so, and the remains of a crash. */
import { z } from "zod"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import { enqueueJob, type Job } from "../platform/jobs/index.ts"
import type { Log } from "../platform/log.ts"
import { isDue, scheduledSources } from "./due-sources.ts"
import { HarvestAlreadyRunning, HarvestRunNotHeld } from "./errors.ts"
import { makePreview, previewJob } from "./previews.ts"
import { recoverInterruptedRuns } from "./recover.ts"
import { confirmRun, type HarvestDeps, runHarvest } from "./run-harvest.ts"
import { recordsLately } from "./run-store.ts"

const minutes = 60_000
export const harvestJob = "harvest"
const largeSource = 10_000

/** `open` gives a harvester with the vocabularies of the moment; it is closed after each job. */
export function harvestJobs(
  open: () => Promise<HarvestDeps & { close(): Promise<void> }>,
  { db, clock, timezone, log }: { db: Db; clock: Clock; timezone: string; log: Log },
): Job[] {
  return [
    job({
      name: harvestJob,
      payload: z.object({ sourceId: z.uuid(), confirmedRun: z.uuid().optional(), scheduled: z.boolean().optional() }),
      timeoutMs: 6 * 60 * minutes,
      long: true,
      run: ({ sourceId, confirmedRun, scheduled }, signal) =>
        using(open, async (deps) => {
          try {
            if (confirmedRun) await confirmRun(confirmedRun, { ...deps, signal })
            else await runHarvest(sourceId, { ...deps, signal }, { mode: scheduled ? "auto" : "full" })
          } catch (error) {
            // Somebody runs it by hand just now: that run does what this one would have done.
            if (!(error instanceof HarvestAlreadyRunning || error instanceof HarvestRunNotHeld)) throw error
          }
        }),
    }),
    job({
      name: previewJob,
      payload: z.object({ id: z.uuid() }),
      timeoutMs: 3 * minutes,
      run: ({ id }, signal) => using(open, (deps) => makePreview(id, { ...deps, signal })),
    }),
    job({
      name: "harvest-due",
      payload: z.unknown(),
      timeoutMs: minutes,
      cron: "* * * * *",
      run: async () => {
        await resumeInterrupted({ db, clock, log })
        for (const source of await scheduledSources(db)) {
          if (isDue(source, clock.now(), timezone)) await askForHarvest(db, source.id, { scheduled: true })
        }
      },
    }),
  ]
}

/** Closes the runs that died with their process and asks for their sources to be run again. */
async function resumeInterrupted(deps: Pick<HarvestDeps, "db" | "clock" | "log">): Promise<void> {
  for (const sourceId of await recoverInterruptedRuns(deps.db, deps.clock)) {
    deps.log.warn({ sourceId }, "a harvest was interrupted; it is run again")
    await askForHarvest(deps.db, sourceId)
  }
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

/** Large sources go one after another, so that some places are always free for the small ones. */
async function enqueueRun(db: Db, payload: { readonly sourceId: string; [more: string]: unknown }): Promise<void> {
  const queue = (await recordsLately(db, payload.sourceId)) > largeSource ? { queue: "large harvests" } : {}
  await enqueueJob(db, { name: harvestJob, payload, key: `harvest-${payload.sourceId}`, ...queue })
}

// Jobs of different payloads stand in one list; each still checks its own payload before it runs.
function job<Payload>(one: Job<Payload>): Job {
  return one as unknown as Job
}

async function using(
  open: () => Promise<HarvestDeps & { close(): Promise<void> }>,
  work: (deps: HarvestDeps) => Promise<void>,
): Promise<void> {
  const deps = await open()
  try {
    await work(deps)
  } finally {
    await deps.close()
  }
}
