import { parseCronItems, type Runner, run } from "graphile-worker"
import type pg from "pg"
import type { z } from "zod"
import type { Log } from "../log.ts"
import { jobLogger } from "./job-logger.ts"
import { registerWorker } from "./living-workers.ts"

export interface Job<Payload = unknown> {
  readonly name: string
  readonly payload: z.ZodType<Payload>
  /** After this long the job's signal is aborted. */
  readonly timeoutMs: number
  /** Five-field cron expression (UTC) for jobs that come by themselves; they also come once at start. */
  readonly cron?: string
  /** It may take hours: such jobs have places of their own, so that the others never wait for them. */
  readonly long?: boolean
  /** Ends soon, by failing, when the signal is aborted: the job is then tried again later. */
  readonly run: (payload: Payload, signal: AbortSignal) => Promise<void>
}

export interface JobRunner {
  /** Asks the jobs under way to end, waits for them, then stops. */
  close(): Promise<void>
}

/** Takes jobs from the queue until closed. A payload that does not fit its schema fails its job with the reason. */
export async function startJobs(
  jobs: readonly Job[],
  { pool, log, atOnce = 4, longAtOnce = 4 }: { pool: pg.Pool; log: Log; atOnce?: number; longAtOnce?: number },
): Promise<JobRunner> {
  const registration = await registerWorker(pool)
  const closing = new AbortController()
  const runners: Runner[] = []
  for (const long of [false, true]) {
    const some = jobs.filter((job) => (job.long ?? false) === long)
    if (some.length === 0) continue
    runners.push(
      await run({
        pgPool: pool,
        concurrency: long ? longAtOnce : atOnce,
        noHandleSignals: true,
        logger: jobLogger(log),
        taskList: Object.fromEntries(
          some.map((job) => [job.name, (payload: unknown) => runJob(job, payload, { log, closing: closing.signal })]),
        ),
        parsedCronItems: parseCronItems(some.flatMap(cronItem)),
      }),
    )
  }
  for (const job of jobs) if (job.cron) await runners[0]!.addJob(job.name, {}, { jobKey: job.name })
  return {
    async close() {
      closing.abort(new Error("the worker is stopping"))
      await Promise.all(runners.map((runner) => runner.stop()))
      registration.release()
    },
  }
}

// The key keeps a busy worker from piling up the same job.
function cronItem({ name, cron }: Job) {
  return cron ? [{ task: name, match: cron, identifier: name, payload: {}, options: { jobKey: name } }] : []
}

async function runJob(job: Job, payload: unknown, { log, closing }: { log: Log; closing: AbortSignal }): Promise<void> {
  const started = performance.now()
  const signal = AbortSignal.any([closing, AbortSignal.timeout(job.timeoutMs)])
  try {
    await job.run(job.payload.parse(payload), signal)
    log.debug({ job: job.name, ms: Math.round(performance.now() - started) }, "job done")
  } catch (error) {
    log.warn({ job: job.name, error: error instanceof Error ? error.message : String(error) }, "job failed")
    throw error
  }
}
