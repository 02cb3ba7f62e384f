/** The words of one source that nobody knows here, and who its publishers are. */
import { z } from "zod"
import { publishersOfSource, type SourcePublisher, setPublisher, unmappedValues } from "../../harvest/index.ts"
import { endpoint } from "./endpoint.ts"
import { doing, idParameter } from "./office-support.ts"
import { pathParameter } from "./parameters.ts"
import { localisedText } from "./schemas.ts"
import { knownSource } from "./source-answer.ts"
import { organizationIdFrom } from "./write-support.ts"

export const listUnmapped = endpoint({
  id: "listUnmappedValues",
  signedIn: true,
  group: "sources",
  path: "/sources/{id}/unmapped",
  summary: {
    ar: "كلمات المصدر التي لا يُعرف معناها هنا، الأكثر استعمالا أولا",
    fr: "Les mots de la source que rien ici ne connaît, les plus fréquents d’abord",
    en: "Words of the source that nothing here knows, the most frequent first",
  },
  pathParameters: { id: idParameter },
  query: {},
  answer: z
    .object({
      items: z.array(z.object({ code: z.string(), value: z.string(), records: z.number() })),
    })
    .meta({ id: "UnmappedValueList" }),
  refusals: ["harvest-source-not-found"],
  examples: [],
  async handle({ path, caller }, { db }) {
    const { id } = await knownSource(db, path.id, caller)
    const found = await unmappedValues(db, id)
    return { kind: "found", body: { items: found.map(({ code, value, records }) => ({ code, value, records })) } }
  },
})

const body = z.object({ id: z.string(), slug: z.string(), name: localisedText })

const publisherList = z
  .object({
    items: z.array(
      z.object({
        key: z.string().describe("How this source is known to call it"),
        name: localisedText,
        datasets: z.number(),
        organization: body.nullable().describe("What it is here; null before a run has met it"),
        suggestions: z.array(body).describe("Others whose names are alike, the likest first"),
      }),
    ),
  })
  .meta({ id: "SourcePublisherList" })

function publisherToJson({ key, publisher, datasets, organization, suggestions }: SourcePublisher) {
  const bodyToJson = ({ id, slug, name }: SourcePublisher["suggestions"][number]) => ({ id, slug, name })
  return {
    ...{ key, datasets, name: publisher.name },
    organization: organization ? bodyToJson(organization) : null,
    suggestions: suggestions.map(bodyToJson),
  }
}

export const listPublishers = endpoint({
  id: "listSourcePublishers",
  signedIn: true,
  group: "sources",
  path: "/sources/{id}/publishers",
  summary: {
    ar: "كيف يسمّي المصدر ناشريه، وأيّ هيكل هو كلّ منهم",
    fr: "Comment la source appelle ses producteurs, et lequel de nos organismes est chacun",
    en: "How the source calls its publishers, and which of our bodies each one is",
  },
  pathParameters: { id: idParameter },
  query: {},
  answer: publisherList,
  refusals: ["harvest-source-not-found"],
  examples: [],
  async handle({ path, caller }, { db }) {
    const { id } = await knownSource(db, path.id, caller)
    return { kind: "found", body: { items: (await publishersOfSource(db, id)).map(publisherToJson) } }
  },
})

export const putPublisher = endpoint({
  id: "setSourcePublisher",
  method: "PUT",
  group: "sources",
  path: "/sources/{id}/publishers/{key}",
  summary: {
    ar: "تحديد الهيكل الذي هو هذا الناشر، ابتداء من عملية الجلب القادمة",
    fr: "Dire lequel de nos organismes est ce producteur, dès la prochaine moisson",
    en: "Say which of our bodies this publisher is, from the next harvest on",
  },
  pathParameters: {
    id: idParameter,
    key: pathParameter({
      ar: "المفتاح كما تعطيه القائمة",
      fr: "La clé que donne la liste",
      en: "The key that the list gives",
    }),
  },
  query: {},
  body: z
    .strictObject({ organization: z.string().describe("Identifier or slug of the body") })
    .meta({ id: "SourcePublisherWrite" }),
  answer: publisherList,
  refusals: ["harvest-source-not-found"],
  examples: [
    {
      title: { ar: "الديوان الوطني للزيت", fr: "L’Office national de l’huile", en: "The national oil office" },
      path: { id: "01930000-0000-7000-8000-000000000001", key: "onh" },
      query: "",
      body: { organization: "ministere-agriculture" },
    },
  ],
  async handle({ path, body: { organization: ref }, ...input }, deps) {
    const { id } = await knownSource(deps.db, path.id, input.caller)
    const organization = await organizationIdFrom(deps.db, ref)
    await setPublisher(deps.db, { sourceId: id, key: path.key, organization }, doing(input, deps))
    return { kind: "found", body: { items: (await publishersOfSource(deps.db, id)).map(publisherToJson) } }
  },
})
