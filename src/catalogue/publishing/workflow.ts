/** The way of a draft: asked for review, sent back, set for a day. Each step may come with words. */
import { sql } from "kysely"
import type { Db, Tx } from "../../platform/db.ts"
import { InvalidInput, WrongState } from "../../platform/refusal.ts"
import { insertComment } from "./comments.ts"
import { setDraftState } from "./draft-store.ts"
import { type Addressed, inOffice } from "./in-office.ts"
import type { Draft, DraftState, OfficeDataset, WriteContext } from "./office-dataset.ts"
import { assertPublishable } from "./publish-dataset.ts"

export interface CommentedStep extends Addressed {
  readonly comment?: string
}

/** Who asks is remembered: the answer goes there. */
export function submitDataset(db: Db, step: CommentedStep, ctx: WriteContext): Promise<OfficeDataset> {
  return inOffice(db, { ...step, action: "submit" }, ctx, async (tx, office) => {
    assertState(office, "submit", ["draft", "changes-requested"])
    await moveDraft(tx, { id: office.id, state: "in-review", submittedBy: ctx.by.id }, ctx)
    await insertComment(tx, { id: office.id, step: "submitted", text: step.comment }, ctx)
    return [{ kind: "submitted", fields: ["state"] }]
  })
}

/** Says what to change: without words nobody could. */
export async function requestChanges(
  db: Db,
  step: Addressed & { readonly comment: string },
  ctx: WriteContext,
): Promise<OfficeDataset> {
  if (step.comment.trim() === "") throw new InvalidInput([{ path: "comment", rule: "missing" }])
  return inOffice(db, { ...step, action: "request-changes" }, ctx, async (tx, office) => {
    assertState(office, "request-changes", ["in-review", "scheduled"])
    await moveDraft(tx, { id: office.id, state: "changes-requested" }, ctx)
    await insertComment(tx, { id: office.id, step: "changes-requested", text: step.comment }, ctx)
    return [{ kind: "changes-requested", fields: ["state"] }]
  })
}

export interface Schedule extends CommentedStep {
  readonly publishAt: Date
}

/** Approves it for a moment to come; everything that stands against publication is asked now. */
export async function scheduleDataset(db: Db, step: Schedule, ctx: WriteContext): Promise<OfficeDataset> {
  if (!(step.publishAt.getTime() > ctx.at.getTime())) {
    throw new InvalidInput([{ path: "publishAt", rule: "in-the-past" }])
  }
  return inOffice(db, { ...step, action: "publish" }, ctx, async (tx, office) => {
    const { document } = assertState(office, "schedule", ["draft", "in-review", "changes-requested", "scheduled"])
    await assertPublishable(tx, { office, document }, ctx)
    await moveDraft(tx, { id: office.id, state: "scheduled", publishAt: step.publishAt }, ctx)
    await insertComment(tx, { id: office.id, step: "scheduled", text: step.comment }, ctx)
    return [{ kind: "scheduled", fields: ["state"] }]
  })
}

function assertState({ draft, state }: OfficeDataset, action: string, allowed: readonly DraftState[]): Draft {
  if (!draft || !allowed.includes(draft.state)) throw new WrongState(action, state)
  return draft
}

interface DraftMove {
  readonly id: string
  readonly state: DraftState
  readonly submittedBy?: string
  readonly publishAt?: Date
}

export async function moveDraft(tx: Tx, move: DraftMove, ctx: WriteContext): Promise<void> {
  await sql`
    update draft
    set publish_at = ${move.publishAt ?? null}, submitted_by = coalesce(${move.submittedBy ?? null}, submitted_by)
    where dataset_id = ${move.id}
  `.execute(tx)
  await setDraftState(tx, move, ctx)
}
