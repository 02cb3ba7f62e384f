import { type RawBuilder, sql } from "kysely"
import type { Db } from "../platform/db.ts"
import { isUuid } from "../platform/ids.ts"
import type { LocalisedText } from "../texts/index.ts"
import type { DatasetState, OrganizationRef, Withdrawal } from "./dataset.ts"
import type { SeriesFacts } from "./facts.ts"
import { isPublic } from "./public-dataset.ts"
import { ownerOfFormerSlug } from "./slug-register.ts"

/** A series as shown, without its members: they are datasets, found by `datasetsInSeries`. */
export interface DatasetSeries extends Omit<SeriesFacts, "publisher"> {
  readonly id: string
  readonly slug: string
  readonly state: DatasetState
  readonly withdrawal?: Withdrawal
  readonly organization: OrganizationRef
  readonly metadataModified: string
  /** Published datasets in it. */
  readonly datasets: number
}

export type SeriesLookup =
  | { readonly kind: "found"; readonly series: DatasetSeries }
  | { readonly kind: "moved"; readonly id: string; readonly slug: string }
  | { readonly kind: "none" }

/** By id, slug or former slug; withdrawn ones are found, so that their page can say why. */
export async function seriesByRef(db: Db, ref: string): Promise<SeriesLookup> {
  const condition = isUuid(ref) ? sql`dataset_series.id = ${ref}` : sql`dataset_series.slug = ${ref}`
  const [series] = await selectSeries(db, sql`where ${condition} and dataset_series.state <> 'draft'`)
  if (series) return { kind: "found", series }
  if (isUuid(ref)) return { kind: "none" }
  const owner = await ownerOfFormerSlug(db, "series", ref)
  return owner ? { kind: "moved", ...owner } : { kind: "none" }
}

/** Published series in the order of their ids, a page at a time. */
export async function publishedSeries(db: Db, page: { afterId?: string; limit: number }): Promise<DatasetSeries[]> {
  const after = page.afterId ? sql`and dataset_series.id > ${page.afterId}` : sql``
  return selectSeries(
    db,
    sql`where dataset_series.state = 'published' ${after} order by dataset_series.id limit ${page.limit}`,
  )
}

/** In no order, in any state; ids that do not exist are left out. */
export async function seriesByIds(db: Db, ids: readonly string[]): Promise<DatasetSeries[]> {
  return ids.length === 0 ? [] : selectSeries(db, sql`where dataset_series.id = any(${ids}::uuid[])`)
}

interface SeriesRow {
  id: string
  slug: string
  state: DatasetState
  withdrawal: Withdrawal | null
  facts: SeriesFacts
  metadata_modified: Date
  organization_id: string
  organization_slug: string
  organization_name: LocalisedText
  datasets: number
}

async function selectSeries(db: Db, where: RawBuilder<unknown>): Promise<DatasetSeries[]> {
  const { rows } = await sql<SeriesRow>`
    select dataset_series.id, dataset_series.slug, dataset_series.state, dataset_series.withdrawal, dataset_series.facts,
      dataset_series.metadata_modified,
      organization.id as organization_id, organization.slug as organization_slug, organization.name as organization_name,
      (select count(*) from dataset where series_id = dataset_series.id and ${isPublic}) as datasets
    from dataset_series
    join organization on organization.id = dataset_series.organization_id
    ${where}
  `.execute(db)
  return rows.map(({ facts: { publisher: _publisher, ...facts }, ...row }) => ({
    ...facts,
    id: row.id,
    slug: row.slug,
    state: row.state,
    ...(row.withdrawal ? { withdrawal: row.withdrawal } : {}),
    organization: { id: row.organization_id, slug: row.organization_slug, name: row.organization_name },
    metadataModified: row.metadata_modified.toISOString(),
    datasets: row.datasets,
  }))
}
