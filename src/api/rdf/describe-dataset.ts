import { type Dataset, type Distribution, downloadUrlOf, type Period, type Provenance } from "../../catalogue/index.ts"
import type { DescribedValue, Description } from "../../rdf/index.ts"
import { identifierOf, namedIdentifier, permanentAddresses } from "./addresses.ts"
import { describeAddresses } from "./describe-addresses.ts"
import { describeContact, describeCreator } from "./describe-agent.ts"
import { accessUrlOf, describeDistribution } from "./describe-distribution.ts"
import { describeLicence } from "./describe-licence.ts"
import { describeCoverage } from "./describe-place.ts"
import { describeStandards } from "./describe-standards.ts"
import { describeThemes } from "./describe-themes.ts"
import { authorityIri, languageIri } from "./eu-authorities.ts"
import type { RdfContext } from "./rdf-context.ts"
import {
  all,
  allLinked,
  dated,
  isWebAddress,
  linked,
  localised,
  obligatory,
  ofClass,
  type Properties,
  plain,
} from "./values.ts"

/** A dataset in DCAT-AP 3 with its files, its catalogue record and what they name; its publisher and series come beside it. */
export function describeDataset(dataset: Dataset, context: RdfContext): readonly Description[] {
  const { baseUrl } = context
  const about = identifierOf(baseUrl, "dataset", dataset.id)
  const themes = describeThemes(dataset, context)
  const places = (dataset.spatial ?? []).map((one) => describeCoverage(one, context))
  const standards = describeStandards(dataset.conformsTo)
  const licence = describeLicence(dataset.licence, context)
  const files = dataset.distributions.filter(({ documentation }) => !documentation)
  const documents = dataset.distributions.filter(({ documentation }) => documentation)
  const pages = documents.map((one) => describeDocument(one, dataset, baseUrl))
  const properties: Properties = [
    ...identityOf(dataset, baseUrl),
    ...wordsOf(dataset),
    ["dct:publisher", { iri: identifierOf(baseUrl, "organization", dataset.organization.id) }],
    ...all("dct:creator", [describeCreator(dataset.publisher)], (creator) => creator),
    ...all("dcat:contactPoint", dataset.contactPoints, describeContact),
    ...themes.properties,
    ...(licence.value ? [["dct:license", licence.value] as const] : []),
    ...all("dct:spatial", places, ({ value }) => value),
    ...timesOf(dataset),
    ...standards.properties,
    ...linked("dcat:landingPage", dataset.landingPage),
    ...linked("dcat:inSeries", dataset.series && identifierOf(baseUrl, "series", dataset.series.id)),
    ...all("dct:provenance", dataset.sources, describeProvenance),
    ...all("dcat:distribution", files, ({ id }) => ({ iri: identifierOf(baseUrl, "distribution", id) })),
    ...all("foaf:page", pages, (page) => ({ iri: page.about! })),
  ]
  return [
    { about, types: ["dcat:Dataset"], properties },
    describeRecord(dataset, about),
    ...files.flatMap((file) => describeDistribution(file, dataset, context)),
    ...pages,
    ...(dataset.landingPage ? [ofClass(dataset.landingPage, "foaf:Document")] : []),
    ...themes.nodes,
    ...licence.nodes,
    ...places.flatMap(({ nodes }) => nodes),
    ...standards.nodes,
  ]
}

/** The publisher's identifier stays the identifier; ours stands beside it (DESIGN §3). */
function identityOf(dataset: Dataset, baseUrl: string): Properties {
  return [
    ...plain("dct:identifier", namedIdentifier(dataset, baseUrl)),
    ...describeAddresses(permanentAddresses(dataset, "dataset", baseUrl)),
  ]
}

function wordsOf({ title, description, keywords, languages, version }: Dataset): Properties {
  const said = Object.entries(keywords ?? {}).flatMap(([language, words]) => words.map((text) => ({ text, language })))
  return [
    ...obligatory("dct:title", title),
    ...obligatory("dct:description", description),
    ...all("dcat:keyword", said, (keyword) => keyword),
    ...allLinked("dct:language", languages?.map(languageIri)),
    ...plain("dcat:version", version),
  ]
}

const accessCodes = { public: "PUBLIC", restricted: "RESTRICTED", "non-public": "NON_PUBLIC" } as const

function timesOf({ issued, modified, frequency, temporal, accessRights }: Dataset): Properties {
  return [
    ...dated("dct:issued", issued),
    ...dated("dct:modified", modified),
    // DCAT-AP takes no frequency in other words than the EU's.
    ...linked("dct:accrualPeriodicity", frequency?.code && authorityIri("frequency", frequency.code)),
    ...all("dct:temporal", temporal, describePeriod),
    ...linked("dct:accessRights", accessRights && authorityIri("access-right", accessCodes[accessRights])),
  ]
}

function describePeriod({ start, end }: Period): DescribedValue | undefined {
  const properties = [...dated("dcat:startDate", start), ...dated("dcat:endDate", end)]
  return properties.length > 0 ? { types: ["dct:PeriodOfTime"], properties } : undefined
}

/** Where the record was harvested; not when, as that changes nothing in what is said. */
function describeProvenance({ name, displayName, url, remoteId }: Provenance): DescribedValue {
  const properties: Properties = [
    ...localised("rdfs:label", displayName ?? { und: name }),
    ...linked("dct:source", isWebAddress(url) ? url : undefined),
    ...plain("dct:identifier", remoteId),
  ]
  return { types: ["dct:ProvenanceStatement"], properties }
}

/** Our note about the dataset: since when we have it, when it last changed here, and in which language its source writes. */
function describeRecord({ createdAt, metadataModified, sourceLanguage }: Dataset, dataset: string): Description {
  return {
    about: `${dataset}#record`,
    types: ["dcat:CatalogRecord"],
    properties: [
      ["foaf:primaryTopic", { iri: dataset }],
      ...dated("dct:issued", createdAt),
      ...dated("dct:modified", metadataModified),
      ...linked("dct:language", sourceLanguage && languageIri(sourceLanguage)),
    ],
  }
}

function describeDocument(one: Distribution, dataset: Dataset, baseUrl: string): Description {
  const about = one.accessUrl ?? downloadUrlOf(one, baseUrl) ?? accessUrlOf(one, dataset, baseUrl)
  return { about, types: ["foaf:Document"], properties: localised("dct:title", one.title) }
}
