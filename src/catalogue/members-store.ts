import { type RawBuilder, sql } from "kysely"
import type { Db } from "../platform/db.ts"
import type { Dataset } from "./dataset.ts"
import { datasetsByIds } from "./dataset-store.ts"
import { isPublic } from "./public-dataset.ts"

/** Where a page of datasets begins: behind the last one of the page before. */
export interface MembersCursor {
  /** Day of its data, or nothing. */
  readonly freshness: string
  readonly id: string
}

export interface MembersPage {
  readonly limit: number
  readonly after?: MembersCursor
}

export interface Members {
  readonly datasets: readonly Dataset[]
  /** Absent on the last page. */
  readonly next?: MembersCursor
}

/** Published datasets of a series, the youngest data first; served by `dataset_by_series`. */
export function datasetsInSeries(db: Db, seriesId: string, page: MembersPage): Promise<Members> {
  return membersWhere(db, sql`series_id = ${seriesId}`, page)
}

/** Published datasets that a data service gives access to, the youngest data first. */
export function datasetsOfService(db: Db, serviceId: string, page: MembersPage): Promise<Members> {
  const served = sql`select dataset_id from data_service_dataset where service_id = ${serviceId}`
  return membersWhere(db, sql`id in (${served})`, page)
}

// ISO 8601 sorts as text, in the order of its characters and not in that of some language.
const freshness = sql`(coalesce(facts ->> 'modified', facts ->> 'issued', '') collate "C")`

async function membersWhere(db: Db, condition: RawBuilder<unknown>, { limit, after }: MembersPage): Promise<Members> {
  const behind = after
    ? sql`and (${freshness} < ${after.freshness} or (${freshness} = ${after.freshness} and id > ${after.id}))`
    : sql``
  const { rows } = await sql<MembersCursor>`
    select id, ${freshness} as freshness
    from dataset
    where ${condition} and ${isPublic} ${behind}
    order by ${freshness} desc, id
    limit ${limit + 1}
  `.execute(db)
  const shown = rows.slice(0, limit)
  const datasets = await datasetsByIds(
    db,
    shown.map(({ id }) => id),
  )
  const last = shown.at(-1)
  return { datasets, ...(rows.length > limit && last ? { next: last } : {}) }
}
