/** The harvester's part of the worker: runs when a schedule says so, and the remains of a crash. */
import { z } from "zod"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import type { Job } from "../platform/jobs/index.ts"
import type { Log } from "../platform/log.ts"
import { askForHarvest, harvestJob, moveToLargeLine, type RunOrder } from "./ask-for-run.ts"
import { isDue, scheduledSources } from "./due-sources.ts"
import { HarvestAlreadyRunning, HarvestRunNotHeld } from "./errors.ts"
import { makePreview, previewJob } from "./previews.ts"
import { recoverInterruptedRuns } from "./recover.ts"
import { confirmRun, type HarvestDeps, runHarvest } from "./run-harvest.ts"
import { fitsShortPlace, type ShortPlace, shortPlace } from "./short-place.ts"

const minutes = 60_000

interface JobDeps {
  readonly db: Db
  readonly clock: Clock
  readonly timezone: string
  readonly log: Log
  readonly short?: ShortPlace
}

/** `open` gives a harvester with the vocabularies of the moment; it is closed after each job. */
export function harvestJobs(
  open: () => Promise<HarvestDeps & { close(): Promise<void> }>,
  { db, clock, timezone, log, short = shortPlace }: JobDeps,
): Job[] {
  return [
    job({
      name: harvestJob,
      payload: z.object({
        sourceId: z.uuid(),
        confirmedRun: z.uuid().optional(),
        scheduled: z.boolean().optional(),
        large: z.boolean().optional(),
      }),
      timeoutMs: 6 * 60 * minutes,
      long: true,
      run: (order, signal) =>
        using(open, async (deps) => {
          if (order.large) return runOrdered(order, { ...deps, signal })
          const run = (given: Pick<HarvestDeps, "onProgress" | "signal">) => runOrdered(order, { ...deps, ...given })
          if (await fitsShortPlace(run, { ...deps, signal }, short)) return
          log.info({ sourceId: order.sourceId }, "a large or slow source goes on in the line of the large ones")
          await moveToLargeLine(db, order, clock.now())
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

async function runOrdered({ sourceId, confirmedRun, scheduled }: RunOrder, deps: HarvestDeps): Promise<void> {
  const options = { sparesRecords: true }
  try {
    if (confirmedRun) await confirmRun(confirmedRun, deps, options)
    else
      await runHarvest(sourceId, deps, { ...options, mode: scheduled ? "auto" : "full", scheduled: scheduled ?? false })
  } catch (error) {
    // Somebody runs it by hand just now: that run does what this one would have done.
    if (!(error instanceof HarvestAlreadyRunning || error instanceof HarvestRunNotHeld)) throw error
  }
}

/** Closes the runs that died with their process and asks for their sources to be run again. */
async function resumeInterrupted(deps: Pick<HarvestDeps, "db" | "clock" | "log">): Promise<void> {
  for (const { sourceId, scheduled } of await recoverInterruptedRuns(deps.db, deps.clock)) {
    deps.log.warn({ sourceId }, "a harvest was interrupted; it is run again")
    await askForHarvest(deps.db, sourceId, { scheduled })
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
