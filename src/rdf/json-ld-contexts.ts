import { iri, namespaces } from "./namespaces.ts"

/**
 * Contexts that catalogues name by address, bundled: nothing is ever fetched. Terms are ours to read with, not copies: where
 * the original turns a value into an IRI (`"license": {"@type": "@id"}`), ours leaves it as written, because feeds put sentences
 * there and JSON-LD drops what is no IRI.
 */
type Context = Readonly<Record<string, unknown>>

const shared: Context = {
  ...namespaces,
  dc: namespaces.dct,
  dcterms: namespaces.dct,
  gsp: namespaces.geosparql,
  "@vocab": namespaces.dcat,
}

const dublinCore = Object.fromEntries(
  (
    "title description issued modified language license rights accessRights spatial conformsTo publisher creator identifier " +
    "temporal format accrualPeriodicity provenance isPartOf hasPart relation source type abstract"
  )
    .split(" ")
    .map((name) => [name, iri("dct", name)]),
)

const agents: Context = {
  fn: iri("vcard", "fn"),
  hasEmail: iri("vcard", "hasEmail"),
  hasTelephone: iri("vcard", "hasTelephone"),
  hasURL: iri("vcard", "hasURL"),
  name: iri("foaf", "name"),
  homepage: iri("foaf", "homepage"),
  mbox: iri("foaf", "mbox"),
  subOrganizationOf: iri("org", "subOrganizationOf"),
  prefLabel: iri("skos", "prefLabel"),
}

/** DCAT-US 1.1 (Project Open Data), which ArcGIS Hub names too. */
const podContext: Context = {
  ...shared,
  ...dublinCore,
  ...agents,
  describedBy: iri("powder", "describedby"),
  accessLevel: iri("pod", "accessLevel"),
}

/** DCAT-AP: the terms of its published contexts (2.x and 3.x name some properties differently). */
const dcatApContext: Context = {
  ...shared,
  ...dublinCore,
  ...agents,
  Catalogue: iri("dcat", "Catalog"),
  CatalogueRecord: iri("dcat", "CatalogRecord"),
  Agent: iri("foaf", "Agent"),
  Kind: iri("vcard", "Kind"),
  Organization: iri("foaf", "Organization"),
  Location: iri("dct", "Location"),
  PeriodOfTime: iri("dct", "PeriodOfTime"),
  LicenceDocument: iri("dct", "LicenseDocument"),
  Checksum: iri("spdx", "Checksum"),
  Concept: iri("skos", "Concept"),
  licence: iri("dct", "license"),
  releaseDate: iri("dct", "issued"),
  modificationDate: iri("dct", "modified"),
  frequency: iri("dct", "accrualPeriodicity"),
  geographicalCoverage: iri("dct", "spatial"),
  temporalCoverage: iri("dct", "temporal"),
  linkedSchemas: iri("dct", "conformsTo"),
  datasetDistribution: iri("dcat", "distribution"),
  accessUrl: iri("dcat", "accessURL"),
  downloadUrl: iri("dcat", "downloadURL"),
  endpointUrl: iri("dcat", "endpointURL"),
  documentation: iri("foaf", "page"),
  page: iri("foaf", "page"),
  primaryTopic: iri("foaf", "primaryTopic"),
  otherIdentifier: iri("adms", "identifier"),
  preferredLabel: iri("skos", "prefLabel"),
  notation: iri("skos", "notation"),
  geometry: iri("locn", "geometry"),
  beginning: iri("time", "hasBeginning"),
  end: iri("time", "hasEnd"),
  checksum: iri("spdx", "checksum"),
  checksumValue: iri("spdx", "checksumValue"),
  algorithm: iri("spdx", "algorithm"),
  applicableLegislation: iri("dcatap", "applicableLegislation"),
  member: { "@id": iri("hydra", "member") },
  view: iri("hydra", "view"),
  next: iri("hydra", "next"),
  first: iri("hydra", "first"),
  last: iri("hydra", "last"),
  totalItems: iri("hydra", "totalItems"),
}

const schemaContext: Context = { ...namespaces, "@vocab": namespaces.schema, id: "@id", type: "@type" }
const hydraContext: Context = { ...namespaces, "@vocab": namespaces.hydra }

const bundled: readonly (readonly [RegExp, Context])[] = [
  [
    /^https?:\/\/project-open-data\.(?:cio\.gov|github\.io)\/v1\.[01]\/schema\/(?:catalog|dataset)(?:\.jsonld)?$/,
    podContext,
  ],
  [/^https?:\/\/(?:www\.)?schema\.org\/?(?:docs\/jsonldcontext\.jsonl?d?)?$/, schemaContext],
  [/^https?:\/\/www\.w3\.org\/ns\/hydra\/(?:core#?|context\.jsonld)$/, hydraContext],
  [/\/dcat-?ap[\w.-]*\.jsonld$/i, dcatApContext],
  [/\/hvd\.jsonld$/, dcatApContext],
  [/^https?:\/\/www\.w3\.org\/(?:ns\/dcat(?:3)?(?:\.jsonld|#)?|ns\/dcat3?)$/, dcatApContext],
  [/\/api\/1\/site\/context\.jsonld$/, dcatApContext],
]

/** The bundled context for an address, as the document a loader would fetch. */
export function bundledContext(url: string): { "@context": Context } | undefined {
  const context = bundled.find(([pattern]) => pattern.test(url))?.[1]
  return context && { "@context": context }
}

/** For JSON without a context that has the shape of DCAT-US: many portals leave it out. */
export const contextOfPlainJson = podContext
