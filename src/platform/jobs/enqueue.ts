import { runMigrations } from "graphile-worker"
import { sql } from "kysely"
import type { Db } from "../db.ts"
import { type Log, silentLog } from "../log.ts"
import { jobLogger } from "./job-logger.ts"

/** Creates or updates the tables of the job queue. */
export async function migrateJobs(databaseUrl: string, log: Log = silentLog): Promise<void> {
  await runMigrations({ connectionString: databaseUrl, logger: jobLogger(log) })
}

/**
 * Asks for a job in the caller's transaction. With a `key`, a waiting job of the same key is replaced instead of asked for
 * twice; with a `queue`, jobs of the same queue run one after another. `attempts` (5) are made with growing waits between.
 */
export async function enqueueJob(
  db: Db,
  job: {
    readonly name: string
    readonly payload: unknown
    readonly key?: string
    readonly queue?: string
    readonly attempts?: number
  },
): Promise<void> {
  await sql`
    select graphile_worker.add_job(
      ${job.name}, payload => ${JSON.stringify(job.payload)}::json, job_key => ${job.key ?? null}::text,
      queue_name => ${job.queue ?? null}::text, max_attempts => ${job.attempts ?? 5}::int
    )
  `.execute(db)
}
