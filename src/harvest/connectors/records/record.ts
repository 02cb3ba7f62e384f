import type { DataServiceFacts, DatasetFacts, SeriesFacts } from "../../../catalogue/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import type { FoundRecord, Problem } from "../../connector.ts"
import {
  accessRightsFrom,
  compact,
  idFrom,
  isObject,
  type JsonObject,
  languageOfRecord,
  lineOf,
  listOf,
  problem,
  type RecordContext,
  readDate,
  readLicence,
  readLocalised,
  readText,
  readUrl,
} from "../../reading/index.ts"
import { type Link, linkLimit, linksOf } from "../shared/links.ts"
import { refused } from "../shared/one-record.ts"
import { contactPointsOf, contactsIn, publisherOf } from "./contacts.ts"
import { distributionsOf, landingPageOf } from "./record-links.ts"
import { keywordsOf, languagesOf, periodsOf, placesOf, themesOf } from "./record-subjects.ts"
import type { Translations } from "./translations.ts"

export interface RecordOptions {
  readonly vocabularies: Vocabularies
  /** Language of records whose text does not show it. */
  readonly language: string | undefined
  /** Address of the page that the record came on. */
  readonly base: string
  /** The same record as the server gives it in other languages. */
  readonly translations?: Translations
}

/** One record of OGC API – Records (20-004r1 §7). Never throws, whatever it is given. */
export function recordFromFeature(raw: unknown, position: number, options: RecordOptions): FoundRecord {
  if (!isObject(raw)) return refused(`#${position}`, problem("not-an-object", undefined, raw))
  const properties = isObject(raw.properties) ? raw.properties : {}
  const remoteId = remoteIdOf(raw)
  if (remoteId === undefined)
    return refused(`#${position}`, problem("missing-identifier", "id", lineOf(properties.title)))
  const type = (lineOf(properties.type) ?? "").toLowerCase().replace(/[^a-z]/g, "")
  if (outside.has(type)) return { kind: "skipped", remoteId, reason: type }
  const problems: Problem[] = []
  const language = languageOfRecord(
    { title: properties.title, description: properties.description, declared: languageIn(properties) },
    options.language,
  )
  const reading: Reading = { ...options, raw, properties, remoteId, language, problems }
  const title = localised(reading, "title", "line")
  if (!title) return refused(remoteId, ...problems, problem("missing-title", "properties.title", properties.title))
  const titled = { ...reading, title }
  if (type === "service") return { kind: "service", remoteId, facts: serviceFacts(titled), problems }
  if (type === "series" || type === "datasetseries")
    return { kind: "series", remoteId, facts: seriesFacts(titled), problems }
  return { kind: "dataset", remoteId, facts: datasetFacts(titled), problems }
}

/** Of records, and of collections of imagery. */
export function remoteIdOf(raw: unknown): string | undefined {
  return isObject(raw) ? idFrom(raw.id) : undefined
}

const outside = new Set(["catalog", "catalogue", "software", "application", "organization", "person"])

/** A code, or as the standard has it an object with one. */
export function languageIn({ language }: JsonObject): unknown {
  return isObject(language) ? language.code : language
}

interface Reading extends RecordContext, RecordOptions {
  readonly raw: JsonObject
  readonly properties: JsonObject
  readonly remoteId: string
  readonly language: string
}

type Titled = Reading & { readonly title: DatasetFacts["title"] }

function localised(reading: Reading, name: "title" | "description", shape: "line" | "text") {
  const translated = (reading.translations ?? []).map(
    ([language, record]) => [propertiesOf(record)[name], `properties.${name}`, language] as const,
  )
  const { language, problems, properties } = reading
  return readLocalised([[properties[name], `properties.${name}`], ...translated], { shape, language }, problems)
}

function propertiesOf(record: unknown): JsonObject {
  return isObject(record) && isObject(record.properties) ? record.properties : {}
}

function datasetFacts(reading: Titled): DatasetFacts {
  const { raw, properties, problems, remoteId, language } = reading
  const contacts = contactsIn(properties.contacts ?? properties.providers, "properties.contacts")
  const links = linksOf(raw, reading.base)
  if (listOf(raw.links).length > linkLimit) problems.push(problem("too-many-values", "links", listOf(raw.links).length))
  const landingPage = landingPageOf(links, reading)
  return compact<DatasetFacts>({
    identifier: identifierOf(properties) ?? remoteId,
    title: reading.title,
    description: localised(reading, "description", "text"),
    keywords: keywordsOf(
      [properties, ...(reading.translations ?? []).map(([, record]) => propertiesOf(record))],
      reading,
    ),
    sourceLanguage: language === "und" ? undefined : language,
    publisher: publisherOf(contacts, reading),
    contactPoints: contactPointsOf(contacts, reading),
    ...themesOf(properties.themes, reading),
    licence: licenceOf(properties, links, reading),
    accessRights: accessRightsFrom(properties.accessRights),
    spatial: placesOf(raw, reading),
    temporal: periodsOf(raw.time ?? properties.time, problems),
    issued: readDate(properties.issued ?? properties.published ?? properties.created, "properties.created", problems),
    modified: readDate(properties.modified ?? properties.updated, "properties.updated", problems),
    landingPage,
    languages: languagesOf(properties.resourceLanguages, problems),
    version: readText(properties.version, "properties.version", "line", problems)?.slice(0, 100),
    distributions: distributionsOf(links, properties.formats, { ...reading, landingPage }),
  })
}

/** The identifier that the publisher gave it elsewhere, such as a DOI, is the one that finds it again in other catalogues. */
function identifierOf(properties: JsonObject): string | undefined {
  for (const id of listOf(properties.externalIds).slice(0, 20)) {
    const value = lineOf(isObject(id) ? id.value : id)
    if (value !== undefined) return value.slice(0, 400)
  }
  return undefined
}

/** 20-004r1 §7.3: an SPDX identifier, or "other" and a link; a statement of rights counts only where it names a licence. */
export function licenceOf(
  properties: JsonObject,
  links: readonly Link[],
  { field = "properties.license", ...context }: RecordContext & { readonly field?: string },
) {
  const said = lineOf(properties.license)
  const linked = links.find(({ rel }) => rel === "license")
  const rights = lineOf(properties.rights)
  const names = [
    said !== undefined && /^(other|proprietary|various)$/i.test(said) && linked ? undefined : said,
    linked && readUrl(linked.href, `links[${linked.at}].href`, context.problems),
    linked?.title,
    rights !== undefined && context.vocabularies.licenceFrom(rights) ? rights : undefined,
  ]
  return readLicence(names, field, context)
}

function serviceFacts(reading: Titled): DataServiceFacts {
  const { raw, properties } = reading
  const contacts = contactsIn(properties.contacts ?? properties.providers, "properties.contacts")
  const links = linksOf(raw, reading.base)
  const address = (...relations: readonly string[]) => {
    const link = links.find(({ rel }) => relations.includes(rel))
    return link && readUrl(link.href, `links[${link.at}].href`, reading.problems)
  }
  return compact<DataServiceFacts>({
    title: reading.title,
    description: localised(reading, "description", "text"),
    publisher: publisherOf(contacts, reading),
    endpointUrl: address("service", "items", "data", "item", "enclosure", "about"),
    endpointDescription: address("service-desc", "service-meta", "service-doc"),
    licence: licenceOf(properties, links, reading),
    contactPoints: contactPointsOf(contacts, reading),
  })
}

function seriesFacts(reading: Titled): SeriesFacts {
  const { properties, problems } = reading
  const contacts = contactsIn(properties.contacts ?? properties.providers, "properties.contacts")
  return compact<SeriesFacts>({
    title: reading.title,
    description: localised(reading, "description", "text"),
    publisher: publisherOf(contacts, reading),
    issued: readDate(properties.created, "properties.created", problems),
    modified: readDate(properties.updated, "properties.updated", problems),
  })
}
