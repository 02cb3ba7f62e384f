/** What the home page puts forward, and the settings that may change while the portal runs. */
import { z } from "zod"
import {
  addFeatured,
  type FeaturedItem,
  featured,
  homeBlocks,
  moveFeatured,
  noteFeatured,
  type PortalSettings,
  portalSettings,
  removeFeatured,
  saveSettings,
} from "../../editorial/index.ts"
import { type Db, inTransaction } from "../../platform/db.ts"
import { languages } from "../../texts/index.ts"
import { type Endpoint, endpoint } from "./endpoint.ts"
import { doing, knownId } from "./office-support.ts"
import { anId, assertMayEditPortal, byId, group, notFound } from "./portal-support.ts"
import { localisedText } from "./schemas.ts"

const featuredItem = z
  .object({
    id: z.string(),
    entity: z.enum(["dataset", "series"]),
    entityId: z.string(),
    note: localisedText.nullable(),
  })
  .meta({ id: "FeaturedItem" })
const featuredList = z.object({ items: z.array(featuredItem) }).meta({ id: "FeaturedList" })

function itemToJson({ id, entity, entityId, note }: FeaturedItem): z.infer<typeof featuredItem> {
  return { id, entity, entityId, note: note ?? null }
}

async function foundFeatured(db: Db) {
  return { kind: "found", body: { items: (await featured(db)).map(itemToJson) } } as const
}

const listFeatured = endpoint({
  id: "listFeatured",
  signedIn: true,
  group,
  path: "/featured",
  summary: {
    ar: "ما تبرزه الصفحة الرئيسية، بترتيبه",
    fr: "Ce que l’accueil met en avant, dans l’ordre",
    en: "What the home page puts forward, in its order",
  },
  pathParameters: {},
  query: {},
  answer: featuredList,
  refusals: [],
  examples: [],
  async handle({ caller }, { db }) {
    assertMayEditPortal(caller)
    return foundFeatured(db)
  },
})

const note = localisedText.optional().describe("Why it is put forward")

const addToFront = endpoint({
  id: "addFeatured",
  method: "POST",
  group,
  path: "/featured",
  summary: {
    ar: "إبراز مجموعة أو سلسلة، بعد ما أُبرز",
    fr: "Mettre en avant un jeu ou une série, à la suite",
    en: "Put a dataset or a series forward, behind the others",
  },
  pathParameters: {},
  query: {},
  body: z
    .strictObject({ entity: z.enum(["dataset", "series"]), entityId: z.uuid(), note })
    .meta({ id: "FeaturedCreate" }),
  answer: featuredList,
  refusals: [],
  examples: [
    {
      title: { ar: "مجموعة", fr: "Un jeu", en: "A dataset" },
      path: {},
      query: "",
      body: { entity: "dataset", entityId: anId, note: { fr: "Nouveau" } },
    },
  ],
  async handle({ body, ...input }, deps) {
    await addFeatured(deps.db, body, doing(input, deps))
    return foundFeatured(deps.db)
  },
})

const changeFront = endpoint({
  id: "changeFeatured",
  method: "PATCH",
  group,
  path: "/featured/{id}",
  summary: {
    ar: "كلمة الإبراز، أو خطوة نحو البداية (‎-1) أو النهاية (1)",
    fr: "Le mot qui l’accompagne, ou un rang vers le début (-1) ou la fin (1)",
    en: "The word with it, or one place towards the beginning (-1) or the end (1)",
  },
  ...byId,
  body: z
    .strictObject({
      note: localisedText.optional().describe("Empty: none"),
      move: z.union([z.literal(-1), z.literal(1)]).optional(),
    })
    .meta({ id: "FeaturedWrite" }),
  answer: featuredList,
  refusals: ["editorial-not-found"],
  examples: [
    {
      title: { ar: "إلى الأمام", fr: "Vers le début", en: "Forward" },
      path: { id: anId },
      query: "",
      body: { move: -1 },
    },
  ],
  async handle({ path, body, ...input }, deps) {
    const context = doing(input, deps)
    assertMayEditPortal(input.caller)
    const id = knownId(path.id, notFound)
    const { note: word, move } = body
    await inTransaction(deps.db, async (tx) => {
      if (word) await noteFeatured(tx, { id, note: word }, context)
      if (move) await moveFeatured(tx, { id, by: move }, context)
    })
    return foundFeatured(deps.db)
  },
})

const removeFromFront = endpoint({
  id: "removeFeatured",
  method: "DELETE",
  group,
  path: "/featured/{id}",
  summary: { ar: "الكفّ عن الإبراز", fr: "Ne plus mettre en avant", en: "Put it forward no more" },
  ...byId,
  answer: featuredList,
  refusals: ["editorial-not-found"],
  examples: [],
  async handle({ path, ...input }, deps) {
    await removeFeatured(deps.db, { id: knownId(path.id, notFound) }, doing(input, deps))
    return foundFeatured(deps.db)
  },
})

const settingFields = {
  siteName: localisedText.nullable().describe("null: as the country pack calls it"),
  contactEmail: z.string().nullable(),
  footerLinks: z.array(z.strictObject({ label: localisedText, url: z.string() })),
  defaultLanguage: z.enum(languages),
  openSignUp: z.boolean().describe("Whether anybody may open an account"),
  upToDateGoal: z.number().describe("Share of datasets in their rhythm that desks aim at, in per cent"),
  homeBlocks: z.array(z.enum(homeBlocks)).describe("Parts of the home page, in their order"),
}
const settings = z.object(settingFields).meta({ id: "PortalSettings" })

function settingsToJson(all: PortalSettings): z.infer<typeof settings> {
  const { siteName, contactEmail, footerLinks, defaultLanguage, openSignUp, upToDateGoal, homeBlocks: blocks } = all
  return {
    ...{ siteName: siteName ?? null, contactEmail: contactEmail ?? null, defaultLanguage, openSignUp, upToDateGoal },
    footerLinks: footerLinks.map(({ label, url }) => ({ label, url })),
    homeBlocks: [...blocks],
  }
}

const showSettings = endpoint({
  id: "showSettings",
  signedIn: true,
  group,
  path: "/settings",
  summary: {
    ar: "ما يُضبط والبوابة تعمل",
    fr: "Les réglages modifiables en marche",
    en: "The settings that may change while it runs",
  },
  pathParameters: {},
  query: {},
  answer: settings,
  refusals: [],
  examples: [],
  async handle({ caller }, { db }) {
    assertMayEditPortal(caller)
    return { kind: "found", body: settingsToJson(await portalSettings(db)) }
  },
})

const changeSettings = endpoint({
  id: "changeSettings",
  method: "PATCH",
  group,
  path: "/settings",
  summary: {
    ar: "تغيير ما ذُكر منها: كلّه أو لا شيء",
    fr: "Changer ceux qui sont nommés : tous ou aucun",
    en: "Change those named: all or none",
  },
  pathParameters: {},
  query: {},
  body: z.strictObject(settingFields).partial().meta({ id: "PortalSettingsWrite" }),
  answer: settings,
  refusals: [],
  examples: [
    { title: { ar: "الهدف", fr: "L’objectif", en: "The goal" }, path: {}, query: "", body: { upToDateGoal: 85 } },
  ],
  async handle({ body, ...input }, deps) {
    const given = Object.entries(body).filter(([, value]) => value !== undefined)
    const absent = (value: unknown) => (value === null ? undefined : value)
    const values = Object.fromEntries(given.map(([name, value]) => [name, absent(value)]))
    await saveSettings(deps.db, values, doing(input, deps))
    return { kind: "found", body: settingsToJson(await portalSettings(deps.db)) }
  },
})

export const portalFront: readonly Endpoint[] = [
  listFeatured,
  addToFront,
  changeFront,
  removeFromFront,
  showSettings,
  changeSettings,
]
