/** Bodies are renamed, moved, merged, split and closed: acts of administrators, shown as a plan before they are done. */
import { z } from "zod"
import { moveMembers } from "../../accounts/index.ts"
import {
  moveOrganization,
  previewReorganisation,
  type Reorganisation,
  type ReorganisationPlan,
  renameOrganization,
  reorganise,
} from "../../catalogue/index.ts"
import type { ErrorCode } from "../error-texts.ts"
import type { Texts } from "../reader-language.ts"
import { type Endpoint, endpoint, type RestDeps } from "./endpoint.ts"
import { bodyIdOf, bodyRef, doing } from "./office-support.ts"
import { localisedText } from "./schemas.ts"
import { foundBody, officeBody } from "./write-organization.ts"
import { organizationIdFrom, versioned } from "./write-support.ts"

const example = { path: { ref: "ministere-agriculture" }, query: "" }
const refusals: readonly ErrorCode[] = ["organization-not-found", "organization-cycle", "wrong-state"]

const renameBody = endpoint({
  id: "renameOrganization",
  method: "POST",
  conditional: true,
  group: "bodies",
  path: "/organizations/{ref}/rename",
  summary: {
    ar: "اسم جديد؛ يبقى القديم معروفا وعنوانه يقود إلى الجديد",
    fr: "Un nouveau nom ; l’ancien reste connu et son adresse mène à la nouvelle",
    en: "A new name; the old one stays known and its address leads to the new one",
  },
  pathParameters: { ref: bodyRef },
  query: {},
  body: z.strictObject({ name: localisedText, slug: z.string().optional() }).meta({ id: "OrganizationRename" }),
  answer: officeBody,
  refusals: [...refusals, "stale", "slug-invalid", "slug-taken"],
  examples: [
    {
      ...example,
      title: { ar: "تغيير تسمية", fr: "Nouvelle appellation", en: "A new name" },
      body: { name: { fr: "Ministère de l’agriculture et de la pêche" }, slug: "ministere-agriculture-peche" },
    },
  ],
  async handle({ path, body, ifMatch, ...input }, deps) {
    const id = await bodyIdOf(deps.db, path.ref)
    return foundBody(await renameOrganization(deps.db, { id, ...body, ...versioned(ifMatch) }, doing(input, deps)))
  },
})

const moveBody = endpoint({
  id: "moveOrganization",
  method: "POST",
  conditional: true,
  group: "bodies",
  path: "/organizations/{ref}/move",
  summary: {
    ar: "وضع الهيكل وما يتبعه تحت هيكل آخر؛ null: في الأعلى",
    fr: "Placer l’organisme, avec ceux qui en dépendent, sous un autre ; null : au sommet",
    en: "Put the body, with all below it, under another one; null: at the top",
  },
  pathParameters: { ref: bodyRef },
  query: {},
  body: z.strictObject({ parent: z.string().nullable() }).meta({ id: "OrganizationMove" }),
  answer: officeBody,
  refusals: [...refusals, "stale"],
  examples: [{ ...example, title: { ar: "إلى الأعلى", fr: "Au sommet", en: "To the top" }, body: { parent: null } }],
  async handle({ path, body, ifMatch, ...input }, deps) {
    const id = await bodyIdOf(deps.db, path.ref)
    const parentId = body.parent === null ? null : await organizationIdFrom(deps.db, body.parent, "parent")
    return foundBody(await moveOrganization(deps.db, { id, parentId, ...versioned(ifMatch) }, doing(input, deps)))
  },
})

const bodyOfPlan = z.object({ id: z.string(), slug: z.string(), name: localisedText })

const plan = z
  .object({
    applied: z.boolean().describe("false: only shown"),
    kind: z.enum(["merge", "split", "close"]),
    organization: bodyOfPlan,
    moves: z.array(z.object({ to: bodyOfPlan, datasets: z.number() })),
    heir: bodyOfPlan.nullable().describe("Who gets sources, names and members"),
    successors: z.array(bodyOfPlan),
    closes: z.boolean(),
    pausesSources: z.boolean(),
    holdings: z
      .object({
        datasets: z.number(),
        series: z.number(),
        services: z.number(),
        sources: z.number(),
        aliases: z.number(),
        children: z.number(),
      })
      .describe("What it has"),
    notOwned: z.array(z.string()).describe("Datasets named that it does not have"),
  })
  .meta({ id: "ReorganisationPlan" })

function planToJson(made: ReorganisationPlan, applied: boolean): z.infer<typeof plan> {
  const { kind, organization, moves, heir, successors, closes, pausesSources, holdings, notOwned } = made
  return {
    applied,
    kind,
    organization,
    moves: moves.map(({ to, count }) => ({ to, datasets: count })),
    heir: heir ?? null,
    successors: [...successors],
    closes,
    pausesSources,
    holdings,
    notOwned: [...notOwned],
  }
}

const preview = z.boolean().optional().describe("true: answer the plan, and change nothing")

function reorganisation<Body extends z.ZodObject<{ preview: typeof preview }>>(given: {
  readonly name: Reorganisation["kind"]
  readonly summary: Texts
  readonly body: Body
  readonly example: z.infer<Body>
  readonly wanted: (id: string, body: z.infer<Body>, deps: RestDeps) => Promise<Reorganisation>
}): Endpoint {
  const { name, summary, body, wanted } = given
  return endpoint({
    id: `${name}Organization`,
    method: "POST",
    group: "bodies",
    path: `/organizations/{ref}/${name}`,
    summary,
    pathParameters: { ref: bodyRef },
    query: {},
    body,
    answer: plan,
    refusals,
    examples: [{ ...example, title: summary, body: given.example }],
    async handle({ path, body: said, ...input }, deps) {
      const context = doing(input, deps)
      const asked = await wanted(await bodyIdOf(deps.db, path.ref), said, deps)
      if (said.preview) {
        return { kind: "found", body: planToJson(await previewReorganisation(deps.db, asked, context), false) }
      }
      const done = await reorganise(deps.db, asked, { ...context, moveMembers })
      return { kind: "found", body: planToJson(done, true) }
    },
  })
}

const merge = reorganisation({
  name: "merge",
  summary: {
    ar: "دمج الهيكل في آخر، بكل ما له",
    fr: "Fondre l’organisme dans un autre, avec tout ce qu’il a",
    en: "Merge the body into another one, with all it has",
  },
  body: z.strictObject({ into: z.string(), preview }).meta({ id: "OrganizationMerge" }),
  example: { into: "ministere-culture", preview: true },
  wanted: async (id, { into }, { db }) => ({ kind: "merge", id, into: await organizationIdFrom(db, into, "into") }),
})

const split = reorganisation({
  name: "split",
  summary: {
    ar: "تقسيم الهيكل: لكلّ جزء من مجموعاته هيكل، والباقي لـrest أو يبقى له",
    fr: "Scinder l’organisme : ses jeux vont à d’autres ; le reste va à « rest », ou lui reste",
    en: "Split the body: its datasets go to others; what is left goes to “rest”, or stays with it",
  },
  body: z
    .strictObject({
      parts: z
        .array(z.strictObject({ into: z.string(), datasets: z.array(z.uuid()).max(10_000) }))
        .min(1)
        .max(50),
      rest: z.string().optional().describe("With it the body ends"),
      preview,
    })
    .meta({ id: "OrganizationSplit" }),
  example: { parts: [{ into: "ministere-culture", datasets: [] }], preview: true },
  async wanted(id, { parts, rest }, { db }) {
    const named = []
    for (const [at, { into, datasets }] of parts.entries()) {
      named.push({ into: await organizationIdFrom(db, into, `parts.${at}.into`), datasetIds: datasets })
    }
    return { kind: "split", id, parts: named, rest: rest && (await organizationIdFrom(db, rest, "rest")) }
  },
})

const close = reorganisation({
  name: "close",
  summary: {
    ar: "غلق الهيكل؛ ما نشره يبقى باسمه",
    fr: "Fermer l’organisme ; ce qu’il a publié reste à son nom",
    en: "Close the body; what it published stays its own",
  },
  body: z.strictObject({ successor: z.string().optional(), preview }).meta({ id: "OrganizationClose" }),
  example: { preview: true },
  wanted: async (id, { successor }, { db }) => ({
    kind: "close",
    id,
    successorId: successor === undefined ? undefined : await organizationIdFrom(db, successor, "successor"),
  }),
})

export const reorganisations: readonly Endpoint[] = [renameBody, moveBody, merge, split, close]
