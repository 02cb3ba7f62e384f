/** The form's addresses: a new dataset, one that exists, and what the script asks while it is written. */
import {
  beginDataset,
  type DatasetDocument,
  diffDocuments,
  mayOnDataset,
  type OfficeDataset,
  officeDataset,
  publishDataset,
  saveDraft,
  scheduleDataset,
  sourceFacts,
  submitDataset,
} from "../../../../catalogue/index.ts"
import { isUuid, newId } from "../../../../platform/ids.ts"
import { InvalidInput, NotAllowed } from "../../../../platform/refusal.ts"
import { answerWarnings } from "../../../../platform/uploads/index.ts"
import { type DoneCode, datasetFormMessages, formatterFor, reviewMessages } from "../../../../texts/index.ts"
import { fieldId } from "../../../components/form/field.tsx"
import { attempt } from "../../../forms/attempt.ts"
import { momentFrom } from "../../../forms/local-moment.ts"
import { type FormRefusal, formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeAnswer, OfficeContext, OfficeHandler, OfficeRoute, Visit } from "../../office-route.ts"
import { organizationChoices, writing } from "../office-reading.ts"
import { conflictAnswer } from "../review/merge-page.tsx"
import { chooseBody } from "./choose-body.tsx"
import { inputOf } from "./field-names.ts"
import { type Acted, applyAct, type Step, withArrived } from "./form-acts.ts"
import { documentFromValues } from "./form-document.ts"
import { formAnswer } from "./form-json.tsx"
import { valuesFromForm, valuesOf } from "./form-values.ts"
import { FormView } from "./form-view.tsx"
import { type Posted, readPosted } from "./posted-form.ts"
import { readModel, type Shown } from "./read-model.ts"
import { givenBack } from "./source-values.ts"

const newDataset: OfficeHandler = async (context, visit) => {
  const organizations = await organizationChoices(context, visit, "add-dataset")
  const wanted = visit.query.get("organization") ?? ""
  if (organizations.length === 0) throw new NotAllowed("add-dataset")
  const own = organizations.filter(({ below }) => !below)
  const body = organizations.find(({ value }) => value === wanted) ?? (own.length === 1 ? own[0] : undefined)
  // Whoever works for many bodies says for which one, rather than finding later that it was the first of the alphabet.
  if (!body) return chooseBody(context, visit, organizations)
  const document = emptyDocument(body.value)
  return show(context, visit, { ...addressOf(visit, undefined, newId()), base: document, document })
}

function emptyDocument(organizationId: string): DatasetDocument {
  return { organizationId, visibility: "public", facts: { title: {}, accessRights: "public" }, distributions: [] }
}

const editDataset: OfficeHandler = async (context, visit) => {
  const office = await officeToEdit(context, visit)
  const { document } = office
  const more = visit.query.get("more")
  const shown = {
    ...addressOf(visit, office, office.id),
    base: document,
    document,
    more: more === "period" || more === "contact" ? more : undefined,
    linked: visit.query.get("linked") ?? undefined,
  } as const
  if (!visit.wantsJson) return show(context, visit, shown)
  return formAnswer(await readModel(context, visit, { ...shown, values: valuesOf(document) }), {})
}

async function officeToEdit({ db }: OfficeContext, { params, viewer }: Visit): Promise<OfficeDataset> {
  const office = await officeDataset(db, params.id ?? "", viewer.actor)
  if (!mayOnDataset(viewer.actor, "edit", office.access)) throw new NotAllowed("edit")
  return office
}

function addressOf({ language }: Visit, office: OfficeDataset | undefined, id: string) {
  const path = office ? `/datasets/${office.id}/edit` : "/datasets/new"
  return { id, action: routes.office(language, path), ...(office ? { office } : {}) }
}

async function show(
  context: OfficeContext,
  visit: Visit,
  shown: Omit<Shown, "values"> & Partial<Pick<Shown, "values">>,
): Promise<OfficeAnswer> {
  const model = await readModel(context, visit, { values: valuesOf(shown.document), ...shown })
  const status = shown.refusal?.status
  return { kind: "page", view: <FormView model={model} />, ...(status ? { status } : {}) }
}

const saveNew: OfficeHandler = async (context, visit) => {
  const posted = await readPosted(context, visit)
  const id = posted.form.get("id") ?? ""
  // Sent twice, or saved by itself before: it is there already, and the second one is a save.
  const before = isUuid(id) ? await attempt(() => officeDataset(context.db, id, visit.viewer.actor)) : undefined
  if (before?.kind === "done") return save(context, visit, { posted, office: before.value })
  return save(context, visit, { posted })
}

const saveEdit: OfficeHandler = async (context, visit) => {
  const posted = await readPosted(context, visit)
  return save(context, visit, { posted, office: await officeToEdit(context, visit) })
}

interface Saving {
  readonly posted: Posted
  readonly office?: OfficeDataset
}

async function save(context: OfficeContext, visit: Visit, { posted, office }: Saving): Promise<OfficeAnswer> {
  const { form } = posted
  const base = baseOf(form, office)
  const acted = actedOn(visit, posted)
  const document = await backToSource(context, {
    office,
    act: form.get("act") ?? "",
    document: documentFromValues(acted.values, base),
  })
  const id = form.get("id") ?? ""
  const again = {
    ...addressOf(visit, office, office?.id ?? id),
    base,
    values: acted.values,
    document,
    typed: { ...acted.typed, comment: form.get("comment") ?? "", publishAt: form.get("publishAt") ?? "" },
  }
  const saved = await attempt(() => write(context, visit, { office, id, base, document }))
  if (saved.kind === "refused") {
    const refusal = refusalOf(visit, saved.refusal, document)
    return visit.wantsJson ? refusedJson(refusal) : show(context, visit, { ...again, refusal })
  }
  if (saved.value.kind === "conflict") return conflictAnswer(context, visit, saved.value)
  const { dataset } = saved.value
  const done = { ...again, ...addressOf(visit, dataset, dataset.id), base: document }
  const refused = await followUp(context, visit, { posted, acted, dataset })
  if (refused) {
    const refusal = refusalOf(visit, refused, document)
    return visit.wantsJson ? refusedJson(refusal) : show(context, visit, { ...done, refusal })
  }
  if (visit.wantsJson) {
    return savedJson(context, visit, { done, posted, others: othersIn(office, base, visit), linked: acted.linked })
  }
  const tooLarge = uploadRefusal(visit, posted)
  if (acted.typed || tooLarge) {
    return show(context, visit, { ...done, ...(tooLarge ? { refusal: tooLarge } : {}) })
  }
  return next(visit, { acted, dataset })
}

/** The document that the form was filled from; an unreadable one would overwrite what others wrote. */
function baseOf(form: URLSearchParams, office: OfficeDataset | undefined): DatasetDocument {
  try {
    const base: unknown = JSON.parse(form.get("base") ?? "")
    if (typeof base === "object" && base !== null && "facts" in base && "distributions" in base) {
      const { facts, distributions } = base
      if (typeof facts === "object" && facts !== null && Array.isArray(distributions)) return base as DatasetDocument
    }
  } catch {
    // Refused below, like any other form that lost its base.
  }
  throw new InvalidInput([{ path: office ? "base" : "id", rule: "wrong-shape" }])
}

function actedOn({ language, vocabularies }: Visit, { form, arrived }: Posted): Acted {
  const values = withArrived(valuesFromForm(form), arrived)
  return applyAct({ form, values, language, vocabularies, newId })
}

async function backToSource(
  { db }: OfficeContext,
  { office, act, document }: { office: OfficeDataset | undefined; act: string; document: DatasetDocument },
): Promise<DatasetDocument> {
  if (!office || !act.startsWith("give-back:")) return document
  const facts = await sourceFacts(db, office.id)
  return facts ? givenBack(document, act.slice("give-back:".length), { ...document, facts }) : document
}

interface Write {
  readonly office: OfficeDataset | undefined
  readonly id: string
  readonly base: DatasetDocument
  readonly document: DatasetDocument
}

async function write({ db }: OfficeContext, visit: Visit, { office, id, base, document }: Write) {
  const ctx = writing(visit)
  if (office) return saveDraft(db, { id: office.id, base, document }, ctx)
  // The identifier was given to the form, so that a form sent twice begins one dataset.
  const given = isUuid(id) ? [id] : []
  try {
    const begun = await beginDataset(db, document, { ...ctx, newId: () => given.pop() ?? newId() })
    return { kind: "saved", dataset: begun } as const
  } catch (error) {
    // Its twin was quicker.
    if (!isTaken(error)) throw error
    return saveDraft(db, { id, base, document }, ctx)
  }
}

function isTaken(error: unknown): boolean {
  return (error as { code?: string }).code === "23505"
}

/** What else the button asked for, once all that was typed is safe. Answers the refusal, if any. */
async function followUp(
  { db }: OfficeContext,
  visit: Visit,
  { posted: { form }, acted, dataset }: { posted: Posted; acted: Acted; dataset: OfficeDataset },
) {
  const act = form.get("act") ?? ""
  if (act.startsWith("answer:")) {
    const answered = await attempt(() => answer(db, visit, { form, storedId: act.slice("answer:".length), dataset }))
    return answered.kind === "refused" ? answered.refusal : undefined
  }
  if (!acted.step) return undefined
  const stepped = await attempt(() => takeStep(db, visit, { step: acted.step ?? "submit", form, dataset }))
  return stepped.kind === "refused" ? stepped.refusal : undefined
}

async function answer(
  db: OfficeContext["db"],
  visit: Visit,
  { form, storedId, dataset }: { form: URLSearchParams; storedId: string; dataset: OfficeDataset },
): Promise<void> {
  const given = form.get(`answer.${storedId}`)
  const note = form.get(`answerNote.${storedId}`)?.trim().slice(0, 2000) ?? ""
  const isOwn = dataset.document.distributions.some(({ file }) => file?.id === storedId)
  if (!isOwn) throw new InvalidInput([{ path: "distributions", rule: "unknown" }])
  if (given !== "none" && given !== "lawful")
    throw new InvalidInput([{ path: `answerNote.${storedId}`, rule: "answer-missing" }])
  if (given === "lawful" && note === "")
    throw new InvalidInput([{ path: `answerNote.${storedId}`, rule: "law-missing" }])
  const at = visit.now.toISOString()
  await answerWarnings(db, storedId, { by: visit.viewer.actor.id, at, answer: given, ...(note ? { note } : {}) })
}

async function takeStep(
  db: OfficeContext["db"],
  visit: Visit,
  { step, form, dataset: { id, draft } }: { step: Step; form: URLSearchParams; dataset: OfficeDataset },
): Promise<void> {
  // Nothing differs from what is published.
  if (!draft) return
  const comment = form.get("comment")?.trim()
  const said = { id, ...(comment ? { comment } : {}) }
  const ctx = writing(visit)
  if (step === "submit") await submitDataset(db, said, ctx)
  else if (step === "publish") await publishDataset(db, said, ctx)
  else {
    const publishAt = momentFrom(form.get("publishAt") ?? "")
    if (!publishAt) throw new InvalidInput([{ path: "publishAt", rule: "not-a-date" }])
    await scheduleDataset(db, { ...said, publishAt }, ctx)
  }
}

function refusalOf(visit: Visit, refusal: Parameters<typeof formRefusal>[0], document: DatasetDocument): FormRefusal {
  const { language } = visit
  return formRefusal(refusal, language, {
    fieldOf: (path) => inputOf(path, document, language),
    refusals: reviewMessages[language].refusals,
    texts: {
      "answer-missing": datasetFormMessages[language].personalAnswerMissing,
      "law-missing": datasetFormMessages[language].personalNoteMissing,
      "base:wrong-shape": datasetFormMessages[language].baseMissing,
      "comment:nothing-changed": reviewMessages[language].noDifferences,
      "publishAt:in-the-past": reviewMessages[language].dateMissing,
      "publishAt:not-a-date": reviewMessages[language].dateMissing,
    },
  })
}

function uploadRefusal({ language }: Visit, { refused }: Posted): FormRefusal | undefined {
  if (refused.length === 0) return undefined
  const { island } = datasetFormMessages[language]
  const problems = refused.map(({ name, maxBytes }) => ({
    field: "upload",
    text: `${name}: ${island.tooLarge} (${formatterFor(language).size(maxBytes)})`,
  }))
  return { status: 413, problems }
}

function refusedJson({ status, text, problems }: FormRefusal): OfficeAnswer {
  return { kind: "json", status, body: { kind: "refused", text, problems } }
}

async function savedJson(
  context: OfficeContext,
  visit: Visit,
  given: { done: Omit<Shown, "linked">; posted: Posted; others: boolean; linked: string | undefined },
): Promise<OfficeAnswer> {
  const { done, posted, others, linked } = given
  const model = await readModel(context, visit, { ...done, linked })
  const fresh = posted.arrived.map(({ replaces, storedId }) => replaces ?? storedId)
  return formAnswer(model, { base: done.base, fresh, others })
}

/** Somebody else saved since this form was filled: said, so that the reader may look. */
function othersIn(before: OfficeDataset | undefined, base: DatasetDocument, { viewer }: Visit): boolean {
  if (before?.draft === undefined || before.draft.updatedBy === viewer.actor.id) return false
  return diffDocuments(base, before.document).length > 0
}

const doneBy: Readonly<Record<Step, DoneCode>> = { submit: "submitted", publish: "published", schedule: "scheduled" }

function next({ language }: Visit, { acted, dataset }: { acted: Acted; dataset: OfficeDataset }): OfficeAnswer {
  const path = `/datasets/${dataset.id}`
  if (acted.step === "publish") return { kind: "see", to: routes.office(language, `${path}/edit`), done: "published" }
  if (acted.step) return { kind: "see", to: routes.office(language, `${path}/review`), done: doneBy[acted.step] }
  if (acted.leave) return { kind: "see", to: routes.office(language, "/datasets"), done: "draft-saved" }
  const query = { ...(acted.more ? { more: acted.more } : {}), ...(acted.linked ? { linked: acted.linked } : {}) }
  const to = routes.office(language, `${path}/edit`, query)
  return acted.at ? { kind: "see", to: `${to}#${fieldId(acted.at)}` } : { kind: "see", to, done: "draft-saved" }
}

export const formRoutes: readonly OfficeRoute[] = [
  { path: "/datasets/new", get: newDataset, post: saveNew, multipart: true },
  { path: "/datasets/:id/edit", get: editDataset, post: saveEdit, multipart: true },
]
