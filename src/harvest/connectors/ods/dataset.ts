import type { ContactPoint, DatasetFacts, PublisherFacts } from "../../../catalogue/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import type { FoundRecord, Problem } from "../../connector.ts"
import {
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
  readContact,
  readDate,
  readFrequency,
  readKeywords,
  readLanguages,
  readLicence,
  readLocalised,
  readStandards,
  readThemes,
} from "../../reading/index.ts"
import { localisedField } from "../ckan/localised-fields.ts"
import { refused } from "../shared/one-record.ts"
import { periodsOf, placesOf } from "./coverage.ts"
import { distributionsOf } from "./distributions.ts"
import { type Metas, metasOf } from "./metas.ts"

export interface OdsContext {
  readonly vocabularies: Vocabularies
  /** Root of the portal; absent when a plain file is read and nobody says. */
  readonly portal: string | undefined
  /** Language of records that do not show theirs. */
  readonly language: string | undefined
  readonly skipFederated: boolean
}

/** One dataset of the Explore API or of version 1. Never throws, whatever it is given. */
export function recordFromDataset(raw: unknown, position: number, context: OdsContext): FoundRecord {
  if (!isObject(raw)) return refused(`#${position}`, problem("not-an-object", undefined, raw))
  const id = remoteIdOf(raw)
  const metas = metasOf(raw)
  if (id === undefined) return refused(`#${position}`, problem("missing-identifier", "dataset_id", metas.basic.title))
  if (context.skipFederated && isFederated(metas)) return { kind: "skipped", remoteId: id, reason: "federated" }
  const problems: Problem[] = []
  const language = languageOf(metas, context.language)
  const facts = factsOf({ raw, id, metas }, { ...context, language, problems })
  if (!facts) return refused(id, ...problems, problem("missing-title", "title", metas.basic.title))
  return { kind: "dataset", remoteId: id, facts, problems }
}

export function remoteIdOf(raw: unknown): string | undefined {
  return isObject(raw) ? (idFrom(raw.dataset_id) ?? idFrom(raw.datasetid)) : undefined
}

/** Shown here, kept by another portal of the same maker. */
function isFederated({ basic }: Metas): boolean {
  return basic.federated === true || lineOf(basic.source_domain) !== undefined
}

function languageOf({ basic: { title, description, language } }: Metas, fallback: string | undefined): string {
  return languageOfRecord({ title, description, declared: listOf(language)[0] }, fallback)
}

type FactsContext = RecordContext & Pick<OdsContext, "portal">

function factsOf(
  { raw, id, metas }: { raw: JsonObject; id: string; metas: Metas },
  context: FactsContext,
): DatasetFacts | undefined {
  const { language, problems } = context
  const { basic, dcat, inspire, custom } = metas
  // Portals that write in two languages put the second one in fields of their own.
  const read = (name: string) => basic[name] ?? custom[name]
  const title = localisedField(read, { names: ["title"], path: "", shape: "line" }, context)
  if (!title) return undefined
  const portal = context.portal ?? portalOf(basic)
  return compact<DatasetFacts>({
    identifier: idFrom(inspire.file_identifier) ?? id,
    title,
    description: localisedField(read, { names: ["description"], path: "", shape: "text" }, context),
    keywords: keywordsOf(metas, context),
    sourceLanguage: language === "und" ? undefined : language,
    publisher: publisherOf(metas, context),
    contactPoints: contactsOf(metas, problems),
    ...readThemes(
      listOf(basic.theme).map((theme, at) => ({ names: [theme], field: `theme[${at}]`, mustMap: true })),
      context,
    ),
    licence: readLicence([basic.license, basic.license_url], "license", context),
    accessRights: raw.visibility === "restricted" || raw.data_visible === false ? "restricted" : undefined,
    frequency: frequencyOf(metas, context),
    spatial: placesOf(metas, context),
    temporal: periodsOf(metas, context),
    issued: readDate(isBlank(dcat.issued) ? dcat.created : dcat.issued, "dcat.issued", problems),
    modified: readDate(isBlank(basic.modified) ? basic.data_processed : basic.modified, "modified", problems),
    landingPage: portal && `${portal}explore/dataset/${encodeURIComponent(id)}/`,
    slugHint: id.slice(0, 300),
    languages: readLanguages(basic.language, "language", problems),
    conformsTo: readStandards(listOf(dcat.conforms_to)),
    distributions: distributionsOf({ raw, id, portal }, context),
  })
}

/** Where a saved record says where it comes from: every portal answers at a name of its maker's too. */
function portalOf(basic: JsonObject): string | undefined {
  const address = lineOf(basic.source_domain_address)
  const domain = lineOf(basic.domain)
  if (address && /^[\w-]+(\.[\w-]+)+$/.test(address)) return `https://${address}/`
  return domain && /^[a-z0-9-]{1,63}$/i.test(domain) ? `https://${domain}.opendatasoft.com/` : undefined
}

function keywordsOf({ basic, custom }: Metas, { language, problems }: RecordContext) {
  const into = new KeywordCollection()
  readKeywords(basic.keyword, { into, language, field: "keyword", problems })
  for (const tag of ["ar", "fr", "en"])
    readKeywords(custom[`keyword_${tag}`], { into, language: tag, field: `custom.keyword_${tag}`, problems })
  return into.toFacts()
}

function publisherOf(
  { basic, dcat, inspire }: Metas,
  { language, problems }: RecordContext,
): PublisherFacts | undefined {
  const [field, value] = isBlank(basic.publisher)
    ? isBlank(dcat.creator)
      ? ["inspire.contact_organisation_name", inspire.contact_organisation_name]
      : ["dcat.creator", dcat.creator]
    : ["publisher", basic.publisher]
  const name = readLocalised([[value, field]], { shape: "line", language }, problems)
  return name && { name }
}

function contactsOf({ dcat, inspire }: Metas, problems: Problem[]): readonly ContactPoint[] | undefined {
  const ofDcat = { name: dcat.contact_name, email: dcat.contact_email }
  const ofInspire = {
    name: inspire.contact_organisation_name ?? inspire.contact_individual_name,
    email: inspire.contact_email,
  }
  const contact = isBlank(ofDcat.email)
    ? readContact(ofInspire, "inspire.contact_email", problems)
    : readContact(ofDcat, "dcat.contact_email", problems)
  // A person's name alone helps nobody to reach anybody, and is personal data.
  return contact?.email ? [contact] : undefined
}

function frequencyOf({ basic, dcat }: Metas, context: RecordContext) {
  const stated = dcat.accrualperiodicity ?? dcat.accrual_periodicity
  return isBlank(stated)
    ? readFrequency(listOf(basic.update_frequency)[0], "update_frequency", context)
    : readFrequency(listOf(stated)[0], "dcat.accrualperiodicity", context)
}
