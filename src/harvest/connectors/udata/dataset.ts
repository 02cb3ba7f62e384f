import type { DatasetFacts, DistributionFacts, Mapped } from "../../../catalogue/index.ts"
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
  readKeywords,
  readLicence,
  readUrl,
} from "../../reading/index.ts"
import { localisedField } from "../ckan/localised-fields.ts"
import { refused } from "../shared/one-record.ts"
import { frequencyOf, periodsOf, placesOf, type ZoneNames } from "./coverage.ts"
import { contactsOf, publisherOf } from "./publisher.ts"
import { distributionFromResource, firstDate, schemasOf } from "./resource.ts"

export interface UdataContext {
  readonly vocabularies: Vocabularies
  /** Root of the portal; absent when a plain file is read. */
  readonly portal: string | undefined
  /** Language of records that do not show theirs. */
  readonly language: string | undefined
  readonly communityResources: boolean
  readonly skipHarvested: boolean
  readonly zoneNames: ZoneNames
  /** What the portal tells of its licences, by their identifiers: title, address. */
  readonly licenceNames: ReadonlyMap<string, readonly unknown[]>
}

const resourceLimit = 10_000

/** One dataset of the API of version 1 or 2, or of a dump. Never throws, whatever it is given. */
export function recordFromDataset(raw: unknown, position: number, context: UdataContext): FoundRecord {
  if (!isObject(raw)) return refused(`#${position}`, problem("not-an-object", undefined, raw))
  const remoteId = remoteIdOf(raw)
  if (remoteId === undefined) return refused(`#${position}`, problem("missing-identifier", "id", lineOf(raw.title)))
  const reason = reasonToSkip(raw, context)
  if (reason) return { kind: "skipped", remoteId, reason }
  const problems: Problem[] = []
  const language = languageOfRecord({ title: raw.title, description: raw.description }, context.language)
  const facts = factsOf(raw, remoteId, { ...context, language, problems })
  if (!facts) return refused(remoteId, ...problems, problem("missing-title", "title", raw.title))
  return { kind: "dataset", remoteId, facts, problems }
}

/** Of datasets and of services. */
export function remoteIdOf(raw: unknown): string | undefined {
  return isObject(raw) ? (idFrom(raw.id) ?? idFrom(raw.slug)) : undefined
}

/** Drafts and what was taken away are listed for those who may see them, and stand in dumps. */
export function reasonToSkip(raw: JsonObject, { skipHarvested }: { skipHarvested: boolean }): string | undefined {
  if (raw.private === true) return "private"
  if (!isBlank(raw.deleted ?? raw.deleted_at)) return "deleted"
  if (!isBlank(raw.archived ?? raw.archived_at)) return "archived"
  const harvest = isObject(raw.harvest) ? raw.harvest : {}
  return skipHarvested && lineOf(harvest.source_id ?? harvest.backend) !== undefined ? "harvested" : undefined
}

type FactsContext = RecordContext & Omit<UdataContext, "language">

function factsOf(raw: JsonObject, id: string, context: FactsContext): DatasetFacts | undefined {
  const { language } = context
  const extras = isObject(raw.extras) ? raw.extras : {}
  const harvest = isObject(raw.harvest) ? raw.harvest : {}
  const internal = isObject(raw.internal) ? raw.internal : {}
  // Portals that write in several languages keep the others among the extras, as they do in CKAN.
  const read = (name: string) => raw[name] ?? extras[name]
  const title = localisedField(read, { names: ["title"], path: "", shape: "line" }, context)
  if (!title) return undefined
  const landingPage = landingPageOf(raw, harvest, context)
  const distributions = distributionsOf(raw, { ...context, landingPage })
  return compact<DatasetFacts>({
    identifier: (lineOf(harvest.dct_identifier) ?? lineOf(harvest.remote_id) ?? id).slice(0, 400),
    title,
    description: localisedField(read, { names: ["description"], path: "", shape: "text" }, context),
    keywords: keywordsOf(raw, context),
    sourceLanguage: language === "und" ? undefined : language,
    publisher: publisherOf(raw.organization, context),
    contactPoints: contactsOf(raw.contact_points, context),
    licence: licenceOf(raw.license, context),
    accessRights: accessRightsOf(raw, extras),
    frequency: frequencyOf(raw.frequency, context),
    spatial: placesOf(raw.spatial, context.zoneNames, context),
    temporal: periodsOf(raw.temporal_coverage, context),
    issued: firstDate(
      [harvest.issued_at, harvest.created_at, raw.created_at, internal.created_at_internal ?? raw.created_at_internal],
      "created_at",
      context,
    ),
    modified:
      firstDate([raw.last_update, harvest.modified_at], "last_update", context) ??
      youngestOf(distributions) ??
      firstDate([raw.last_modified, raw.last_modified_internal], "last_modified", context),
    landingPage,
    slugHint: lineOf(raw.slug)?.slice(0, 300),
    conformsTo: schemasOf(raw.schema),
    distributions,
  })
}

/** The page of the portal that had it first, else the one here. */
function landingPageOf(raw: JsonObject, harvest: JsonObject, { portal, problems }: FactsContext): string | undefined {
  const slug = lineOf(raw.slug)
  return (
    readUrl(harvest.remote_url, "harvest.remote_url", problems) ??
    readUrl(raw.page, "page", problems) ??
    (portal && slug ? `${portal}datasets/${encodeURIComponent(slug)}/` : undefined)
  )
}

// Labels that say something of the data; the others say how the portal sees it.
const badgesKept = new Set(["hvd", "inspire", "high-value-dataset"])

/** Tags, the acronym by which many know a dataset, and the badges for high-value data and INSPIRE. */
function keywordsOf(raw: JsonObject, { language, problems }: RecordContext) {
  const into = new KeywordCollection()
  readKeywords(raw.tags, { into, language, field: "tags", problems })
  readKeywords(lineOf(raw.acronym), { into, language, field: "acronym", problems })
  for (const badge of listOf(raw.badges).slice(0, 50)) {
    const kind = isObject(badge) ? lineOf(badge.kind) : undefined
    if (kind && badgesKept.has(kind)) into.add(kind === "high-value-dataset" ? "hvd" : kind, language)
  }
  return into.toFacts()
}

/** The identifier, or the licence in full; “notspecified” is how udata writes that there is none. */
export function licenceOf(
  raw: unknown,
  context: RecordContext & Pick<UdataContext, "licenceNames">,
): Mapped | undefined {
  if (isObject(raw)) return readLicence([raw.id, raw.title, raw.url], "license", context)
  const id = lineOf(raw)
  if (id === undefined || id === "notspecified") return undefined
  return readLicence([id, ...(context.licenceNames.get(id) ?? [])], "license", context)
}

/** An account that everyone may have keeps nobody out (EU access right PUBLIC). */
const rightsByAccess: Readonly<Record<string, DatasetFacts["accessRights"]>> = {
  open: "public",
  open_with_account: "public",
  restricted: "restricted",
}

function accessRightsOf(raw: JsonObject, extras: JsonObject): DatasetFacts["accessRights"] {
  const access = lineOf(raw.access_type)
  if (access !== undefined && Object.hasOwn(rightsByAccess, access)) return rightsByAccess[access]
  const dcat = isObject(extras.dcat) ? extras.dcat : {}
  return accessRightsFrom(listOf(dcat.accessRights)[0])
}

function distributionsOf(
  raw: JsonObject,
  context: FactsContext & { readonly landingPage: string | undefined },
): readonly DistributionFacts[] {
  const lists = context.communityResources ? ["resources", "community_resources"] : ["resources"]
  return lists.flatMap((name) => {
    const list = isObject(raw[name]) ? [] : listOf(raw[name])
    if (list.length > resourceLimit) context.problems.push(problem("too-many-values", name, list.length))
    return list
      .slice(0, resourceLimit)
      .map((resource, at) => distributionFromResource(resource, `${name}[${at}]`, context))
      .filter((distribution) => distribution !== undefined)
  })
}

function youngestOf(distributions: readonly DistributionFacts[]): string | undefined {
  return distributions.reduce((latest, { modified = "" }) => (modified > latest ? modified : latest), "") || undefined
}
