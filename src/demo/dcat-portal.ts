import type { LocalisedText } from "../texts/index.ts"
import { formatFrom, formatInfo, type Theme } from "../vocabulary/index.ts"
import { documentationOf, endpointOf } from "./data-api.ts"
import type { DemoDataset, DemoFile, DemoSeries, DemoService, Publisher } from "./demo-dataset.ts"
import type { DemoPortal } from "./portal.ts"
import { type RdfNode, type RdfValue, rdfXml, turtle } from "./rdf-node.ts"

const pageSize = 25
const eu = "http://publications.europa.eu/resource/authority"

type Property = readonly [property: string, value: RdfValue]

/** One page of the catalogue as DCAT, chained by Hydra; nothing beyond the last page. */
export function dcatPage(portal: DemoPortal, baseUrl: string, page: number): string | undefined {
  const pages = Math.ceil(portal.datasets.length / pageSize)
  if (page < 1 || page > pages) return undefined
  const datasets = portal.datasets.slice((page - 1) * pageSize, page * pageSize)
  const address = (number: number) => `${baseUrl}/${portal.path}?page=${number}`
  const nodes = datasets.map((dataset) => datasetNode(dataset, portal, baseUrl))
  // Like real portals, ours lists its series and services on the first page.
  const series = page === 1 ? portal.series.map(seriesNode) : []
  const services = page === 1 ? portal.services.map((service) => serviceNode(service, portal, baseUrl)) : []
  const listed = (property: string, list: readonly RdfNode[]) =>
    list.map((node): Property => [property, portal.syntax === "rdf" ? { node } : { iri: node.about! }])
  const catalogue: RdfNode = {
    about: `${baseUrl}/`,
    type: "dcat:Catalog",
    properties: [
      ...localised("dct:title", portal.title),
      ["foaf:homepage", { iri: `${baseUrl}/` }],
      ...listed("dcat:dataset", [...series, ...nodes]),
      ...listed("dcat:service", services),
    ],
  }
  return portal.syntax === "rdf"
    ? rdfXml([pagedCollection({ portal, page, pages, address }), catalogue])
    : turtle([
        partialView({ portal, page, pages, address }),
        catalogue,
        ...series,
        ...services,
        ...nodes,
        ...nodes.flatMap(distributionsOf),
      ])
}

interface Paging {
  readonly portal: DemoPortal
  readonly page: number
  readonly pages: number
  readonly address: (page: number) => string
}

/** Hydra as CKAN writes it, with the terms of its drafts. */
function pagedCollection({ portal, page, pages, address }: Paging): RdfNode {
  return {
    about: address(page),
    type: "hydra:PagedCollection",
    properties: [
      ["hydra:totalItems", { text: String(portal.datasets.length), datatype: "xsd:integer" }],
      ["hydra:itemsPerPage", { text: String(pageSize), datatype: "xsd:integer" }],
      ["hydra:firstPage", { text: address(1) }],
      ["hydra:lastPage", { text: address(pages) }],
      ...(page < pages ? [["hydra:nextPage", { text: address(page + 1) }] as Property] : []),
      ...(page > 1 ? [["hydra:previousPage", { text: address(page - 1) }] as Property] : []),
    ],
  }
}

/** Hydra with its present terms. */
function partialView({ portal, page, pages, address }: Paging): RdfNode {
  return {
    about: address(page),
    type: "hydra:PartialCollectionView",
    properties: [
      ["hydra:totalItems", { text: String(portal.datasets.length), datatype: "xsd:integer" }],
      ["hydra:first", { iri: address(1) }],
      ["hydra:last", { iri: address(pages) }],
      ...(page < pages ? [["hydra:next", { iri: address(page + 1) }] as Property] : []),
      ...(page > 1 ? [["hydra:previous", { iri: address(page - 1) }] as Property] : []),
    ],
  }
}

function seriesNode({ id, title, description, publisher, issued }: DemoSeries): RdfNode {
  return {
    about: `urn:uuid:${id}`,
    type: "dcat:DatasetSeries",
    properties: [
      ...localised("dct:title", title),
      ...localised("dct:description", description),
      ["dct:publisher", publisherValue(publisher)],
      ["dct:issued", { text: issued, datatype: "xsd:date" }],
    ],
  }
}

function serviceNode(service: DemoService, portal: DemoPortal, baseUrl: string): RdfNode {
  return {
    about: `urn:uuid:${service.id}`,
    type: "dcat:DataService",
    properties: [
      ...localised("dct:title", service.title),
      ...localised("dct:description", service.description),
      ["dct:publisher", publisherValue(service.publisher)],
      ["dcat:endpointURL", { iri: endpointOf(service, baseUrl) }],
      ["dcat:endpointDescription", { iri: documentationOf(service, baseUrl) }],
      ["dct:license", licenceValue(service.licence)],
      ["dcat:contactPoint", contactValue(portal, baseUrl)],
      ...service.datasets.map((id): Property => ["dcat:servesDataset", { iri: `urn:uuid:${id}` }]),
    ],
  }
}

function publisherValue({ name }: Publisher): RdfValue {
  return { node: { type: "foaf:Organization", properties: localised("foaf:name", name) } }
}

/** Questions are asked on the portal itself. */
function contactValue({ title }: DemoPortal, baseUrl: string): RdfValue {
  const properties: readonly Property[] = [
    ["vcard:fn", { text: title.fr ?? "" }],
    ["vcard:hasURL", { iri: `${baseUrl}/` }],
  ]
  return { node: { type: "vcard:Kind", properties } }
}

function datasetNode(dataset: DemoDataset, portal: DemoPortal, baseUrl: string): RdfNode {
  const { period, place } = dataset
  const theme = portal.themes.get(dataset.theme)
  return {
    // A name that stays when the listener gets another port.
    about: `urn:uuid:${dataset.id}`,
    type: "dcat:Dataset",
    properties: [
      ["dct:identifier", { text: dataset.id }],
      ...localised("dct:title", dataset.title),
      ...localised("dct:description", dataset.description ?? {}),
      ...Object.entries(dataset.keywords).flatMap(([language, words]) =>
        words.map((text): Property => ["dcat:keyword", { text, language }]),
      ),
      ...(theme ? [["dcat:theme", themeValue(theme, portal.syntax)] as Property] : []),
      ["dct:publisher", publisherValue(dataset.publisher)],
      ["dcat:contactPoint", contactValue(portal, baseUrl)],
      ...(dataset.inSeries ? [["dcat:inSeries", { iri: `urn:uuid:${dataset.inSeries}` }] as Property] : []),
      ...(dataset.frequency ? [["dct:accrualPeriodicity", { iri: dataset.frequency }] as Property] : []),
      ["dct:issued", { text: dataset.issued, datatype: "xsd:date" }],
      ["dct:modified", { text: dataset.modified, datatype: "xsd:date" }],
      ["dct:accessRights", { iri: `${eu}/access-right/PUBLIC` }],
      ["dcat:landingPage", { iri: `${baseUrl}/dataset/${dataset.key}` }],
      ...dataset.languages.map((tag): Property => ["dct:language", { iri: `${eu}/language/${euLanguages[tag]}` }]),
      ...(place
        ? [
            [
              "dct:spatial",
              { node: { type: "dct:Location", properties: [["skos:prefLabel", { text: place }]] } },
            ] as Property,
          ]
        : []),
      ...(period
        ? [["dct:temporal", { node: { type: "dct:PeriodOfTime", properties: periodProperties(period) } }] as Property]
        : []),
      ...dataset.files.map(
        (file): Property => ["dcat:distribution", { node: distributionNode(file, dataset, baseUrl) }],
      ),
    ],
  }
}

function distributionNode(file: DemoFile, dataset: DemoDataset, baseUrl: string): RdfNode {
  const url = `${baseUrl}/files/${file.name}`
  const code = formatFrom(file.format)
  const mediaType = formatInfo(code ?? "")?.mediaType ?? file.mediaType
  return {
    about: `urn:uuid:${dataset.id}#${file.name}`,
    type: "dcat:Distribution",
    properties: [
      ...localised("dct:title", file.title),
      ["dcat:accessURL", { iri: url }],
      ["dcat:downloadURL", { iri: url }],
      ["dct:format", code ? { iri: `${eu}/file-type/${code}` } : { text: file.format }],
      ["dcat:mediaType", { iri: `https://www.iana.org/assignments/media-types/${mediaType}` }],
      ...(dataset.licence ? [["dct:license", licenceValue(dataset.licence)] as Property] : []),
      ["dct:modified", { text: file.modified, datatype: "xsd:date" }],
      ...(file.tellsSize && file.body
        ? [["dcat:byteSize", { text: String(file.body().byteLength), datatype: "xsd:nonNegativeInteger" }] as Property]
        : []),
    ],
  }
}

/** In Turtle distributions stand on their own below the datasets. */
function distributionsOf({ properties }: RdfNode): readonly RdfNode[] {
  return properties.flatMap(([property, value]) =>
    property === "dcat:distribution" && "node" in value ? [value.node] : [],
  )
}

/** One portal speaks of themes by their EU codes, the other by its own labels. */
function themeValue(theme: Theme, syntax: DemoPortal["syntax"]): RdfValue {
  if (syntax === "rdf" && theme.euTheme) return { iri: `${eu}/data-theme/${theme.euTheme}` }
  return { node: { type: "skos:Concept", properties: localised("skos:prefLabel", theme.label) } }
}

const euLanguages: Readonly<Record<string, string>> = { ar: "ARA", fr: "FRA", en: "ENG" }

function licenceValue(raw: string): RdfValue {
  return raw.startsWith("http") ? { iri: raw } : { text: raw }
}

function periodProperties({ start, end }: { start: string; end: string }): readonly Property[] {
  const dated = (text: string): RdfValue => ({
    text,
    datatype: text.length === 10 ? "xsd:date" : text.length === 7 ? "xsd:gYearMonth" : "xsd:gYear",
  })
  return [
    ["dcat:startDate", dated(start)],
    ["dcat:endDate", dated(end)],
  ]
}

function localised(property: string, text: LocalisedText): readonly Property[] {
  return Object.entries(text).map(([language, one]) => [property, { text: one, language }])
}
