/** Which sources a schedule says to run now. */
import { Cron } from "croner"
import { sql } from "kysely"
import type { Db } from "../platform/db.ts"

export interface ScheduledSource {
  readonly id: string
  readonly schedule: string
  /** When its last run began that the clock does not put into the future, or when it was added. */
  readonly lastStartedAt: Date
  /** It has runs of a time that is still to come: the clock was set back since. */
  readonly clockWentBack: boolean
}

/** After a clock was set back, what was missed before cannot be told: only the last minutes count. */
const recentMs = 5 * 60_000

/** A source is due when its schedule had a moment between its last run and now; a missed moment is made up for once. */
export function isDue(source: ScheduledSource, now: Date, timezone: string): boolean {
  const { schedule, lastStartedAt, clockWentBack } = source
  const recently = new Date(now.getTime() - recentMs)
  const isKnown = lastStartedAt <= now && (!clockWentBack || lastStartedAt > recently)
  const next = nextRunAfter(schedule, isKnown ? lastStartedAt : recently, timezone)
  return next !== undefined && next <= now
}

/** None where the expression names no moment that is still to come. */
export function nextRunAfter(schedule: string, moment: Date, timezone: string): Date | undefined {
  return new Cron(schedule, { paused: true, timezone }).nextRun(moment) ?? undefined
}

export async function scheduledSources(db: Db, now: Date): Promise<ScheduledSource[]> {
  const { rows } = await sql<{ id: string; schedule: string; last_started_at: Date; clock_went_back: boolean }>`
    select id, schedule,
      coalesce((
        select max(started_at) from harvest_run where source_id = harvest_source.id and started_at <= ${now}
      ), created_at) as last_started_at,
      exists (select from harvest_run where source_id = harvest_source.id and started_at > ${now}) as clock_went_back
    from harvest_source
    where active and schedule is not null
    order by id
  `.execute(db)
  return rows.map((row) => ({
    id: row.id,
    schedule: row.schedule,
    lastStartedAt: row.last_started_at,
    clockWentBack: row.clock_went_back,
  }))
}
