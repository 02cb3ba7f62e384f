/** Catalogues of one dataset that has far too much of something, as each kind of source would write it. */
import type { ConnectorKind } from "../../src/harvest/connector.ts"

export interface Monstrous {
  readonly keywords?: number
  readonly distributions?: number
  readonly description?: string
}

export interface MonstrousCatalogue {
  readonly name: string
  readonly kind: ConnectorKind
  readonly url: string
  readonly type: string
  readonly options?: Readonly<Record<string, unknown>>
  readonly write: (of: Monstrous) => string
}

const words = (count = 1) => Array.from({ length: count }, (_, at) => `mot${at}`)
const files = (count = 1) => Array.from({ length: count }, (_, at) => `http://f.example/${at}.csv`)
const portal = "http://portal.example/"

export const monstrousCatalogues: readonly MonstrousCatalogue[] = [
  {
    name: "ckan",
    kind: "ckan",
    url: portal,
    type: "application/json",
    write: ({ keywords, distributions, description = "d" }) => {
      const resources = files(distributions).map((url, at) => ({ id: `r${at}`, url, format: "CSV" }))
      const tags = words(keywords).map((name) => ({ name }))
      const results = [{ id: "a", name: "a", title: "Jeu", notes: description, tags, resources }]
      return JSON.stringify({ success: true, result: { count: 1, results } })
    },
  },
  {
    name: "datajson",
    kind: "datajson",
    url: `${portal}data.json`,
    type: "application/json",
    write: ({ keywords, distributions, description = "d" }) => {
      const distribution = files(distributions).map((downloadURL) => ({ downloadURL, format: "CSV" }))
      return JSON.stringify({
        dataset: [{ identifier: "a", title: "Jeu", description, keyword: words(keywords), distribution }],
      })
    },
  },
  {
    name: "dcat, Turtle",
    kind: "dcat",
    url: `${portal}catalog.ttl`,
    type: "text/turtle",
    write: ({ keywords, distributions, description = "d" }) => `
      @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
      <http://x.example/> a dcat:Catalog ; dcat:dataset <http://x.example/a> .
      <http://x.example/a> a dcat:Dataset ; dct:title "Jeu"@fr ; dct:description ${JSON.stringify(description)} ;
        dcat:keyword ${words(keywords)
          .map((word) => `"${word}"`)
          .join(", ")} ;
        dcat:distribution ${files(distributions)
          .map((url) => `[ a dcat:Distribution ; dcat:downloadURL <${url}> ]`)
          .join(", ")} .`,
  },
  {
    name: "dcat, JSON-LD",
    kind: "dcat",
    url: `${portal}catalog.jsonld`,
    type: "application/ld+json",
    write: ({ keywords, distributions, description = "d" }) =>
      JSON.stringify({
        "@context": { "@vocab": "http://www.w3.org/ns/dcat#", dct: "http://purl.org/dc/terms/" },
        "@id": "http://x.example/a",
        "@type": "Dataset",
        "dct:title": "Jeu",
        "dct:description": description,
        keyword: words(keywords),
        distribution: files(distributions).map((url) => ({ "@type": "Distribution", downloadURL: { "@id": url } })),
      }),
  },
  {
    name: "dcat, RDF/XML",
    kind: "dcat",
    url: `${portal}catalog.rdf`,
    type: "application/rdf+xml",
    write: ({ keywords, distributions, description = "d" }) => `<rdf:RDF
      xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#"
      xmlns:dct="http://purl.org/dc/terms/"><dcat:Dataset rdf:about="http://x.example/a"><dct:title>Jeu</dct:title>
      <dct:description>${description}</dct:description>
      ${words(keywords)
        .map((word) => `<dcat:keyword>${word}</dcat:keyword>`)
        .join("")}
      ${files(distributions)
        .map(
          (url) =>
            `<dcat:distribution><dcat:Distribution><dcat:downloadURL rdf:resource="${url}"/></dcat:Distribution></dcat:distribution>`,
        )
        .join("")}
      </dcat:Dataset></rdf:RDF>`,
  },
  {
    name: "oaipmh",
    kind: "oaipmh",
    url: `${portal}oai`,
    type: "text/xml",
    write: ({ keywords, distributions, description = "d" }) => `<OAI-PMH
      xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header><identifier>a</identifier>
      <datestamp>2026-01-01</datestamp></header><metadata>
      <oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <dc:title>Jeu</dc:title><dc:description>${description}</dc:description>
      ${words(keywords)
        .map((word) => `<dc:subject>${word}</dc:subject>`)
        .join("")}
      ${files(distributions)
        .map((url) => `<dc:identifier>${url}</dc:identifier>`)
        .join("")}
      </oai_dc:dc></metadata></record></ListRecords></OAI-PMH>`,
  },
  {
    name: "csw",
    kind: "csw",
    url: `${portal}csw`,
    type: "application/xml",
    write: ({ keywords, distributions, description = "d" }) => `<csw:GetRecordsResponse
      xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:gmd="http://www.isotc211.org/2005/gmd"
      xmlns:gco="http://www.isotc211.org/2005/gco"><csw:SearchResults numberOfRecordsMatched="1"
      numberOfRecordsReturned="1" nextRecord="0"><gmd:MD_Metadata>
      <gmd:fileIdentifier><gco:CharacterString>a</gco:CharacterString></gmd:fileIdentifier>
      <gmd:identificationInfo><gmd:MD_DataIdentification>
      <gmd:citation><gmd:CI_Citation><gmd:title><gco:CharacterString>Jeu</gco:CharacterString></gmd:title></gmd:CI_Citation></gmd:citation>
      <gmd:abstract><gco:CharacterString>${description}</gco:CharacterString></gmd:abstract>
      <gmd:descriptiveKeywords><gmd:MD_Keywords>${words(keywords)
        .map((word) => `<gmd:keyword><gco:CharacterString>${word}</gco:CharacterString></gmd:keyword>`)
        .join("")}</gmd:MD_Keywords></gmd:descriptiveKeywords>
      </gmd:MD_DataIdentification></gmd:identificationInfo>
      <gmd:distributionInfo><gmd:MD_Distribution><gmd:transferOptions><gmd:MD_DigitalTransferOptions>${files(
        distributions,
      )
        .map(
          (url) =>
            `<gmd:onLine><gmd:CI_OnlineResource><gmd:linkage><gmd:URL>${url}</gmd:URL></gmd:linkage></gmd:CI_OnlineResource></gmd:onLine>`,
        )
        .join("")}</gmd:MD_DigitalTransferOptions></gmd:transferOptions></gmd:MD_Distribution></gmd:distributionInfo>
      </gmd:MD_Metadata></csw:SearchResults></csw:GetRecordsResponse>`,
  },
  {
    name: "records",
    kind: "records",
    url: `${portal}collections/c/items`,
    type: "application/geo+json",
    write: ({ keywords, distributions, description = "d" }) => {
      const links = files(distributions).map((href) => ({ rel: "enclosure", href, type: "text/csv" }))
      const properties = { type: "dataset", title: "Jeu", description, keywords: words(keywords) }
      const features = [{ type: "Feature", id: "a", geometry: null, properties, links }]
      return JSON.stringify({ type: "FeatureCollection", numberMatched: 1, features, links: [] })
    },
  },
  {
    name: "stac",
    kind: "stac",
    url: `${portal}stac/collection.json`,
    type: "application/json",
    write: ({ keywords, distributions, description = "d" }) => {
      const assets = Object.fromEntries(files(distributions).map((href, at) => [`a${at}`, { href, type: "text/csv" }]))
      const extent = { spatial: { bbox: [[8, 33, 11, 37]] }, temporal: { interval: [["2020-01-01T00:00:00Z", null]] } }
      const more = { extent, keywords: words(keywords), assets, links: [] }
      return JSON.stringify({ type: "Collection", stac_version: "1.0.0", id: "a", title: "Jeu", description, ...more })
    },
  },
  {
    name: "udata",
    kind: "udata",
    url: `${portal}api/1/datasets/`,
    type: "application/json",
    options: { dataservices: false },
    write: ({ keywords, distributions, description = "d" }) => {
      const resources = files(distributions).map((url, at) => ({ id: `r${at}`, title: `f${at}`, url, format: "csv" }))
      const data = [{ id: "a", slug: "a", title: "Jeu", description, tags: words(keywords), resources }]
      return JSON.stringify({ data, page: 1, page_size: 100, total: 1, next_page: null })
    },
  },
]
