import { type RawBuilder, sql } from "kysely"
import {
  type DataService,
  type Dataset,
  type DatasetSeries,
  dataServicesByIds,
  datasetsByIds,
  isPublic,
  seriesByIds,
} from "../../catalogue/index.ts"
import type { Db } from "../../platform/db.ts"

/** A place in the walk: by id, or by date and then id where only what changed is asked for. Microseconds since 1970. */
export interface Position {
  readonly id: string
  readonly changed?: string
}

export interface DatasetPage {
  readonly datasets: readonly Dataset[]
  /** Of the last dataset, where others follow. */
  readonly next?: Position
}

interface Asked {
  readonly limit: number
  readonly after?: Position
  /** Pages to leave out before this one. */
  readonly skip?: number
}

/** All public datasets in the order of their ids (served by the primary key): what comes and goes moves no other. */
export async function datasetsInOrder(db: Db, { limit, after, skip = 0 }: Asked): Promise<DatasetPage> {
  const { rows } = await sql<Position>`
    select id from dataset
    where ${isPublic} ${after ? sql`and id > ${after.id}` : sql``}
    order by id
    limit ${limit + 1} offset ${skip * limit}
  `.execute(db)
  return pageOf(db, rows, limit)
}

/** Those that changed since a moment, the longest ago first (served by `dataset_by_metadata_modified`): what changes meanwhile comes again at the end. */
export async function datasetsChangedSince(db: Db, since: Date, asked: Asked): Promise<DatasetPage> {
  const { limit, after, skip = 0 } = asked
  const { rows } = await sql<Position>`
    select id, (extract(epoch from metadata_modified) * 1000000)::bigint::text as changed
    from dataset
    where ${isPublic} and metadata_modified >= ${since}
      ${after ? sql`and (metadata_modified, id) > (${momentOf(after.changed ?? "0")}, ${after.id})` : sql``}
    order by metadata_modified, id
    limit ${limit + 1} offset ${skip * limit}
  `.execute(db)
  return pageOf(db, rows, limit)
}

function momentOf(microseconds: string): RawBuilder<unknown> {
  return sql`timestamptz 'epoch' + ${microseconds}::bigint * interval '1 microsecond'`
}

async function pageOf(db: Db, rows: readonly Position[], limit: number): Promise<DatasetPage> {
  const shown = rows.slice(0, limit)
  const datasets = await datasetsByIds(
    db,
    shown.map(({ id }) => id),
  )
  const last = shown.at(-1)
  return { datasets, ...(rows.length > limit && last ? { next: last } : {}) }
}

export async function publicDatasetCount(db: Db, since?: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from dataset where ${isPublic} ${since ? sql`and metadata_modified >= ${since}` : sql``}
  `.execute(db)
  return rows[0]!.count
}

export type RelatedKind = "series" | "service"

export interface RelatedPage {
  readonly series: readonly DatasetSeries[]
  readonly services: readonly DataService[]
  readonly next?: Position
}

/** Published series or services without a public dataset: no page of datasets describes them. In the order of ids. */
export async function relatedWithoutDatasets(db: Db, kind: RelatedKind, { limit, after }: Asked): Promise<RelatedPage> {
  const later = after ? sql`and related.id > ${after.id}` : sql``
  const { rows } = await sql<Position>`
    select related.id from ${sql.table(kind === "series" ? "dataset_series" : "data_service")} as related
    where related.state = 'published' ${later}
      and not exists (${kind === "series" ? datasetsInSeries : datasetsServed})
    order by related.id
    limit ${limit + 1}
  `.execute(db)
  const ids = rows.slice(0, limit).map(({ id }) => id)
  const last = ids.at(-1)
  return {
    series: kind === "series" ? await seriesByIds(db, ids) : [],
    services: kind === "service" ? await dataServicesByIds(db, ids) : [],
    ...(rows.length > limit && last ? { next: { id: last } } : {}),
  }
}

const datasetsInSeries = sql`select from dataset where dataset.series_id = related.id and ${isPublic}`
const datasetsServed = sql`
  select from data_service_dataset
  join dataset on dataset.id = data_service_dataset.dataset_id
  where data_service_dataset.service_id = related.id and ${isPublic}
`
