/** Bodies by program: made by administrators, described by their coordinators. */
import { z } from "zod"
import {
  assertMayOnOrganization,
  createOrganization,
  editOrganization,
  type OfficeOrganization,
  officeOrganization,
  organizationGlance,
  organizationLevels,
  publishingRules,
  setPublishingRule,
} from "../../catalogue/index.ts"
import { localisedPatch, merged } from "./dataset-body.ts"
import { type Answer, endpoint, restRoot } from "./endpoint.ts"
import { bodyIdOf, bodyRef, doing, iso, writeAsRead } from "./office-support.ts"
import { localisedText } from "./schemas.ts"
import { organizationIdFrom, versioned, versionFrom } from "./write-support.ts"

const text = localisedText.nullable()
const line = z.string().nullable().optional()

export const officeBody = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: localisedText,
    acronym: z.string().nullable(),
    description: text,
    level: z.string(),
    homepage: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    parentId: z.string().nullable(),
    successorIds: z.array(z.string()).describe("Who goes on with its work, the first one first"),
    formerNames: z.array(localisedText),
    closedAt: z.string().nullable(),
    publishing: z.enum(publishingRules).describe("Who publishes here without a review"),
    version: z.number().describe("Grows with every write; the ETag is made of it"),
  })
  .meta({ id: "OfficeOrganization" })

export function bodyToJson(one: OfficeOrganization): z.infer<typeof officeBody> {
  const successors = [one.successorId, ...(one.otherSuccessorIds ?? [])]
  return {
    id: one.id,
    slug: one.slug,
    name: one.name,
    acronym: one.acronym ?? null,
    description: one.description ?? null,
    level: one.level,
    homepage: one.homepage ?? null,
    email: one.email ?? null,
    phone: one.phone ?? null,
    parentId: one.parentId ?? null,
    successorIds: successors.filter((id) => id !== undefined),
    formerNames: [...one.formerNames],
    closedAt: iso(one.closedAt),
    publishing: one.publishing,
    version: one.version,
  }
}

export function foundBody(one: OfficeOrganization): Answer<z.infer<typeof officeBody>> {
  return { kind: "found", body: bodyToJson(one), etag: `"v${one.version}"` }
}

export const createBody = endpoint({
  id: "createOrganization",
  method: "POST",
  group: "bodies",
  path: "/organizations",
  summary: {
    ar: "هيكل جديد (للمديرين)",
    fr: "Un nouvel organisme (administrateurs)",
    en: "A new body (administrators)",
  },
  pathParameters: {},
  query: {},
  body: z
    .strictObject({
      slug: z.string(),
      name: localisedText,
      level: z.enum(organizationLevels).optional(),
      parent: z.string().optional().describe("Identifier or slug of the body above"),
    })
    .meta({ id: "OrganizationCreate" }),
  answer: officeBody,
  status: 201,
  refusals: ["slug-invalid", "slug-taken", "name-missing", "wrong-state"],
  examples: [
    {
      title: { ar: "بلدية جديدة", fr: "Une nouvelle commune", en: "A new municipality" },
      path: {},
      query: "",
      body: {
        slug: "commune-de-tabarka",
        name: { fr: "Commune de Tabarka", ar: "بلدية طبرقة" },
        level: "municipality",
      },
    },
  ],
  async handle({ body, ...input }, deps) {
    const { slug, name, level, parent } = body
    const parentId = parent === undefined ? undefined : await organizationIdFrom(deps.db, parent, "parent")
    const made = { slug, name, parentId, ...(level ? { level } : {}) }
    const id = await createOrganization(deps.db, made, doing(input, deps))
    const one = await officeOrganization(deps.db, id)
    const location = `${deps.baseUrl}${restRoot}/organizations/${id}`
    return { kind: "created", body: bodyToJson(one), location, etag: `"v${one.version}"` }
  },
})

export const showOfficeBody = endpoint({
  id: "showOfficeOrganization",
  signedIn: true,
  group: "bodies",
  path: "/office/organizations/{ref}",
  summary: {
    ar: "هيكل كما يراه من يعملون فيه، مع ETag لتغييره",
    fr: "Un organisme vu de l’intérieur, avec l’ETag pour le modifier",
    en: "A body as those see it who work there, with the ETag for changing it",
  },
  pathParameters: { ref: bodyRef },
  query: {},
  answer: officeBody,
  refusals: ["organization-not-found"],
  examples: [],
  async handle({ path, caller }, { db }) {
    const id = await bodyIdOf(db, path.ref)
    assertMayOnOrganization(caller, "see-office", id)
    return foundBody(await officeOrganization(db, id))
  },
})

export const changeBody = endpoint({
  id: "changeOrganization",
  method: "PATCH",
  conditional: true,
  group: "bodies",
  path: "/organizations/{ref}",
  summary: {
    ar: "تغيير ما يقال عن هيكل؛ تغيير الاسم أو المستوى للمديرين",
    fr: "Changer ce qui est dit d’un organisme ; son nom et son niveau sont aux administrateurs",
    en: "Change what is told of a body; its name and level are the administrators’",
  },
  pathParameters: { ref: bodyRef },
  query: {},
  body: z
    .strictObject({
      name: z.record(z.string(), z.string().nullable()).optional(),
      description: localisedPatch.optional(),
      level: z.enum(organizationLevels).optional(),
      acronym: line,
      homepage: line,
      email: line,
      phone: line,
    })
    .meta({ id: "OrganizationWrite" }),
  answer: officeBody,
  refusals: ["organization-not-found", "stale"],
  examples: [
    {
      title: { ar: "موقع الهيكل", fr: "Le site de l’organisme", en: "The site of the body" },
      path: { ref: "ministere-agriculture" },
      query: "",
      body: { homepage: "https://www.agriculture.tn/" },
    },
  ],
  async handle({ path, body, ifMatch, ...input }, deps) {
    const { name, description, ...whole } = body
    const id = await bodyIdOf(deps.db, path.ref)
    const read = () => officeOrganization(deps.db, id)
    const written = await writeAsRead(versionFrom(ifMatch), read, (before, version) => {
      const changes = {
        ...whole,
        ...(name === undefined ? {} : { name: merged(before.name, name) ?? {} }),
        ...(description === undefined ? {} : { description: merged(before.description, description) }),
      }
      return editOrganization(deps.db, { id, version, changes }, doing(input, deps))
    })
    return foundBody(written)
  },
})

export const setBodyRule = endpoint({
  id: "setPublishingRule",
  method: "PUT",
  conditional: true,
  group: "bodies",
  path: "/organizations/{ref}/publishing-rule",
  summary: {
    ar: "من ينشر في الهيكل دون مراجعة",
    fr: "Qui publie dans l’organisme sans relecture",
    en: "Who publishes in the body without a review",
  },
  pathParameters: { ref: bodyRef },
  query: {},
  body: z.strictObject({ rule: z.enum(publishingRules) }).meta({ id: "PublishingRuleWrite" }),
  answer: officeBody,
  refusals: ["organization-not-found", "stale"],
  examples: [
    {
      title: { ar: "المنسّقون", fr: "Les coordinateurs", en: "The coordinators" },
      path: { ref: "ministere-agriculture" },
      query: "",
      body: { rule: "coordinators" },
    },
  ],
  async handle({ path, body, ifMatch, ...input }, deps) {
    const id = await bodyIdOf(deps.db, path.ref)
    return foundBody(
      await setPublishingRule(deps.db, { id, rule: body.rule, ...versioned(ifMatch) }, doing(input, deps)),
    )
  },
})

const glance = z
  .object({
    organizations: z.number().describe("The body itself and those below it"),
    published: z.number(),
    drafts: z.number(),
    inReview: z.number(),
    changesRequested: z.number(),
    scheduled: z.number(),
    withdrawn: z.number(),
    late: z.number().describe("Published ones whose data is older than their frequency says"),
    withBrokenLinks: z.number(),
    updatedThisMonth: z.number(),
  })
  .meta({ id: "OrganizationGlance" })

export const showGlance = endpoint({
  id: "organizationGlance",
  signedIn: true,
  group: "bodies",
  path: "/organizations/{ref}/glance",
  summary: {
    ar: "أرقام الهيكل وما يتبعه",
    fr: "L’organisme et ceux qui en dépendent, en chiffres",
    en: "The body and those below it, in numbers",
  },
  pathParameters: { ref: bodyRef },
  query: {},
  answer: glance,
  refusals: ["organization-not-found"],
  examples: [],
  async handle({ path, caller }, { db, clock }) {
    const id = await bodyIdOf(db, path.ref)
    assertMayOnOrganization(caller, "see-office", id)
    const counted = await organizationGlance(db, id, clock.now())
    return {
      kind: "found",
      body: {
        organizations: counted.organizations,
        published: counted.published,
        drafts: counted.drafts,
        inReview: counted.inReview,
        changesRequested: counted.changesRequested,
        scheduled: counted.scheduled,
        withdrawn: counted.withdrawn,
        late: counted.late,
        withBrokenLinks: counted.withBrokenLinks,
        updatedThisMonth: counted.updatedThisMonth,
      },
    }
  },
})
