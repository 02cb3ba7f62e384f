import { type RawBuilder, sql } from "kysely"
import type { Db } from "../platform/db.ts"
import { isUuid } from "../platform/ids.ts"
import type { LocalisedText } from "../texts/index.ts"
import type { DatasetState, OrganizationRef, Withdrawal } from "./dataset.ts"
import type { DataServiceFacts } from "./facts.ts"
import { isPublic } from "./public-dataset.ts"
import { ownerOfFormerSlug } from "./slug-register.ts"

/** A data service as shown, without the datasets it serves, which may be all of a portal: `datasetsOfService` finds them. */
export interface DataService extends Omit<DataServiceFacts, "publisher" | "servesDatasets"> {
  readonly id: string
  readonly slug: string
  readonly state: DatasetState
  readonly withdrawal?: Withdrawal
  readonly organization: OrganizationRef
  readonly metadataModified: string
  /** Published datasets it serves. */
  readonly datasets: number
}

export type DataServiceLookup =
  | { readonly kind: "found"; readonly service: DataService }
  | { readonly kind: "moved"; readonly id: string; readonly slug: string }
  | { readonly kind: "none" }

/** By id, slug or former slug; withdrawn ones are found, so that their page can say why. */
export async function dataServiceByRef(db: Db, ref: string): Promise<DataServiceLookup> {
  const condition = isUuid(ref) ? sql`data_service.id = ${ref}` : sql`data_service.slug = ${ref}`
  const [service] = await selectServices(db, sql`where ${condition} and data_service.state <> 'draft'`)
  if (service) return { kind: "found", service }
  if (isUuid(ref)) return { kind: "none" }
  const owner = await ownerOfFormerSlug(db, "service", ref)
  return owner ? { kind: "moved", ...owner } : { kind: "none" }
}

/** Published services in the order of their ids, a page at a time. */
export async function publishedDataServices(db: Db, page: { afterId?: string; limit: number }): Promise<DataService[]> {
  const after = page.afterId ? sql`and data_service.id > ${page.afterId}` : sql``
  return selectServices(
    db,
    sql`where data_service.state = 'published' ${after} order by data_service.id limit ${page.limit}`,
  )
}

/** In no order, in any state; ids that do not exist are left out. */
export async function dataServicesByIds(db: Db, ids: readonly string[]): Promise<DataService[]> {
  return ids.length === 0 ? [] : selectServices(db, sql`where data_service.id = any(${ids}::uuid[])`)
}

interface ServiceRow {
  id: string
  slug: string
  state: DatasetState
  withdrawal: Withdrawal | null
  facts: DataServiceFacts
  metadata_modified: Date
  organization_id: string
  organization_slug: string
  organization_name: LocalisedText
  datasets: number
}

async function selectServices(db: Db, where: RawBuilder<unknown>): Promise<DataService[]> {
  const { rows } = await sql<ServiceRow>`
    select data_service.id, data_service.slug, data_service.state, data_service.withdrawal, data_service.facts,
      data_service.metadata_modified,
      organization.id as organization_id, organization.slug as organization_slug, organization.name as organization_name,
      (
        select count(*)
        from data_service_dataset
        join dataset on dataset.id = data_service_dataset.dataset_id
        where data_service_dataset.service_id = data_service.id and ${isPublic}
      ) as datasets
    from data_service
    join organization on organization.id = data_service.organization_id
    ${where}
  `.execute(db)
  return rows.map(({ facts: { publisher: _publisher, servesDatasets: _remoteIds, ...facts }, ...row }) => ({
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
