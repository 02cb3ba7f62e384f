import type { FacetName, SearchAnswer, SearchHit, Why } from "../../../search/index.ts"
import {
  formatterFor,
  type Language,
  type LocalisedText,
  type ShownText,
  searchMessages,
} from "../../../texts/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import { licenceTitle, placeName, shownOrCode, themeLabel } from "../../models/catalogue-words.ts"
import { type RecordLine, recordFromCard } from "../../models/record.ts"
import { type SourceNames, sourceName } from "../../models/source-name.ts"
import { routes } from "../../routes.ts"
import {
  defaultSort,
  hasFilters,
  lastPage,
  type OfferedSort,
  offeredSorts,
  pageSize,
  queryOf,
  refine,
  type SearchQuery,
  withoutFilter,
} from "./search-query.ts"

export interface SearchModel {
  readonly query: SearchQuery
  readonly total: number
  readonly hits: readonly HitLine[]
  readonly facets: readonly FacetBlock[]
  readonly chips: readonly { readonly label: ShownText; readonly href: string }[]
  readonly sorts: readonly { readonly sort: OfferedSort; readonly href: string; readonly current: boolean }[]
  readonly alsoSearched: SearchAnswer["alsoSearched"]
  /** Single words of a query without result, with what each of them finds. */
  readonly wordsAlone: readonly { readonly word: string; readonly count: number; readonly href: string }[]
  readonly links: { readonly withoutFilters: string; readonly firstPage: string; readonly json: string }
  readonly lastPage: number
  readonly pageHref: (page: number) => string
  readonly indexed: boolean
}

export interface HitLine extends RecordLine {
  readonly why: readonly Why[]
  readonly licence?: ShownText
  readonly source?: ShownText
}

export interface FacetBlock {
  readonly name: FacetName
  readonly values: readonly {
    readonly value: string
    readonly label: ShownText
    readonly count: number
    readonly selected: boolean
  }[]
  readonly open: boolean
  /** Address that shows all values, where some are left out. */
  readonly more?: { readonly href: string; readonly count: number }
}

/** Names of facet values that are rows, not codes. */
export interface FacetNames {
  readonly organizations: ReadonlyMap<string, LocalisedText>
  readonly sources: ReadonlyMap<string, SourceNames>
}

export interface SearchFindings {
  readonly query: SearchQuery
  readonly answer: SearchAnswer
  readonly names: FacetNames
  readonly wordsAlone: readonly { readonly word: string; readonly count: number }[]
}

interface Reading {
  readonly language: Language
  readonly vocabularies: Vocabularies
  readonly now: Date
}

/** Facet value of datasets whose licence nobody stated (the index's own word). */
const unknownLicence = "unknown"

/** Values of a facet before "more". */
export const shortFacet = 7
const openAtFirst = new Set<FacetName>(["theme", "organization", "format"])
const facetOrder: readonly FacetName[] = [
  "theme",
  "organization",
  "format",
  "place",
  "year",
  "licence",
  "keyword",
  "language",
  "source",
]

export function searchModel(found: SearchFindings, reading: Reading): SearchModel {
  const { query, answer } = found
  const { language } = reading
  const href = (parameters: Parameters<typeof routes.datasets>[1]) => routes.datasets(language, parameters)
  const facets = facetOrder.flatMap((name) => facetBlock(name, found, reading) ?? [])
  return {
    query,
    total: answer.total,
    hits: answer.hits.map((hit) => hitLine(hit, found.names, reading)),
    facets,
    chips: facetOrder.flatMap((name) =>
      (query.filters[name] ?? []).map((value) => ({
        label: facetLabel(name, value, found.names, reading),
        href: href(withoutFilter(query, name, value)),
      })),
    ),
    sorts: offeredSorts
      .filter((sort) => sort !== "relevance" || query.text !== "")
      .map((sort) => ({ sort, href: href(refine(query, { sort })), current: sort === query.sort })),
    alsoSearched: answer.alsoSearched,
    wordsAlone: found.wordsAlone.map(({ word, count }) => ({ word, count, href: href({ q: word }) })),
    links: {
      withoutFilters: href(refine(query, { filters: {} })),
      firstPage: href(refine(query, {})),
      json: routes.api.datasets({
        q: query.text,
        ...query.filters,
        sort: query.sort === defaultSort("") ? "" : query.sort,
      }),
    },
    lastPage: Math.min(lastPage, Math.ceil(answer.total / pageSize)),
    pageHref: (page) => href(refine(query, { page })),
    indexed: query.text === "" && !hasFilters(query) && query.sort === defaultSort("") && !query.expanded,
  }
}

function hitLine(hit: SearchHit, { sources }: FacetNames, reading: Reading): HitLine {
  const { licence, source } = hit.card
  return {
    ...recordFromCard(hit.card, reading.language, reading),
    why: distinct(hit.why),
    ...(source ? { source: sourceName(sources.get(source.id) ?? source, reading.language) } : {}),
    ...(licence ? { licence: licenceTitle(reading.vocabularies, licence, reading.language) } : {}),
  }
}

/** One reason per field and word, the first three: more would explain less. */
function distinct(why: readonly Why[]): Why[] {
  const byPlace = new Map(why.map((one) => [`${one.field} ${one.word}`, one]))
  return [...byPlace.values()].slice(0, 3)
}

function facetBlock(
  name: FacetName,
  { query, answer, names }: SearchFindings,
  reading: Reading,
): FacetBlock | undefined {
  const values = answer.facets[name] ?? []
  if (values.length === 0) return undefined
  const all = name === "year" ? values.toSorted((a, b) => b.value.localeCompare(a.value)) : values
  const shown = query.expanded === name ? all : all.filter((one, index) => index < shortFacet || one.selected)
  const hidden = all.length - shown.length
  return {
    name,
    values: shown.map((one) => ({ ...one, label: facetLabel(name, one.value, names, reading) })),
    open: openAtFirst.has(name) || query.expanded === name || values.some(({ selected }) => selected),
    ...(hidden > 0
      ? {
          more: {
            href: `${routes.datasets(reading.language, queryOf({ ...query, expanded: name }))}#filters`,
            count: hidden,
          },
        }
      : {}),
  }
}

function facetLabel(name: FacetName, value: string, names: FacetNames, { language, vocabularies }: Reading): ShownText {
  const plain = (text: string): ShownText => ({ text, lang: language, dir: "ltr", foreign: false })
  switch (name) {
    case "organization":
      return shownOrCode(names.organizations.get(value), language, value)
    case "theme":
      return themeLabel(vocabularies, value, language)
    case "licence":
      if (value === unknownLicence) return plain(searchMessages[language].unknownLicence)
      return licenceTitle(vocabularies, value, language)
    case "place":
      return placeName(vocabularies, value, language)
    case "source":
      return sourceName(names.sources.get(value) ?? { name: value }, language)
    case "language":
      return plain(formatterFor(language).languageName(value))
    case "keyword":
    case "format":
    case "year":
      return plain(value)
  }
}
