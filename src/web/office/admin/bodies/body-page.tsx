import {
  createOrganization,
  editOrganization,
  mayOnOrganization,
  moveOrganization,
  type OfficeOrganization,
  officeOrganization,
  type PublishingRule,
  renameOrganization,
  setPublishingRule,
} from "../../../../catalogue/index.ts"
import { isUuid, newId } from "../../../../platform/ids.ts"
import { NotAllowed, type Refusal } from "../../../../platform/refusal.ts"
import { inLanguage, type Language, listMessages } from "../../../../texts/index.ts"
import type { Choice } from "../../../components/form/field.tsx"
import { localisedFromForm } from "../../../components/form/localised-field.tsx"
import { attempt } from "../../../forms/attempt.ts"
import { type FormRefusal, formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeContext, OfficeHandler, Visit } from "../../office-route.ts"
import { wholeNumber } from "../../whole-number.ts"
import { BodyView, NewBodyView } from "./body-view.tsx"

export const newBodyPage: OfficeHandler = async (context, { page, language }) => ({
  kind: "page",
  view: <NewBodyView page={page} written={new URLSearchParams()} bodies={await openBodies(context, language)} />,
})

export const addBody: OfficeHandler = async (context, { page, form, viewer, now, language }) => {
  const parentId = form.get("parentId") ?? ""
  const given = {
    slug: form.get("slug")?.trim() ?? "",
    name: localisedFromForm(form, "name"),
    level: form.get("level") ?? "body",
    ...(isUuid(parentId) ? { parentId } : {}),
  }
  const tried = await attempt(() => createOrganization(context.db, given, { newId, by: viewer.actor, at: now }))
  if (tried.kind === "done")
    return { kind: "see", to: routes.office(language, `/bodies/${tried.value}`), done: "created" }
  const refusal = bodyRefusal(tried.refusal, language)
  const bodies = await openBodies(context, language)
  return {
    kind: "page",
    status: refusal.status,
    view: <NewBodyView page={page} written={form} {...{ refusal, bodies }} />,
  }
}

export const bodyPage: OfficeHandler = async (context, visit) => {
  const body = await bodyOf(context, visit)
  return body ? { kind: "page", view: await bodyView(context, visit, body) } : { kind: "none" }
}

export const bodyActs: OfficeHandler = async (context, visit) => {
  const body = await bodyOf(context, visit)
  if (!body) return { kind: "none" }
  const { form, language } = visit
  const tried = await attempt(() => act(context, visit, body))
  const to = routes.office(language, `/bodies/${body.id}`)
  if (tried.kind === "done") return { kind: "see", to, done: form.get("act") === "rename" ? "renamed" : "saved" }
  const refusal = bodyRefusal(tried.refusal, language)
  return { kind: "page", status: refusal.status, view: await bodyView(context, visit, body, refusal) }
}

function act({ db }: OfficeContext, { form, viewer, now }: Visit, { id }: OfficeOrganization): Promise<unknown> {
  const context = { by: viewer.actor, at: now }
  const version = wholeNumber(form.get("version")) ?? 0
  const line = (name: string) => form.get(name)?.trim() || null
  switch (form.get("act")) {
    case "rename": {
      const slug = line("slug")
      const name = localisedFromForm(form, "newName")
      return renameOrganization(db, { id, version, name, ...(slug ? { slug } : {}) }, context)
    }
    case "move": {
      const parentId = form.get("parentId") ?? ""
      return moveOrganization(db, { id, version, parentId: isUuid(parentId) ? parentId : null }, context)
    }
    case "publishing":
      return setPublishingRule(db, { id, version, rule: form.get("publishing") as PublishingRule }, context)
    default: {
      const changes = {
        name: localisedFromForm(form, "name"),
        description: localisedFromForm(form, "description"),
        acronym: line("acronym"),
        homepage: line("homepage"),
        email: line("email"),
        phone: line("phone"),
        ...(form.has("level") ? { level: form.get("level") ?? "" } : {}),
      }
      return editOrganization(db, { id, version, changes }, context)
    }
  }
}

async function bodyOf({ db }: OfficeContext, { params, viewer }: Visit): Promise<OfficeOrganization | undefined> {
  const id = params.id ?? ""
  if (!isUuid(id)) return undefined
  if (!mayOnOrganization(viewer.actor, "edit", id)) throw new NotAllowed("edit")
  return officeOrganization(db, id)
}

/** Mistakes of a body, at their field. */
export function bodyRefusal(refusal: Refusal, language: Language): FormRefusal {
  const words = listMessages[language].refusals
  const text = words[refusal.code]
  if (!text) return formRefusal(refusal, language, { refusals: words })
  const field = refusal.code.startsWith("slug") ? "slug" : refusal.code === "name-missing" ? "name" : undefined
  return field
    ? { status: refusal.status, problems: [{ field, text }] }
    : { status: refusal.status, text, problems: [] }
}

/** Bodies that can still receive something, by name. */
export async function openBodies({ directory }: OfficeContext, language: Language, but?: string): Promise<Choice[]> {
  const { all } = await directory.organizations()
  const { compare } = new Intl.Collator(language)
  return all
    .filter(({ id, closedAt, successorId }) => id !== but && !closedAt && !successorId)
    .map(({ id, name, slug }) => ({ value: id, label: inLanguage(name, language)?.text ?? slug }))
    .sort((a, b) => compare(a.label, b.label))
}

async function bodyView(
  context: OfficeContext,
  { page, viewer, form, language }: Visit,
  body: OfficeOrganization,
  refusal?: FormRefusal,
) {
  const reorganises = mayOnOrganization(viewer.actor, "reorganise", body.id)
  const bodies = reorganises ? await openBodies(context, language, body.id) : []
  const written = refusal && !form.has("act") ? form : undefined
  return <BodyView page={page} {...{ body, bodies, reorganises, written }} {...(refusal ? { refusal } : {})} />
}
