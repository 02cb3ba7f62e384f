import { sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"
import type { FailuresInARow, PastRun, SourceHealth, SourceHistory } from "./health.ts"
import { healthOf } from "./health.ts"
import type { RunMode } from "./report.ts"
import type { ProblemCounts } from "./run-store.ts"

const day = 24 * 60 * 60 * 1000
const weeksOfSize = 4
const timingsLookedAt = 20

/** Runs that came to an end which says something of the source. */
const conclusive = sql`status in ('done', 'done-with-errors', 'needs-confirmation')`
/** What failed by the source, and not by us. */
const failed = sql`status = 'failed' and coalesce(reason ->> 'code', '') <> 'portal-fault'`

/** Each of these sources as it is doing now; one that is not there is left out. */
export async function healthOfSources(
  db: Db,
  sourceIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, SourceHealth>> {
  const histories = await historiesOf(db, sourceIds, now)
  const timezone = await portalTimezone(db)
  return new Map([...histories].map(([id, history]) => [id, healthOf(history, { now, timezone })]))
}

/** Schedules are in the portal's own time. */
async function portalTimezone(db: Db): Promise<string> {
  const { rows } = await sql<{ timezone: string | null }>`
    select value ->> 'timezone' as timezone from instance_fact where name = 'portal'
  `.execute(db)
  return rows[0]?.timezone ?? "UTC"
}

/** Every part is found by `harvest_run_of_source`. Runs of a time to come (the clock was set back) are left out. */
async function historiesOf(
  db: Db,
  sourceIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, SourceHistory>> {
  const sizesFrom = new Date(now.getTime() - weeksOfSize * 7 * day)
  const past = sql`source_id = source.id and not dry_run and started_at <= ${now}`
  const { rows } = await sql<HistoryRow>`
    select source.id, source.active, source.schedule, source.created_at,
      to_jsonb(last) as last, to_jsonb(waiting) as waiting, to_jsonb(failures) as failures, timings.list as timings,
      to_jsonb(size) as size
    from harvest_source as source
    left join lateral (
      select id, status, started_at, reason ->> 'code' as code
      from harvest_run where ${past} and status <> 'interrupted' order by started_at desc limit 1
    ) as last on true
    left join lateral (
      select id, status, started_at, (planned ->> 'withdrawn')::int as withdrawn,
        (reason -> 'detail' ->> 'disappearing')::int as disappearing
      from harvest_run where ${past} and ${conclusive} order by started_at desc limit 1
    ) as waiting on true
    left join lateral (${failuresSince(sql`source.id`, { now, after: sql`waiting.started_at` })}) as failures on true
    left join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('mode', mode, 'ms', duration_ms)), '[]') as list
      from (
        select mode, duration_ms
        from harvest_run
        where ${past} and status in ('done', 'done-with-errors') and duration_ms is not null
        order by started_at desc
        limit ${timingsLookedAt}
      ) as done
    ) as timings on true
    left join lateral (
      select live as most, started_at as most_at, (
        select live from harvest_run where ${past} and live is not null order by started_at desc limit 1
      ) as now
      from harvest_run
      where ${past} and status in ('done', 'done-with-errors') and live is not null and started_at >= coalesce((
        select max(started_at) from harvest_run
        where ${past} and status = 'needs-confirmation' and started_at >= ${sizesFrom}
      ), ${sizesFrom})
      order by live desc, started_at desc
      limit 1
    ) as size on true
    where source.id = any(${sourceIds}::uuid[])
    order by source.id
    limit ${sourceIds.length}
  `.execute(db)
  return new Map(rows.map((row) => [row.id, historyFrom(row)]))
}

/** Failures in a row of one source until now. */
export async function failuresOf(db: Db, sourceId: string, now: Date): Promise<FailuresInARow | undefined> {
  const last = sql`(
    select max(started_at) from harvest_run
    where source_id = ${sourceId} and ${conclusive} and not dry_run and started_at <= ${now}
  )`
  const { rows } = await sql<FailuresRow>`${failuresSince(sql`${sourceId}`, { now, after: last })}`.execute(db)
  return rows[0] && failuresFrom(rows[0])
}

function failuresSince(sourceId: ReturnType<typeof sql>, { now, after }: { now: Date; after: ReturnType<typeof sql> }) {
  return sql`
    select min(started_at) as since, max(started_at) as last_at, count(*) as count,
      count(*) filter (where scheduled) as scheduled,
      (array_agg(reason ->> 'code' order by started_at desc))[1] as code
    from harvest_run
    where source_id = ${sourceId} and not dry_run and ${failed} and started_at <= ${now}
      and started_at > coalesce(${after}, '-infinity')
    having count(*) > 0
  `
}

export type Told = "waits" | "down" | "problems"

/** When each was last told of a source. */
export async function toldOf(db: Db, sourceId: string, since: Date): Promise<Readonly<Partial<Record<Told, Date>>>> {
  const { rows } = await sql<{ kind: Told; at: Date }>`
    select kind, max(finished_at) as at
    from harvest_run
    cross join lateral unnest(told) as kind
    where source_id = ${sourceId} and started_at >= ${since}
    group by kind
    order by kind
  `.execute(db)
  return Object.fromEntries(rows.map(({ kind, at }) => [kind, at]))
}

export async function keepTold(tx: Tx, runId: string, told: readonly Told[]): Promise<void> {
  await sql`update harvest_run set told = ${told}::text[] where id = ${runId}`.execute(tx)
}

const isBefore = (runId: string) => sql`
  (started_at, id) < (select this.started_at, this.id from harvest_run as this where this.id = ${runId})
`

const runsOfProblems = 100

/** Kinds of problem that the runs before this one had; nothing where none of them counted its problems. */
export async function problemsBefore(
  db: Db,
  run: { id: string; sourceId: string },
): Promise<ReadonlySet<string> | undefined> {
  const { rows } = await sql<{ problems: ProblemCounts }>`
    select problems from harvest_run
    where source_id = ${run.sourceId} and ${isBefore(run.id)} and problems is not null and not dry_run
    order by started_at desc, id desc
    limit ${runsOfProblems}
  `.execute(db)
  return rows.length === 0 ? undefined : new Set(rows.flatMap(({ problems }) => Object.keys(problems)))
}

/** How the last run ended that says something of the source, before this one. */
export async function conclusionBefore(
  db: Db,
  run: { id: string; sourceId: string },
): Promise<{ status: string; code: string | null } | undefined> {
  const { rows } = await sql<{ status: string; code: string | null }>`
    select status, reason ->> 'code' as code from harvest_run
    where source_id = ${run.sourceId} and ${isBefore(run.id)} and ${conclusive} and not dry_run
    order by started_at desc, id desc
    limit 1
  `.execute(db)
  return rows[0]
}

interface FailuresRow {
  since: Date | string
  last_at: Date | string
  count: number
  scheduled: number
  code: string | null
}

// Moments inside JSON come as text.
interface HistoryRow {
  id: string
  active: boolean
  schedule: string | null
  created_at: Date
  last: { id: string; status: PastRun["status"]; started_at: string; code: string | null } | null
  waiting: {
    id: string
    status: string
    started_at: string
    withdrawn: number | null
    disappearing: number | null
  } | null
  failures: FailuresRow | null
  timings: { mode: RunMode; ms: number }[]
  size: { most: number; most_at: string; now: number } | null
}

function historyFrom({ last, waiting, failures, size, ...row }: HistoryRow): SourceHistory {
  return {
    active: row.active,
    addedAt: row.created_at,
    timings: row.timings,
    ...(row.schedule ? { schedule: row.schedule } : {}),
    ...(last ? { last: pastRunFrom(last) } : {}),
    ...(waiting?.status === "needs-confirmation" ? { waiting: waitingFrom(waiting) } : {}),
    ...(failures ? { failures: failuresFrom(failures) } : {}),
    ...(size ? { size: { now: size.now, most: size.most, mostAt: new Date(size.most_at) } } : {}),
  }
}

function pastRunFrom({ id, status, started_at, code }: NonNullable<HistoryRow["last"]>): PastRun {
  return { id, status, startedAt: new Date(started_at), ...(code ? { code } : {}) }
}

function waitingFrom({ id, started_at, withdrawn, disappearing }: NonNullable<HistoryRow["waiting"]>) {
  return { runId: id, since: new Date(started_at), disappearing: disappearing ?? withdrawn ?? 0 }
}

function failuresFrom({ since, last_at, count, scheduled, code }: FailuresRow): FailuresInARow {
  return { since: new Date(since), lastAt: new Date(last_at), count, scheduled, code: code ?? "" }
}
