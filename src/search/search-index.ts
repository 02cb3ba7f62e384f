/**
 * The port of search. Words:
 *   document – what is indexed of one dataset; card – what a result line needs, stored in the index;
 *   facet – a field whose values are counted and filtered; why – the reasons a hit matched.
 * Two adapters keep it: the in-process index (default) and, for large sites, an external engine.
 */
import type { LocalisedText } from "../texts/index.ts"

export const facetNames = [
  "organization",
  "theme",
  "format",
  "licence",
  "keyword",
  "place",
  "language",
  "year",
  "source",
] as const
export type FacetName = (typeof facetNames)[number]

export const searchFields = ["title", "keywords", "organization", "theme", "place", "columns", "description"] as const
export type SearchField = (typeof searchFields)[number]

/** What a result line needs without asking the database. */
export interface Card {
  readonly id: string
  readonly slug: string
  readonly title: LocalisedText
  /** First sentences of the description as plain text, at most 300 characters per language. */
  readonly description?: LocalisedText
  readonly sourceLanguage?: string
  readonly organization: { readonly id: string; readonly slug: string; readonly name: LocalisedText }
  readonly themes: readonly string[]
  readonly formats: readonly string[]
  readonly licence?: string
  readonly frequency?: string
  /** ISO dates. */
  readonly issued?: string
  readonly modified?: string
  readonly metadataModified: string
  readonly distributions: number
  /** Name of the source it is harvested from, absent when hand-made. */
  readonly source?: { readonly id: string; readonly name: string }
}

export interface SearchDocument {
  readonly id: string
  /** Texts per field; several per language are allowed (keywords). */
  readonly texts: Readonly<Partial<Record<SearchField, readonly { readonly lang: string; readonly text: string }[]>>>
  readonly facets: Readonly<Partial<Record<FacetName, readonly string[]>>>
  /** Milliseconds since 1970; 0 when unknown. */
  readonly modified: number
  readonly issued: number
  readonly metadataModified: number
  readonly popularity: number
  readonly quality: number
  /** Box in degrees: west, south, east, north. */
  readonly bbox?: readonly [number, number, number, number]
  /** Ids of actors' organisations that may see it; empty means public. */
  readonly visibleTo: readonly string[]
  /** Names of its facet values (organisation slug → name, place code → name), for suggestions. */
  readonly labels?: Readonly<Partial<Record<FacetName, Readonly<Record<string, LocalisedText>>>>>
  readonly card: Card
}

export const sortOrders = [
  "relevance",
  "modified",
  "-modified",
  "issued",
  "-issued",
  "popularity",
  "title",
  "id",
] as const
export type SortOrder = (typeof sortOrders)[number]

/** One way in which a word may match, with the weight it counts and the reason shown for it. */
export interface Alternative {
  readonly term: string
  readonly weight: number
  readonly why: "exact" | "stem" | "prefix" | "synonym" | "translation" | "typo"
  /** True when `term` stands for all terms it begins. */
  readonly prefix?: boolean
}

/** The query as understood: every clause must hold (those negated must not). */
export interface ParsedQuery {
  readonly clauses: readonly Clause[]
}

export type Clause =
  | {
      readonly kind: "word"
      readonly alternatives: readonly Alternative[]
      readonly negated: boolean
      readonly field?: SearchField
      readonly shown: string
    }
  | {
      readonly kind: "phrase"
      readonly terms: readonly string[]
      readonly negated: boolean
      readonly field?: SearchField
      readonly shown: string
    }

export interface SearchRequest {
  /** As typed by a person: words, "phrases", -not, field:word, prefix*. */
  readonly text?: string
  readonly filters?: Readonly<Partial<Record<FacetName, readonly string[]>>>
  readonly modifiedSince?: number
  readonly bbox?: readonly [number, number, number, number]
  readonly sort?: SortOrder
  /** 1 to 1000. */
  readonly limit: number
  readonly offset: number
  readonly facets: readonly FacetName[]
  /** Values per facet, best counted first; selected ones are always among them. */
  readonly facetLimit: number
  /** Organisations whose non-public records the reader may see; absent for the public. */
  readonly mayRead?: readonly string[]
}

export interface FacetValue {
  readonly value: string
  readonly count: number
  readonly selected: boolean
}

export interface Why {
  readonly field: SearchField
  readonly word: string
  readonly kind: Alternative["why"]
}

export interface SearchHit {
  readonly card: Card
  readonly score: number
  readonly why: readonly Why[]
}

export interface SearchAnswer {
  readonly total: number
  readonly hits: readonly SearchHit[]
  readonly facets: Readonly<Partial<Record<FacetName, readonly FacetValue[]>>>
  /** Words that were not found as written, with what was searched instead. */
  readonly alsoSearched: readonly { readonly word: string; readonly instead: readonly string[] }[]
}

export interface Suggestion {
  readonly kind: "dataset" | "organization" | "keyword" | "place" | "theme"
  readonly text: LocalisedText
  readonly lang?: string
  /** Slug or code of what it names. */
  readonly value: string
  readonly count?: number
}

export interface SearchIndex {
  search(request: SearchRequest): Promise<SearchAnswer>
  suggest(text: string, limit: number): Promise<readonly Suggestion[]>
  /** Position in the change log up to which the answers are current, and the epoch it belongs to. */
  position(): { readonly epoch: string; readonly position: number; readonly documents: number; readonly ready: boolean }
  /** Resolves when `position` is reached or after `timeoutMs`, whichever is first. */
  waitFor(position: number, timeoutMs: number): Promise<boolean>
  close(): Promise<void>
}
