import type { DatasetFacts, DistributionFacts, Period } from "../../../catalogue/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import type { FoundRecord, Problem } from "../../connector.ts"
import {
  compact,
  idFrom,
  isObject,
  type JsonObject,
  KeywordCollection,
  languageOfRecord,
  lineOf,
  listOf,
  problem,
  type RecordContext,
  readBounds,
  readDate,
  readKeywords,
  readLocalised,
  readPlace,
  readText,
  readUrl,
} from "../../reading/index.ts"
import { contactPointsOf, contactsIn, publisherOf } from "../records/contacts.ts"
import { languageIn, licenceOf, remoteIdOf } from "../records/record.ts"
import { landingPageOf } from "../records/record-links.ts"
import { followable, type Link, linksOf } from "../shared/links.ts"
import { refused } from "../shared/one-record.ts"
import { distributionsFromAssets, distributionsFromItems } from "./assets.ts"

export interface CollectionContext {
  readonly vocabularies: Vocabularies
  /** Language of collections whose text does not show it. */
  readonly language: string | undefined
  /** Address of the document that it came in. */
  readonly base: string
  readonly parent?: string
}

/** One STAC collection as a dataset. Never throws, whatever it is given. */
export function recordFromCollection(raw: unknown, position: number, context: CollectionContext): FoundRecord {
  if (!isObject(raw)) return refused(`#${position}`, problem("not-an-object", undefined, raw))
  const remoteId = remoteIdOf(raw)
  if (remoteId === undefined) return refused(`#${position}`, problem("missing-identifier", "id", lineOf(raw.title)))
  const problems: Problem[] = []
  const language = languageOfRecord(
    { title: raw.title, description: raw.description, declared: languageIn(raw) },
    context.language,
  )
  return { kind: "dataset", remoteId, facts: factsOf(raw, { ...context, language, problems, remoteId }), problems }
}

interface Reading extends RecordContext {
  readonly base: string
  readonly parent?: string
  readonly remoteId: string
}

function factsOf(raw: JsonObject, reading: Reading): DatasetFacts {
  const { language, problems, remoteId, base, parent } = reading
  const links = linksOf(raw, base)
  const contacts = contactsIn(raw.contacts, "contacts")
  const providers = providersIn(raw.providers)
  const spatial = boxOf(raw.extent, reading)
  const temporal = periodOf(raw.extent, problems)
  return compact<DatasetFacts>({
    identifier: idFrom(raw["sci:doi"]) ?? remoteId,
    // STAC 1.0 asks for a title but does not require one; clients show the identifier then.
    title: readLocalised([[raw.title, "title"]], { shape: "line", language }, problems) ?? { und: remoteId },
    description: readLocalised([[raw.description, "description"]], { shape: "text", language }, problems),
    keywords: keywordsOf(raw, reading),
    sourceLanguage: language === "und" ? undefined : language,
    publisher: publisherOf(providers, reading) ?? publisherOf(contacts, reading),
    contactPoints: contactPointsOf(contacts, reading) ?? contactPointsOf(providers, reading),
    licence: licenceOf(raw, links, { ...reading, field: "license" }),
    spatial: spatial && [spatial],
    temporal: temporal && [temporal],
    issued: readDate(raw.published ?? raw.created, "created", problems),
    modified: readDate(raw.updated, "updated", problems),
    landingPage: landingPageOf(links, reading),
    version: readText(raw.version, "version", "line", problems)?.slice(0, 100),
    inSeries: parent === remoteId ? undefined : parent,
    distributions: distributionsOf(raw, links, reading),
  })
}

/** Providers in the shape of contacts: bodies with roles and an address of their own. */
function providersIn(raw: unknown) {
  const bodies = listOf(raw).map((provider) =>
    isObject(provider) ? { organization: provider.name, roles: provider.roles, url: provider.url } : provider,
  )
  return contactsIn(bodies, "providers")
}

const summarised = ["constellation", "platform", "instruments", "mission"]

/** Keywords, and what carried which instruments: people search satellite imagery by those names. */
function keywordsOf(raw: JsonObject, { language, problems }: RecordContext) {
  const into = new KeywordCollection()
  readKeywords(raw.keywords, { into, language, field: "keywords", problems })
  if (isObject(raw.summaries))
    for (const name of summarised) {
      const names = raw.summaries[name]
      if (Array.isArray(names)) readKeywords(names, { into, language: "und", field: `summaries.${name}`, problems })
    }
  return into.toFacts()
}

/** The first box holds all the others; before 1.0 there was just one, without its list. */
function boxOf(extent: unknown, context: RecordContext) {
  const spatial = isObject(extent) ? extent.spatial : undefined
  const boxes = isObject(spatial) ? spatial.bbox : spatial
  const box = Array.isArray(boxes) && Array.isArray(boxes[0]) ? boxes[0] : boxes
  return readPlace(box, "extent.spatial.bbox", context)
}

function periodOf(extent: unknown, problems: Problem[]): Period | undefined {
  const temporal = isObject(extent) ? extent.temporal : undefined
  const intervals = isObject(temporal) ? temporal.interval : temporal
  const interval = Array.isArray(intervals) && Array.isArray(intervals[0]) ? intervals[0] : intervals
  return Array.isArray(interval)
    ? readBounds(interval[0], interval[1], "extent.temporal.interval", problems)
    : undefined
}

function distributionsOf(raw: JsonObject, links: readonly Link[], reading: Reading): readonly DistributionFacts[] {
  const { base, problems } = reading
  const own = followable(links, ["self"], base) ?? base
  const items = followable(links, ["items"], base)
  const accessUrl = readUrl(items ?? own, "links", problems)
  const assets = distributionsFromAssets(raw.assets, own, reading)
  if (accessUrl === undefined) return assets
  const api = compact<DistributionFacts>({
    remoteId: "items",
    accessUrl,
    ...readFormatOfItems(items !== undefined),
  })
  return [...assets, ...distributionsFromItems(raw.item_assets, accessUrl, reading), api]
}

/** The items as the API lists them, or the document that links them. */
function readFormatOfItems(isApi: boolean): Partial<DistributionFacts> {
  return isApi
    ? { format: "GEOJSON", mediaType: "application/geo+json" }
    : { format: "JSON", mediaType: "application/json" }
}
