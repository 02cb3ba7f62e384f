/** The harvester's part of the worker: runs when a schedule says so, and the remains of a crash. */
import { z } from "zod"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import type { Job } from "../platform/jobs/index.ts"
import type { Log } from "../platform/log.ts"
import { askForHarvest, harvestJob } from "./ask-for-run.ts"
import { isDue, scheduledSources } from "./due-sources.ts"
import { HarvestAlreadyRunning, HarvestRunNotHeld } from "./errors.ts"
import { makePreview, previewJob } from "./previews.ts"
import { recoverInterruptedRuns } from "./recover.ts"
import { confirmRun, type HarvestDeps, runHarvest } from "./run-harvest.ts"

const minutes = 60_000

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
            const options = { sparesRecords: true }
            if (confirmedRun) await confirmRun(confirmedRun, { ...deps, signal }, options)
            else
              await runHarvest(
                sourceId,
                { ...deps, signal },
                { ...options, mode: scheduled ? "auto" : "full", scheduled },
              )
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
        for (const source of await scheduledSources(db, clock.now())) {
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
