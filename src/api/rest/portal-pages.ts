/** Pages of the portal itself, which administrators write. */
import { z } from "zod"
import {
  addPage,
  type EditorialPage,
  footerColumns,
  listPages,
  pageById,
  pageState,
  publishPage,
  removePage,
  savePage,
  unpublishPage,
} from "../../editorial/index.ts"
import type { Db } from "../../platform/db.ts"
import type { Texts } from "../reader-language.ts"
import { merged } from "./dataset-body.ts"
import { type Endpoint, endpoint, restRoot } from "./endpoint.ts"
import { doing, knownId, writeAsRead } from "./office-support.ts"
import { anId, assertMayEditPortal, byId, group, notFound, removal, textPatch } from "./portal-support.ts"
import { localisedText } from "./schemas.ts"
import { versionFrom } from "./write-support.ts"

const page = z
  .object({
    id: z.string(),
    slug: z.string(),
    title: localisedText,
    body: localisedText.describe("Markdown"),
    state: z.enum(["draft", "published", "changed"]).describe("changed: readers see an older text"),
    footer: z.enum(footerColumns).nullable(),
    position: z.number(),
    updatedAt: z.string(),
    version: z.number().describe("The ETag is made of it"),
  })
  .meta({ id: "PortalPage" })

function pageToJson(one: EditorialPage): z.infer<typeof page> {
  const { id, slug, written, footer, position, updatedAt, version } = one
  const text = { title: written.title, body: written.body }
  const place = { footer: footer ?? null, position, updatedAt: updatedAt.toISOString() }
  return { id, slug, ...text, state: pageState(one), ...place, version }
}

async function knownPage(db: Db, id: string): Promise<EditorialPage> {
  const found = await pageById(db, knownId(id, notFound))
  if (!found) throw notFound(id)
  return found
}

async function foundPage(db: Db, id: string) {
  const one = await knownPage(db, id)
  return { kind: "found", body: pageToJson(one), etag: `"v${one.version}"` } as const
}

const pageFields = {
  slug: z.string(),
  footer: z.enum(footerColumns).nullable().optional().describe("Column of the footer; null: none"),
  position: z.number().int().min(0).max(1000).optional(),
}

const listOfPages = endpoint({
  id: "listPages",
  signedIn: true,
  group,
  path: "/pages",
  summary: { ar: "صفحات البوابة", fr: "Les pages du portail", en: "The pages of the portal" },
  pathParameters: {},
  query: {},
  answer: z.object({ items: z.array(page) }).meta({ id: "PortalPageList" }),
  refusals: [],
  examples: [],
  async handle({ caller }, { db }) {
    assertMayEditPortal(caller)
    return { kind: "found", body: { items: (await listPages(db)).map(pageToJson) } }
  },
})

const showPage = endpoint({
  id: "showPage",
  signedIn: true,
  group,
  path: "/pages/{id}",
  summary: { ar: "صفحة واحدة", fr: "Une page", en: "One page" },
  ...byId,
  answer: page,
  refusals: ["editorial-not-found"],
  examples: [],
  async handle({ path, caller }, { db }) {
    assertMayEditPortal(caller)
    return foundPage(db, path.id)
  },
})

const createPage = endpoint({
  id: "addPage",
  method: "POST",
  group,
  path: "/pages",
  summary: { ar: "صفحة جديدة، مسوّدة", fr: "Une nouvelle page, en brouillon", en: "A new page, as a draft" },
  pathParameters: {},
  query: {},
  body: z.strictObject({ ...pageFields, title: localisedText, body: localisedText }).meta({ id: "PortalPageCreate" }),
  answer: page,
  status: 201,
  refusals: [],
  examples: [
    {
      title: { ar: "شروط الاستعمال", fr: "Conditions d’usage", en: "Terms of use" },
      path: {},
      query: "",
      body: { slug: "conditions", title: { fr: "Conditions" }, body: { fr: "# Conditions" }, footer: "portal" },
    },
  ],
  async handle({ body, ...input }, deps) {
    const { footer, position = 0, ...given } = body
    const id = await addPage(deps.db, { ...given, position, ...(footer ? { footer } : {}) }, doing(input, deps))
    return { ...(await foundPage(deps.db, id)), kind: "created", location: `${deps.baseUrl}${restRoot}/pages/${id}` }
  },
})

const changePage = endpoint({
  id: "changePage",
  method: "PATCH",
  conditional: true,
  group,
  path: "/pages/{id}",
  summary: {
    ar: "تغيير نص العمل؛ يراه القراء بعد النشر",
    fr: "Changer le texte de travail ; les lecteurs le voient une fois publié",
    en: "Change the working text; readers see it once it is published",
  },
  ...byId,
  body: z
    .strictObject({ ...pageFields, title: textPatch, body: textPatch })
    .partial()
    .meta({ id: "PortalPageWrite" }),
  answer: page,
  refusals: ["editorial-not-found", "stale"],
  examples: [
    {
      title: { ar: "العنوان", fr: "Le titre", en: "The title" },
      path: { id: anId },
      query: "",
      body: { title: { ar: "شروط" } },
    },
  ],
  async handle({ path, body, ifMatch, ...input }, deps) {
    const context = doing(input, deps)
    assertMayEditPortal(input.caller)
    await writeAsRead(
      versionFrom(ifMatch),
      () => knownPage(deps.db, path.id),
      ({ id, ...before }, version) => {
        const footer = body.footer === undefined ? before.footer : (body.footer ?? undefined)
        return savePage(
          deps.db,
          {
            ...{ id, version, slug: body.slug ?? before.slug, position: body.position ?? before.position },
            title: merged(before.written.title, body.title ?? {}) ?? {},
            body: merged(before.written.body, body.body ?? {}) ?? {},
            ...(footer ? { footer } : {}),
          },
          context,
        )
      },
    )
    return foundPage(deps.db, path.id)
  },
})

function pageStep(name: string, summary: Texts, take: typeof publishPage): Endpoint {
  return endpoint({
    id: `${name}Page`,
    method: "POST",
    group,
    path: `/pages/{id}/${name}`,
    summary,
    ...byId,
    answer: page,
    refusals: ["editorial-not-found"],
    examples: [],
    async handle({ path, ...input }, deps) {
      await take(deps.db, { id: knownId(path.id, notFound) }, doing(input, deps))
      return foundPage(deps.db, path.id)
    },
  })
}

export const portalPages: readonly Endpoint[] = [
  listOfPages,
  showPage,
  createPage,
  changePage,
  pageStep("publish", { ar: "نشر ما كُتب", fr: "Publier ce qui est écrit", en: "Publish what is written" }, publishPage),
  pageStep(
    "unpublish",
    { ar: "حجب الصفحة عن القراء", fr: "Ne plus montrer la page", en: "Show the page no more" },
    unpublishPage,
  ),
  removal(
    {
      id: "removePage",
      path: "/pages/{id}",
      summary: { ar: "حذف صفحة", fr: "Supprimer une page", en: "Remove a page" },
    },
    removePage,
  ),
]
