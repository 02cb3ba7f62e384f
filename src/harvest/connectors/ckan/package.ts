import type { DatasetFacts, DistributionFacts } from "../../../catalogue/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import type { FoundRecord, Problem } from "../../connector.ts"
import {
  accessRightsFrom,
  compact,
  idFrom,
  isObject,
  type JsonObject,
  KeywordCollection,
  languageTag,
  lineOf,
  listOf,
  problem,
  type RecordContext,
  readAddresses,
  readDate,
  readFrequency,
  readKeywords,
  readLanguages,
  readLicence,
  readStandards,
  readText,
  readThemes,
  readUrl,
} from "../../reading/index.ts"
import { datasetFromPod } from "../datajson/dataset.ts"
import { refused } from "../shared/one-record.ts"
import { type Fields, fieldsOf, valuesOf, wordsOf } from "./fields.ts"
import { localisedField } from "./localised-fields.ts"
import { periodsOf, placesOf } from "./package-coverage.ts"
import { packageLanguage } from "./package-language.ts"
import { contactsOf, publisherOf } from "./package-publisher.ts"
import { distributionFromResource, type ResourceContext } from "./resource.ts"

export interface PackageContext {
  readonly vocabularies: Vocabularies
  /** Root of the portal, for the page of a dataset; absent when a plain file is read. */
  readonly portal: string | undefined
  /** Language of records that do not show theirs. */
  readonly language: string | undefined
}

const resourceLimit = 10_000

/** One CKAN package, in any dialect, as a found record. Never throws, whatever it is given. */
export function recordFromPackage(raw: unknown, position: number, context: PackageContext): FoundRecord {
  if (!isObject(raw)) return refused(placeOf(position), problem("not-an-object", undefined, raw))
  const id = ownIdOf(raw)
  if (id === undefined) return refused(placeOf(position), problem("missing-identifier", "id", lineOf(raw.title)))
  const reason = reasonToSkip(raw)
  if (reason) return { kind: "skipped", remoteId: id, reason }
  // Some catalogues with CKAN's envelope hold DCAT-style datasets; they are read as what they are.
  if (raw.resources === undefined && Array.isArray(raw.distribution)) return datasetFromPod(raw, id, context)
  const problems: Problem[] = []
  const facts = factsOf(raw, { ...context, problems, id })
  if (!facts) return refused(id, ...problems, problem("missing-title", "title", raw.title))
  return { kind: "dataset", remoteId: id, facts, problems }
}

/** Under which a package is reported: its own id, else its place in the catalogue. */
export function idOfPackage(raw: unknown, position: number): string {
  return (isObject(raw) ? ownIdOf(raw) : undefined) ?? placeOf(position)
}

function ownIdOf(raw: JsonObject): string | undefined {
  return idFrom(raw.id) ?? idFrom(raw.name) ?? idFrom(raw.identifier)
}

function placeOf(position: number): string {
  return `#${position}`
}

// DKAN maps `private` to Drupal's "published" flag and writes states with a capital: there, true means public.
function reasonToSkip(record: JsonObject): string | undefined {
  const state = lineOf(record.state) ?? "active"
  const isDkan = state === "Active"
  if (!isDkan && (record.private === true || record.private === "True" || record.private === "true")) return "private"
  if (state.toLowerCase() !== "active") return state.toLowerCase().slice(0, 40)
  const type = (lineOf(record.type) ?? "dataset").toLowerCase()
  return type === "harvest" || type === "showcase" ? type : undefined
}

type FactsContext = PackageContext & { readonly problems: Problem[]; readonly id: string }

function factsOf(record: JsonObject, { vocabularies, portal, language: fallback, problems, id }: FactsContext) {
  const fields = fieldsOf(record)
  const own = isObject(record.fihrist) ? record.fihrist : undefined
  const language = ownLanguage(own) ?? packageLanguage(fields, fallback)
  const context: RecordContext = { vocabularies, language, problems }
  const read = (name: string) => fields(name).value
  const title = localisedField(read, { names: ["title"], path: "", shape: "line" }, context)
  if (!title) return undefined
  const slugHint = lineOf(record.name)?.slice(0, 300) ?? (/^[a-z][a-z0-9_-]*$/.test(id) ? id : undefined)
  const landingPage =
    readUrl(fields("landing_page", "url").value, fields("landing_page", "url").path, problems) ??
    readUrl(own?.page, "fihrist.page", problems) ??
    (portal && slugHint ? `${portal}dataset/${encodeURIComponent(slugHint)}` : undefined)
  const distributions = distributionsOf(record.resources, { ...context, landingPage, saysDates: own !== undefined })
  const identifier = idFrom(fields("identifier", "guid").value) ?? id
  return compact<DatasetFacts>({
    identifier,
    otherIdentifiers: readAddresses([own?.page, ...wordsOf(fields("alternate_identifier"))], identifier),
    title,
    description: localisedField(read, { names: ["notes", "description"], path: "", shape: "text" }, context),
    keywords: keywordsOf(record, fields, context),
    sourceLanguage: language === "und" ? undefined : language,
    publisher: publisherOf(record, fields, context),
    contactPoints: contactsOf(fields, context),
    ...themesOf(record, fields, context),
    licence: readLicence(
      [record.license_id, record.license_title, record.license_url, record.license, ...valuesOf(fields("licence"))],
      "license_id",
      context,
    ),
    accessRights: accessRightsFrom(fields("access_rights").value),
    frequency: frequencyOf(record, fields, context),
    spatial: placesOf(fields, context),
    temporal: periodsOf(fields, context),
    ...(own ? ownDatesOf(own, problems) : datesOf(fields, distributions, problems)),
    landingPage,
    slugHint,
    languages: readLanguages(fields("language").value, fields("language").path, problems),
    conformsTo: readStandards(wordsOf(fields("conforms_to")).map(nameIn)),
    version: readText(fields("version", "dcat_version").value, "version", "line", problems)?.slice(0, 100),
    distributions,
  })
}

function keywordsOf(record: JsonObject, fields: Fields, { language, problems }: RecordContext) {
  const into = new KeywordCollection()
  const translated = valuesOf(fields("tags_translated", "keywords_translated", "keywords"))[0]
  if (isObject(translated))
    for (const [tag, words] of Object.entries(translated).slice(0, 50))
      readKeywords(words, { into, language: languageTag(tag) ?? "und", field: `tags_translated.${tag}`, problems })
  for (const tag of ["fr", "ar", "en"]) {
    const own = fields(`keywords_${tag}`)
    readKeywords(own.value, { into, language: tag, field: own.path, problems })
  }
  if (!isObject(translated)) readKeywords(record.tags ?? record.tag_string, { into, language, field: "tags", problems })
  return into.toFacts()
}

function themesOf(record: JsonObject, fields: Fields, context: RecordContext) {
  const theme = fields("theme", "themes", "thematique")
  const named = valuesOf(theme).map((value) => ({ names: [nameIn(value)], field: theme.path, mustMap: true }))
  const groups = listOf(record.groups)
    .filter((group) => !isObject(group) || !String(lineOf(group.name)).startsWith("group/"))
    .map((group, at) => ({
      names: isObject(group) ? [group.name, group.display_name, group.title] : [group],
      field: `groups[${at}]`,
      // Groups are themes on most portals, but also countries, projects or bodies.
      mustMap: false,
    }))
  return readThemes([...named, ...groups], context)
}

function nameIn(value: unknown): unknown {
  return isObject(value) ? (value.uri ?? value.name ?? value.title ?? value.label) : value
}

// HDX counts days between updates and has numbers for "never" and "as needed".
const daysOfHdx: Readonly<Record<string, string>> = {
  "-2": "as needed",
  "-1": "never",
  "0": "continuous",
  "1": "daily",
  "7": "weekly",
  "14": "biweekly",
  "30": "monthly",
  "90": "quarterly",
  "180": "semiannual",
  "365": "annual",
}

function frequencyOf(record: JsonObject, fields: Fields, context: RecordContext) {
  const days = lineOf(record.data_update_frequency)
  if (days !== undefined) {
    const frequency = readFrequency(daysOfHdx[days] ?? days, "data_update_frequency", context)
    return { ...frequency, raw: days }
  }
  const field = fields(
    "frequency",
    "frequency_update",
    "update_frequency",
    "frequency-of-update",
    "accrual_periodicity",
    "accrualPeriodicity",
  )
  return readFrequency(field.value, field.path, context)
}

/**
 * Dates of the data. Where nobody states when the data changed, the youngest file tells, and at last `metadata_modified`, as
 * CKAN's own DCAT export does.
 */
function datesOf(fields: Fields, distributions: readonly DistributionFacts[], problems: Problem[]) {
  const read = (...names: string[]) => readDate(fields(...names).value, fields(...names).path, problems)
  const youngest = distributions.reduce((latest, { modified = "" }) => (modified > latest ? modified : latest), "")
  return {
    issued: read("issued", "dcat_issued", "release_date", "metadata_created"),
    modified: read("modified", "dcat_modified", "last_modified") ?? (youngest || read("metadata_modified")),
  }
}

/** A portal like ours says in which language the record is written, or that nobody knows (`und`). */
function ownLanguage(own: JsonObject | undefined): string | undefined {
  const said = lineOf(own?.metadataLanguage)
  return said === "und" ? said : said && languageTag(said)
}

/** A portal like ours says when the data have no date; the dates of its records are then not theirs. */
function ownDatesOf(own: JsonObject, problems: Problem[]) {
  return {
    issued: readDate(own.issued, "fihrist.issued", problems),
    modified: readDate(own.modified, "fihrist.modified", problems),
  }
}

function distributionsOf(resources: unknown, context: ResourceContext): readonly DistributionFacts[] {
  const list = listOf(resources)
  if (list.length > resourceLimit) context.problems.push(problem("too-many-values", "resources", list.length))
  return list
    .slice(0, resourceLimit)
    .map((resource, at) => distributionFromResource(resource, `resources[${at}]`, context))
    .filter((distribution) => distribution !== undefined)
}
