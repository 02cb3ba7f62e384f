/**
 * Out of the public's sight and back. Withdrawn: page and identifier stay and say why. In the trash: out of the office's
 * lists, restorable. Purged: nothing is left but that there was something.
 */
import { sql } from "kysely"
import type { Db, Tx } from "../../platform/db.ts"
import { WrongState } from "../../platform/refusal.ts"
import type { LocalisedText } from "../../texts/index.ts"
import type { Withdrawal } from "../dataset.ts"
import { assertMayOnDataset } from "../dataset-policy.ts"
import { insertComment } from "./comments.ts"
import { readText } from "./document-schema.ts"
import { type Addressed, inOffice } from "./in-office.ts"
import type { OfficeDataset, WriteContext } from "./office-dataset.ts"
import { moveDraft } from "./workflow.ts"

export const withdrawalReasons = ["publisher-decision", "legal", "duplicate", "error"] as const
export type WithdrawalReason = (typeof withdrawalReasons)[number]

export interface WithdrawStep extends Addressed {
  readonly reason: WithdrawalReason
  /** Shown on the page that stays. */
  readonly note?: LocalisedText
  readonly comment?: string
}

export async function withdrawDataset(db: Db, step: WithdrawStep, ctx: WriteContext): Promise<OfficeDataset> {
  const note = step.note && readText(step.note, "note")
  return inOffice(db, { ...step, action: "withdraw" }, ctx, async (tx, office) => {
    if (office.shownState !== "published") throw new WrongState("withdraw", office.state)
    await writeWithdrawal(tx, office.id, { reason: step.reason, note }, ctx)
    await insertComment(tx, { id: office.id, step: "withdrawn", text: step.comment }, ctx)
    return [{ kind: "withdrawn", fields: ["state"] }]
  })
}

async function writeWithdrawal(
  tx: Tx,
  id: string,
  { reason, note }: { readonly reason: WithdrawalReason; readonly note: LocalisedText | undefined },
  { at }: WriteContext,
): Promise<void> {
  const withdrawal: Withdrawal = { at: at.toISOString(), reason, ...(note ? { note } : {}) }
  await sql`
    update dataset
    set state = 'withdrawn', withdrawal = ${JSON.stringify(withdrawal)}, edit_version = edit_version + 1,
      metadata_modified = ${at}, touched_at = ${at}
    where id = ${id}
  `.execute(tx)
}

/** Out of the trash as it was; else, what was withdrawn is shown again. */
export function restoreDataset(db: Db, step: Addressed, ctx: WriteContext): Promise<OfficeDataset> {
  const addressed = { ...step, action: "read", trashed: true } as const
  return inOffice(db, addressed, ctx, async (tx, { id, trashedAt, shownState, state, access }) => {
    // Who may throw it away may also take it back.
    assertMayOnDataset(ctx.by, trashedAt ? "trash" : "restore", access)
    if (trashedAt) await untrash(tx, id, ctx)
    else if (shownState === "withdrawn") await showAgain(tx, id, ctx)
    else throw new WrongState("restore", state)
    return [{ kind: "restored", fields: [trashedAt ? "trash" : "state"] }]
  })
}

async function untrash(tx: Tx, id: string, { at }: WriteContext): Promise<void> {
  await sql`
    update dataset set trashed_at = null, edit_version = edit_version + 1, touched_at = ${at} where id = ${id}
  `.execute(tx)
}

async function showAgain(tx: Tx, id: string, { at }: WriteContext): Promise<void> {
  await sql`
    update dataset
    set state = 'published', withdrawal = null, joined_to = null, edit_version = edit_version + 1, metadata_modified = ${at},
      touched_at = ${at}
    where id = ${id}
  `.execute(tx)
}

/** What is published is withdrawn with it, and what was set for a day is no longer. */
export function trashDataset(db: Db, step: Addressed, ctx: WriteContext): Promise<OfficeDataset> {
  return inOffice(db, { ...step, action: "trash" }, ctx, async (tx, { id, shownState, state }) => {
    if (state === "scheduled") await moveDraft(tx, { id, state: "draft" }, ctx)
    const wasPublished = shownState === "published"
    if (wasPublished) await writeWithdrawal(tx, id, { reason: "publisher-decision", note: undefined }, ctx)
    await sql`
      update dataset set trashed_at = ${ctx.at}, edit_version = edit_version + 1, touched_at = ${ctx.at}
      where id = ${id}
    `.execute(tx)
    const withdrawn = wasPublished ? [{ kind: "withdrawn", fields: ["state"] }] : []
    return [...withdrawn, { kind: "trashed", fields: ["trash"] }]
  })
}

/**
 * Empties what lies in the trash, for ever: an administrator's act. Identifier and slug go on answering that it is gone, and
 * no harvest fills it again; its files are swept up once nothing names them.
 */
export async function purgeDataset(db: Db, step: Addressed, ctx: WriteContext): Promise<void> {
  await inOffice(db, { ...step, action: "purge", trashed: true }, ctx, async (tx, { id, trashedAt, state }) => {
    if (!trashedAt) throw new WrongState("purge", state)
    await deleteWork(tx, id)
    await emptyShown(tx, id, ctx)
    await sql`update change set diff = null where entity = 'dataset' and entity_id = ${id}`.execute(tx)
    return [{ kind: "purged" }]
  })
}

async function deleteWork(tx: Tx, id: string): Promise<void> {
  const distributions = sql`select id from distribution where dataset_id = ${id}`
  await sql`delete from draft where dataset_id = ${id}`.execute(tx)
  await sql`delete from dataset_comment where dataset_id = ${id}`.execute(tx)
  await sql`
    delete from field_edit
    where (entity = 'dataset' and entity_id = ${id}) or (entity = 'distribution' and entity_id in (${distributions}))
  `.execute(tx)
  await sql`delete from distribution_version where distribution_id in (${distributions})`.execute(tx)
  await sql`delete from data_service_dataset where dataset_id = ${id}`.execute(tx)
  await sql`update bulk_line set given = null, detail = null where dataset_id = ${id}`.execute(tx)
  // Its records stay known, without what they said: a source that goes on giving them does not bring it back.
  await sql`update source_record set snapshot = '{"title": {}, "distributions": []}', problems = '[]' where entity_id = ${id}`.execute(
    tx,
  )
}

/** The row stays to answer for id and slug. Who was never published has no address that anybody knows. */
async function emptyShown(tx: Tx, id: string, { at }: WriteContext): Promise<void> {
  await sql`
    update distribution
    set facts = '{}', declared = null, measured = null, remote_id = null, hidden = false, vanished_at = coalesce(vanished_at, ${at})
    where dataset_id = ${id}
  `.execute(tx)
  await sql`
    update dataset
    set facts = jsonb_build_object('title', jsonb_build_object('und', slug)), edited_fields = '{}', identifier = null,
      private_reason = null, series_id = null, created_by = null, draft_state = null, purged_at = ${at},
      withdrawal = case when state = 'draft' then null else jsonb_build_object(
        'at', coalesce(withdrawal ->> 'at', ${at.toISOString()}), 'reason', coalesce(withdrawal ->> 'reason', 'legal')
      ) end,
      edit_version = edit_version + 1, metadata_modified = ${at}, touched_at = ${at}
    where id = ${id}
  `.execute(tx)
}
