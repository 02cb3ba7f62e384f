import { sql } from "kysely"
import type { Db } from "../db.ts"

/** Before all that nobody waits for: the queue takes lower numbers first. */
const priority = -1

/**
 * Puts a waiting job first in its line. Each job once: asked again it stays where it is; and at most so many of its name
 * (`most`) at a time, so that nobody who asks for everything keeps the others waiting. Those that failed and rest are not
 * counted.
 */
export async function hastenJob(
  db: Db,
  { name, keys, most }: { readonly name: string; readonly keys: readonly string[]; readonly most: number },
): Promise<boolean> {
  const { rows } = await sql`
    select from graphile_worker.reschedule_jobs(
      array(
        select id from graphile_worker.jobs
        where key = any(${keys}::text[]) and task_identifier = ${name} and priority > ${priority}::int
          and locked_at is null and attempts < max_attempts and (
            select count(*) from graphile_worker.jobs
            where task_identifier = ${name} and priority <= ${priority}::int and attempts < max_attempts and run_at <= now()
          ) < ${most}::int
        order by id
      ),
      priority => ${priority}::int
    )
  `.execute(db)
  return rows.length > 0
}
