import { z } from "zod"
import { type Organization, organizationByRef, listOrganizations as readOrganizations } from "../../catalogue/index.ts"
import { languages } from "../../texts/index.ts"
import { OrganizationNotFound } from "../errors.ts"
import { countsOf, numberOfOrganizations } from "./counts.ts"
import { readCursor, writeCursor } from "./cursor.ts"
import { endpoint, restRoot } from "./endpoint.ts"
import { listAnswer, pagingParameters } from "./paging.ts"
import { pathParameter } from "./parameters.ts"
import { listOf, organization } from "./schemas.ts"

const cursorSchema = z.strictObject({ l: z.enum(languages), k: z.string().max(300), i: z.uuid() })

export const listOrganizations = endpoint({
  id: "listOrganizations",
  group: "organizations",
  path: "/organizations",
  summary: {
    ar: "الهياكل العمومية بالترتيب الأبجدي في لغة القارئ",
    fr: "Les organismes publics, par nom dans la langue du lecteur",
    en: "The public bodies, by name in the reader's language",
  },
  pathParameters: {},
  query: pagingParameters,
  answer: listOf(organization, "OrganizationList"),
  refusals: ["invalid-cursor"],
  examples: [{ title: { ar: "الصفحة الأولى", fr: "Première page", en: "First page" }, path: {}, query: "limit=50" }],
  localised: true,
  async handle({ query, language }, { db, search, baseUrl }) {
    const from = query.cursor === undefined ? undefined : readCursor(query.cursor, cursorSchema)
    // A walk keeps the order it began with, whatever Accept-Language says later.
    const order = from?.l ?? language
    const page = await readOrganizations(db, {
      language: order,
      limit: query.limit,
      ...(from ? { after: { sortKey: from.k, id: from.i } } : {}),
    })
    const counts = await countsOf(search, "organization")
    const next = page.next ? writeCursor({ l: order, k: page.next.sortKey, i: page.next.id }) : undefined
    return listAnswer({
      items: page.organizations.map((one) => organizationToJson(one, counts.get(one.slug) ?? 0, baseUrl)),
      total: await numberOfOrganizations(db),
      limit: query.limit,
      next,
    })
  },
})

export const showOrganization = endpoint({
  id: "showOrganization",
  group: "organizations",
  path: "/organizations/{ref}",
  summary: { ar: "هيكل عمومي واحد", fr: "Un organisme public", en: "One public body" },
  pathParameters: {
    ref: pathParameter({
      ar: "المعرّف الدائم أو الاسم في العنوان",
      fr: "Identifiant permanent ou nom dans l'adresse",
      en: "Permanent identifier or slug",
    }),
  },
  query: {},
  answer: organization,
  refusals: ["organization-not-found"],
  examples: [
    {
      title: { ar: "بالاسم", fr: "Par son nom", en: "By its slug" },
      path: { ref: "ministere-agriculture" },
      query: "",
    },
  ],
  async handle({ path }, { db, search, baseUrl }) {
    const found = await organizationByRef(db, path.ref)
    if (found.kind === "none") throw new OrganizationNotFound(path.ref)
    if (found.kind === "moved") {
      return { kind: "moved", location: `${restRoot}/organizations/${encodeURIComponent(found.slug)}` }
    }
    const { organization: one } = found
    const { total } = await search.search({
      filters: { organization: [one.slug] },
      limit: 1,
      offset: 0,
      facets: [],
      facetLimit: 0,
    })
    return { kind: "found", body: organizationToJson(one, total, baseUrl) }
  },
})

function organizationToJson(one: Organization, datasets: number, baseUrl: string): z.infer<typeof organization> {
  return {
    id: one.id,
    slug: one.slug,
    url: `${baseUrl}/api/v1/organizations/${one.id}`,
    name: one.name,
    acronym: one.acronym ?? null,
    description: one.description ?? null,
    level: one.level,
    homepage: one.homepage ?? null,
    parentId: one.parentId ?? null,
    successorId: one.successorId ?? null,
    formerNames: [...one.formerNames],
    datasets,
  }
}
