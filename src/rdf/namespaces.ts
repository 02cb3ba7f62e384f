/** Every vocabulary we read or write, once. A term is written `dcat("title")`, so that IRIs never appear in the code. */
export const namespaces = {
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  owl: "http://www.w3.org/2002/07/owl#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  dcat: "http://www.w3.org/ns/dcat#",
  dcatap: "http://data.europa.eu/r5r/",
  dct: "http://purl.org/dc/terms/",
  dce: "http://purl.org/dc/elements/1.1/",
  foaf: "http://xmlns.com/foaf/0.1/",
  vcard: "http://www.w3.org/2006/vcard/ns#",
  adms: "http://www.w3.org/ns/adms#",
  spdx: "http://spdx.org/rdf/terms#",
  locn: "http://www.w3.org/ns/locn#",
  geosparql: "http://www.opengis.net/ont/geosparql#",
  ogcRdf: "http://www.opengis.net/rdf#",
  time: "http://www.w3.org/2006/time#",
  schema: "http://schema.org/",
  hydra: "http://www.w3.org/ns/hydra/core#",
  org: "http://www.w3.org/ns/org#",
  prov: "http://www.w3.org/ns/prov#",
  pod: "https://project-open-data.cio.gov/v1.1/schema#",
  powder: "http://www.w3.org/2007/05/powder#",
} as const

export type Prefix = keyof typeof namespaces

export function iri(prefix: Prefix, name: string): string {
  return namespaces[prefix] + name
}

const misspelt: readonly (readonly [RegExp, string])[] = [
  [/^https:\/\/schema\.org\//, namespaces.schema],
  [/^https?:\/\/www\.schema\.org\//, namespaces.schema],
  [/^https?:\/\/purl\.org\/dc\/terms\/#?/, namespaces.dct],
  [/^https:\/\/purl\.org\/dc\/elements\/1\.1\//, namespaces.dce],
  [/^https?:\/\/(?:www\.)?w3\.org\/ns\/dcat[#/]/, namespaces.dcat],
  [/^https?:\/\/vocab\.deri\.ie\/dcat#/, namespaces.dcat],
  [/^https?:\/\/www\.w3\.org\/2007\/05\/powder-s#/, namespaces.powder],
  [/^https:\/\/xmlns\.com\/foaf\/0\.1\//, namespaces.foaf],
  [/^https:\/\/www\.w3\.org\/2006\/vcard\/ns#/, namespaces.vcard],
]

/** The one spelling of a predicate or class: real catalogues write `https://schema.org/`, `dc/terms/#license` and the like. */
export function canonicalTerm(term: string): string {
  for (const [pattern, namespace] of misspelt) {
    const match = pattern.exec(term)
    if (match) return namespace + term.slice(match[0].length)
  }
  return term
}

const prefixedTerms = new Map<string, string>()

/** `dct:title` for a full IRI; what is in none of our namespaces stays as it is. Remembered, as a few dozen come millions of times. */
export function prefixed(term: string): string {
  const known = prefixedTerms.get(term)
  if (known !== undefined) return known
  const found = Object.entries(namespaces).find(([, namespace]) => term.startsWith(namespace))
  const short = found ? `${found[0]}:${term.slice(found[1].length)}` : term
  if (prefixedTerms.size < 10_000) prefixedTerms.set(term, short)
  return short
}
