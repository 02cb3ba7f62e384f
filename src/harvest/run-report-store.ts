/** The report of a run, as people read it: its kinds of problem, and its records line by line. */
import { type RawBuilder, sql } from "kysely"
import type { Db } from "../platform/db.ts"
import type { LocalisedText } from "../texts/index.ts"
import type { ReportedRecord } from "./report.ts"
import type { StoredRun } from "./run-store.ts"

export interface ReportLine extends ReportedRecord {
  /** Absent of an unchanged record: no line was written for it. */
  readonly position?: number
  readonly kind?: "dataset" | "series" | "service"
  /** What it is called here. */
  readonly title?: LocalisedText
  readonly slug?: string
  /** Its page at the source. */
  readonly landingPage?: string
  /** How many files it has here. */
  readonly files: number
  /** When it came here. */
  readonly since?: Date
  /** Another source has it too, so it stays when this one loses it. */
  readonly isElsewhere: boolean
}

export interface ReportFilter {
  readonly verdicts?: readonly string[] | undefined
  /** Only records with this problem. */
  readonly code?: string | undefined
  readonly withProblems?: boolean | undefined
}

/** Behind a written line, or behind an unchanged record. */
export type ReportCursor = { readonly position: number } | { readonly remoteId: string }

/** What says that a record was left out on purpose is no problem. */
const problemPath = '$[*] ? (@.code != "left-out")'

/** Lines in the order of the run, then the unchanged records that have problems. */
export async function linesOfReport(
  db: Db,
  run: StoredRun,
  { limit, after, ...filter }: ReportFilter & { limit: number; after?: ReportCursor | undefined },
): Promise<{ lines: ReportLine[]; next?: ReportCursor }> {
  const behind = after && "remoteId" in after ? after.remoteId : undefined
  const position = after && "position" in after ? after.position : -1
  const written = behind === undefined ? await select(db, run, writtenLines(run, filter, { position, limit })) : []
  const unwritten =
    written.length > limit || !hasUnchanged(run, filter)
      ? []
      : await select(db, run, unchangedLines(run, filter, { behind: behind ?? "", limit: limit - written.length }))
  const lines = [...written, ...unwritten].slice(0, limit)
  const last = lines.at(-1)
  const isMore = written.length + unwritten.length > limit
  return { lines, ...(isMore && last ? { next: cursorOf(last) } : {}) }
}

function cursorOf({ position, remoteId }: ReportLine): ReportCursor {
  return position === undefined ? { remoteId } : { position }
}

/** A run that read everything met the unchanged records too; no line was written for them. */
function hasUnchanged({ status, mode }: StoredRun, { verdicts }: ReportFilter): boolean {
  const isWhole = (status === "done" || status === "done-with-errors") && mode !== "changes"
  return isWhole && (verdicts === undefined || verdicts.includes("unchanged"))
}

function writtenLines(
  { id }: StoredRun,
  { verdicts, code, withProblems }: ReportFilter,
  { position, limit }: { position: number; limit: number },
): RawBuilder<unknown> {
  return sql`
    select position, remote_id, verdict, dataset_id, problems
    from harvest_run_record
    where run_id = ${id} and position > ${position}
      ${verdicts ? sql`and verdict = any(${verdicts}::text[])` : sql``}
      ${code === undefined ? sql`` : sql`and problems @> ${JSON.stringify([{ code }])}::jsonb`}
      ${withProblems ? sql`and jsonb_path_exists(problems, ${problemPath}::jsonpath)` : sql``}
    order by position
    limit ${limit + 1}
  `
}

/** Their problems stand beside their snapshots since they were taken over. */
function unchangedLines(
  run: StoredRun,
  { code }: ReportFilter,
  { behind, limit }: { behind: string; limit: number },
): RawBuilder<unknown> {
  return sql`
    select null::int as position, remote_id, 'unchanged' as verdict, entity_id as dataset_id, problems
    from source_record
    where ${isUnchangedIn(run)} and remote_id > ${behind}
      and ${code === undefined ? sql`problems <> '[]'` : sql`problems @> ${JSON.stringify([{ code }])}::jsonb`}
    order by remote_id
    limit ${limit + 1}
  `
}

/** Neither written since the run began, nor gone before it. */
function isUnchangedIn({ id, sourceId, startedAt }: StoredRun): RawBuilder<boolean> {
  return sql`(
    source_id = ${sourceId} and harvested_at < ${startedAt} and (gone_at is null or gone_at > ${startedAt})
    and not exists (
      select from harvest_run_record where run_id = ${id} and harvest_run_record.remote_id = source_record.remote_id
    )
  )`
}

interface LineRow {
  position: number | null
  remote_id: string
  verdict: ReportedRecord["verdict"]
  dataset_id: string | null
  problems: ReportedRecord["problems"]
  kind: NonNullable<ReportLine["kind"]> | null
  slug: string | null
  title: LocalisedText | null
  landing_page: string | null
  since: Date | null
  files: number
  is_elsewhere: boolean
}

async function select(db: Db, { sourceId }: StoredRun, lines: RawBuilder<unknown>): Promise<ReportLine[]> {
  const { rows } = await sql<LineRow>`
    select line.*, known.kind, known.slug, known.title, known.since,
      coalesce(record.snapshot ->> 'landingPage', record.snapshot ->> 'endpointUrl') as landing_page,
      (select count(*) from distribution where dataset_id = line.dataset_id and vanished_at is null) as files,
      exists (
        select from source_record as other
        where other.entity_id = line.dataset_id and other.source_id <> ${sourceId} and other.gone_at is null
      ) as is_elsewhere
    from (${lines}) as line
    left join lateral (
      select 'dataset' as kind, slug, facts -> 'title' as title, created_at as since from dataset where id = dataset_id
      union all
      select 'series', slug, facts -> 'title', created_at from dataset_series where id = dataset_id
      union all
      select 'service', slug, facts -> 'title', created_at from data_service where id = dataset_id
    ) as known on true
    left join source_record as record on record.source_id = ${sourceId} and record.remote_id = line.remote_id
    order by line.position nulls last, line.remote_id
  `.execute(db)
  return rows.map(lineFrom)
}

function lineFrom(row: LineRow): ReportLine {
  const { position, remote_id, dataset_id, kind, slug, title, landing_page, since, is_elsewhere, ...rest } = row
  return {
    ...rest,
    remoteId: remote_id,
    isElsewhere: is_elsewhere,
    ...(position === null ? {} : { position }),
    ...(dataset_id ? { datasetId: dataset_id } : {}),
    ...(kind ? { kind } : {}),
    ...(slug ? { slug } : {}),
    ...(title ? { title } : {}),
    ...(landing_page ? { landingPage: landing_page } : {}),
    ...(since ? { since } : {}),
  }
}

export interface ProblemKind {
  readonly code: string
  /** How many records have it. */
  readonly records: number
}

const mostKinds = 100

/** Kinds of problem, those of the most records first: as the run counted them, else as its lines and records say. */
export async function problemKinds(db: Db, run: StoredRun): Promise<ProblemKind[]> {
  const isWhole = run.status === "done" || run.status === "done-with-errors"
  const counted = isWhole && run.problems ? Object.entries(run.problems) : undefined
  const kinds = counted
    ? counted.map(([code, records]) => ({ code, records })).filter(({ code }) => code !== "left-out")
    : await kindsInLines(db, run)
  return kinds.toSorted((a, b) => b.records - a.records || (a.code < b.code ? -1 : 1)).slice(0, mostKinds)
}

async function kindsInLines(db: Db, run: StoredRun): Promise<ProblemKind[]> {
  const { rows } = await sql<{ code: string; records: number }>`
    select problem ->> 'code' as code, count(distinct line.remote_id) as records
    from (${linesWithProblems(run, {})}) as line
    cross join lateral jsonb_array_elements(problems) as problem
    where problem ->> 'code' <> 'left-out'
    group by 1
    order by 2 desc, 1
    limit ${mostKinds}
  `.execute(db)
  return rows
}

export interface ProblemValue {
  readonly field?: string
  readonly value?: string
  readonly records: number
}

const mostValues = 20
/** Enough to say which values are frequent, and few enough to be read at once. */
const mostLooked = 20_000

/** What stands in the records that have this problem, the most frequent first: a kind is mended at one place. */
export async function valuesOfProblem(db: Db, run: StoredRun, code: string): Promise<ProblemValue[]> {
  const { rows } = await sql<{ field: string | null; value: string | null; records: number }>`
    select regexp_replace(problem ->> 'field', '\\[[0-9]+\\]', '[]', 'g') as field, problem ->> 'value' as value,
      count(distinct line.remote_id) as records
    from (${linesWithProblems(run, { code })}) as line
    cross join lateral jsonb_array_elements(problems) as problem
    where problem ->> 'code' = ${code}
    group by 1, 2
    order by 3 desc, 1 nulls first, 2 nulls first
    limit ${mostValues}
  `.execute(db)
  return rows.map(({ field, value, records }) => ({
    records,
    ...(field === null ? {} : { field }),
    ...(value === null ? {} : { value }),
  }))
}

function linesWithProblems(run: StoredRun, { code }: { code?: string }): RawBuilder<unknown> {
  const has = code === undefined ? sql`problems <> '[]'` : sql`problems @> ${JSON.stringify([{ code }])}::jsonb`
  const written = sql`select remote_id, problems from harvest_run_record where run_id = ${run.id} and ${has}`
  if (!hasUnchanged(run, {})) return sql`${written} order by position limit ${mostLooked}`
  return sql`
    (${written} order by position limit ${mostLooked})
    union all
    (select remote_id, problems from source_record where ${isUnchangedIn(run)} and ${has} order by remote_id limit ${mostLooked})
  `
}
