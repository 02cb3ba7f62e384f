/** Reads an OGC API Features from its landing page and its collections. */
import type { DataServiceFacts } from "../../../../catalogue/index.ts"
import type { FoundRecord, Problem, ReadContext } from "../../../connector.ts"
import { compact, isObject, type JsonObject, lineOf, readLocalised, readUrl, stopped } from "../../../reading/index.ts"
import { oneRecord } from "../../shared/one-record.ts"
import type { XmlServiceOptions } from "../xml-service.ts"
import { type FeaturesApi, linksOf, readApi } from "./collections.ts"
import { type CollectionContext, datasetFromCollection } from "./dataset-from-collection.ts"

export async function featuresRecords(
  url: URL,
  { options, context }: { options: XmlServiceOptions; context: ReadContext },
): Promise<readonly FoundRecord[]> {
  const [first, ...more] = options.languages
  const api = await readApi(url, first, context)
  if (api.collections.length === 0) throw stopped("empty-catalogue", { url: api.collectionsUrl })
  if (api.collections.length > options.maxLayers)
    throw stopped("too-large", { url: api.collectionsUrl, collections: api.collections.length })
  const others: { language: string; collections: ReadonlyMap<string, JsonObject> }[] = []
  for (const language of more) others.push({ language, collections: byId(await readApi(url, language, context)) })
  const records = api.collections.map((collection, at) =>
    oneRecord(at + 1, () =>
      datasetFromCollection(collection, at + 1, {
        vocabularies: context.vocabularies,
        language: options.language,
        collectionsUrl: api.collectionsUrl,
        landingLinks: linksOf(api.landing),
        ownLanguage: first,
        others: translationsOf(collection, others),
      }),
    ),
  )
  return [...records, oneRecord(0, () => serviceRecord(api, records, options))]
}

function byId({ collections }: FeaturesApi): ReadonlyMap<string, JsonObject> {
  return new Map(collections.filter(isObject).map((collection) => [lineOf(collection.id) ?? "", collection]))
}

function translationsOf(
  raw: unknown,
  others: readonly { language: string; collections: ReadonlyMap<string, JsonObject> }[],
): CollectionContext["others"] {
  const id = isObject(raw) ? (lineOf(raw.id) ?? "") : ""
  return others.flatMap(({ language, collections }) => {
    const collection = collections.get(id)
    return collection ? [{ language, collection }] : []
  })
}

function serviceRecord(
  { landing, landingUrl }: FeaturesApi,
  records: readonly FoundRecord[],
  { name, language = "und" }: XmlServiceOptions,
): FoundRecord {
  const problems: Problem[] = []
  const description = linksOf(landing).find(({ rel }) => rel === "service-desc" || rel === "service-doc")
  const facts = compact<DataServiceFacts>({
    title: readLocalised([[landing.title, "title"]], { shape: "line", language }, problems) ?? { und: name },
    description: readLocalised([[landing.description, "description"]], { shape: "text", language }, problems),
    endpointUrl: readUrl(landingUrl, "endpoint", problems),
    endpointDescription: readUrl(URL.parse(description?.href ?? "", landingUrl)?.href, "links", problems),
    servesDatasets: [...new Set(records.flatMap((one) => (one.kind === "dataset" ? one.remoteId : [])))],
  })
  return { kind: "service", remoteId: "features-service", facts, problems }
}
