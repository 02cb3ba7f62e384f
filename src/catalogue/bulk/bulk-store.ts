/** Works on many datasets and their lines. */
import { sql } from "kysely"
import type { Db, Tx } from "../../platform/db.ts"
import { isUuid } from "../../platform/ids.ts"

export type BulkKind = "edit" | "import"

/** `changed-since`: somebody changed it after the plan was made, and nothing was overwritten. */
export const bulkVerdicts = ["created", "changed", "unchanged", "refused", "changed-since"] as const
export type BulkVerdict = (typeof bulkVerdicts)[number]

export interface BulkWork {
  readonly id: string
  readonly kind: BulkKind
  readonly actor: string
  readonly request: unknown
  readonly createdAt: Date
  readonly startedAt?: Date
  readonly finishedAt?: Date
  readonly total: number
  /** Lines that have their verdict. */
  readonly done: number
  readonly verdicts: Readonly<Record<BulkVerdict, number>>
}

export interface NewLine {
  readonly position: number
  readonly datasetId?: string
  readonly version?: number
  readonly given?: unknown
  /** Known already: nothing is left to do. */
  readonly verdict?: BulkVerdict
  readonly detail?: unknown
}

export type BulkLine = NewLine

const linesPerInsert = 1000

export async function insertWork(
  tx: Tx,
  work: { id: string; kind: BulkKind; actor: string; request: unknown; at: Date },
  lines: readonly NewLine[],
): Promise<void> {
  await sql`
    insert into bulk_work (id, kind, actor, request, created_at)
    values (${work.id}, ${work.kind}, ${work.actor}, ${JSON.stringify(work.request)}, ${work.at})
  `.execute(tx)
  for (let start = 0; start < lines.length; start += linesPerInsert) {
    await sql`
      insert into bulk_line (work_id, position, dataset_id, version, given, verdict, detail)
      select ${work.id}, position, "datasetId", version, given, verdict, detail
      from jsonb_to_recordset(${JSON.stringify(lines.slice(start, start + linesPerInsert))}::jsonb) as line (
        position int, "datasetId" uuid, version int, given jsonb, verdict text, detail jsonb
      )
    `.execute(tx)
  }
}

/** As it stands, with how far it is. */
export async function readWork(db: Db, id: string): Promise<BulkWork | undefined> {
  if (!isUuid(id)) return undefined
  const { rows } = await sql<{
    kind: BulkKind
    actor: string
    request: unknown
    created_at: Date
    started_at: Date | null
    finished_at: Date | null
  }>`
    select kind, actor, request, created_at, started_at, finished_at from bulk_work where id = ${id}
  `.execute(db)
  const row = rows[0]
  if (!row) return undefined
  const counts = await sql<{ verdict: BulkVerdict | null; count: number }>`
    select verdict, count(*) as count from bulk_line where work_id = ${id} group by verdict
  `.execute(db)
  const byVerdict = new Map(counts.rows.map(({ verdict, count }) => [verdict, count]))
  const total = counts.rows.reduce((sum, { count }) => sum + count, 0)
  return {
    id,
    kind: row.kind,
    actor: row.actor,
    request: row.request,
    createdAt: row.created_at,
    ...(row.started_at ? { startedAt: row.started_at } : {}),
    ...(row.finished_at ? { finishedAt: row.finished_at } : {}),
    total,
    done: total - (byVerdict.get(null) ?? 0),
    verdicts: Object.fromEntries(bulkVerdicts.map((one) => [one, byVerdict.get(one) ?? 0])) as Record<
      BulkVerdict,
      number
    >,
  }
}

/** Lines in their order, a page at a time; of one verdict where asked. */
export async function readLines(
  db: Db,
  { id, after = -1, limit, verdict }: { id: string; after?: number; limit: number; verdict?: BulkVerdict },
): Promise<BulkLine[]> {
  const only = verdict ? sql`and verdict = ${verdict}` : sql``
  return selectLines(db, sql`where work_id = ${id} and position > ${after} ${only} order by position limit ${limit}`)
}

/** The next lines that wait, held against everybody else who works on them. */
export async function takeLines(tx: Tx, { id, limit }: { id: string; limit: number }): Promise<BulkLine[]> {
  await sql`select from bulk_work where id = ${id} for update`.execute(tx)
  return selectLines(tx, sql`where work_id = ${id} and verdict is null order by position limit ${limit}`)
}

/** Holds a waiting line; false where somebody else gave it its verdict. */
export async function claimLine(tx: Tx, id: string, position: number): Promise<boolean> {
  const { rows } = await sql`
    select from bulk_line where work_id = ${id} and position = ${position} and verdict is null for update
  `.execute(tx)
  return rows.length > 0
}

export interface LineVerdict {
  readonly position: number
  readonly verdict: BulkVerdict
  readonly datasetId?: string
  readonly detail?: unknown
}

export async function writeVerdicts(db: Db, id: string, verdicts: readonly LineVerdict[]): Promise<void> {
  if (verdicts.length === 0) return
  await sql`
    update bulk_line
    set verdict = new.verdict, dataset_id = coalesce(new."datasetId", dataset_id), detail = coalesce(new.detail, bulk_line.detail)
    from jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb) as new (
      position int, verdict text, "datasetId" uuid, detail jsonb
    )
    where work_id = ${id} and bulk_line.position = new.position and bulk_line.verdict is null
  `.execute(db)
}

export async function markStarted(db: Db, id: string, at: Date): Promise<void> {
  await sql`update bulk_work set started_at = coalesce(started_at, ${at}) where id = ${id}`.execute(db)
}

export async function markFinished(db: Db, id: string, at: Date): Promise<void> {
  await sql`update bulk_work set finished_at = coalesce(finished_at, ${at}) where id = ${id}`.execute(db)
}

/** What is older is forgotten, with all that people typed into it. */
export async function forgetBulkWork(db: Db, before: Date): Promise<void> {
  await sql`delete from bulk_work where created_at < ${before}`.execute(db)
}

async function selectLines(db: Db, rest: ReturnType<typeof sql>): Promise<BulkLine[]> {
  const { rows } = await sql<{
    position: number
    dataset_id: string | null
    version: number | null
    given: unknown
    verdict: BulkVerdict | null
    detail: unknown
  }>`
    select position, dataset_id, version, given, verdict, detail from bulk_line ${rest}
  `.execute(db)
  return rows.map(({ position, dataset_id, version, given, verdict, detail }) => ({
    position,
    ...(dataset_id ? { datasetId: dataset_id } : {}),
    ...(version === null ? {} : { version }),
    ...(given === null ? {} : { given }),
    ...(verdict ? { verdict } : {}),
    ...(detail === null ? {} : { detail }),
  }))
}
