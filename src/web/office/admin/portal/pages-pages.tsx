import {
  addPage,
  type EditorialPage,
  listPages,
  pageById,
  pageEntity,
  publishPage,
  removePage,
  restorePage,
  savePage,
  unpublishPage,
} from "../../../../editorial/index.ts"
import { isUuid, newId } from "../../../../platform/ids.ts"
import { localisedFromForm } from "../../../components/form/localised-field.tsx"
import { attempt } from "../../../forms/attempt.ts"
import { formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeHandler, Visit } from "../../office-route.ts"
import { PageForm, PagesView, type Written } from "./pages-view.tsx"
import { namedVersions } from "./versions-view.tsx"

export const pagesPage: OfficeHandler = async ({ db }, { page }) => ({
  kind: "page",
  view: <PagesView page={page} pages={await listPages(db)} />,
})

export const newPagePage: OfficeHandler = async (_context, { page }) => ({
  kind: "page",
  view: <PageForm page={page} written={{ slug: "", title: {}, body: {}, footer: "portal", position: "0" }} />,
})

export const addPageAct: OfficeHandler = async ({ db }, visit) => {
  const { page, form, viewer, now, language } = visit
  const tried = await attempt(() => addPage(db, inputFrom(form), { by: viewer.actor, at: now, newId }))
  if (tried.kind === "done")
    return { kind: "see", to: routes.office(language, `/pages/${tried.value}`), done: "draft-saved" }
  const refusal = formRefusal(tried.refusal, language)
  return {
    kind: "page",
    status: refusal.status,
    view: <PageForm page={page} written={writtenIn(form)} refusal={refusal} />,
  }
}

export const editPagePage: OfficeHandler = async ({ db }, { page, params }) => {
  const stored = isUuid(params.id ?? "") ? await pageById(db, params.id ?? "") : undefined
  if (!stored) return { kind: "none" }
  const versions = await namedVersions(db, { entity: pageEntity, entityId: stored.id })
  return {
    kind: "page",
    view: <PageForm page={page} stored={stored} written={writtenOf(stored)} versions={versions} />,
  }
}

export const pageActs: OfficeHandler = async ({ db }, visit) => {
  const { params, form, viewer, now, language } = visit
  const id = params.id ?? ""
  if (!isUuid(id)) return { kind: "none" }
  const context = { by: viewer.actor, at: now, newId }
  const here = routes.office(language, `/pages/${id}`)
  switch (form.get("act")) {
    case "publish":
      await publishPage(db, { id }, context)
      return { kind: "see", to: here, done: "saved" }
    case "unpublish":
      await unpublishPage(db, { id }, context)
      return { kind: "see", to: here, done: "saved" }
    case "remove":
      await removePage(db, { id }, context)
      return { kind: "see", to: routes.office(language, "/pages"), done: "removed" }
    case "restore":
      await restorePage(db, { id, position: Number(form.get("position")) || 0 }, context)
      return { kind: "see", to: here, done: "restored" }
    default:
      return savePageAct(db, visit, { id, here })
  }
}

async function savePageAct(
  db: Parameters<typeof savePage>[0],
  { page, form, viewer, now, language }: Visit,
  { id, here }: { id: string; here: string },
): Promise<Awaited<ReturnType<OfficeHandler>>> {
  const version = Number(form.get("version")) || 0
  const context = { by: viewer.actor, at: now, newId }
  const tried = await attempt(() => savePage(db, { id, version, ...inputFrom(form) }, context))
  if (tried.kind === "done") return { kind: "see", to: here, done: "draft-saved" }
  const stored = await pageById(db, id)
  if (!stored) return { kind: "none" }
  const refusal = formRefusal(tried.refusal, language)
  const view = <PageForm page={page} stored={stored} written={writtenIn(form)} refusal={refusal} />
  return { kind: "page", status: refusal.status, view }
}

function inputFrom(form: URLSearchParams) {
  const footer = form.get("footer")
  return {
    slug: form.get("slug") ?? "",
    title: localisedFromForm(form, "title"),
    body: localisedFromForm(form, "body"),
    position: form.get("position") || "0",
    ...(footer ? { footer } : {}),
  }
}

function writtenIn(form: URLSearchParams): Written {
  const input = inputFrom(form)
  return { ...input, footer: input.footer ?? "" }
}

function writtenOf({ slug, written, footer, position }: EditorialPage): Written {
  return { slug, ...written, footer: footer ?? "", position: String(position) }
}
