/** Reads what the office knows of datasets. */
import { type RawBuilder, sql } from "kysely"
import { type Actor, hasScope, mayEverything } from "../../platform/actor.ts"
import type { Db, Tx } from "../../platform/db.ts"
import { isUuid } from "../../platform/ids.ts"
import type { LocalisedText } from "../../texts/index.ts"
import type { DatasetState, Provenance, Withdrawal } from "../dataset.ts"
import type { PublishingRule } from "../dataset-policy.ts"
import type { DatasetDocument, DistributionEntry, Visibility } from "../document.ts"
import type { ShownFacts } from "../layers.ts"
import { speakingOrder } from "../speaking-order.ts"
import { tidyDocument } from "./document-schema.ts"
import type { Draft, DraftState, OfficeDataset } from "./office-dataset.ts"

/** By id or slug; emptied ones are not there any more. */
export async function readOffice(db: Db, ref: string): Promise<OfficeDataset | undefined> {
  const [found] = await selectOffice(db, isUuid(ref) ? sql`dataset.id = ${ref}` : sql`dataset.slug = ${ref}`)
  return found
}

/** Locks the dataset first: whoever else would write it waits, and then reads what was written here. */
export async function lockOffice(tx: Tx, id: string): Promise<OfficeDataset | undefined> {
  if (!isUuid(id)) return undefined
  await sql`select from dataset where id = ${id} for update`.execute(tx)
  return readOffice(tx, id)
}

/** `mayReadOffice` in SQL, over `dataset`. */
export function maySeeOffice(actor: Actor): RawBuilder<unknown> {
  if (!hasScope(actor, "read")) return sql`false`
  if (mayEverything(actor)) return sql`true`
  const ofBodies = sql`dataset.organization_id = any(${actor.organizationIds}::uuid[])`
  const shared = Object.keys(actor.collaborations)
  // Nearly nobody has any; without them the index of bodies serves alone.
  return shared.length === 0 ? ofBodies : sql`(${ofBodies} or dataset.id = any(${shared}::uuid[]))`
}

/** In no order; those that do not exist, or were emptied, are left out. */
export async function readOffices(db: Db, ids: readonly string[]): Promise<OfficeDataset[]> {
  return ids.length === 0 ? [] : selectOffice(db, sql`dataset.id = any(${ids}::uuid[])`)
}

/** Locked in the order of their ids, so that two who want the same ones never wait for each other. */
export async function lockOffices(tx: Tx, ids: readonly string[]): Promise<OfficeDataset[]> {
  await sql`select from dataset where id = any(${ids}::uuid[]) order by id for update`.execute(tx)
  return readOffices(tx, ids)
}

interface OfficeRow {
  id: string
  slug: string
  state: DatasetState
  withdrawal: Withdrawal | null
  facts: ShownFacts
  edited_fields: string[]
  visibility: Visibility
  private_reason: LocalisedText | null
  series_id: string | null
  edit_version: number
  draft_state: DraftState | null
  trashed_at: Date | null
  created_by: string | null
  created_at: Date
  metadata_modified: Date
  organization_id: string
  organization_slug: string
  organization_name: LocalisedText
  publishing: PublishingRule
  base: DatasetDocument | null
  document: DatasetDocument | null
  begun_at: Date
  updated_by: string
  updated_at: Date
  submitted_by: string | null
  publish_at: Date | null
  distributions: DistributionEntry[]
  sources: Provenance[]
}

async function selectOffice(db: Db, condition: RawBuilder<unknown>): Promise<OfficeDataset[]> {
  const { rows } = await sql<OfficeRow>`
    select
      dataset.id, dataset.slug, dataset.state, dataset.withdrawal, dataset.facts, dataset.edited_fields,
      dataset.visibility, dataset.private_reason, dataset.series_id, dataset.edit_version, dataset.draft_state,
      dataset.trashed_at, dataset.created_by, dataset.created_at, dataset.metadata_modified,
      organization.id as organization_id, organization.slug as organization_slug,
      organization.name as organization_name, organization.publishing,
      draft.base, draft.document, draft.begun_at, draft.updated_by, draft.updated_at, draft.submitted_by,
      draft.publish_at,
      coalesce((
        select jsonb_agg(facts || jsonb_build_object('id', id) order by position, id)
        from distribution where dataset_id = dataset.id and vanished_at is null
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
    left join draft on draft.dataset_id = dataset.id
    where ${condition} and dataset.purged_at is null
  `.execute(db)
  return rows.map(officeFromRow)
}

function officeFromRow(row: OfficeRow): OfficeDataset {
  const shownState = row.state === "draft" ? undefined : row.state
  const shown = shownState && shownDocument(row)
  const draft = draftFromRow(row)
  const document = draft?.document ?? shown
  if (!document) throw new Error(`Dataset ${row.id} has neither a draft nor anything shown`)
  return {
    id: row.id,
    slug: row.slug,
    state: draft?.state ?? shownState ?? "draft",
    everPublished: shownState !== undefined,
    version: row.edit_version,
    organization: { id: row.organization_id, slug: row.organization_slug, name: row.organization_name },
    access: {
      id: row.id,
      organizationId: row.organization_id,
      isPublic: row.state === "published" && row.visibility === "public",
      neverPublished: shownState === undefined,
      publishing: row.publishing,
      ...(row.created_by ? { createdBy: row.created_by } : {}),
    },
    document,
    createdAt: row.created_at,
    metadataModified: row.metadata_modified,
    sources: row.sources.map((one) => ({ ...one, harvestedAt: new Date(one.harvestedAt).toISOString() })),
    editedFields: row.edited_fields,
    ...(shownState && shown ? { shownState, shown } : {}),
    ...(draft ? { draft } : {}),
    ...(row.trashed_at ? { trashedAt: row.trashed_at } : {}),
    ...(row.created_by ? { createdBy: row.created_by } : {}),
    ...(row.withdrawal ? { withdrawal: row.withdrawal } : {}),
  }
}

function shownDocument(row: OfficeRow): DatasetDocument {
  return tidyDocument({
    organizationId: row.organization_id,
    visibility: row.visibility,
    facts: row.facts,
    distributions: row.distributions,
    ...(row.series_id ? { seriesId: row.series_id } : {}),
    ...(row.private_reason ? { privateReason: row.private_reason } : {}),
  })
}

function draftFromRow(row: OfficeRow): Draft | undefined {
  if (!row.draft_state || !row.document) return undefined
  return {
    document: row.document,
    state: row.draft_state,
    begunAt: row.begun_at,
    updatedBy: row.updated_by,
    updatedAt: row.updated_at,
    ...(row.base ? { base: row.base } : {}),
    ...(row.submitted_by ? { submittedBy: row.submitted_by } : {}),
    ...(row.publish_at ? { publishAt: row.publish_at } : {}),
  }
}
