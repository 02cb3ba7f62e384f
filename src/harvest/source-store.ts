import { type RawBuilder, sql } from "kysely"
import type { OrganizationRef } from "../catalogue/index.ts"
import type { Db, Tx } from "../platform/db.ts"
import type { LocalisedText } from "../texts/index.ts"
import type { ConnectorKind, HarvestSource } from "./connector.ts"
import { type SourceMapping, sourceMappingSchema } from "./mapping/index.ts"

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
  readonly mapping: SourceMapping
  /** A scheduled run reads everything at least so often, and asks only for what changed in between; 0: always everything. */
  readonly fullEveryDays: number
  /** The last good version of its files is kept here. */
  readonly archive: boolean
  /** Certificates of authorities (PEM) that are trusted for this source alone. */
  readonly extraCa?: string
  /** When it was set up otherwise since it was last read: the next run reads everything and compares it anew. */
  readonly fullDueSince?: string
  /** Start of the last run that read everything. */
  readonly lastCompleteAt?: string
  /** Start of the last run that got all it asked for. */
  readonly lastReadAt?: string
  readonly datasets: number
}

export interface SourceRow {
  readonly id: string
  readonly kind: ConnectorKind
  readonly name: string
  readonly displayName?: LocalisedText
  readonly url: string
  readonly organizationId: string
  readonly organizations: "given" | "remote"
  readonly schedule?: string
  readonly options: Readonly<Record<string, unknown>>
  readonly rank: number
  readonly mapping: SourceMapping
  readonly fullEveryDays: number
  readonly archive: boolean
  readonly extraCa?: string
  readonly at: Date
}

/** False when a source of that kind and address is there already. */
export async function insertSource(tx: Tx, source: SourceRow): Promise<boolean> {
  const { rows } = await sql`
    insert into harvest_source (
      id, kind, name, display_name, url, organization_id, organizations, schedule, options, rank, mapping,
      full_every_days, full_due_since, archive, extra_ca
    )
    values (
      ${source.id}, ${source.kind}, ${source.name}, ${source.displayName ? JSON.stringify(source.displayName) : null},
      ${source.url}, ${source.organizationId}, ${source.organizations}, ${source.schedule ?? null},
      ${JSON.stringify(source.options)}, ${source.rank}, ${JSON.stringify(source.mapping)}, ${source.fullEveryDays},
      ${source.at}, ${source.archive}, ${source.extraCa ?? null}
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

export async function updateSource(
  tx: Tx,
  source: StoredSource,
  { fullDueSince }: { fullDueSince?: Date | undefined } = {},
): Promise<void> {
  const { id, url, name, displayName, organization, organizations, schedule, options, rank, active } = source
  await sql`
    update harvest_source
    set url = ${url}, name = ${name}, display_name = ${displayName ? JSON.stringify(displayName) : null},
      organization_id = ${organization.id}, organizations = ${organizations}, schedule = ${schedule ?? null},
      options = ${JSON.stringify(options)}, rank = ${rank}, active = ${active},
      mapping = ${JSON.stringify(source.mapping)}, full_every_days = ${source.fullEveryDays},
      archive = ${source.archive}, extra_ca = ${source.extraCa ?? null},
      full_due_since = coalesce(${fullDueSince ?? null}, full_due_since)
    where id = ${id}
  `.execute(tx)
}

/** With or without a slash at its end an address leads to the same portal. */
export async function sourceByAddress(
  db: Db,
  { kind, url, except = null }: { kind: string; url: string; except?: string | null },
): Promise<{ id: string } | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id
    from harvest_source
    where kind = ${kind} and rtrim(url, '/') = rtrim(${url}, '/') and id is distinct from ${except}::uuid
    order by url = ${url} desc, id
    limit 1
  `.execute(db)
  return rows[0]
}

/** The same portal at another address: its records stay its records. */
export async function moveSource(tx: Tx, id: string, url: string): Promise<void> {
  await sql`update harvest_source set url = ${url} where id = ${id}`.execute(tx)
}

interface SelectedSource {
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
  mapping: unknown
  full_every_days: number
  archive: boolean
  extra_ca: string | null
  full_due_since: Date | null
  last_complete_at: Date | null
  last_read_at: Date | null
  datasets: number
}

/** By name and id. */
export async function selectSources(db: Db, condition: RawBuilder<unknown>, limit = 10_000): Promise<StoredSource[]> {
  const { rows } = await sql<SelectedSource>`
    select
      harvest_source.id, kind, harvest_source.name, display_name, url, options, organization_id, organizations, schedule, rank, active,
      mapping, full_every_days, archive, extra_ca, full_due_since, last_complete_at, last_read_at,
      organization.slug as organization_slug, organization.name as organization_name,
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
    mapping: sourceMappingSchema.parse(row.mapping),
    fullEveryDays: row.full_every_days,
    archive: row.archive,
    datasets: row.datasets,
    ...(row.extra_ca ? { extraCa: row.extra_ca } : {}),
    ...(row.display_name ? { displayName: row.display_name } : {}),
    ...(row.schedule ? { schedule: row.schedule } : {}),
    ...(row.full_due_since ? { fullDueSince: row.full_due_since.toISOString() } : {}),
    ...(row.last_complete_at ? { lastCompleteAt: row.last_complete_at.toISOString() } : {}),
    ...(row.last_read_at ? { lastReadAt: row.last_read_at.toISOString() } : {}),
  }))
}
