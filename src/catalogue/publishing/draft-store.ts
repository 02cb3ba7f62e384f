/** Writes drafts. Every write raises the version of the dataset. */
import { sql } from "kysely"
import type { Tx } from "../../platform/db.ts"
import type { DatasetDocument } from "../document.ts"
import type { DraftState, WriteContext } from "./office-dataset.ts"

/** A dataset that nobody sees yet: its slug says nothing, and all it has is its draft. */
export async function insertUnpublished(
  tx: Tx,
  { id, organizationId }: { readonly id: string; readonly organizationId: string },
  { at, by }: WriteContext,
): Promise<void> {
  await sql`
    insert into dataset (
      id, slug, organization_id, state, facts, metadata_modified, created_at, touched_at, created_by, was_public
    )
    values (${id}, ${id}, ${organizationId}, 'draft', '{"title": {}}', ${at}, ${at}, ${at}, ${by.id}, false)
  `.execute(tx)
}

export async function openDraft(
  tx: Tx,
  { id, base, document }: { readonly id: string; readonly base?: DatasetDocument; readonly document: DatasetDocument },
  ctx: WriteContext,
): Promise<void> {
  await sql`
    insert into draft (dataset_id, base, document, begun_at, updated_by, updated_at)
    values (
      ${id}, ${base ? JSON.stringify(base) : null}, ${JSON.stringify(document)}, ${ctx.at}, ${ctx.by.id}, ${ctx.at}
    )
  `.execute(tx)
  await setDraftState(tx, { id, state: "draft" }, ctx)
}

export async function writeDraft(
  tx: Tx,
  { id, base, document }: { readonly id: string; readonly base?: DatasetDocument; readonly document: DatasetDocument },
  ctx: WriteContext,
): Promise<void> {
  await sql`
    update draft
    set document = ${JSON.stringify(document)}, base = coalesce(${base ? JSON.stringify(base) : null}::jsonb, base),
      updated_by = ${ctx.by.id}, updated_at = ${ctx.at}
    where dataset_id = ${id}
  `.execute(tx)
  await touchDataset(tx, id, ctx)
}

/** Before its first publication a dataset belongs to whom its draft says. */
export async function moveUnpublished(tx: Tx, id: string, organizationId: string): Promise<void> {
  await sql`
    update dataset set organization_id = ${organizationId}
    where id = ${id} and state = 'draft' and organization_id <> ${organizationId}
  `.execute(tx)
}

export async function setDraftState(
  tx: Tx,
  { id, state }: { readonly id: string; readonly state: DraftState },
  { at }: WriteContext,
): Promise<void> {
  await sql`
    update dataset set draft_state = ${state}, edit_version = edit_version + 1, touched_at = ${at} where id = ${id}
  `.execute(tx)
}

export async function deleteDraft(tx: Tx, id: string, { at }: WriteContext): Promise<void> {
  await sql`delete from draft where dataset_id = ${id}`.execute(tx)
  await sql`
    update dataset set draft_state = null, edit_version = edit_version + 1, touched_at = ${at} where id = ${id}
  `.execute(tx)
}

async function touchDataset(tx: Tx, id: string, { at }: WriteContext): Promise<void> {
  await sql`update dataset set edit_version = edit_version + 1, touched_at = ${at} where id = ${id}`.execute(tx)
}

const quietMinutes = 10

/** Whether this author's work on it was told a short while ago: autosaves need no line each. */
export async function wasToldLately(tx: Tx, id: string, { by, at }: WriteContext): Promise<boolean> {
  const since = new Date(at.getTime() - quietMinutes * 60_000)
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from change
      where entity = 'dataset' and entity_id = ${id} and kind = 'draft-saved' and actor = ${by.id} and at > ${since}
    ) as found
  `.execute(tx)
  return rows[0]!.found
}
