/** Which sources a schedule says to run now. */
import { Cron } from "croner"
import { sql } from "kysely"
import type { Db } from "../platform/db.ts"

export interface ScheduledSource {
  readonly id: string
  readonly schedule: string
  /** When its last run began, or when it was added. */
  readonly lastStartedAt: Date
}

/** A source is due when its schedule had a moment between its last run and now; a missed moment is made up for once. */
export function isDue(source: ScheduledSource, now: Date, timezone: string): boolean {
  const next = new Cron(source.schedule, { paused: true, timezone }).nextRun(source.lastStartedAt)
  return next !== null && next <= now
}

export async function scheduledSources(db: Db): Promise<ScheduledSource[]> {
  const { rows } = await sql<{ id: string; schedule: string; last_started_at: Date }>`
    select id, schedule, coalesce((
      select max(started_at) from harvest_run where source_id = harvest_source.id
    ), created_at) as last_started_at
    from harvest_source
    where active and schedule is not null
    order by id
  `.execute(db)
  return rows.map((row) => ({ id: row.id, schedule: row.schedule, lastStartedAt: row.last_started_at }))
}
