/** Reads the layers a publication lies over, and writes what was planned. */
import { sql } from "kysely"
import type { Tx } from "../../platform/db.ts"
import type { DatasetDocument } from "../document.ts"
import type { DatasetFacts, DistributionFacts } from "../facts.ts"
import { type FieldEdit, type ShownFacts, shownFacts } from "../layers.ts"
import { speakingOrder } from "../speaking-order.ts"
import type { UnansweredFile } from "./errors.ts"
import type { WriteContext } from "./office-dataset.ts"
import type { DistributionChange, EditChange, StoredDistribution } from "./plan-publication.ts"

export interface StoredLayers {
  readonly snapshot?: ShownFacts
  readonly edits: readonly FieldEdit[]
  readonly distributions: readonly StoredDistribution[]
}

export async function readLayers(tx: Tx, id: string): Promise<StoredLayers> {
  return (await readLayersOf(tx, [id])).get(id)!
}

export async function readLayersOf(tx: Tx, ids: readonly string[]): Promise<Map<string, StoredLayers>> {
  const { rows } = await sql<{
    id: string
    snapshot: DatasetFacts | null
    edits: FieldEdit[]
    distributions: (Omit<StoredDistribution, "declared"> & { declared: DistributionFacts | null })[]
  }>`
    select
      dataset.id,
      (
        select snapshot from source_record
        join harvest_source on harvest_source.id = source_record.source_id
        where entity_id = dataset.id and gone_at is null
        order by ${speakingOrder}
        limit 1
      ) as snapshot,
      coalesce((
        select jsonb_agg(jsonb_build_object('field', field, 'language', language, 'value', value))
        from field_edit where entity = 'dataset' and entity_id = dataset.id
      ), '[]') as edits,
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'id', id, 'manual', manual, 'hidden', hidden, 'vanished', vanished_at is not null, 'facts', facts,
          'declared', declared
        ) order by position, id)
        from distribution where dataset_id = dataset.id
      ), '[]') as distributions
    from unnest(${ids}::uuid[]) as dataset (id)
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, layersFrom(row)]))
}

function layersFrom({
  snapshot,
  edits,
  distributions,
}: {
  readonly snapshot: DatasetFacts | null
  readonly edits: readonly FieldEdit[]
  readonly distributions: readonly (Omit<StoredDistribution, "declared"> & {
    readonly declared: DistributionFacts | null
  })[]
}): StoredLayers {
  return {
    edits,
    distributions: distributions.map(({ declared, ...one }) => ({ ...one, ...(declared ? { declared } : {}) })),
    ...(snapshot ? { snapshot: shownFacts(snapshot) } : {}),
  }
}

export interface ShownWrite {
  readonly id: string
  readonly slug: string
  readonly document: DatasetDocument
  readonly editedFields: readonly string[]
}

/** What is shown from now on; the draft is gone with it. */
export async function writeShown(tx: Tx, { id, slug, document, editedFields }: ShownWrite, at: Date): Promise<void> {
  await sql`delete from draft where dataset_id = ${id}`.execute(tx)
  await sql`
    update dataset
    set slug = ${slug}, organization_id = ${document.organizationId}, series_id = ${document.seriesId ?? null},
      visibility = ${document.visibility},
      private_reason = ${document.privateReason ? JSON.stringify(document.privateReason) : null},
      facts = ${JSON.stringify(document.facts)}, edited_fields = ${editedFields}::text[],
      identifier = ${document.facts.identifier ?? null}, state = 'published', withdrawal = null,
      was_public = was_public or ${document.visibility === "public"}, draft_state = null,
      edit_version = edit_version + 1, metadata_modified = ${at}, touched_at = ${at}
    where id = ${id}
  `.execute(tx)
}

export async function writeEdits(tx: Tx, id: string, edits: readonly EditChange[], ctx: WriteContext): Promise<void> {
  if (edits.length === 0) return
  const lines = edits.map((edit) => ({ ...edit, entity_id: edit.entityId ?? id }))
  await sql`
    with change as (
      select * from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line (
        entity text, entity_id uuid, field text, language text, value jsonb, obsolete boolean
      )
    ), gone as (
      delete from field_edit using change
      where change.obsolete and field_edit.entity = change.entity and field_edit.entity_id = change.entity_id
        and field_edit.field = change.field and field_edit.language = change.language
    )
    insert into field_edit (entity, entity_id, field, language, value, author, at)
    select entity, entity_id, field, language, value, ${ctx.by.id}, ${ctx.at} from change where not obsolete
    on conflict (entity, entity_id, field, language) do update
    set value = excluded.value, author = excluded.author, at = excluded.at
  `.execute(tx)
}

/** Answers the identifiers that another dataset took meanwhile. */
export async function insertManualDistributions(
  tx: Tx,
  id: string,
  files: readonly DistributionChange[],
  at: Date,
): Promise<string[]> {
  if (files.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    insert into distribution (id, dataset_id, position, facts, manual, created_at)
    select id, ${id}, position, facts, true, ${at}
    from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as new (id uuid, position int, facts jsonb)
    on conflict (id) do nothing
    returning id
  `.execute(tx)
  const inserted = new Set(rows.map((row) => row.id))
  return files.map((file) => file.id).filter((fileId) => !inserted.has(fileId))
}

export async function updateEditedDistributions(tx: Tx, files: readonly DistributionChange[]): Promise<void> {
  if (files.length === 0) return
  await sql`
    update distribution
    set position = new.position, facts = new.facts, declared = new.declared, manual = new.manual, hidden = false,
      vanished_at = null, measured = case when new."addressChanged" then null else distribution.measured end
    from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as new (
      id uuid, position int, facts jsonb, declared jsonb, manual boolean, "addressChanged" boolean
    )
    where distribution.id = new.id
  `.execute(tx)
}

export async function takeDistributionsAway(
  tx: Tx,
  { vanished, hidden }: { readonly vanished: readonly string[]; readonly hidden: readonly string[] },
  at: Date,
): Promise<void> {
  if (vanished.length + hidden.length === 0) return
  await sql`
    update distribution set vanished_at = ${at}, hidden = id = any(${hidden}::uuid[])
    where id = any(${[...vanished, ...hidden]}::uuid[])
  `.execute(tx)
}

export async function insertVersions(tx: Tx, files: readonly DistributionChange[], ctx: WriteContext): Promise<void> {
  if (files.length === 0) return
  await sql`
    insert into distribution_version (distribution_id, number, file_id, facts, at, by)
    select new.id, coalesce(max(known.number), 0) + 1, (new.facts -> 'file' ->> 'id')::uuid, new.facts, ${ctx.at},
      ${ctx.by.id}
    from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as new (id uuid, facts jsonb)
    left join distribution_version as known on known.distribution_id = new.id
    group by new.id, new.facts
  `.execute(tx)
}

/** Files of the document that look as if they named people, and of which nobody has said that they may be published. */
export async function unansweredFiles(tx: Tx, { distributions }: DatasetDocument): Promise<UnansweredFile[]> {
  const files = distributions.flatMap(({ id, file }) => (file ? [{ distributionId: id, ...file }] : []))
  if (files.length === 0) return []
  const { rows } = await sql<{ id: string; columns: string[] }>`
    select id, array(select distinct warning.value ->> 'column' from jsonb_array_elements(warnings) as warning) as columns
    from stored_file
    where id = any(${files.map(({ id }) => id)}::uuid[]) and jsonb_array_length(warnings) > 0 and answer is null
  `.execute(tx)
  const columns = new Map(rows.map((row) => [row.id, row.columns]))
  return files.flatMap(({ id, distributionId, name }) => {
    const signs = columns.get(id)
    return signs ? [{ distributionId, fileId: id, name, columns: signs }] : []
  })
}

/** Gives this very slug and no other; `false` when it is or was another's. */
export async function takeSlug(tx: Tx, id: string, slug: string): Promise<boolean> {
  const { rows } = await sql<{ entity_id: string }>`
    insert into slug_history (entity, slug, entity_id) values ('dataset', ${slug}, ${id})
    on conflict (entity, slug) do update set entity_id = slug_history.entity_id
    returning entity_id
  `.execute(tx)
  return rows[0]?.entity_id === id
}
