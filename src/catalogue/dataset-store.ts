import { type RawBuilder, sql } from "kysely"
import { type Actor, anonymousActor } from "../platform/actor.ts"
import type { Db } from "../platform/db.ts"
import { isUuid } from "../platform/ids.ts"
import type { LocalisedText } from "../texts/index.ts"
import type {
  DataServiceRef,
  Dataset,
  DatasetId,
  DatasetState,
  Distribution,
  MeasuredFacts,
  Provenance,
  Withdrawal,
} from "./dataset.ts"
import { readersOf } from "./dataset-policy.ts"
import type { Visibility } from "./document.ts"
import type { DistributionFacts } from "./facts.ts"
import type { ShownFacts } from "./layers.ts"
import { hasPublicPage, isPublic, mayRead } from "./public-dataset.ts"
import { ownerOfFormerSlug } from "./slug-register.ts"
import { speakingOrder } from "./speaking-order.ts"

export type DatasetLookup =
  | { readonly kind: "found"; readonly dataset: Dataset }
  /** The slug is a former one; the dataset now lives at `slug`. */
  | { readonly kind: "moved"; readonly id: DatasetId; readonly slug: string }
  | { readonly kind: "none" }

/**
 * By id, slug or former slug. Withdrawn datasets are found, so that their page can say why; drafts are not public. A reader
 * who may finds those that are kept from the public too.
 */
export async function datasetByRef(db: Db, ref: string, reader: Actor = anonymousActor): Promise<DatasetLookup> {
  const condition = isUuid(ref) ? sql`dataset.id = ${ref}` : sql`dataset.slug = ${ref}`
  const [dataset] = await selectDatasets(db, sql`where ${condition} and dataset.state <> 'draft'`)
  if (dataset && !mayRead(dataset, reader)) return { kind: "none" }
  if (dataset?.withdrawal?.reason === "duplicate") {
    const same = await joinedTo(db, dataset.id)
    if (same) return { kind: "moved", ...same }
  }
  if (dataset) return { kind: "found", dataset }
  if (isUuid(ref)) return { kind: "none" }
  const owner = await ownerOfFormerSlug(db, "dataset", ref)
  return owner ? { kind: "moved", ...((await joinedTo(db, owner.id)) ?? owner) } : { kind: "none" }
}

/** The dataset that goes on in its place, where the public sees it. */
async function joinedTo(db: Db, id: string): Promise<{ id: string; slug: string } | undefined> {
  const { rows } = await sql<{ id: string; slug: string }>`
    select same.id, same.slug
    from dataset
    join dataset as same on same.id = dataset.joined_to
    where dataset.id = ${id} and same.state = 'published' and same.visibility = 'public'
  `.execute(db)
  return rows[0]
}

/** In the order asked; ids that do not exist are left out. Any state. */
export async function datasetsByIds(db: Db, ids: readonly string[]): Promise<Dataset[]> {
  if (ids.length === 0) return []
  const found = await selectDatasets(db, sql`where dataset.id = any(${ids}::uuid[])`)
  const byId = new Map(found.map((dataset) => [dataset.id, dataset]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** All published datasets in the order of their ids, a page at a time; served by the primary key. */
export async function publishedDatasets(
  db: Db,
  page: { afterId?: string; limit: number; withPrivate?: boolean },
): Promise<Dataset[]> {
  const after = page.afterId ? sql`and dataset.id > ${page.afterId}` : sql``
  const wanted = page.withPrivate ? sql`dataset.state = 'published'` : isPublic
  return selectDatasets(db, sql`where ${wanted} ${after} order by dataset.id limit ${page.limit}`)
}

/** Of these, those that anybody could once read: only of them the public is told that they are gone. */
export async function everPublic(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from dataset where id = any(${ids}::uuid[]) and was_public
  `.execute(db)
  return new Set(rows.map(({ id }) => id))
}

export async function datasetIdsOfOrganization(db: Db, organizationId: string): Promise<DatasetId[]> {
  const { rows } = await sql<{ id: string }>`
    select id from dataset where organization_id = ${organizationId} order by id
  `.execute(db)
  return rows.map((row) => row.id)
}

export type DistributionLookup =
  | { readonly kind: "found"; readonly distribution: Distribution; readonly dataset: Dataset }
  /** It was here and is no more; its identifier is never given to another. */
  | { readonly kind: "gone"; readonly id: string; readonly vanishedAt: Date; readonly datasetSlug: string }
  | { readonly kind: "none" }

export async function distributionByRef(db: Db, id: string): Promise<DistributionLookup> {
  if (!isUuid(id)) return { kind: "none" }
  const { rows } = await sql<{
    dataset_id: string
    slug: string
    state: DatasetState
    vanished_at: Date | null
    withdrawn_at: string | null
  }>`
    select distribution.dataset_id, dataset.slug, dataset.state, distribution.vanished_at,
      dataset.withdrawal ->> 'at' as withdrawn_at
    from distribution
    join dataset on dataset.id = distribution.dataset_id
    where distribution.id = ${id} and ${hasPublicPage}
  `.execute(db)
  const row = rows[0]
  if (!row) return { kind: "none" }
  if (row.vanished_at) return { kind: "gone", id, vanishedAt: row.vanished_at, datasetSlug: row.slug }
  if (row.state === "withdrawn") {
    return { kind: "gone", id, vanishedAt: new Date(row.withdrawn_at ?? 0), datasetSlug: row.slug }
  }
  const [dataset] = await datasetsByIds(db, [row.dataset_id])
  const distribution = dataset?.distributions.find((one) => one.id === id)
  return dataset && distribution ? { kind: "found", distribution, dataset } : { kind: "none" }
}

interface DatasetRow {
  id: string
  slug: string
  state: DatasetState
  withdrawal: Withdrawal | null
  visibility: Visibility
  facts: ShownFacts
  edited_fields: string[]
  metadata_modified: Date
  created_at: Date
  organization_id: string
  organization_slug: string
  organization_name: LocalisedText
  series: { id: string; slug: string; title: LocalisedText } | null
  services: DataServiceRef[] | null
  distributions: DistributionRow[]
  sources: ProvenanceRow[]
}

interface DistributionRow {
  id: string
  position: number
  facts: DistributionFacts
  measured: MeasuredFacts | null
}

type ProvenanceRow = Omit<Provenance, "harvestedAt"> & { harvestedAt: string }

/** Nobody reads more, and a source may name thousands. */
const mostServices = 50

// A source record was last seen when it was last written, or at the last complete run of its source if that is later:
// an unchanged record costs no write.
async function selectDatasets(db: Db, where: RawBuilder<unknown>): Promise<Dataset[]> {
  const { rows } = await sql<DatasetRow>`
    select
      dataset.id, dataset.slug, dataset.state, dataset.withdrawal, dataset.visibility, dataset.facts, dataset.edited_fields,
      dataset.metadata_modified, dataset.created_at,
      organization.id as organization_id, organization.slug as organization_slug, organization.name as organization_name,
      case when dataset_series.state = 'published' then jsonb_build_object(
        'id', dataset_series.id, 'slug', dataset_series.slug, 'title', dataset_series.facts -> 'title'
      ) end as series,
      (
        select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
          'id', data_service.id, 'slug', data_service.slug, 'title', data_service.facts -> 'title',
          'endpointUrl', data_service.facts -> 'endpointUrl', 'endpointDescription', data_service.facts -> 'endpointDescription'
        )) order by data_service.slug)
        from (
          select data_service.*
          from data_service_dataset
          join data_service on data_service.id = data_service_dataset.service_id
          where data_service_dataset.dataset_id = dataset.id and data_service.state = 'published'
          order by data_service.slug
          limit ${mostServices}
        ) as data_service
      ) as services,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', id, 'position', position, 'facts', facts, 'measured', measured) order by position, id)
        from distribution
        where dataset_id = dataset.id and vanished_at is null
      ), '[]') as distributions,
      coalesce((
        select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
          'sourceId', harvest_source.id, 'kind', harvest_source.kind, 'name', harvest_source.name,
          'displayName', harvest_source.display_name, 'url', harvest_source.url, 'remoteId', source_record.remote_id,
          'harvestedAt', greatest(source_record.harvested_at, harvest_source.last_complete_at)
        )) order by ${speakingOrder})
        from source_record
        join harvest_source on harvest_source.id = source_record.source_id
        where source_record.entity_id = dataset.id and source_record.gone_at is null
      ), '[]') as sources
    from dataset
    join organization on organization.id = dataset.organization_id
    left join dataset_series on dataset_series.id = dataset.series_id
    ${where}
  `.execute(db)
  return rows.map(datasetFromRow)
}

function datasetFromRow(row: DatasetRow): Dataset {
  const sources = row.sources.map((one) => ({ ...one, harvestedAt: new Date(one.harvestedAt).toISOString() }))
  const harvestedAt = sources[0]?.harvestedAt
  return {
    ...row.facts,
    id: row.id,
    slug: row.slug,
    state: row.state,
    ...(row.withdrawal ? { withdrawal: row.withdrawal } : {}),
    organization: { id: row.organization_id, slug: row.organization_slug, name: row.organization_name },
    ...(row.visibility === "private"
      ? { visibleTo: readersOf({ id: row.id, organizationId: row.organization_id }) }
      : {}),
    metadataModified: row.metadata_modified.toISOString(),
    createdAt: row.created_at.toISOString(),
    ...(harvestedAt ? { harvestedAt } : {}),
    ...(row.series ? { series: row.series } : {}),
    ...(row.services ? { services: row.services } : {}),
    sources,
    editedFields: row.edited_fields,
    distributions: row.distributions.map(({ facts, measured, id, position }) => ({
      ...facts,
      id,
      position,
      ...(measured ? { measured } : {}),
    })),
  }
}
