/** Drafts: begun, saved by several people, patched by programs, thrown away. None of it is public. */
import { mayEverything } from "../../platform/actor.ts"
import { appendChanges } from "../../platform/changes/index.ts"
import { type Db, inTransaction, type Tx } from "../../platform/db.ts"
import { isUuid } from "../../platform/ids.ts"
import { InvalidInput, NotAllowed, WrongState } from "../../platform/refusal.ts"
import { assertMayOnDataset, assertMayOnOrganization, mayOnDataset } from "../dataset-policy.ts"
import type { DatasetDocument, FieldConflict } from "../document.ts"
import type { DistributionFacts } from "../facts.ts"
import { isTaken } from "./admission-store.ts"
import { admitDocument } from "./admit-document.ts"
import { readDocument } from "./document-schema.ts"
import { deleteDraft, insertUnpublished, moveUnpublished, openDraft, wasToldLately, writeDraft } from "./draft-store.ts"
import { sameValue } from "./field-paths.ts"
import { type Addressed, type DatasetChange, inOffice } from "./in-office.ts"
import { mergeDocuments } from "./merge-documents.ts"
import type { OfficeDataset, WriteContext } from "./office-dataset.ts"
import { readOffice } from "./office-store.ts"

type Nullable<Values> = { readonly [Name in keyof Values]?: Values[Name] | null }

/** What is named replaces what was there; `null` takes it away; what is not named stays. */
export interface DocumentPatch extends Nullable<Omit<DatasetDocument, "facts" | "distributions">> {
  readonly facts?: Nullable<DatasetDocument["facts"]>
  /** All of them, in order; an entry without an id is a new file. */
  readonly distributions?: readonly (DistributionFacts & { readonly id?: string })[]
}

export type NewDataset = DocumentPatch & { readonly organizationId: string }

/**
 * A dataset of which nothing is published yet. Whoever moves a whole catalogue here may bring its identifiers along; others
 * cannot choose them.
 */
export async function beginDataset(
  db: Db,
  { id: brought, ...given }: NewDataset & { readonly id?: string },
  ctx: WriteContext,
): Promise<OfficeDataset> {
  assertMayOnOrganization(ctx.by, "add-dataset", given.organizationId)
  const id = brought ?? ctx.newId()
  const empty: DatasetDocument = {
    organizationId: given.organizationId,
    visibility: "public",
    facts: { title: {} },
    distributions: [],
  }
  const read = patchedDocument(empty, given, ctx)
  return inTransaction(db, async (tx) => {
    if (brought !== undefined) await assertFree(tx, brought, ctx)
    const document = await admitDocument(tx, { id, known: [], document: read }, ctx)
    await insertUnpublished(tx, { id, organizationId: document.organizationId }, ctx)
    await openDraft(tx, { id, document }, ctx)
    const office = await readOffice(tx, id)
    await appendChanges(tx, [{ entity: "dataset", entityId: id, kind: "draft-saved" }], ctx.by, ctx.at)
    return office!
  })
}

async function assertFree(db: Db, id: string, { by }: WriteContext): Promise<void> {
  if (!mayEverything(by)) throw new NotAllowed("choose-identifier")
  if (!isUuid(id)) throw new InvalidInput([{ path: "id", rule: "not-an-id" }])
  if (await isTaken(db, id)) throw new InvalidInput([{ path: "id", rule: "taken" }])
}

export interface DraftSave extends Addressed {
  /** The document that the form was filled from. */
  readonly base: DatasetDocument
  readonly document: DatasetDocument
}

export type SavedDraft =
  | { readonly kind: "saved"; readonly dataset: OfficeDataset }
  /** Somebody else changed the same fields: nothing was saved. `merged` holds mine where the conflicts are. */
  | {
      readonly kind: "conflict"
      readonly conflicts: readonly FieldConflict[]
      readonly merged: DatasetDocument
      readonly dataset: OfficeDataset
    }

/** What changed since `base` is laid over what is stored now. */
export async function saveDraft(db: Db, save: DraftSave, ctx: WriteContext): Promise<SavedDraft> {
  const [base, mine] = [readDocument(save.base), readDocument(save.document)]
  let conflicts: readonly FieldConflict[] = []
  let merged = mine
  const dataset = await inOffice(db, { ...save, action: "edit" }, ctx, async (tx, office) => {
    const outcome = mergeDocuments({ base, theirs: office.document, mine })
    conflicts = outcome.conflicts
    merged = outcome.document
    return conflicts.length > 0 ? [] : storeDraft(tx, { office, document: merged }, ctx)
  })
  return conflicts.length > 0 ? { kind: "conflict", conflicts, merged, dataset } : { kind: "saved", dataset }
}

export interface DraftWrite {
  readonly office: OfficeDataset
  readonly document: DatasetDocument
  /** Shown once: its files may be taken up again by whoever may edit. */
  readonly formerly?: DatasetDocument
}

/** Keeps the document as the draft; one that says what is stored already costs no write. */
export async function storeDraft(
  tx: Tx,
  { office, document, formerly }: DraftWrite,
  ctx: WriteContext,
): Promise<readonly DatasetChange[]> {
  // What was approved for a day must not change before it without a new approval.
  if (office.state === "scheduled" && !mayOnDataset(ctx.by, "publish", office.access)) {
    throw new WrongState("edit", "scheduled")
  }
  if (sameValue(document, office.document)) return []
  if (document.organizationId !== office.document.organizationId) assertMayMove(office, ctx)
  const { id, shown, draft } = office
  const known = [office.document, shown, formerly].filter((one) => one !== undefined)
  const admitted = await admitDocument(tx, { id, known, document }, ctx)
  if (draft) await writeDraft(tx, { id, document: admitted }, ctx)
  else await openDraft(tx, { id, document: admitted, ...(shown ? { base: shown } : {}) }, ctx)
  if (admitted.organizationId !== office.organization.id) await moveUnpublished(tx, id, admitted.organizationId)
  return (await wasToldLately(tx, id, ctx)) ? [] : [{ kind: "draft-saved" }]
}

/**
 * What was never published goes along with its draft at once, so nobody moves it away who could not throw it away. Of what
 * is published the move is decided at publication; one that is set for a day is approved already.
 */
function assertMayMove({ everPublished, state, access }: OfficeDataset, { by }: WriteContext): void {
  if (!everPublished) assertMayOnDataset(by, "trash", access)
  else if (state === "scheduled") assertMayOnDataset(by, "transfer", access)
}

/** The dataset is then as it is shown; one that never was goes to the trash instead. */
export function discardDraft(db: Db, addressed: Addressed, ctx: WriteContext): Promise<OfficeDataset> {
  return inOffice(db, { ...addressed, action: "edit" }, ctx, async (tx, office) => {
    const { id, draft, everPublished, state, access } = office
    if (!draft || !everPublished) throw new WrongState("discard", state)
    // What was approved for a day is taken back by those who could have approved it.
    if (state === "scheduled" && !mayOnDataset(ctx.by, "publish", access)) throw new WrongState("discard", state)
    await deleteDraft(tx, id, ctx)
    return [{ kind: "draft-discarded" }]
  })
}

export function patchedDocument(
  document: DatasetDocument,
  patch: DocumentPatch,
  { newId }: WriteContext,
): DatasetDocument {
  const { facts, distributions, ...rest } = patch
  return readDocument({
    ...overlaid(document, rest),
    facts: overlaid(document.facts, facts ?? {}),
    distributions: distributions?.map((one) => ({ ...one, id: one.id ?? newId() })) ?? document.distributions,
  })
}

function overlaid(values: object, patch: object): Record<string, unknown> {
  const all: Record<string, unknown> = { ...values }
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete all[name]
    else if (value !== undefined) all[name] = value
  }
  return all
}
