import type { DataServiceFacts, DatasetFacts, SeriesFacts } from "../../../catalogue/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import type { FoundRecord, Problem } from "../../connector.ts"
import { compact, idFrom, lineOf, problem, readFrequency, readLanguages, type XmlElement } from "../../reading/index.ts"
import { codeIn, codesAt, find, firstText, hrefIn, textIn } from "./find.ts"
import { accessRightsOf, licenceOf } from "./iso-constraints.ts"
import { datesOf, periodsOf } from "./iso-dates.ts"
import { keywordsOf, themesOf } from "./iso-keywords.ts"
import { linksOf } from "./iso-links.ts"
import { contactsFrom, partiesOf, publisherFrom } from "./iso-parties.ts"
import { placesOf } from "./iso-places.ts"
import { endpointOf, isService, scopeOf } from "./iso-service.ts"
import { type IsoReading, languageOfRecord, localesOf, localised } from "./iso-text.ts"

export interface RecordSettings {
  readonly vocabularies: Vocabularies
  /** Language of records that do not name theirs. */
  readonly language: string | undefined
}

const notData = new Set(["application", "software", "featureCatalogue"])

/** One `MD_Metadata` of ISO 19139 or ISO 19115-3. */
export function recordFromIso(root: XmlElement, remoteId: string, settings: RecordSettings): FoundRecord {
  const scope = scopeOf(root)
  if (scope !== undefined && notData.has(scope)) return { kind: "skipped", remoteId, reason: scope }
  const problems: Problem[] = []
  if (remoteId.startsWith("#"))
    return { kind: "refused", remoteId, problems: [problem("missing-identifier", "fileIdentifier")] }
  const info = find(root, "identificationInfo/*")[0]
  const language = languageOfRecord(root) ?? settings.language ?? "und"
  const reading = { vocabularies: settings.vocabularies, language, problems, locales: localesOf(root) }
  const common = commonFacts(root, info, reading)
  if (!common) return { kind: "refused", remoteId, problems: [...problems, problem("missing-title", "citation/title")] }
  if (info && isService(root, info)) {
    const facts = serviceFacts(root, info, { common, reading })
    return { kind: "service", remoteId, facts, problems }
  }
  const facts = datasetFacts(root, info, { common, remoteId, reading })
  // A series with files of its own stays a dataset: a series of ours has none, and they would be lost.
  if (scope === "series" && facts.distributions.length === 0)
    return { kind: "series", remoteId, facts: seriesFacts(facts), problems }
  return { kind: "dataset", remoteId, facts, problems }
}

type Common = Pick<DatasetFacts, "title" | "description" | "publisher" | "contactPoints" | "licence">

function commonFacts(root: XmlElement, info: XmlElement | undefined, reading: IsoReading): Common | undefined {
  const title = localised(find(info, "citation/CI_Citation/title"), "citation/title", "line", reading)
  if (!title) return undefined
  const parties = partiesOf(root, info)
  return {
    title,
    description: localised(find(info, "abstract"), "abstract", "text", reading),
    publisher: publisherFrom(parties, reading),
    contactPoints: contactsFrom(parties, reading),
    licence: licenceOf(info, reading),
  }
}

function serviceFacts(
  root: XmlElement,
  info: XmlElement,
  { common, reading }: { readonly common: Common; readonly reading: IsoReading },
): DataServiceFacts {
  return compact({ ...common, ...endpointOf(root, info, reading) })
}

function seriesFacts({ title, description, publisher, issued, modified }: DatasetFacts): SeriesFacts {
  return compact({ title, description, publisher, issued, modified })
}

function datasetFacts(
  root: XmlElement,
  info: XmlElement | undefined,
  { common, remoteId, reading }: { readonly common: Common; readonly remoteId: string; readonly reading: IsoReading },
): DatasetFacts {
  const { language, problems } = reading
  const { distributions, landingPage } = linksOf(root, remoteId, reading)
  return compact({
    identifier: identifierOf(info) ?? remoteId,
    ...common,
    keywords: keywordsOf(info, reading),
    sourceLanguage: language === "und" ? undefined : language,
    ...themesOf(info, reading),
    accessRights: accessRightsOf(info),
    frequency: frequencyOf(info, reading),
    spatial: placesOf(info, reading),
    temporal: periodsOf(info, reading),
    ...datesOf(info, reading),
    landingPage,
    languages: readLanguages(codesAt(info, "language", "defaultLocale/PT_Locale/language"), "language", problems),
    conformsTo: conformsToOf(root),
    version: lineOf(firstText(info, "citation/CI_Citation/edition"))?.slice(0, 100),
    inSeries: parentOf(root, info),
    distributions,
  })
}

/** The identifier of the data, which other catalogues repeat; a short code says nothing outside its code space. */
function identifierOf(info: XmlElement | undefined): string | undefined {
  for (const identifier of find(info, "citation/CI_Citation/identifier/*")) {
    const code = lineOf(firstText(identifier, "code") ?? hrefIn(find(identifier, "code")[0]))
    const space = lineOf(firstText(identifier, "codeSpace"))
    if (code) return (code.length < 8 && space ? `${space}/${code}` : code).slice(0, 400)
  }
  return undefined
}

function frequencyOf(info: XmlElement | undefined, reading: IsoReading) {
  const maintenance = find(info, "resourceMaintenance/MD_MaintenanceInformation")[0]
  const code = codeIn(find(maintenance, "maintenanceAndUpdateFrequency")[0])
  return readFrequency(
    code ?? firstText(maintenance, "userDefinedMaintenanceFrequency"),
    "resourceMaintenance/maintenanceAndUpdateFrequency",
    reading,
  )
}

/** Specifications that the record claims to meet; those it was only held against do not count. */
function conformsToOf(root: XmlElement): readonly string[] | undefined {
  const results = find(root, "dataQualityInfo/DQ_DataQuality/report/*/result/DQ_ConformanceResult")
  const met = results
    .filter((result) => /^(?:true|1)$/.test(firstText(result, "pass") ?? ""))
    .flatMap((result) => find(result, "specification/CI_Citation/title"))
    .map((title) => lineOf(hrefIn(title) ?? textIn(title))?.slice(0, 500))
    .filter((title) => title !== undefined)
  return met.length > 0 ? [...new Set(met)].slice(0, 50) : undefined
}

/** The whole it is a part of: its parent record, else the larger work it names. */
function parentOf(root: XmlElement, info: XmlElement | undefined): string | undefined {
  const parent =
    firstText(root, "parentIdentifier", "parentMetadata/CI_Citation/identifier/MD_Identifier/code") ??
    find(root, "parentMetadata")[0]?.attributes.uuidref ??
    find(info, "aggregationInfo/MD_AggregateInformation", "associatedResource/MD_AssociatedResource")
      .filter((other) => codesAt(other, "associationType").includes("largerWorkCitation"))
      .map(
        (other) =>
          firstText(other, "aggregateDataSetIdentifier/*/code") ??
          find(other, "metadataReference")[0]?.attributes.uuidref,
      )
      .find((id) => id !== undefined)
  return idFrom(parent)
}
