import { type RawBuilder, sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"
import { type ActionCode, actionFor } from "./actions.ts"
import type { Quality } from "./measure-quality.ts"
import { type MeasureCode, measures } from "./measures.ts"
import { type RatingWord, ratingFrom, ratings } from "./rating.ts"

export interface StoredQuality {
  readonly points: number
  readonly extendedPoints: number
  /** Measures that are not met and do not wait for a check. */
  readonly missing: readonly MeasureCode[]
  readonly measuredAt: Date
}

/** Keeps what was measured of those that the public sees, and forgets the others among the ids. */
export async function storeQuality(
  tx: Tx,
  measured: readonly { readonly id: string; readonly quality: Quality }[],
  { ids, at }: { ids: readonly string[]; at: Date },
): Promise<void> {
  await sql`
    delete from dataset_quality
    where dataset_id = any(${ids}::uuid[])
      and not exists (select from dataset where dataset.id = dataset_id and ${isPublic})
  `.execute(tx)
  if (measured.length === 0) return
  await sql`
    insert into dataset_quality (dataset_id, points, extended_points, missing, measured_at)
    select line.id, line.points, line.extended_points, array(select jsonb_array_elements_text(line.missing)), ${at}
    from jsonb_to_recordset(${JSON.stringify(measured.map(rowFrom))}::jsonb)
      as line (id uuid, points int, extended_points int, missing jsonb)
    join dataset on dataset.id = line.id and ${isPublic}
    on conflict (dataset_id) do update
      set points = excluded.points, extended_points = excluded.extended_points, missing = excluded.missing,
        measured_at = excluded.measured_at
  `.execute(tx)
}

const isPublic = sql`dataset.state = 'published' and dataset.visibility = 'public' and dataset.trashed_at is null`

function rowFrom({ id, quality }: { readonly id: string; readonly quality: Quality }) {
  const missing = quality.measures.filter(({ met, unknown }) => !met && !unknown).map(({ code }) => code)
  return { id, points: quality.points, extended_points: quality.extendedPoints, missing }
}

export async function qualityOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, StoredQuality>> {
  const { rows } = await sql<{
    dataset_id: string
    points: number
    extended_points: number
    missing: MeasureCode[]
    measured_at: Date
  }>`
    select dataset_id, points, extended_points, missing, measured_at
    from dataset_quality
    where dataset_id = any(${ids}::uuid[])
  `.execute(db)
  return new Map(
    rows.map(({ dataset_id, extended_points, measured_at, ...row }) => [
      dataset_id,
      { ...row, extendedPoints: extended_points, measuredAt: measured_at },
    ]),
  )
}

/** Datasets of these organisations; of all where none are named. */
type Organizations = readonly string[] | undefined

function ofOrganizations(organizationIds: Organizations): RawBuilder<unknown> {
  if (!organizationIds) return sql``
  return sql`
    join dataset on dataset.id = dataset_quality.dataset_id and dataset.organization_id = any(${organizationIds}::uuid[])
  `
}

export interface QualitySummary {
  readonly datasets: number
  /** Mean points; 0 where there is no dataset. */
  readonly average: number
  readonly byRating: Readonly<Record<RatingWord, number>>
}

export async function averageQuality(db: Db, organizationIds?: Organizations): Promise<QualitySummary> {
  const { rows } = await sql<{ least: number; datasets: number; points: number }>`
    select step.least, count(*)::int as datasets, sum(dataset_quality.points)::float8 as points
    from dataset_quality ${ofOrganizations(organizationIds)}
    cross join lateral (
      select max(least) as least from unnest(${Object.values(ratingFrom)}::int[]) as least
      where least <= dataset_quality.points
    ) as step
    group by step.least
    order by step.least
  `.execute(db)
  const datasets = rows.reduce((sum, row) => sum + row.datasets, 0)
  const points = rows.reduce((sum, row) => sum + row.points, 0)
  const countFrom = (word: RatingWord) => rows.find(({ least }) => least === ratingFrom[word])?.datasets ?? 0
  return {
    datasets,
    average: datasets === 0 ? 0 : points / datasets,
    byRating: Object.fromEntries(ratings.map((word) => [word, countFrom(word)])) as Record<RatingWord, number>,
  }
}

export interface QualityGain {
  readonly measure: MeasureCode
  /** Points to be had over all these datasets. */
  readonly gain: number
  readonly datasets: number
}

/** What would gain most over many datasets, the most first; only what somebody can do something about. */
export async function qualityGains(db: Db, organizationIds?: Organizations): Promise<readonly QualityGain[]> {
  const useful = measures.filter(({ code }) => actionFor(code))
  const { rows } = await sql<QualityGain>`
    select missing.measure, (count(*) * useful.points)::int as gain, count(*)::int as datasets
    from dataset_quality ${ofOrganizations(organizationIds)}
    cross join unnest(dataset_quality.missing) as missing (measure)
    join unnest(${useful.map(({ code }) => code)}::text[], ${useful.map(({ points }) => points)}::int[])
      as useful (measure, points) on useful.measure = missing.measure
    group by missing.measure, useful.points
    order by gain desc, missing.measure
  `.execute(db)
  return rows
}

/** Whether a dataset, by its id, is one of those that an action helps: a condition for lists. */
export function helpedBy(action: ActionCode): (id: RawBuilder<unknown>) => RawBuilder<unknown> {
  const helped = measures.flatMap(({ code }) => (actionFor(code) === action ? [code] : []))
  return (id) => sql`exists (
    select from dataset_quality where dataset_id = ${id} and missing && ${helped}::text[]
  )`
}

/** Whether a dataset, by its id, has fewer points than MQA calls good. */
export function hasLowQuality(id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select from dataset_quality where dataset_id = ${id} and points < ${ratingFrom.good})`
}

export interface Progress {
  readonly rules: string
  readonly epoch: string | null
  readonly position: number
  /** The measuring of everything has come so far; null: it is done. */
  readonly allAfter: string | null
}

/** Held until the transaction ends; nothing while another worker holds it. */
export async function lockProgress(tx: Tx): Promise<Progress | undefined> {
  const { rows } = await sql<Progress>`
    select rules, epoch, position, all_after as "allAfter" from quality_progress for update skip locked
  `.execute(tx)
  return rows[0]
}

export async function saveProgress(tx: Tx, { rules, epoch, position, allAfter }: Progress): Promise<void> {
  await sql`
    update quality_progress
    set rules = ${rules}, epoch = ${epoch}, position = ${position}, all_after = ${allAfter}
  `.execute(tx)
}

/** The database lives another life (`restore`): what was measured in the former one is made again. */
export async function forgetAllQuality(tx: Tx): Promise<void> {
  await sql`delete from dataset_quality`.execute(tx)
}
