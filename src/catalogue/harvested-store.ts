import { sql } from "kysely"
import type { Tx } from "../platform/db.ts"
import type { DatasetState, OrganizationId, Withdrawal } from "./dataset.ts"
import type { DistributionFacts } from "./facts.ts"
import type { FieldEdit, ShownFacts } from "./layers.ts"
import type { KnownDistribution } from "./match-distributions.ts"
import { speaksBefore } from "./speaking-order.ts"

/** A dataset as stored, with what its shown facts are folded from. */
export interface DatasetLayers {
  readonly id: string
  readonly slug: string
  readonly slugHint?: string
  readonly organizationId: OrganizationId
  readonly seriesId?: string
  readonly state: DatasetState
  /** Withdrawn by a decision taken here, be it to throw it away, and not because its source no longer has it. */
  readonly withdrawnHere: boolean
  readonly facts: ShownFacts
  readonly editedFields: readonly string[]
  readonly edits: readonly FieldEdit[]
  readonly distributions: readonly LayeredDistribution[]
  /** Emptied for ever: what a source says of it is no longer kept. */
  readonly purged: boolean
  /** Another source that still has it speaks before the one given. */
  readonly outranked: boolean
}

/** A file as stored, with what it is folded from; those hidden here are among them. */
export interface LayeredDistribution extends KnownDistribution {
  readonly manual: boolean
  readonly hidden: boolean
  /** What the source says, where edits lie over it. */
  readonly declared?: DistributionFacts
  readonly edits: readonly FieldEdit[]
}

export interface DatasetWrite {
  readonly id: string
  readonly slug: string
  readonly organizationId: OrganizationId
  readonly seriesId?: string
  readonly state: DatasetState
  readonly facts: ShownFacts
  readonly editedFields: readonly string[]
}

export interface DistributionWrite {
  readonly id: string
  readonly datasetId: string
  readonly position: number
  readonly remoteId?: string
  readonly facts: DistributionFacts
  readonly declared?: DistributionFacts
  /** Its source no longer gives what was hidden here: nothing is left to hide. */
  readonly hidden?: boolean
  /** What was measured at the old address says nothing of the new one. */
  readonly addressChanged?: boolean
}

export interface SourceRecordWrite {
  readonly sourceId: string
  readonly remoteId: string
  readonly kind: "dataset" | "series" | "service"
  readonly entityId: string
  readonly hash: Uint8Array
  readonly snapshot: unknown
  readonly problems: readonly unknown[]
}

/** Locks the datasets named, in id order so that two batches cannot wait for each other. */
export async function datasetLayers(
  tx: Tx,
  ids: readonly string[],
  sourceId: string,
): Promise<Map<string, DatasetLayers>> {
  if (ids.length === 0) return new Map()
  // Apart: whoever waited for a lock would go on with the corrections and files as they were before it waited.
  await sql`select from dataset where id = any(${ids}::uuid[]) order by id for update`.execute(tx)
  const { rows } = await sql<LayersRow>`
    select
      dataset.id, dataset.slug, dataset.organization_id, dataset.series_id, dataset.state, dataset.facts,
      dataset.edited_fields, dataset.withdrawal ->> 'reason' as withdrawal_reason, dataset.purged_at is not null as purged,
      dataset.trashed_at is not null as trashed,
      (
        select snapshot ->> 'slugHint' from source_record
        where entity_id = dataset.id and source_id = ${sourceId} limit 1
      ) as slug_hint,
      coalesce((
        select jsonb_agg(jsonb_build_object('field', field, 'language', language, 'value', value))
        from field_edit where entity = 'dataset' and entity_id = dataset.id
      ), '[]') as edits,
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'id', id, 'position', position, 'remoteId', remote_id, 'facts', facts, 'manual', manual, 'hidden', hidden,
          'declared', declared,
          'edits', case when declared is not null then (
            select jsonb_agg(jsonb_build_object('field', field, 'language', language, 'value', value))
            from field_edit where entity = 'distribution' and entity_id = distribution.id
          ) end
        ) order by position, id)
        from distribution where dataset_id = dataset.id and (vanished_at is null or hidden)
      ), '[]') as distributions,
      exists (
        select from source_record
        join harvest_source as other on other.id = source_record.source_id
        join harvest_source as this on this.id = ${sourceId}
        where entity_id = dataset.id and gone_at is null and other.id <> this.id and ${speaksBefore("other", "this")}
      ) as outranked
    from dataset
    where id = any(${ids}::uuid[])
    order by id
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, layersFromRow(row)]))
}

/** Which dataset each of these records is of now. */
export async function datasetsOfRecords(
  tx: Tx,
  remoteIds: readonly string[],
  sourceId: string,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ remote_id: string; entity_id: string }>`
    select remote_id, entity_id
    from source_record
    where source_id = ${sourceId} and remote_id = any(${remoteIds}::text[]) and kind = 'dataset'
  `.execute(tx)
  return new Map(rows.map(({ remote_id, entity_id }) => [remote_id, entity_id]))
}

export async function insertDatasets(tx: Tx, datasets: readonly DatasetWrite[], at: Date): Promise<void> {
  if (datasets.length === 0) return
  await sql`
    insert into dataset (id, slug, organization_id, series_id, state, facts, edited_fields, identifier, metadata_modified, created_at, touched_at)
    select id, slug, organization_id, series_id, state, facts, edited_fields, facts ->> 'identifier', ${at}, ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(datasets.map(datasetColumns))}::jsonb) as new (
      id uuid, slug text, organization_id uuid, series_id uuid, state text, facts jsonb, edited_fields text[]
    )
  `.execute(tx)
}

export async function updateDatasets(tx: Tx, datasets: readonly DatasetWrite[], at: Date): Promise<void> {
  if (datasets.length === 0) return
  await sql`
    update dataset
    set slug = new.slug, organization_id = new.organization_id, series_id = new.series_id, state = new.state,
      withdrawal = case when new.state = 'withdrawn' then dataset.withdrawal end, facts = new.facts, edited_fields = new.edited_fields,
      identifier = new.facts ->> 'identifier', metadata_modified = ${at}, edit_version = dataset.edit_version + 1, touched_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(datasets.map(datasetColumns))}::jsonb) as new (
      id uuid, slug text, organization_id uuid, series_id uuid, state text, facts jsonb, edited_fields text[]
    )
    where dataset.id = new.id
  `.execute(tx)
}

export async function upsertSourceRecords(tx: Tx, records: readonly SourceRecordWrite[], at: Date): Promise<void> {
  if (records.length === 0) return
  const lines = records.map((record) => ({
    source_id: record.sourceId,
    remote_id: record.remoteId,
    kind: record.kind,
    entity_id: record.entityId,
    hash: Buffer.from(record.hash).toString("hex"),
    snapshot: record.snapshot,
    problems: record.problems,
  }))
  await sql`
    insert into source_record (source_id, remote_id, kind, entity_id, hash, snapshot, problems, harvested_at)
    select source_id, remote_id, kind, entity_id, decode(hash, 'hex'), snapshot, problems, ${at}
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as new (
      source_id uuid, remote_id text, kind text, entity_id uuid, hash text, snapshot jsonb, problems jsonb
    )
    on conflict (source_id, remote_id) do update
    set kind = excluded.kind, entity_id = excluded.entity_id, hash = excluded.hash, snapshot = excluded.snapshot, problems = excluded.problems,
      harvested_at = excluded.harvested_at, gone_at = null
  `.execute(tx)
}

export async function insertDistributions(tx: Tx, distributions: readonly DistributionWrite[]): Promise<void> {
  if (distributions.length === 0) return
  await sql`
    insert into distribution (id, dataset_id, position, remote_id, facts)
    select id, dataset_id, position, remote_id, facts
    from jsonb_to_recordset(${JSON.stringify(distributions.map(distributionColumns))}::jsonb) as new (
      id uuid, dataset_id uuid, position int, remote_id text, facts jsonb
    )
  `.execute(tx)
}

export async function updateDistributions(tx: Tx, distributions: readonly DistributionWrite[]): Promise<void> {
  if (distributions.length === 0) return
  await sql`
    update distribution
    set position = new.position, remote_id = new.remote_id, facts = new.facts, declared = new.declared,
      hidden = coalesce(new.hidden, false),
      measured = case when new.address_changed then null else distribution.measured end
    from jsonb_to_recordset(${JSON.stringify(distributions.map(distributionColumns))}::jsonb) as new (
      id uuid, dataset_id uuid, position int, remote_id text, facts jsonb, declared jsonb, hidden boolean, address_changed boolean
    )
    where distribution.id = new.id
  `.execute(tx)
}

export async function markDistributionsVanished(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await sql`update distribution set vanished_at = ${at} where id = any(${ids}::uuid[])`.execute(tx)
}

interface LayersRow {
  id: string
  slug: string
  slug_hint: string | null
  organization_id: string
  series_id: string | null
  state: DatasetState
  withdrawal_reason: Withdrawal["reason"] | null
  trashed: boolean
  facts: ShownFacts
  edited_fields: string[]
  edits: FieldEdit[]
  purged: boolean
  distributions: DistributionRow[]
  outranked: boolean
}

type DistributionRow = Omit<LayeredDistribution, "remoteId" | "declared" | "edits"> & {
  remoteId: string | null
  declared: DistributionFacts | null
  edits: FieldEdit[] | null
}

function layersFromRow(row: LayersRow): DatasetLayers {
  return {
    id: row.id,
    slug: row.slug,
    organizationId: row.organization_id,
    state: row.state,
    withdrawnHere: row.state === "withdrawn" && (row.trashed || row.withdrawal_reason !== "gone-at-source"),
    facts: row.facts,
    editedFields: row.edited_fields,
    edits: row.edits,
    purged: row.purged,
    distributions: row.distributions.map(({ remoteId, declared, edits, ...one }) => ({
      ...one,
      edits: edits ?? [],
      ...(remoteId ? { remoteId } : {}),
      ...(declared ? { declared } : {}),
    })),
    ...(row.slug_hint ? { slugHint: row.slug_hint } : {}),
    ...(row.series_id ? { seriesId: row.series_id } : {}),
    outranked: row.outranked,
  }
}

function datasetColumns(dataset: DatasetWrite) {
  return {
    id: dataset.id,
    slug: dataset.slug,
    organization_id: dataset.organizationId,
    series_id: dataset.seriesId ?? null,
    state: dataset.state,
    facts: dataset.facts,
    edited_fields: dataset.editedFields,
  }
}

function distributionColumns(distribution: DistributionWrite) {
  return {
    id: distribution.id,
    dataset_id: distribution.datasetId,
    position: distribution.position,
    remote_id: distribution.remoteId ?? null,
    facts: distribution.facts,
    declared: distribution.declared ?? null,
    hidden: distribution.hidden ?? false,
    address_changed: distribution.addressChanged ?? false,
  }
}
