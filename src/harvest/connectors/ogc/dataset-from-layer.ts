import type { DatasetFacts, DistributionFacts } from "../../../catalogue/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import type { FoundRecord, Problem } from "../../connector.ts"
import {
  compact,
  cutAt,
  guessLanguage,
  KeywordCollection,
  languageOfRecord,
  problem,
  type RecordContext,
  readBounds,
  readBox,
  readFormat,
  readKeywords,
  readLocalised,
  readUrl,
} from "../../reading/index.ts"
import type { LanguageText, Layer } from "./layer.ts"
import { publisherOf, type ServiceFacts } from "./service-info.ts"

export interface LayerContext {
  readonly vocabularies: Vocabularies
  /** What the service says of body, contact and conditions. */
  readonly service: ServiceFacts
  readonly language?: string | undefined
}

export function remoteIdOf(name: string): string {
  return cutAt(name, 400)
}

/** One layer as a dataset; what it does not say itself, its service says for it. */
export function datasetFromLayer(layer: Layer, context: LayerContext): FoundRecord {
  const { service } = context
  const remoteId = remoteIdOf(layer.name)
  const problems: Problem[] = []
  const language = languageOf(layer, context.language)
  const reading: RecordContext = { vocabularies: context.vocabularies, language, problems }
  const title = localised(layer.titles, "Title", reading) ?? titleFromName(layer.name, reading)
  if (!title) return { kind: "refused", remoteId, problems: [...problems, problem("missing-title", "Title")] }
  const publisher = layer.publisher?.name ? publisherOf(layer.publisher, reading) : undefined
  const box = layer.box ? readBox(layer.box, "BoundingBox", problems) : undefined
  const period = layer.time ? readBounds(...layer.time, "Dimension", problems) : undefined
  const facts = compact<DatasetFacts>({
    title,
    description: localised(layer.abstracts, "Abstract", reading, "text"),
    keywords: keywordsOf(layer, reading),
    sourceLanguage: language === "und" ? undefined : language,
    publisher: publisher ?? service.publisher,
    contactPoints: service.contactPoints,
    licence: service.licence,
    spatial: box ? [box] : undefined,
    temporal: period ? [period] : undefined,
    landingPage: landingPageOf(layer, problems),
    distributions: distributionsOf(layer, reading),
  })
  return { kind: "dataset", remoteId, facts, problems }
}

function languageOf({ titles, abstracts }: Layer, given: string | undefined): string {
  const own = titles.find(({ language }) => language !== undefined)?.language
  return own ?? languageOfRecord({ title: titles[0]?.text, description: abstracts[0]?.text }, given)
}

export function localised(
  texts: readonly LanguageText[],
  field: string,
  { language, problems }: Pick<RecordContext, "language" | "problems">,
  ...[shape = "line"]: [("line" | "text")?]
) {
  const isTagged = texts.some(({ language: said }) => said !== undefined)
  const places = texts.map(({ text, language: said }) => {
    // Beside texts that say their language, one that does not is in another, if it shows one.
    const guessed = isTagged && said === undefined ? guessLanguage(text) : "und"
    return [text, field, said ?? (guessed === "und" ? undefined : guessed)] as const
  })
  return readLocalised(places, { shape, language }, problems)
}

/** `ctu:reseau_routier` tells something; a person has to say it. */
function titleFromName(name: string, { language, problems }: RecordContext) {
  problems.push(problem("name-as-title", "Name", name))
  const words = name.replace(/^[^:]*:/, "").replace(/[_.]+/g, " ")
  return readLocalised([[words, "Name"]], { shape: "line", language }, problems)
}

/** Words that servers add by themselves. */
const technical = /^(features?|wfs|wms|wcs|geoserver|mapserver|vector|raster|layer|worldimage|geotiff)$/i

function keywordsOf({ keywords, name }: Layer, { language, problems }: RecordContext): DatasetFacts["keywords"] {
  const into = new KeywordCollection()
  const local = name.replace(/^[^:]*:/, "").toLowerCase()
  for (const { text, language: said } of keywords)
    if (!technical.test(text) && !(text.toLowerCase() === local && /[_\d]/.test(local)))
      readKeywords([text], { into, language: said ?? language, field: "Keywords", problems })
  return into.toFacts()
}

/** A page for people before a document for programs. */
function landingPageOf({ metadataUrls }: Layer, problems: Problem[]): string | undefined {
  const page = metadataUrls.find(({ type }) => /html/i.test(type)) ?? metadataUrls[0]
  return readUrl(page?.url, "MetadataURL", problems)
}

function distributionsOf({ addresses, dataUrls }: Layer, context: RecordContext): DistributionFacts[] {
  const { problems } = context
  const ways = addresses.map(({ url, isFile, format, mediaType }) => {
    const address = readUrl(url, "OnlineResource", problems)
    return address
      ? compact({ ...(isFile ? { downloadUrl: address } : { accessUrl: address }), format, mediaType })
      : undefined
  })
  const data = dataUrls.slice(0, 20).map(({ url, type }) => {
    const accessUrl = readUrl(url, "DataURL", problems)
    return accessUrl
      ? compact({ accessUrl, ...readFormat({ format: undefined, mediaType: type, url }, "DataURL", context) })
      : undefined
  })
  return [...ways, ...data].filter((one) => one !== undefined)
}
