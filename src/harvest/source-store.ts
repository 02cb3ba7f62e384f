import { type RawBuilder, sql } from "kysely"
import type { OrganizationRef } from "../catalogue/index.ts"
import type { Db, Tx } from "../platform/db.ts"
import type { LocalisedText } from "../texts/index.ts"
import type { ConnectorKind, HarvestSource } from "./connector.ts"
import type { KnownRecord } from "./plan-harvest.ts"

/** A source as the harvester keeps it. */
export interface StoredSource extends HarvestSource {
  /** How people call it, per language; `name` where there is none. */
  readonly displayName?: LocalisedText
  readonly organization: OrganizationRef
  /** `given`: every dataset belongs to `organization`; `remote`: to the body the source names, created below it if need be. */
  readonly organizations: "given" | "remote"
  readonly schedule?: string
  readonly rank: number
  readonly active: boolean
  readonly lastCompleteAt?: string
  readonly datasets: number
}

/** False when a source of that kind and address is there already. */
export async function insertSource(
  tx: Tx,
  source: {
    id: string
    kind: ConnectorKind
    name: string
    displayName?: LocalisedText
    url: string
    organizationId: string
    organizations: "given" | "remote"
    schedule?: string
    options: Readonly<Record<string, unknown>>
    rank: number
  },
): Promise<boolean> {
  const { rows } = await sql`
    insert into harvest_source (
      id, kind, name, display_name, url, organization_id, organizations, schedule, options, rank
    )
    values (
      ${source.id}, ${source.kind}, ${source.name}, ${source.displayName ? JSON.stringify(source.displayName) : null},
      ${source.url}, ${source.organizationId}, ${source.organizations}, ${source.schedule ?? null},
      ${JSON.stringify(source.options)}, ${source.rank}
    )
    on conflict (kind, url) do nothing
    returning id
  `.execute(tx)
  return rows.length > 0
}

export async function sourceById(db: Db, id: string): Promise<StoredSource | undefined> {
  return (await selectSources(db, sql`harvest_source.id = ${id}`))[0]
}

/** As it will be until the transaction ends. */
export async function lockSource(tx: Tx, id: string): Promise<StoredSource | undefined> {
  await sql`select from harvest_source where id = ${id} for update`.execute(tx)
  return sourceById(tx, id)
}

/** All sources by name; a portal has some dozens, so there is no paging. */
export async function listSources(db: Db): Promise<StoredSource[]> {
  return selectSources(db, sql`true`)
}

/** Sources that some organisations answer for, or all; by name, page by page. */
export async function listSourcesOf(
  db: Db,
  asked: { organizationIds?: readonly string[] | undefined; limit: number; after?: { name: string; id: string } },
): Promise<{ sources: StoredSource[]; next?: { name: string; id: string } }> {
  const { organizationIds, limit, after } = asked
  const conditions = [sql`true`]
  if (organizationIds) conditions.push(sql`organization_id = any(${organizationIds}::uuid[])`)
  if (after) conditions.push(sql`(harvest_source.name, harvest_source.id) > (${after.name}, ${after.id}::uuid)`)
  const rows = await selectSources(db, sql.join(conditions, sql` and `), limit + 1)
  const sources = rows.slice(0, limit)
  const last = sources.at(-1)
  return { sources, ...(rows.length > limit && last ? { next: { name: last.name, id: last.id } } : {}) }
}

export async function updateSource(
  tx: Tx,
  { id, url, name, displayName, organization, organizations, schedule, options, rank, active }: StoredSource,
): Promise<void> {
  await sql`
    update harvest_source
    set url = ${url}, name = ${name}, display_name = ${displayName ? JSON.stringify(displayName) : null},
      organization_id = ${organization.id}, organizations = ${organizations}, schedule = ${schedule ?? null},
      options = ${JSON.stringify(options)}, rank = ${rank}, active = ${active}
    where id = ${id}
  `.execute(tx)
}

export async function sourceByAddress(db: Db, kind: string, url: string): Promise<{ id: string } | undefined> {
  const { rows } = await sql<{
    id: string
  }>`select id from harvest_source where kind = ${kind} and url = ${url}`.execute(db)
  return rows[0]
}

/** The same portal at another address: its records stay its records. */
export async function moveSource(tx: Tx, id: string, url: string): Promise<void> {
  await sql`update harvest_source set url = ${url} where id = ${id}`.execute(tx)
}

/** What earlier runs stored of a source, by remote id; hashes in hexadecimal. */
export async function knownRecords(db: Db, sourceId: string): Promise<Map<string, KnownRecord>> {
  const { rows } = await sql<{
    remote_id: string
    entity_id: string
    hash: string
    kind: KnownRecord["kind"]
    gone: boolean
  }>`
    select remote_id, entity_id, encode(hash, 'hex') as hash, kind, gone_at is not null as gone
    from source_record
    where source_id = ${sourceId}
  `.execute(db)
  return new Map(
    rows.map((row) => [row.remote_id, { entityId: row.entity_id, hash: row.hash, kind: row.kind, gone: row.gone }]),
  )
}

export async function markComplete(db: Db, sourceId: string, at: Date): Promise<void> {
  await sql`update harvest_source set last_complete_at = ${at} where id = ${sourceId}`.execute(db)
}

interface SourceRow {
  id: string
  kind: ConnectorKind
  name: string
  display_name: LocalisedText | null
  url: string
  options: Record<string, unknown>
  organization_id: string
  organization_slug: string
  organization_name: LocalisedText
  organizations: "given" | "remote"
  schedule: string | null
  rank: number
  active: boolean
  last_complete_at: Date | null
  datasets: number
}

async function selectSources(db: Db, condition: RawBuilder<unknown>, limit = 10_000): Promise<StoredSource[]> {
  const { rows } = await sql<SourceRow>`
    select
      harvest_source.id, kind, harvest_source.name, display_name, url, options, organization_id, organizations, schedule, rank, active,
      last_complete_at, organization.slug as organization_slug, organization.name as organization_name,
      (
        select count(distinct entity_id)
        from source_record
        where source_id = harvest_source.id and gone_at is null and source_record.kind = 'dataset'
      ) as datasets
    from harvest_source
    join organization on organization.id = harvest_source.organization_id
    where ${condition}
    order by harvest_source.name, harvest_source.id
    limit ${limit}
  `.execute(db)
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    url: row.url,
    options: row.options,
    organization: { id: row.organization_id, slug: row.organization_slug, name: row.organization_name },
    organizations: row.organizations,
    rank: row.rank,
    active: row.active,
    datasets: row.datasets,
    ...(row.display_name ? { displayName: row.display_name } : {}),
    ...(row.schedule ? { schedule: row.schedule } : {}),
    ...(row.last_complete_at ? { lastCompleteAt: row.last_complete_at.toISOString() } : {}),
  }))
}
