/** Two people changed the same fields: nothing is saved until a person chooses, and nothing that was written is lost. */
import {
  applyChanges,
  type DatasetDocument,
  type FieldConflict,
  fieldsOf,
  type OfficeDataset,
  officeDataset,
  type SavedDraft,
  saveDraft,
} from "../../../../catalogue/index.ts"
import { InvalidInput } from "../../../../platform/refusal.ts"
import { reviewMessages } from "../../../../texts/index.ts"
import { attempt } from "../../../forms/attempt.ts"
import { formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeAnswer, OfficeContext, OfficeHandler, OfficeRoute, Visit } from "../../office-route.ts"
import { fileNames, labelOfPath, type Saying, valueInWords } from "../change-lines.ts"
import { organizationNames, peopleNamed, writing } from "../office-reading.ts"
import { type MergeField, type MergeModel, MergeView } from "./merge-view.tsx"

type Conflict = Extract<SavedDraft, { kind: "conflict" }>

export async function conflictAnswer(context: OfficeContext, visit: Visit, conflict: Conflict): Promise<OfficeAnswer> {
  if (visit.wantsJson) return { kind: "json", status: 409, body: { kind: "conflict" } }
  return { kind: "page", status: 409, view: <MergeView model={await mergeModel(context, visit, conflict)} /> }
}

async function mergeModel(
  context: OfficeContext,
  visit: Visit,
  { conflicts, merged, dataset }: Conflict,
): Promise<MergeModel> {
  const { language, vocabularies } = visit
  const names = await peopleNamed(context, [dataset.draft?.updatedBy])
  const saying: Saying = {
    language,
    vocabularies,
    organizations: await organizationNames(context),
    files: fileNames([dataset.document, merged], language),
  }
  return {
    page: visit.page,
    action: routes.office(language, `/datasets/${dataset.id}/merge`),
    theirs: dataset.document,
    merged,
    who: names.get(dataset.draft?.updatedBy ?? "") ?? reviewMessages[language].somebody,
    fields: conflicts.map((one) => fieldOf(one, saying)),
  }
}

function fieldOf(conflict: FieldConflict, saying: Saying): MergeField {
  const { path, base, theirs, mine } = conflict
  const { label, lang } = labelOfPath(path, saying)
  const said = (value: unknown) => valueInWords(path, value, saying)
  return {
    path,
    label,
    lang,
    base: said(base),
    theirs: said(theirs),
    mine: said(mine),
    writable: typeof theirs === "string" || typeof mine === "string",
  }
}

const merge: OfficeHandler = async (context, visit) => {
  const { db } = context
  const office = await officeDataset(db, visit.params.id ?? "", visit.viewer.actor)
  const theirs = documentIn(visit.form, "theirs")
  const chosen = chosenDocument(visit.form, { theirs, merged: documentIn(visit.form, "merged") })
  const saved = await attempt(() => saveDraft(db, { id: office.id, base: theirs, document: chosen }, writing(visit)))
  if (saved.kind === "done" && saved.value.kind === "saved") return toForm(visit, office)
  if (saved.kind === "done") return conflictAnswer(context, visit, saved.value as Conflict)
  const refusal = formRefusal(saved.refusal, visit.language)
  const conflicts = visit.form.getAll("conflict").map((path) => ({ path }))
  const model = await mergeModel(context, visit, { kind: "conflict", conflicts, merged: chosen, dataset: office })
  return { kind: "page", status: refusal.status, view: <MergeView model={{ ...model, refusal }} /> }
}

function toForm({ language }: Visit, { id }: OfficeDataset): OfficeAnswer {
  return { kind: "see", to: routes.office(language, `/datasets/${id}/edit`), done: "draft-saved" }
}

function documentIn(form: URLSearchParams, name: string): DatasetDocument {
  try {
    const document: unknown = JSON.parse(form.get(name) ?? "")
    if (typeof document === "object" && document !== null && "facts" in document && "distributions" in document) {
      return document as DatasetDocument
    }
  } catch {
    // Refused below.
  }
  throw new InvalidInput([{ path: name, rule: "wrong-shape" }])
}

/** `merged` has mine where there is a conflict; each choice of theirs, or of a third text, is laid over it. */
export function chosenDocument(
  form: URLSearchParams,
  { theirs, merged }: { readonly theirs: DatasetDocument; readonly merged: DatasetDocument },
): DatasetDocument {
  let document = merged
  for (const path of form.getAll("conflict")) {
    const choice = form.get(`choice.${path}`)
    const own = form.get(`own.${path}`)?.replaceAll("\r\n", "\n").trim() || undefined
    // The third text begins as mine: whoever changed it means it, though the round button still stands at mine.
    const isTyped = form.has(`own.${path}`) && own !== valueAt(merged, path)
    if (choice === "own" || (choice === "mine" && isTyped)) document = applyChanges(document, [{ path, after: own }])
    else if (choice === "theirs") document = asTheirs(document, path, theirs)
    else document = withoutRemoved(document, path, form.get(`mine.${path}`))
  }
  return document
}

function asTheirs(document: DatasetDocument, path: string, theirs: DatasetDocument): DatasetDocument {
  const [name, id, field] = path.split(".")
  if (name !== "distributions" || field) {
    return applyChanges(document, [{ path, after: valueAt(theirs, path) }])
  }
  if (!id) return ordered(document, theirs)
  const entry = theirs.distributions.find((one) => one.id === id)
  const others = document.distributions.filter((one) => one.id !== id)
  if (!entry) return { ...document, distributions: others }
  const at = document.distributions.findIndex((one) => one.id === id)
  return { ...document, distributions: others.toSpliced(at < 0 ? others.length : at, 0, entry) }
}

/** Mine was to take the file away. */
function withoutRemoved(document: DatasetDocument, path: string, mine: string | null): DatasetDocument {
  const [name, id, field] = path.split(".")
  if (name !== "distributions" || !id || field || mine !== "removed") return document
  return { ...document, distributions: document.distributions.filter((one) => one.id !== id) }
}

function ordered(document: DatasetDocument, theirs: DatasetDocument): DatasetDocument {
  const order = new Map(theirs.distributions.map(({ id }, at) => [id, at]))
  const place = (id: string) => order.get(id) ?? order.size
  return { ...document, distributions: [...document.distributions].sort((a, b) => place(a.id) - place(b.id)) }
}

function valueAt(document: DatasetDocument, path: string): unknown {
  return fieldsOf(document).get(path)
}

export const mergeRoutes: readonly OfficeRoute[] = [{ path: "/datasets/:id/merge", post: merge }]
