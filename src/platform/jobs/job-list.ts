/** What the queue holds, for those who look after the portal: never the payload of a job, which may hold an address. */
import { sql } from "kysely"
import type { Db } from "../db.ts"

export interface QueueFigures {
  readonly waiting: number
  readonly running: number
  /** Tried as often as was allowed; nobody tries them again by themselves. */
  readonly failed: number
}

export interface FailedJob {
  readonly id: string
  readonly name: string
  readonly attempts: number
  readonly failedAt: Date
  /** First line of the last error. */
  readonly error: string
}

const failed = sql`attempts >= max_attempts and locked_at is null`

export async function queueFigures(db: Db): Promise<QueueFigures> {
  const { rows } = await sql<QueueFigures>`
    select
      count(*) filter (where locked_at is not null) as running,
      count(*) filter (where ${failed}) as failed,
      count(*) filter (where locked_at is null and attempts < max_attempts) as waiting
    from graphile_worker.jobs
  `.execute(db)
  return rows[0]!
}

/** Newest first; `before` is the id of the last one seen. */
export async function failedJobs(
  db: Db,
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<{ jobs: FailedJob[]; next?: string }> {
  const { rows } = await sql<{ id: string; name: string; attempts: number; failed_at: Date; error: string | null }>`
    select id::text, task_identifier as name, attempts, updated_at as failed_at, last_error as error
    from graphile_worker.jobs
    where ${failed} ${before ? sql`and id < ${before}::bigint` : sql``}
    order by id desc
    limit ${limit + 1}
  `.execute(db)
  const jobs = rows.slice(0, limit).map(({ failed_at, error, ...row }) => ({
    ...row,
    failedAt: failed_at,
    error: (error ?? "").split("\n", 1)[0]!.slice(0, 500),
  }))
  const last = jobs.at(-1)
  return { jobs, ...(rows.length > limit && last ? { next: last.id } : {}) }
}

/** Tries failed jobs again from the beginning of their attempts; answers how many there were. */
export async function retryJobs(db: Db, ids: readonly string[]): Promise<number> {
  const { rows } = await sql`
    select graphile_worker.reschedule_jobs(
      array(select id from graphile_worker.jobs where id = any(${ids}::bigint[]) and ${failed}),
      run_at => now(), attempts => 0
    )
  `.execute(db)
  return rows.length
}
