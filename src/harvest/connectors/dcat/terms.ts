import { iri, namespaces, type Prefix } from "../../../rdf/index.ts"

/** `terms("dct:title schema:name")`: IRIs of synonyms, from the standard's word to the least. */
function terms(names: string): readonly string[] {
  return names.split(" ").map((name) => {
    const [prefix, local] = name.split(":") as [Prefix, string]
    if (!(prefix in namespaces)) throw new Error(`no namespace for ${name}`)
    return iri(prefix, local)
  })
}

/** Classes under which catalogues list things. */
export const classes = {
  catalogue: terms("dcat:Catalog schema:DataCatalog"),
  dataset: terms("dcat:Dataset schema:Dataset"),
  series: terms("dcat:DatasetSeries"),
  service: terms("dcat:DataService"),
  distribution: terms("dcat:Distribution schema:DataDownload"),
  record: terms("dcat:CatalogRecord"),
}

/** Each property of ours with the predicates that real catalogues write it with (DCAT 2 and 3, DCAT-US, schema.org, GeoNetwork). */
export const properties = {
  title: terms("dct:title dce:title schema:name rdfs:label skos:prefLabel"),
  description: terms("dct:description dct:abstract dce:description schema:description rdfs:comment"),
  keyword: terms("dcat:keyword schema:keywords dcat:keywords"),
  identifier: terms("dct:identifier dcat:identifier dce:identifier schema:identifier"),
  otherIdentifier: terms("adms:identifier"),
  notation: terms("skos:notation"),
  issued: terms("dct:issued schema:datePublished dct:created schema:dateCreated dct:available"),
  modified: terms("dct:modified schema:dateModified dct:updated dce:date"),
  language: terms("dct:language dce:language schema:inLanguage"),
  publisher: terms("dct:publisher dce:publisher schema:publisher dct:creator schema:creator"),
  contactPoint: terms("dcat:contactPoint adms:contactPoint schema:contactPoint dcat:contactPoints"),
  theme: terms("dcat:theme schema:about dcat:themes"),
  licence: terms("dct:license schema:license dct:licence"),
  rights: terms("dct:rights dce:rights"),
  accessRights: terms("dct:accessRights pod:accessLevel"),
  frequency: terms("dct:accrualPeriodicity"),
  spatial: terms("dct:spatial schema:spatialCoverage dct:coverage"),
  temporal: terms("dct:temporal schema:temporalCoverage"),
  landingPage: terms("dcat:landingPage schema:url"),
  documentation: terms("foaf:page"),
  conformsTo: terms("dct:conformsTo schema:conformsTo"),
  version: terms("dcat:version owl:versionInfo schema:version"),
  inSeries: terms("dcat:inSeries dct:isPartOf"),
  seriesMember: terms("dcat:seriesMember"),
  distribution: terms("dcat:distribution schema:distribution dcat:distributions"),

  accessUrl: terms("dcat:accessURL schema:url"),
  downloadUrl: terms("dcat:downloadURL schema:contentUrl"),
  accessService: terms("dcat:accessService"),
  format: terms("dct:format dce:format schema:encodingFormat"),
  mediaType: terms("dcat:mediaType schema:encodingFormat"),
  byteSize: terms("dcat:byteSize schema:contentSize"),
  checksum: terms("spdx:checksum"),

  endpointUrl: terms("dcat:endpointURL"),
  endpointDescription: terms("dcat:endpointDescription"),
  servesDataset: terms("dcat:servesDataset"),
  primaryTopic: terms("foaf:primaryTopic"),

  datasetsOfCatalogue: terms("dcat:dataset schema:dataset dcat:datasets"),
  servicesOfCatalogue: terms("dcat:service dcat:services"),
  name: terms(
    "foaf:name vcard:fn vcard:organization-name skos:prefLabel rdfs:label schema:name schema:legalName dct:title",
  ),
  label: terms("skos:prefLabel rdfs:label dct:title schema:name locn:geographicName foaf:name skos:notation"),
  value: terms("rdf:value vcard:value vcard:hasValue"),
  homepage: terms("foaf:homepage schema:url vcard:hasURL foaf:page"),
}
