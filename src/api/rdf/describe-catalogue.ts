import type { DescribedProperty, Description } from "../../rdf/index.ts"
import { iri } from "../../rdf/index.ts"
import { aboutMessages, type LocalisedText, languages } from "../../texts/index.ts"
import { catalogueIri, portalAgentIri } from "./addresses.ts"
import { authorityIri, languageIri } from "./eu-authorities.ts"
import { allLinked, dated, localised, ofClass } from "./values.ts"

export interface CatalogueFacts {
  readonly baseUrl: string
  readonly siteName: LocalisedText
  /** When anything public last changed. */
  readonly modified?: Date
}

/** The catalogue with those of its records that the document describes. */
export function describeCatalogue(facts: CatalogueFacts, nodes: readonly Description[]): readonly Description[] {
  const { baseUrl, siteName, modified } = facts
  const about = catalogueIri(baseUrl)
  const publisher = portalAgentIri(baseUrl)
  const homepage = `${baseUrl}/`
  const lead = Object.fromEntries(languages.map((language) => [language, aboutMessages[language].about.lead]))
  const named = (type: Description["types"][number]) =>
    nodes.flatMap((node) => (node.types[0] === type && node.about ? [node.about] : []))
  const themeTaxonomy = authorityIri("data-theme")
  const catalogue: Description = {
    about,
    types: ["dcat:Catalog"],
    properties: [
      ...localised("dct:title", siteName),
      ...localised("dct:description", lead),
      ["dct:publisher", { iri: publisher }],
      ["foaf:homepage", { iri: homepage }],
      ...allLinked("dct:language", languages.map(languageIri)),
      ...dated("dct:modified", modified?.toISOString()),
      ["dcat:themeTaxonomy", { iri: themeTaxonomy }],
      ...allLinked("dcat:dataset", named("dcat:Dataset")),
      ...allLinked("dcat:service", named("dcat:DataService")),
      ...allLinked("dcat:record", named("dcat:CatalogRecord")),
    ],
  }
  return [
    catalogue,
    { about: publisher, types: ["foaf:Agent"], properties: localised("foaf:name", siteName) },
    ofClass(homepage, "foaf:Document"),
  ]
}

export interface PageLinks {
  readonly self: string
  readonly first: string
  readonly last: string
  readonly next?: string
  readonly totalItems: number
  readonly itemsPerPage: number
}

/** Paging in Hydra's present words and in those of its drafts, by which CKAN, udata and others page on. */
export function describePaging({ self, first, last, next, totalItems, itemsPerPage }: PageLinks): Description {
  const count = (predicate: DescribedProperty[0], value: number): DescribedProperty => [
    predicate,
    { text: String(value), datatype: iri("xsd", "integer") },
  ]
  const text = (predicate: DescribedProperty[0], value: string): DescribedProperty => [predicate, { text: value }]
  return {
    about: self,
    types: ["hydra:PartialCollectionView", "hydra:PagedCollection"],
    properties: [
      count("hydra:totalItems", totalItems),
      count("hydra:itemsPerPage", itemsPerPage),
      ["hydra:first", { iri: first }],
      ["hydra:last", { iri: last }],
      ...(next ? [["hydra:next", { iri: next }] as const] : []),
      text("hydra:firstPage", first),
      text("hydra:lastPage", last),
      ...(next ? [text("hydra:nextPage", next)] : []),
    ],
  }
}
