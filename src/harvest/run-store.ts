import { sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"
import type { Hold, PlanCounts } from "./plan-harvest.ts"
import { nothing, type ReportedRecord, type RunMode, type RunReason, type RunReport, type RunStatus } from "./report.ts"
import { type StopCode, stopTexts } from "./stop-texts.ts"

export interface StoredRun {
  readonly id: string
  readonly sourceId: string
  readonly status: RunStatus
  readonly startedAt: Date
  readonly finishedAt?: Date
  readonly counts: PlanCounts
  readonly planned: PlanCounts
  readonly mode: RunMode
  readonly resumed: boolean
  readonly reason?: RunReason
  /** A schedule asked for it, not a person. */
  readonly scheduled: boolean
  /** By a clock that never jumps; absent where the run was cut. */
  readonly durationMs?: number
  /** Records of the source that were live after it. */
  readonly live?: number
  /** How many records had each problem; absent where it did not come so far. */
  readonly problems?: ProblemCounts
}

/** How many records had each problem, by code. */
export type ProblemCounts = Readonly<Record<string, number>>

export async function insertRun(
  db: Db,
  run: { id: string; sourceId: string; startedAt: Date; scheduled: boolean },
): Promise<void> {
  await sql`
    insert into harvest_run (id, source_id, status, started_at, heartbeat_at, scheduled)
    values (${run.id}, ${run.sourceId}, 'running', ${run.startedAt}, ${run.startedAt}, ${run.scheduled})
  `.execute(db)
}

/** Whether the run is still going on; it cannot be closed before the transaction ends. */
export async function holdRun(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`select from harvest_run where id = ${id} and status = 'running' for share`.execute(tx)
  return rows.length > 0
}

/** Ends a run that cannot go on, unless somebody did so already. */
export async function closeRun(
  db: Db,
  run: { id: string; status: "interrupted" | "failed"; at: Date; reason: RunReason },
): Promise<void> {
  await sql`
    update harvest_run
    set status = ${run.status}, finished_at = ${run.at}, reason = ${JSON.stringify(run.reason)}
    where id = ${run.id} and status = 'running'
  `.execute(db)
}

export async function finishRun(
  db: Db,
  run: Pick<RunReport, "status" | "mode" | "resumed" | "counts" | "planned" | "reason"> & {
    id: string
    finishedAt: Date
    durationMs: number
    problems?: ProblemCounts | undefined
  },
): Promise<void> {
  await sql`
    update harvest_run
    set status = ${run.status}, finished_at = ${run.finishedAt}, counts = ${JSON.stringify(run.counts)},
      mode = ${run.mode}, resumed = ${run.resumed}, planned = ${JSON.stringify(run.planned)},
      reason = ${run.reason ? JSON.stringify(run.reason) : null}, duration_ms = ${Math.round(run.durationMs)},
      problems = ${run.problems ? JSON.stringify(run.problems) : null},
      live = (select count(*) from source_record where source_id = harvest_run.source_id and gone_at is null)
    where id = ${run.id}
  `.execute(db)
}

/** Keeps the lines worth reading again: whatever was not simply unchanged, and every problem. */
export async function insertRunRecords(
  tx: Tx,
  runId: string,
  records: readonly ReportedRecord[],
  firstPosition: number,
): Promise<void> {
  if (records.length === 0) return
  const lines = records.map((record, index) => ({
    position: firstPosition + index,
    remote_id: record.remoteId,
    verdict: record.verdict,
    dataset_id: record.datasetId ?? null,
    problems: record.problems,
  }))
  await sql`
    insert into harvest_run_record (run_id, position, remote_id, verdict, dataset_id, problems)
    select ${runId}, position, remote_id, verdict, dataset_id, problems
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line (
      position int, remote_id text, verdict text, dataset_id uuid, problems jsonb
    )
  `.execute(tx)
}

export async function runById(db: Db, id: string): Promise<StoredRun | undefined> {
  const { rows } = await sql<RunRow>`select * from harvest_run where id = ${id}`.execute(db)
  return rows[0] ? runFromRow(rows[0]) : undefined
}

/** Newest first; served by `harvest_run_of_source`. */
export async function runsOfSource(
  db: Db,
  { sourceId, limit, before }: { sourceId: string; limit: number; before?: Date | undefined },
): Promise<{ runs: StoredRun[]; next?: Date }> {
  const { rows } = await sql<RunRow>`
    select * from harvest_run
    where source_id = ${sourceId} and not dry_run ${before ? sql`and started_at < ${before}` : sql``}
    order by started_at desc
    limit ${limit + 1}
  `.execute(db)
  const runs = rows.slice(0, limit).map(runFromRow)
  const last = runs.at(-1)
  return { runs, ...(rows.length > limit && last ? { next: last.startedAt } : {}) }
}

/** The last run of each of these sources. */
export async function lastRuns(db: Db, sourceIds: readonly string[]): Promise<Map<string, StoredRun>> {
  const { rows } = await sql<RunRow>`
    select last.*
    from unnest(${sourceIds}::uuid[]) as source (id)
    cross join lateral (
      select * from harvest_run where source_id = source.id and not dry_run order by started_at desc limit 1
    ) as last
  `.execute(db)
  return new Map(rows.map((row) => [row.source_id, runFromRow(row)]))
}

/** Active sources whose last run failed or waits for a person. */
export async function troubledRuns(
  db: Db,
  { organizationIds, limit }: { organizationIds?: readonly string[] | undefined; limit: number },
): Promise<StoredRun[]> {
  const { rows } = await sql<RunRow>`
    select last.*
    from harvest_source
    cross join lateral (
      select * from harvest_run where source_id = harvest_source.id and not dry_run order by started_at desc limit 1
    ) as last
    where active and last.status in ('failed', 'needs-confirmation')
      ${organizationIds ? sql`and organization_id = any(${organizationIds}::uuid[])` : sql``}
    order by last.status = 'failed', last.started_at desc
    limit ${limit}
  `.execute(db)
  return rows.map(runFromRow)
}

/** How many lines of each verdict a report kept, and how many have problems. */
export async function countRecords(db: Db, runId: string): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ verdict: string; count: number }>`
    select verdict, count(*) as count from harvest_run_record where run_id = ${runId} group by verdict order by verdict
  `.execute(db)
  return Object.fromEntries(rows.map(({ verdict, count }) => [verdict, count]))
}

/** How many records the last run that was read to its end saw. */
export async function recordsLately(db: Db, sourceId: string): Promise<number> {
  const { rows } = await sql<{ planned: PlanCounts }>`
    select planned from harvest_run
    where source_id = ${sourceId} and status in ('done', 'done-with-errors', 'needs-confirmation') and mode <> 'changes'
    order by started_at desc
    limit 1
  `.execute(db)
  const { created, updated, unchanged } = rows[0]?.planned ?? nothing
  return created + updated + unchanged
}

/** How the run before this one ended. */
export async function runBefore(db: Db, run: { id: string; sourceId: string }): Promise<StoredRun | undefined> {
  const { rows } = await sql<RunRow>`
    select * from harvest_run
    where source_id = ${run.sourceId} and id < ${run.id} and not dry_run and status not in ('running', 'interrupted')
    order by id desc
    limit 1
  `.execute(db)
  return rows[0] ? runFromRow(rows[0]) : undefined
}

/** Whether a later run read the source to its end, so that what this one showed is no longer the question. */
export async function isOvertaken(db: Db, run: { id: string; sourceId: string }): Promise<boolean> {
  const { rows } = await sql`
    select from harvest_run
    where source_id = ${run.sourceId} and id > ${run.id} and status in ('done', 'done-with-errors', 'needs-confirmation')
    limit 1
  `.execute(db)
  return rows.length > 0
}

/** Runs that say they are running; whoever holds the source's lock knows that they are dead. Answers what they were. */
export async function interruptRuns(
  db: Db,
  sourceId: string,
  { at, code = "interrupted" }: { at: Date; code?: StopCode },
): Promise<{ scheduled: boolean }[]> {
  const reason: RunReason = { code, message: stopTexts[code].en }
  const { rows } = await sql<{ scheduled: boolean }>`
    update harvest_run set status = 'interrupted', finished_at = ${at}, reason = ${JSON.stringify(reason)}
    where source_id = ${sourceId} and status = 'running'
    returning scheduled
  `.execute(db)
  return rows
}

/** How many runs of the source have died since the last one that came to an end. */
export async function interruptionsInARow(db: Db, sourceId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from harvest_run
    where source_id = ${sourceId} and status = 'interrupted' and reason ->> 'code' <> 'gave-way' and id > coalesce((
      select max(id::text)::uuid from harvest_run where source_id = ${sourceId} and status not in ('interrupted', 'running')
    ), '00000000-0000-0000-0000-000000000000')
  `.execute(db)
  return rows[0]!.n
}

/** Sources with a run that says it is running: candidates for recovery at start. */
export async function sourcesWithRunningRuns(db: Db): Promise<string[]> {
  const { rows } = await sql<{ source_id: string }>`
    select distinct source_id from harvest_run where status = 'running' order by source_id
  `.execute(db)
  return rows.map((row) => row.source_id)
}

interface RunRow {
  id: string
  source_id: string
  status: RunStatus
  started_at: Date
  finished_at: Date | null
  counts: PlanCounts
  planned: PlanCounts
  mode: RunMode
  resumed: boolean
  reason: RunReason | null
  scheduled: boolean
  duration_ms: number | null
  live: number | null
  problems: ProblemCounts | null
}

function runFromRow(row: RunRow): StoredRun {
  return {
    id: row.id,
    sourceId: row.source_id,
    status: row.status,
    startedAt: row.started_at,
    counts: row.counts,
    planned: row.planned,
    mode: row.mode,
    resumed: row.resumed,
    scheduled: row.scheduled,
    ...(row.duration_ms === null ? {} : { durationMs: row.duration_ms }),
    ...(row.live === null ? {} : { live: row.live }),
    ...(row.problems ? { problems: row.problems } : {}),
    ...(row.finished_at ? { finishedAt: row.finished_at } : {}),
    ...(row.reason ? { reason: row.reason } : {}),
  }
}

/** The records of a waiting run that would go, or lose their files, as far as its report lists them. */
export async function recordsToGo(db: Db, runId: string, code: Hold["code"]): Promise<Set<string>> {
  const isLost =
    code === "mass-disappearance" ? sql`verdict = 'withdrawn'` : sql`problems @> '[{"code": "files-gone"}]'::jsonb`
  const { rows } = await sql<{ remote_id: string }>`
    select remote_id from harvest_run_record where run_id = ${runId} and ${isLost} order by position
  `.execute(db)
  return new Set(rows.map((row) => row.remote_id))
}
