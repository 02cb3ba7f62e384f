import type { DatasetFacts, DistributionFacts, Mapped } from "../../../../catalogue/index.ts"
import type { Vocabularies } from "../../../../vocabulary/index.ts"
import type { FoundRecord, Problem } from "../../../connector.ts"
import {
  compact,
  cutAt,
  isObject,
  type JsonObject,
  KeywordCollection,
  languageOfRecord,
  lineOf,
  listOf,
  problem,
  type RecordContext,
  readBounds,
  readFormat,
  readKeywords,
  readLicence,
  readLocalised,
  readPlace,
  readUrl,
  textOf,
} from "../../../reading/index.ts"
import { refused } from "../../shared/one-record.ts"
import { type ApiLink, linksOf } from "./collections.ts"

export interface CollectionContext {
  readonly vocabularies: Vocabularies
  readonly language?: string | undefined
  readonly collectionsUrl: string
  /** Links of the landing page: its licence holds where a collection names none. */
  readonly landingLinks: readonly ApiLink[]
  /** The same collection in further languages. */
  readonly others: readonly { readonly language: string; readonly collection: JsonObject }[]
  /** Language of the collection itself, where several were asked for. */
  readonly ownLanguage?: string | undefined
}

/** One collection of features as a dataset. Never throws, whatever it is given. */
export function datasetFromCollection(raw: unknown, position: number, context: CollectionContext): FoundRecord {
  if (!isObject(raw)) return refused(`#${position}`, problem("not-an-object", "id", raw))
  const id = lineOf(raw.id)
  if (!id) return refused(`#${position}`, problem("missing-identifier", "id", lineOf(raw.title)))
  const problems: Problem[] = []
  const language = languageOfRecord({ title: raw.title, description: raw.description }, context.language)
  const reading = { vocabularies: context.vocabularies, language, problems }
  const title = localised("title", raw, { ...context, ...reading }) ?? named(id, reading)
  if (!title) return refused(cutAt(id, 400), problem("missing-title", "title", raw.title))
  const links = linksOf(raw)
  const facts = compact<DatasetFacts>({
    title,
    description: localised("description", raw, { ...context, ...reading }),
    keywords: keywordsOf(raw, reading),
    sourceLanguage: language === "und" ? undefined : language,
    licence: licenceOf(raw, [...links, ...context.landingLinks], reading),
    ...extentOf(raw.extent, reading),
    landingPage: landingPageOf(links, context.collectionsUrl, problems),
    distributions: distributionsOf(id, links, { ...context, ...reading }),
  })
  return { kind: "dataset", remoteId: cutAt(id, 400), facts, problems }
}

/** What other languages repeat word for word is no translation. */
function localised(
  field: "title" | "description",
  raw: JsonObject,
  { others, ownLanguage, language, problems }: CollectionContext & RecordContext,
) {
  const own = textOf(raw[field])
  const translated = others.filter(({ collection }) => textOf(collection[field]) !== own)
  const places = [
    [raw[field], field, translated.length > 0 ? ownLanguage : undefined] as const,
    ...translated.map((other) => [other.collection[field], field, other.language] as const),
  ]
  return readLocalised(places, { shape: field === "title" ? "line" : "text", language }, problems)
}

function named(id: string, { language, problems }: RecordContext) {
  problems.push(problem("name-as-title", "id", id))
  return readLocalised([[id.replace(/[_.:]+/g, " "), "id"]], { shape: "line", language }, problems)
}

function keywordsOf(raw: JsonObject, { language, problems }: RecordContext): DatasetFacts["keywords"] {
  const into = new KeywordCollection()
  readKeywords(raw.keywords, { into, language, field: "keywords", problems })
  return into.toFacts()
}

function licenceOf(raw: JsonObject, links: readonly ApiLink[], context: RecordContext): Mapped | undefined {
  const link = links.find(({ rel }) => rel === "license")
  return readLicence([raw.license, link?.title, link?.href], "license", context)
}

function extentOf(raw: unknown, context: RecordContext): Pick<DatasetFacts, "spatial" | "temporal"> {
  if (!isObject(raw)) return {}
  const boxes = isObject(raw.spatial) ? listOf(raw.spatial.bbox) : []
  // Part 1 §7.13: the first box covers all, those after it are its parts.
  const box =
    boxes.length > 0 ? readPlace(Array.isArray(boxes[0]) ? boxes[0] : boxes, "extent.spatial", context) : undefined
  const [interval] = isObject(raw.temporal) ? listOf(raw.temporal.interval) : []
  const period = Array.isArray(interval)
    ? readBounds(interval[0], interval[1], "extent.temporal", context.problems)
    : undefined
  return { ...(box ? { spatial: [box] } : {}), ...(period ? { temporal: [period] } : {}) }
}

function landingPageOf(links: readonly ApiLink[], base: string, problems: Problem[]): string | undefined {
  const pages = links.filter(({ rel, type }) => /html/i.test(type) && /^(self|alternate|describedby|about)$/.test(rel))
  return readUrl(URL.parse(pages[0]?.href ?? "", base)?.href ?? undefined, "links", problems)
}

/** Items come a page at a time, so their address is a way in; an enclosure is a whole file. */
function distributionsOf(
  id: string,
  links: readonly ApiLink[],
  { collectionsUrl, ...context }: CollectionContext & RecordContext,
): DistributionFacts[] {
  const items = links.filter(({ rel, type }) => rel === "items" && !/html/i.test(type))
  const standard = { rel: "items", type: "application/geo+json", href: itemsUrl(id, collectionsUrl) }
  const ways = (items.length > 0 ? items : [standard]).map(({ href, type }) => {
    const accessUrl = readUrl(URL.parse(href, collectionsUrl)?.href, "links", context.problems)
    return accessUrl ? compact({ accessUrl, format: "OGC_API", mediaType: typeOf(type) }) : undefined
  })
  const files = links
    .filter(({ rel }) => rel === "enclosure")
    .map(({ href, type }) => {
      const downloadUrl = readUrl(URL.parse(href, collectionsUrl)?.href, "links", context.problems)
      const format = readFormat(
        { format: undefined, mediaType: type, ...(downloadUrl ? { url: downloadUrl } : {}) },
        "links",
        context,
      )
      return downloadUrl ? compact({ downloadUrl, ...format }) : undefined
    })
  return [...files, ...ways].filter((one) => one !== undefined)
}

function itemsUrl(id: string, collectionsUrl: string): string {
  const url = new URL(collectionsUrl)
  url.pathname = `${url.pathname.replace(/\/*$/, "")}/${encodeURIComponent(id.toWellFormed())}/items`
  return url.href
}

function typeOf(type: string): string | undefined {
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type.toLowerCase() : undefined
}
