/**
 * Search as simply as it can be said: arrays and filters over the documents themselves, no postings, no bits, no heaps.
 * Slow on purpose. It is what the real index must agree with, to the last count, in property tests.
 */
import { foldedKey, stemOf, tokensOf } from "../analysis/index.ts"
import { facetKey } from "../facet-values.ts"
import { parseQuery, prefixAlternative, stemTerm } from "../query/index.ts"
import { impactOf, multiplierOf, occurrenceWeight, priorOf, priorWeight, titleKeyOf } from "../scoring.ts"
import {
  type Alternative,
  type Clause,
  type FacetName,
  type FacetValue,
  facetNames,
  type SearchAnswer,
  type SearchDocument,
  type SearchField,
  type SearchRequest,
  searchFields,
} from "../search-index.ts"

/** `superseded` are older selves not yet merged away: they count for how rare a word is, and for nothing else. */
export interface Stored {
  readonly documents: readonly SearchDocument[]
  readonly superseded?: readonly SearchDocument[]
}

interface Occurrence {
  readonly impact: number
  readonly fields: ReadonlySet<SearchField>
}

interface Read {
  readonly document: SearchDocument
  /** Words and marked stems. */
  readonly terms: ReadonlyMap<string, Occurrence>
  readonly texts: readonly { readonly field: SearchField; readonly words: readonly string[] }[]
}

export type ReferenceAnswer = Omit<SearchAnswer, "alsoSearched">

export function referenceSearch(stored: Stored, request: SearchRequest): ReferenceAnswer {
  return createReference(stored)(request)
}

/** The same for many requests over the same documents. */
export function createReference({ documents, superseded = [] }: Stored): (request: SearchRequest) => ReferenceAnswer {
  const alive = documents.map(read)
  const stored = [...alive, ...superseded.map(read)]
  return (request) => answer(alive, stored, request)
}

function answer(alive: readonly Read[], stored: readonly Read[], request: SearchRequest): ReferenceAnswer {
  const clauses = parseQuery(request.text ?? "").clauses.map((clause) => withGuess(clause, stored))
  const found = alive
    .filter(({ document }) => isVisible(document, request) && isWithin(document, request))
    .map((candidate) => ({ candidate, score: scoreOf(candidate, clauses, stored) }))
    .filter((hit): hit is { candidate: Read; score: number } => hit.score !== undefined)
  const hits = found.filter(({ candidate }) => facetNames.every((name) => passes(candidate.document, name, request)))
  const sorted = hits.toSorted((left, right) => inOrder(request, clauses, left, right))
  return {
    total: hits.length,
    hits: sorted
      .slice(request.offset, request.offset + request.limit)
      .map(({ candidate, score }) => ({ card: candidate.document.card, score, why: [] })),
    facets: Object.fromEntries(
      request.facets.map((name) => [
        name,
        facet(
          name,
          found.map(({ candidate }) => candidate.document),
          request,
        ),
      ]),
    ),
  }
}

function read(document: SearchDocument): Read {
  const texts = searchFields.flatMap((field) =>
    (document.texts[field] ?? []).map(({ text }) => ({ field, words: tokensOf(text).map(({ term }) => term) })),
  )
  const weights = new Map<string, number>()
  const fields = new Map<string, Set<SearchField>>()
  for (const { field, words } of texts) {
    for (const word of words) {
      weights.set(word, (weights.get(word) ?? 0) + occurrenceWeight(field, words.length))
      fields.set(word, (fields.get(word) ?? new Set()).add(field))
    }
  }
  const terms = new Map<string, Occurrence>()
  for (const [word, weight] of weights) {
    const occurrence = { impact: impactOf(weight), fields: fields.get(word)! }
    const stem = stemTerm(stemOf(word))
    terms.set(word, occurrence)
    const known = terms.get(stem)
    terms.set(stem, {
      impact: Math.min(255, occurrence.impact + (known?.impact ?? 0)),
      fields: new Set([...occurrence.fields, ...(known?.fields ?? [])]),
    })
  }
  return { document, terms, texts }
}

function matchingTerms({ term, prefix }: Alternative, { terms }: Read): readonly string[] {
  return prefix ? [...terms.keys()].filter((known) => known.startsWith(term)) : terms.has(term) ? [term] : []
}

function withGuess(clause: Clause, stored: readonly Read[]): Clause {
  if (clause.kind === "phrase" || clause.negated || clause.alternatives.some(({ prefix }) => prefix)) return clause
  const isKnown = clause.alternatives.some((alternative) =>
    stored.some((one) => matchingTerms(alternative, one).length > 0),
  )
  const { term } = clause.alternatives[0]!
  return isKnown || term.length < 3 ? clause : { ...clause, alternatives: [prefixAlternative(term)] }
}

/** Nothing when a clause does not hold. */
function scoreOf(candidate: Read, clauses: readonly Clause[], stored: readonly Read[]): number | undefined {
  let score = clauses.some(({ negated }) => !negated) ? 0 : undefined
  for (const clause of clauses) {
    const gain = gainOf(candidate, clause, stored)
    if (gain > 0 === clause.negated) return undefined
    if (!clause.negated) score = (score ?? 0) + gain
  }
  return (score ?? 0) + priorOf(candidate.document) * priorWeight
}

function gainOf(candidate: Read, clause: Clause, stored: readonly Read[]): number {
  const fields = clause.field ? [clause.field] : searchFields
  if (clause.kind === "word") return bestGain(candidate, clause.alternatives, fields, stored)
  const stands = candidate.texts.some(({ field, words }) => fields.includes(field) && holdsRun(words, clause.terms))
  if (!stands) return 0
  const gains = [...new Set(clause.terms)].map((term) =>
    bestGain(candidate, [{ term, weight: 1, why: "exact" }], fields, stored),
  )
  return gains.reduce((sum, gain) => sum + gain, 0)
}

function bestGain(
  candidate: Read,
  alternatives: readonly Alternative[],
  fields: readonly SearchField[],
  stored: readonly Read[],
): number {
  const gains = alternatives.flatMap((alternative) => {
    const matching = matchingTerms(alternative, candidate)
    if (matching.length === 0) return []
    const multiplier = multiplierIn(stored, alternative)
    return matching
      .map((term) => candidate.terms.get(term)!)
      .filter((occurrence) => fields.some((field) => occurrence.fields.has(field)))
      .map(({ impact }) => impact * multiplier)
  })
  return Math.max(0, ...gains)
}

// Remembered per collection, or a few thousand documents would take minutes.
const multipliers = new WeakMap<readonly Read[], Map<string, number>>()

function multiplierIn(stored: readonly Read[], alternative: Alternative): number {
  const known = multipliers.get(stored) ?? new Map<string, number>()
  multipliers.set(stored, known)
  const key = `${alternative.term} ${alternative.prefix ?? false} ${alternative.weight}`
  if (!known.has(key)) {
    const frequency = stored.reduce((sum, one) => sum + matchingTerms(alternative, one).length, 0)
    known.set(key, multiplierOf(alternative.weight, Math.min(stored.length, frequency), stored.length))
  }
  return known.get(key)!
}

function holdsRun(words: readonly string[], run: readonly string[]): boolean {
  return words.some((_, start) => run.every((word, i) => words[start + i] === word))
}

function isVisible({ visibleTo }: SearchDocument, { mayRead = [] }: SearchRequest): boolean {
  return visibleTo.length === 0 || visibleTo.some((id) => mayRead.includes(id))
}

function isWithin({ metadataModified, bbox }: SearchDocument, request: SearchRequest): boolean {
  if (request.modifiedSince !== undefined && metadataModified < request.modifiedSince) return false
  if (!request.bbox) return true
  const [west, south, east, north] = request.bbox
  return bbox !== undefined && bbox[0] <= east && bbox[2] >= west && bbox[1] <= north && bbox[3] >= south
}

function passes(document: SearchDocument, name: FacetName, { filters }: SearchRequest): boolean {
  const chosen = filters?.[name]
  if (!chosen?.length) return true
  const keys = chosen.map((value) => facetKey(name, value))
  return (document.facets[name] ?? []).some((value) => keys.includes(facetKey(name, value)))
}

function facet(name: FacetName, found: readonly SearchDocument[], request: SearchRequest): readonly FacetValue[] {
  const counted = found.filter((document) =>
    facetNames.every((other) => other === name || passes(document, other, request)),
  )
  const counts = new Map<string, number>()
  for (const { facets } of counted) {
    for (const key of new Set((facets[name] ?? []).map((value) => facetKey(name, value)))) {
      if (key !== "") counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  const chosen = new Set((request.filters?.[name] ?? []).map((value) => facetKey(name, value)))
  const byCount = [...counts].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
  const best = byCount
    .slice(0, request.facetLimit)
    .map(([value, count]) => ({ value, count, selected: chosen.has(value) }))
  const rest = [...chosen].filter((key) => !best.some(({ value }) => value === key)).sort()
  return [...best, ...rest.map((value) => ({ value, count: counts.get(value) ?? 0, selected: true }))]
}

type Hit = { readonly candidate: Read; readonly score: number }

function inOrder(
  request: SearchRequest,
  clauses: readonly Clause[],
  { candidate: a, score: left }: Hit,
  { candidate: b, score: right }: Hit,
): number {
  const [one, other] = [a.document, b.document]
  const byId = one.id < other.id ? -1 : 1
  const later = (date: number) => date || Number.MAX_VALUE
  switch (request.sort ?? "relevance") {
    case "relevance":
      return (clauses.some(({ negated }) => !negated) ? right - left : priorOf(other) - priorOf(one)) || byId
    case "modified":
      return later(one.modified) - later(other.modified) || byId
    case "-modified":
      return other.modified - one.modified || byId
    case "issued":
      return later(one.issued) - later(other.issued) || byId
    case "-issued":
      return other.issued - one.issued || byId
    case "popularity":
      return other.popularity - one.popularity || byId
    case "title":
      return compare(titleKeyOf(one.card), titleKeyOf(other.card)) || byId
    case "id":
      return byId
  }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** Facet values as compared: how a keyword is spelt in the answer depends on which document came first. */
export function comparableFacets(facets: SearchAnswer["facets"]): SearchAnswer["facets"] {
  return Object.fromEntries(
    Object.entries(facets).map(([name, values]) => [
      name,
      values.map((one) => ({ ...one, value: name === "keyword" ? foldedKey(one.value) : one.value })),
    ]),
  )
}
