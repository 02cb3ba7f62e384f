import type { AccessRights, DatasetFacts, DistributionFacts, PublisherFacts } from "../../../catalogue/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import type { FoundRecord, Problem } from "../../connector.ts"
import {
  accessRightsFrom,
  compact,
  idFrom,
  isBlank,
  isObject,
  type JsonObject,
  KeywordCollection,
  languageOfRecord,
  lineOf,
  listOf,
  problem,
  type RecordContext,
  readAddresses,
  readContact,
  readDate,
  readFrequency,
  readKeywords,
  readLanguages,
  readLicence,
  readLocalised,
  readPeriod,
  readPlace,
  readStandards,
  readText,
  readThemes,
  readUrl,
  unlessEmpty,
} from "../../reading/index.ts"
import { distributionFromPod } from "./distribution.ts"
import { isOwnPlace, ownKeywords, ownLanguage, ownPlace, withOwnWords } from "./own-words.ts"

export interface PodContext {
  readonly vocabularies: Vocabularies
  readonly language?: string
  /** Identifiers of the datasets in this catalogue, to tell a collection that is there from one that is not. */
  readonly identifiers?: ReadonlySet<string>
}

const distributionLimit = 10_000

/** One dataset of DCAT-US 1.1 ("Project Open Data"). Never throws, whatever it is given. */
export function datasetFromPod(raw: JsonObject, remoteId: string, context: PodContext): FoundRecord {
  const problems: Problem[] = []
  const language = ownLanguage(raw) ?? languageOf(raw, context.language)
  const facts = factsOf(withOwnWords(raw), {
    vocabularies: context.vocabularies,
    language,
    problems,
    identifiers: context.identifiers,
    remoteId,
  })
  if (facts) return { kind: "dataset", remoteId, facts, problems }
  return { kind: "refused", remoteId, problems: [...problems, problem("missing-title", "title", raw.title)] }
}

/** Of several languages the first is the publisher's own by custom. */
export function languageOf({ title, description, language }: JsonObject, fallback: string | undefined): string {
  return languageOfRecord({ title, description, declared: listOf(language)[0] }, fallback)
}

type FactsContext = RecordContext & { readonly identifiers?: ReadonlySet<string>; readonly remoteId: string }

function factsOf(raw: JsonObject, context: FactsContext): DatasetFacts | undefined {
  const { language, problems } = context
  const title = readLocalised([[raw.title, "title"]], { shape: "line", language }, problems)
  if (!title) return undefined
  const landingPage = readUrl(raw.landingPage, "landingPage", problems)
  const identifier = idFrom(raw.identifier)
  return compact<DatasetFacts>({
    identifier,
    otherIdentifiers: readAddresses([context.remoteId, ...listOf(raw.otherIdentifier)], identifier),
    title,
    description: readLocalised([[raw.description, "description"]], { shape: "text", language }, problems),
    keywords: keywordsOf(raw, context),
    sourceLanguage: language === "und" ? undefined : language,
    publisher: publisherOf(raw.publisher, context),
    contactPoints: contactsOf(raw.contactPoint, problems),
    ...readThemes(
      listOf(raw.theme).map((theme, at) => ({ names: [theme], field: `theme[${at}]`, mustMap: true })),
      context,
    ),
    licence: readLicence([raw.license], "license", context),
    accessRights: accessRightsOf(raw.accessLevel, problems),
    ...timesOf(raw, context),
    spatial: placesOf(raw.spatial, context),
    temporal: periodsOf(raw.temporal, problems),
    landingPage,
    languages: readLanguages(raw.language, "language", problems),
    conformsTo: readStandards(listOf(raw.conformsTo)),
    version: readText(raw.version, "version", "line", problems)?.slice(0, 100),
    inSeries: seriesOf(raw, context),
    distributions: distributionsOf(raw.distribution, { ...context, landingPage }),
  })
}

function keywordsOf(raw: JsonObject, context: RecordContext) {
  const { language, problems } = context
  if (isObject(raw.keyword)) return ownKeywords(raw.keyword, context)
  const into = new KeywordCollection()
  readKeywords(raw.keyword ?? raw.keywords, { into, language, field: "keyword", problems })
  return into.toFacts()
}

/** `subOrganizationOf` is not read: whose department it is, our own list of bodies says better. */
export function publisherOf(raw: unknown, { language, problems }: RecordContext): PublisherFacts | undefined {
  const [first] = listOf(raw)
  const body: JsonObject = isObject(first) ? first : { name: first }
  const name = readLocalised([[body.name, "publisher.name"]], { shape: "line", language }, problems)
  if (!name) return undefined
  return compact<PublisherFacts>({
    name,
    remoteId: idFrom(body["@id"] ?? body.identifier),
    homepage: readUrl(body.homepage ?? body.url, "publisher.homepage", problems),
  })
}

function contactsOf(raw: unknown, problems: Problem[]) {
  const contacts = listOf(raw)
    .slice(0, 20)
    .filter(isObject)
    .map((contact) =>
      readContact(
        {
          name: contact.fn ?? contact.name,
          email: contact.hasEmail ?? contact.email ?? contact.mbox,
          phone: contact.hasTelephone,
          url: contact.hasURL,
        },
        "contactPoint",
        problems,
      ),
    )
    .filter((contact) => contact !== undefined)
  return unlessEmpty(contacts)
}

// Unknown words count as restricted: a mistake then hides data for a while instead of exposing what must not be seen.
function accessRightsOf(raw: unknown, problems: Problem[]): AccessRights | undefined {
  if (isBlank(raw)) return undefined
  const rights = accessRightsFrom(raw)
  if (!rights) problems.push(problem("unknown-access-level", "accessLevel", raw))
  return rights ?? "restricted"
}

const repeating = /^R\d*\//i

/** `modified` may hold a repetition ("R/P1W") in place of a date: that is a frequency (DCAT-US 1.1, `modified`). */
function timesOf(raw: JsonObject, context: RecordContext) {
  const modified = lineOf(raw.modified)
  const isRhythm = modified !== undefined && repeating.test(modified)
  const frequency = isBlank(raw.accrualPeriodicity) && isRhythm ? modified : raw.accrualPeriodicity
  return {
    frequency: readFrequency(frequency, isBlank(raw.accrualPeriodicity) ? "modified" : "accrualPeriodicity", context),
    issued: readDate(raw.issued, "issued", context.problems),
    modified: isRhythm ? undefined : readDate(raw.modified, "modified", context.problems),
  }
}

/** One box or place; a list of four numbers or of two corners is one box, any other list holds several. */
function placesOf(raw: unknown, context: RecordContext) {
  const isOneBox = Array.isArray(raw) && (typeof raw[0] === "number" || (Array.isArray(raw[0]) && raw.length === 2))
  const values = isOneBox ? [raw] : listOf(raw).slice(0, 100)
  const places = values
    .map((value) => (isOwnPlace(value) ? ownPlace(value, context) : readPlace(value, "spatial", context)))
    .filter((place) => place !== undefined)
  return unlessEmpty(places)
}

function periodsOf(raw: unknown, problems: Problem[]) {
  const periods = listOf(raw)
    .slice(0, 100)
    .map((value) => readPeriod(value, "temporal", problems))
    .filter((period) => period !== undefined)
  return unlessEmpty(periods)
}

// A collection of DCAT-US is a dataset of its own, with publisher, licence and often files: it stays one, and its members
// point to it. Only what says so by its type is a series.
function seriesOf(raw: JsonObject, { identifiers, problems }: FactsContext): string | undefined {
  const parent = memberOf(raw)
  if (parent === undefined) return undefined
  if (!identifiers || identifiers.has(parent)) return parent
  problems.push(problem("unknown-series", "isPartOf", parent))
  return undefined
}

/** The collection that a dataset names as its own. */
export function seriesIn(raw: JsonObject): string | undefined {
  return memberOf(withOwnWords(raw))
}

function memberOf({ isPartOf }: JsonObject): string | undefined {
  return idFrom(listOf(isPartOf)[0])
}

function distributionsOf(
  raw: unknown,
  context: RecordContext & { readonly landingPage: string | undefined },
): readonly DistributionFacts[] {
  const list = listOf(raw)
  if (list.length > distributionLimit) context.problems.push(problem("too-many-values", "distribution", list.length))
  return list
    .slice(0, distributionLimit)
    .map((entry, at) => distributionFromPod(entry, `distribution[${at}]`, context))
    .filter((distribution) => distribution !== undefined)
}
