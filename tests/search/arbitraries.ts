import fc from "fast-check"
import {
  type FacetName,
  facetNames,
  type SearchDocument,
  type SearchRequest,
  searchFields,
  sortOrders,
} from "../../src/search/index.ts"
import { aDocument } from "./builders.ts"

// Few words, so that documents and queries meet; among them variants of one another.
const words =
  "eau eaux l'eau qualité Qualite prix olive olives huile régional régionaux industrie industry water covid-19 2020 ٢٠٢٠ the de المياه مياه ومياه بالمياه بلدية بلديات زيت في".split(
    " ",
  )
const text = fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((chosen) => chosen.join(" "))
const texts = fc.array(fc.record({ lang: fc.constantFrom("ar", "fr", "en"), text }), { maxLength: 2 })

const values: Record<FacetName, readonly string[]> = {
  organization: ["meteo", "onagri", "sonede"],
  theme: ["agri", "env", "tran", "heal"],
  format: ["CSV", "PDF", "XLSX"],
  licence: ["odbl", "unknown"],
  keyword: ["Eau", "eau", "EAU", "santé", "sante", "prix", "k1", "k2", "k3"],
  place: ["iso:TN-11", "iso:TN-12", "ins:1151"],
  language: ["ar", "fr"],
  year: ["2019", "2020", "2021"],
  source: ["s1", "s2"],
}
const single: readonly FacetName[] = ["organization", "licence", "source"]
const facets = fc.record(
  Object.fromEntries(
    facetNames.map((name) => [
      name,
      fc.uniqueArray(fc.constantFrom(...values[name]), { maxLength: single.includes(name) ? 1 : 3 }),
    ]),
  ),
) as fc.Arbitrary<SearchDocument["facets"]>

const small = fc.integer({ min: 0, max: 4 })
const degrees = fc.integer({ min: 0, max: 10 })
const bbox = fc.tuple(degrees, degrees, degrees, degrees).map(([w, s, e, n]) => [w, s, w + e, s + n] as const)
const readers = fc.uniqueArray(fc.constantFrom("org-a", "org-b"), { maxLength: 2 })

export function documentOf(id: string): fc.Arbitrary<SearchDocument> {
  return fc
    .record({
      texts: fc.record(Object.fromEntries(searchFields.map((field) => [field, texts]))) as fc.Arbitrary<
        SearchDocument["texts"]
      >,
      facets,
      modified: small,
      issued: small,
      metadataModified: small,
      popularity: small,
      quality: fc.constantFrom(0, 0.5, 1),
      bbox: fc.option(bbox, { nil: undefined }),
      visibleTo: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, readers),
    })
    .map((given) => aDocument(id, { ...given, title: { fr: given.texts.title?.[0]?.text ?? "" } }))
}

export const identifiers = "abcdefghijklmnop".split("").map((letter) => `${letter}-0000`)

export const catalogue: fc.Arbitrary<readonly SearchDocument[]> = fc
  .uniqueArray(fc.constantFrom(...identifiers), { maxLength: identifiers.length })
  .chain((ids) => fc.tuple(...ids.map(documentOf)))

const term = fc.constantFrom(...words, "regionale", "water", "unknown", "eaupotable", "ind")
const piece = fc.oneof(
  { weight: 6, arbitrary: term },
  { weight: 1, arbitrary: term.map((word) => `-${word}`) },
  { weight: 2, arbitrary: fc.tuple(term, term).map(([a, b]) => `"${a} ${b}"`) },
  { weight: 1, arbitrary: fc.tuple(term, term).map(([a, b]) => `-«${a} ${b}»`) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom("title", "titre", "عنوان", "keyword", "description"), term)
      .map(([field, word]) => `${field}:${word}`),
  },
  { weight: 1, arbitrary: fc.constantFrom("e*", "ind*", "مي*", "qual*", "titre:o*") },
)

const filters = fc.record(
  Object.fromEntries(
    facetNames.map((name) => [
      name,
      fc.uniqueArray(fc.constantFrom(...values[name], "nowhere"), { minLength: 1, maxLength: 2 }),
    ]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<NonNullable<SearchRequest["filters"]>>
const fewFilters = fc
  .tuple(filters, fc.shuffledSubarray([...facetNames], { maxLength: 3 }))
  .map(([all, kept]) => Object.fromEntries(kept.flatMap((name) => (all[name] ? [[name, all[name]]] : []))))

export const searchRequest: fc.Arbitrary<SearchRequest> = fc.record(
  {
    text: fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(" ")),
    filters: fewFilters,
    modifiedSince: small,
    bbox,
    sort: fc.constantFrom(...sortOrders),
    mayRead: readers,
    limit: fc.integer({ min: 1, max: 6 }),
    offset: fc.constantFrom(0, 0, 0, 2, 5, 30),
    facets: fc.shuffledSubarray([...facetNames]),
    facetLimit: fc.integer({ min: 0, max: 4 }),
  },
  { requiredKeys: ["limit", "offset", "facets", "facetLimit"] },
)
