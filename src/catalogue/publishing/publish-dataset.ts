/**
 * Publication: what the draft changed since it began is laid over what is shown now, written into the layers, and told as
 * one change with its differences.
 */
import type { Db, Tx } from "../../platform/db.ts"
import { isUuid } from "../../platform/ids.ts"
import { InvalidInput, WrongState } from "../../platform/refusal.ts"
import { loadVocabularies } from "../../vocabulary/index.ts"
import { assertMayOnDataset, mayOnDataset } from "../dataset-policy.ts"
import { remoteAddressOf } from "../distribution-address.ts"
import type { DatasetDocument, FieldChange, FieldConflict } from "../document.ts"
import { SlugInvalid, SlugTaken } from "../errors.ts"
import { requestLinkChecks } from "../link-checks.ts"
import { slugFromTitle } from "../slug.ts"
import { giveSlugs } from "../slug-register.ts"
import { takesDatasets } from "./admission-store.ts"
import { admitDocument } from "./admit-document.ts"
import { freshProblems } from "./check-document.ts"
import { insertComment } from "./comments.ts"
import { deleteDraft, writeDraft } from "./draft-store.ts"
import { DraftConflicts, PersonalDataUnanswered } from "./errors.ts"
import { diffDocuments, fieldNameOf, fieldsOf, withoutPersonalValues } from "./field-paths.ts"
import { type Addressed, type DatasetChange, inOffice } from "./in-office.ts"
import { mergeDocuments } from "./merge-documents.ts"
import type { OfficeDataset, WriteContext } from "./office-dataset.ts"
import { type PublicationPlan, planPublication } from "./plan-publication.ts"
import {
  insertManualDistributions,
  insertVersions,
  readLayers,
  takeDistributionsAway,
  takeSlug,
  unansweredFiles,
  updateEditedDistributions,
  writeEdits,
  writeShown,
} from "./publication-store.ts"
import { type DocumentPatch, patchedDocument, storeDraft } from "./save-draft.ts"

export interface Publication extends Addressed {
  readonly comment?: string
  /** Wanted at the first publication; otherwise made of the title. */
  readonly slug?: string
}

/** Publishes the draft. Where what is shown changed in the same fields, the draft is laid over it anew and it refuses. */
export async function publishDataset(db: Db, publication: Publication, ctx: WriteContext): Promise<OfficeDataset> {
  let conflicts: readonly FieldConflict[] = []
  const dataset = await inOffice(db, { ...publication, action: "publish" }, ctx, async (tx, office) => {
    const { draft, shown, state } = office
    if (!draft) throw new WrongState("publish", state)
    const { base } = draft
    if (!shown || !base) return publishDocument(tx, { office, document: draft.document, ...publication }, ctx)
    const merged = mergeDocuments({ base, theirs: shown, mine: draft.document })
    conflicts = merged.conflicts
    if (conflicts.length === 0) return publishDocument(tx, { office, document: merged.document, ...publication }, ctx)
    await writeDraft(tx, { id: office.id, base: shown, document: merged.document }, ctx)
    return []
  })
  if (conflicts.length > 0) throw new DraftConflicts(dataset.id, conflicts)
  return dataset
}

export interface DatasetPatch extends Addressed {
  readonly patch: DocumentPatch
}

/** Lays a patch over the draft; over what is shown, where there is none and the writer may publish. */
export function patchDataset(db: Db, { patch, ...addressed }: DatasetPatch, ctx: WriteContext): Promise<OfficeDataset> {
  return inOffice(db, { ...addressed, action: "edit" }, ctx, async (tx, office) => {
    const { draft, shown, shownState } = office
    const document = patchedDocument(office.document, patch, ctx)
    if (draft || shownState !== "published" || !shown || !mayOnDataset(ctx.by, "publish", office.access)) {
      return storeDraft(tx, { office, document }, ctx)
    }
    const admitted = await admitDocument(tx, { id: office.id, known: [shown], document }, ctx)
    return publishDocument(tx, { office, document: admitted }, ctx)
  })
}

interface DocumentPublication {
  readonly office: OfficeDataset
  readonly document: DatasetDocument
  readonly comment?: string
  readonly slug?: string
}

async function publishDocument(
  tx: Tx,
  { office, document, comment, slug }: DocumentPublication,
  ctx: WriteContext,
): Promise<readonly DatasetChange[]> {
  await assertPublishable(tx, { office, document }, ctx)
  const { id, shown, draft } = office
  const dated = withDates(document, shown, ctx.at)
  const changes = shown ? diffDocuments(shown, dated) : []
  if (shown && changes.length === 0) {
    if (draft) await deleteDraft(tx, id, ctx)
    return draft ? [{ kind: "draft-discarded" }] : []
  }
  const layers = await readLayers(tx, id)
  const plan = planPublication({ ...layers, document: dated, ...(shown ? { shown } : {}) })
  const givenSlug = shown ? office.slug : await firstSlug(tx, { id, document: dated, slug })
  await writeShown(tx, { id, slug: givenSlug, document: dated, editedFields: plan.editedFields }, ctx.at)
  await writePlan(tx, id, plan, ctx)
  const change = changeOf(dated, shown ? changes : undefined)
  await insertComment(tx, { id, step: change.kind, text: comment }, ctx)
  return [change]
}

/** Everything that stands against publication; scheduling asks the same, before the day. */
export async function assertPublishable(
  tx: Tx,
  { office, document }: Pick<DocumentPublication, "office" | "document">,
  ctx: WriteContext,
): Promise<void> {
  const { shown, shownState, access } = office
  if (shownState === "withdrawn") throw new WrongState("publish", shownState)
  const { organizationId } = document
  const comes = shown?.organizationId !== organizationId
  if (shown && comes) assertMayOnDataset(ctx.by, "transfer", access)
  // It may have been closed since the draft named it.
  if (comes && !(await takesDatasets(tx, organizationId))) {
    throw new InvalidInput([{ path: "organizationId", rule: "unknown" }])
  }
  const vocabularies = ctx.vocabularies ?? (await loadVocabularies(tx))
  const problems = freshProblems(document, shown, vocabularies)
  if (problems.length > 0) throw new InvalidInput(problems)
  const files = await unansweredFiles(tx, document)
  if (files.length > 0) throw new PersonalDataUnanswered(files)
}

/** A new version of a file is a change of the data, dated now unless the editor dated it. */
function withDates(document: DatasetDocument, shown: DatasetDocument | undefined, now: Date): DatasetDocument {
  const at = `${now.toISOString().slice(0, 19)}Z`
  const before = new Map((shown?.distributions ?? []).map((one) => [one.id, one]))
  let hasNewData = false
  const distributions = document.distributions.map((one) => {
    const old = before.get(one.id)
    if (!one.file || one.file.id === old?.file?.id) return one
    if (!one.documentation) hasNewData = true
    return one.modified === old?.modified ? { ...one, modified: at } : one
  })
  const { facts } = document
  const isDated = facts.modified !== shown?.facts.modified
  return {
    ...document,
    distributions,
    facts: {
      ...facts,
      ...(shown || facts.issued ? {} : { issued: at }),
      ...(hasNewData && !isDated ? { modified: at } : {}),
    },
  }
}

const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/

async function firstSlug(
  tx: Tx,
  { id, document, slug }: { id: string; document: DatasetDocument; slug: string | undefined },
): Promise<string> {
  if (slug === undefined) {
    const given = await giveSlugs(tx, "dataset", [{ id, slug: slugFromTitle(document.facts.title) }])
    return given.get(id)!
  }
  if (!slugPattern.test(slug) || slug.length > 100 || isUuid(slug)) throw new SlugInvalid(slug)
  if (!(await takeSlug(tx, id, slug))) throw new SlugTaken(slug)
  return slug
}

async function writePlan(tx: Tx, id: string, plan: PublicationPlan, ctx: WriteContext): Promise<void> {
  await writeEdits(tx, id, plan.edits, ctx)
  const taken = await insertManualDistributions(tx, id, plan.inserted, ctx.at)
  if (taken.length > 0) throw new InvalidInput(taken.map((one) => ({ path: `distributions.${one}`, rule: "taken" })))
  await updateEditedDistributions(tx, plan.updated)
  await takeDistributionsAway(tx, plan, ctx.at)
  const written = [...plan.inserted, ...plan.updated]
  await insertVersions(
    tx,
    written.filter(({ newFile }) => newFile),
    ctx,
  )
  const moved = written.filter(({ facts, addressChanged }) => addressChanged && remoteAddressOf(facts))
  await requestLinkChecks(
    tx,
    moved.map((one) => one.id),
  )
}

/** The first publication tells which fields there are; a whole document is no difference. */
function changeOf(document: DatasetDocument, changes: readonly FieldChange[] | undefined): DatasetChange {
  const paths = changes?.map(({ path }) => path) ?? [...fieldsOf(document).keys()]
  const fields = [...new Set(paths.map(fieldNameOf))].sort()
  if (!changes) return { kind: "published", fields }
  return { kind: "updated", fields, diff: withoutPersonalValues(changes) }
}
