import { parseCronItems, run } from "graphile-worker"
import type pg from "pg"
import type { z } from "zod"
import type { Log } from "../log.ts"
import { jobLogger } from "./job-logger.ts"

export interface Job<Payload = unknown> {
  readonly name: string
  readonly payload: z.ZodType<Payload>
  /** After this long the job's signal is aborted. */
  readonly timeoutMs: number
  /** Five-field cron expression (UTC) for jobs that come by themselves; they also come once at start. */
  readonly cron?: string
  readonly run: (payload: Payload, signal: AbortSignal) => Promise<void>
}

export interface JobRunner {
  /** Waits for the jobs under way, then stops. */
  close(): Promise<void>
}

/** Takes jobs from the queue until closed. A payload that does not fit its schema fails its job with the reason. */
export async function startJobs(
  jobs: readonly Job[],
  { pool, log, atOnce = 4 }: { pool: pg.Pool; log: Log; atOnce?: number },
): Promise<JobRunner> {
  const runner = await run({
    pgPool: pool,
    concurrency: atOnce,
    noHandleSignals: true,
    logger: jobLogger(log),
    taskList: Object.fromEntries(jobs.map((job) => [job.name, (payload: unknown) => runJob(job, payload, log)])),
    parsedCronItems: parseCronItems(
      jobs.flatMap((job) => (job.cron ? { task: job.name, match: job.cron, identifier: job.name, payload: {} } : [])),
    ),
  })
  for (const job of jobs) if (job.cron) await runner.addJob(job.name, {}, { jobKey: `${job.name}-at-start` })
  return { close: () => runner.stop() }
}

async function runJob(job: Job, payload: unknown, log: Log): Promise<void> {
  const started = performance.now()
  const signal = AbortSignal.timeout(job.timeoutMs)
  try {
    await job.run(job.payload.parse(payload), signal)
    log.debug({ job: job.name, ms: Math.round(performance.now() - started) }, "job done")
  } catch (error) {
    log.warn({ job: job.name, error: error instanceof Error ? error.message : String(error) }, "job failed")
    throw error
  }
}
