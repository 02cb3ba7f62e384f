/** Setting a source up: the form is shown, tried by a preview, or saved. */
import { mayOnOrganization, organizationByRef } from "../../../../catalogue/index.ts"
import {
  addSource,
  askForPreview,
  assertMayManageSources,
  type ConnectorKind,
  editSource,
  type PreviewedSource,
  previewById,
  type StoredSource,
  sourceFor,
} from "../../../../harvest/index.ts"
import { mayEverything } from "../../../../platform/actor.ts"
import { isUuid, newId } from "../../../../platform/ids.ts"
import type { Refusal } from "../../../../platform/refusal.ts"
import { inLanguage, type Language } from "../../../../texts/index.ts"
import type { Choice } from "../../../components/form/field.tsx"
import { attempt } from "../../../forms/attempt.ts"
import { routes } from "../../../routes.ts"
import type { OfficeContext, OfficeHandler, Viewer, Visit } from "../../office-route.ts"
import { KindsView } from "./kinds-view.tsx"
import { SourceForm } from "./source-form.tsx"
import { sourceRefusal } from "./source-refusal.ts"
import {
  kindFrom,
  newlyWritten,
  sourceIn,
  type Written,
  writtenBefore,
  writtenIn,
  writtenOf,
} from "./written-source.ts"

export const newSourcePage: OfficeHandler = async (context, visit) => {
  const asked = await askedBefore(context, visit)
  if (asked && !("id" in asked)) {
    const kind = kindFrom(asked.kind)
    if (kind) return formPage(context, visit, { kind, written: writtenBefore(asked, kind) })
  }
  const kind = kindFrom(visit.query.get("kind"))
  if (!kind) return { kind: "page", view: <KindsView page={visit.page} /> }
  return formPage(context, visit, { kind, written: newlyWritten(kind) })
}

export const addSourceAct: OfficeHandler = async (context, visit) => {
  const { db, clock } = context
  const { form, viewer, language, now } = visit
  const kind = kindFrom(form.get("kind"))
  if (!kind) return { kind: "none" }
  const tried = await attempt(async () => {
    const source = { ...sourceIn(form, kind), kind }
    if (isPreview(form)) return previewAt(visit, await askForPreview(db, source, { by: viewer.actor, at: now, newId }))
    await assertMayAdd(context, visit, source)
    const id = await addSource(db, source, { newId, clock, by: viewer.actor })
    return { kind: "see" as const, to: routes.office(language, `/sources/${id}`), done: "created" as const }
  })
  if (tried.kind === "done") return tried.value
  return formPage(context, visit, { kind, written: writtenIn(form), refused: tried.refusal })
}

export const editSourcePage: OfficeHandler = async (context, visit) => {
  const { params, viewer } = visit
  if (!isUuid(params.id ?? "")) return { kind: "none" }
  const source = await sourceFor(context.db, params.id ?? "", viewer.actor)
  const asked = await askedBefore(context, visit)
  const isSame = asked !== undefined && "id" in asked && asked.id === source.id
  const written = isSame ? writtenBefore(asked, source.kind, source) : writtenOf(source)
  return formPage(context, visit, { kind: source.kind, written, source })
}

export const saveSource: OfficeHandler = async (context, visit) => {
  const { db } = context
  const { params, viewer, form, now, language } = visit
  if (!isUuid(params.id ?? "")) return { kind: "none" }
  const source = await sourceFor(db, params.id ?? "", viewer.actor)
  const tried = await attempt(async () => {
    const name = form.get("name")?.trim().slice(0, 200) || source.name
    // Only administrators are asked whose the datasets are: of others the form says nothing of it.
    const kept = mayEverything(viewer.actor) ? {} : { organizations: source.organizations }
    const edit = { ...sourceIn(form, source.kind), name, ...kept }
    const asking = { by: viewer.actor, at: now, newId }
    if (isPreview(form)) return previewAt(visit, await askForPreview(db, { id: source.id, edit }, asking))
    await editSource(db, source.id, edit, { by: viewer.actor, at: now })
    return { kind: "see" as const, to: routes.office(language, `/sources/${source.id}`), done: "saved" as const }
  })
  if (tried.kind === "done") return tried.value
  return formPage(context, visit, { kind: source.kind, written: writtenIn(form), source, refused: tried.refusal })
}

function isPreview(form: URLSearchParams): boolean {
  return form.get("act") === "preview"
}

function previewAt({ language }: Visit, id: string) {
  return { kind: "see" as const, to: routes.office(language, `/sources/previews/${id}`) }
}

/** What was typed before the preview that an address names; nothing where it is kept no longer, or is somebody else's. */
async function askedBefore({ db }: OfficeContext, { query, viewer }: Visit): Promise<PreviewedSource | undefined> {
  const id = query.get("preview") ?? ""
  if (!isUuid(id)) return undefined
  const tried = await attempt(() => previewById(db, id, viewer.actor))
  return tried.kind === "done" ? tried.value.source : undefined
}

async function assertMayAdd(
  { db }: OfficeContext,
  { viewer }: Visit,
  { organization, organizations }: { organization: string; organizations: "given" | "remote" },
): Promise<void> {
  const found = await organizationByRef(db, organization)
  // Bodies that do not exist are refused with the rest.
  if (found.kind === "none") return
  const organizationId = found.kind === "found" ? found.organization.id : found.id
  assertMayManageSources(viewer.actor, { organizationId, organizations })
}

async function formPage(
  context: OfficeContext,
  { page, viewer, language }: Visit,
  given: { kind: ConnectorKind; written: Written; source?: StoredSource; refused?: Refusal },
) {
  const refusal = given.refused && sourceRefusal(given.refused, language)
  const bodies = await bodyChoices(context, viewer, language)
  const mayRemote = mayEverything(viewer.actor)
  const view = <SourceForm page={page} {...given} refusal={refusal} bodies={bodies} mayRemote={mayRemote} />
  return { kind: "page" as const, view, ...(refusal ? { status: refusal.status } : {}) }
}

/** Bodies whose sources the viewer may manage, by name. */
async function bodyChoices({ directory }: OfficeContext, { actor }: Viewer, language: Language): Promise<Choice[]> {
  const { all } = await directory.organizations()
  const { compare } = new Intl.Collator(language)
  return all
    .filter(({ id, successorId }) => !successorId && mayOnOrganization(actor, "manage-sources", id))
    .map(({ id, name, slug }) => ({ value: id, label: inLanguage(name, language)?.text ?? slug }))
    .sort((a, b) => compare(a.label, b.label))
}
