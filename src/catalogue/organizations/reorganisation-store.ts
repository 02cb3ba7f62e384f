import { sql } from "kysely"
import type { NewChange } from "../../platform/changes/index.ts"
import type { Db, Tx } from "../../platform/db.ts"
import type { DatasetId, OrganizationId } from "../dataset.ts"
import type { Holdings } from "./plan-reorganisation.ts"

export async function holdingsOf(db: Db, id: OrganizationId): Promise<Holdings> {
  const { rows } = await sql<Holdings>`
    select
      (select count(*) from dataset where organization_id = ${id}) as datasets,
      (select count(*) from dataset_series where organization_id = ${id}) as series,
      (select count(*) from data_service where organization_id = ${id}) as services,
      (select count(*) from harvest_source where organization_id = ${id}) as sources,
      (select count(*) from organization_alias where organization_id = ${id}) as aliases,
      (select count(*) from organization where parent_id = ${id}) as children
  `.execute(db)
  return rows[0]!
}

/** Of these datasets, those that the body has. */
export async function ownedAmong(
  db: Db,
  id: OrganizationId,
  datasetIds: readonly DatasetId[],
): Promise<Set<DatasetId>> {
  if (datasetIds.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select id from dataset where organization_id = ${id} and id = any(${datasetIds}::uuid[])
  `.execute(db)
  return new Set(rows.map((row) => row.id))
}

export interface HandOver {
  readonly from: OrganizationId
  readonly to: OrganizationId
  readonly at: Date
}

/**
 * Moves some of a body's datasets, of `ids` or the first ones there are, with their drafts. What a correction says of where
 * they belong is rewritten; `pin` writes one, so that their source does not take them back. Answers what to tell.
 */
export async function moveDatasets(
  tx: Tx,
  { from, to, at }: HandOver,
  { ids, limit, pin }: { ids?: readonly DatasetId[]; limit: number; pin?: { author: string } },
): Promise<NewChange[]> {
  const named = ids ? sql`and id = any(${ids}::uuid[])` : sql``
  const { rows } = await sql<{ id: string; shown: boolean }>`
    update dataset
    set organization_id = ${to}, edit_version = edit_version + 1, touched_at = ${at},
      metadata_modified = case when state = 'draft' then metadata_modified else ${at} end
    where id in (
      select id from dataset where organization_id = ${from} ${named} order by id limit ${limit} for update
    )
    returning id, state <> 'draft' as shown
  `.execute(tx)
  const moved = rows.map((row) => row.id)
  if (moved.length === 0) return []
  await sql`
    update draft
    set document = jsonb_set(document, '{organizationId}', to_jsonb(${to}::text)),
      base = case when base is null then null else jsonb_set(base, '{organizationId}', to_jsonb(${to}::text)) end
    where dataset_id = any(${moved}::uuid[]) and document ->> 'organizationId' = ${from}
  `.execute(tx)
  if (pin) await pinOrganization(tx, { ids: moved, to, at, author: pin.author })
  else await rewritePins(tx, moved, { from, to })
  return rows
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ id, shown }) => ({
      entity: "dataset",
      entityId: id,
      kind: "transferred",
      fields: ["organizationId"],
      ...(shown ? { diff: [{ path: "organizationId", before: from, after: to }] } : {}),
    }))
}

async function pinOrganization(
  tx: Tx,
  { ids, to, at, author }: { ids: readonly DatasetId[]; to: OrganizationId; at: Date; author: string },
): Promise<void> {
  await sql`
    insert into field_edit (entity, entity_id, field, language, value, author, at)
    select 'dataset', id, 'organizationId', '', to_jsonb(${to}::text), ${author}, ${at}
    from unnest(${ids}::uuid[]) as moved (id)
    on conflict (entity, entity_id, field, language) do update
    set value = excluded.value, author = excluded.author, at = excluded.at
  `.execute(tx)
}

async function rewritePins(
  tx: Tx,
  ids: readonly DatasetId[],
  { from, to }: { from: OrganizationId; to: OrganizationId },
): Promise<void> {
  await sql`
    update field_edit set value = to_jsonb(${to}::text)
    where entity = 'dataset' and entity_id = any(${ids}::uuid[]) and field = 'organizationId'
      and value = to_jsonb(${from}::text)
  `.execute(tx)
}

/** Series and services. */
export async function moveRelated(tx: Tx, { from, to, at }: HandOver): Promise<NewChange[]> {
  const changes: NewChange[] = []
  for (const [entity, table] of [
    ["series", "dataset_series"],
    ["service", "data_service"],
  ] as const) {
    const { rows } = await sql<{ id: string }>`
      update ${sql.table(table)} set organization_id = ${to}, metadata_modified = ${at}
      where organization_id = ${from}
      returning id
    `.execute(tx)
    changes.push(...rows.map(({ id }) => ({ entity, entityId: id, kind: "updated", fields: ["organization"] })))
  }
  return changes
}

/** Sources and the names by which sources call it: what is harvested from now on belongs to the heir. */
export async function moveSources(tx: Tx, { from, to }: HandOver): Promise<NewChange[]> {
  const { rows } = await sql<{ id: string }>`
    update harvest_source set organization_id = ${to} where organization_id = ${from} returning id
  `.execute(tx)
  await sql`update organization_alias set organization_id = ${to} where organization_id = ${from}`.execute(tx)
  return rows.map(({ id }) => ({ entity: "harvest-source", entityId: id, kind: "updated", fields: ["organization"] }))
}

export async function pauseSources(tx: Tx, id: OrganizationId): Promise<NewChange[]> {
  const { rows } = await sql<{ id: string }>`
    update harvest_source set active = false where organization_id = ${id} and active returning id
  `.execute(tx)
  return rows.map((row) => ({ entity: "harvest-source", entityId: row.id, kind: "updated", fields: ["active"] }))
}

/** Bodies directly below it, but for the heir itself. */
export async function moveChildren(
  tx: Tx,
  { from, to }: { readonly from: OrganizationId; readonly to: OrganizationId | null },
): Promise<NewChange[]> {
  const { rows } = await sql<{ id: string }>`
    update organization set parent_id = ${to}, version = version + 1
    where parent_id = ${from} and id is distinct from ${to}
    returning id
  `.execute(tx)
  return rows.map(({ id }) => ({
    entity: "organization",
    entityId: id,
    kind: "moved",
    fields: ["parentId"],
    diff: [{ path: "parentId", before: from, ...(to ? { after: to } : {}) }],
  }))
}
