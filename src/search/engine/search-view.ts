/** One search over a view: clauses, visibility, filters, counts, order, page. */
import { parseQuery } from "../query/index.ts"
import type { FacetName, FacetValue, ParsedQuery, SearchAnswer, SearchRequest } from "../search-index.ts"
import type { DocumentBits } from "../segment/documents.ts"
import { type Counts, countAll, countInto, type Tally, tallyOf } from "./count-facets.ts"
import { facetAnswer } from "./facet-answer.ts"
import { documentsOf, type FacetFilter, filtersOf, type Sifted, sift, startingFilters } from "./filters.ts"
import { matchClauses } from "./match-clauses.ts"
import { mergeRanked } from "./merge-ranked.ts"
import { type LevelClause, type Plan, planQuery } from "./plan.ts"
import type { Scratch } from "./scratch.ts"
import { firstOfAll, type Ordering, orderingOf, type Ranked, topHits } from "./top-hits.ts"
import { hiddenFrom, type Level, type View } from "./view.ts"
import { whyOf } from "./why.ts"

interface LevelAnswer {
  readonly total: number
  readonly top: readonly Ranked[]
  readonly counts: ReadonlyMap<FacetName, Counts>
}

interface Question {
  readonly request: SearchRequest
  readonly query: ParsedQuery
  readonly ordering: Ordering
}

export function searchView(view: View, request: SearchRequest): SearchAnswer {
  return answerQuery(view, request, parseQuery(request.text ?? ""))
}

export function answerQuery(view: View, request: SearchRequest, query: ParsedQuery): SearchAnswer {
  const plan = planQuery(query, view)
  const hasWords = query.clauses.some(({ negated }) => !negated)
  const question = { request, query, ordering: orderingOf(request.sort ?? "relevance", hasWords) }
  const answers = view.levels.map((level, index) => answerLevel(view, level, plan.levels[index]!, question))
  const ranked = mergeRanked(
    answers.map(({ top }) => top),
    question.ordering,
  )
  return {
    total: answers.reduce((sum, { total }) => sum + total, 0),
    hits: ranked.slice(request.offset, request.offset + request.limit).map((hit) => ({
      card: hit.level.segment.card(hit.document),
      score: hit.score,
      why: whyOf(hit, clausesOf(hit, view, plan)),
    })),
    facets: facetsOf(view, answers, request),
    alsoSearched: plan.alsoSearched,
  }
}

function clausesOf({ level }: Ranked, view: View, plan: Plan): readonly LevelClause[] {
  return plan.levels[view.levels.indexOf(level)]!
}

function facetsOf(
  view: View,
  answers: readonly LevelAnswer[],
  { facets, filters, facetLimit }: SearchRequest,
): SearchAnswer["facets"] {
  const answered = facets.map((name): [FacetName, readonly FacetValue[]] => {
    const counts = answers.map((answer) => answer.counts.get(name)!)
    return [name, facetAnswer(view, counts, { name, limit: facetLimit, chosen: filters?.[name] ?? [] })]
  })
  return Object.fromEntries(answered)
}

function answerLevel(view: View, level: Level, clauses: readonly LevelClause[], question: Question): LevelAnswer {
  const { request, ordering } = question
  const { scratch } = view
  const hidden = hiddenFrom(level, request.mayRead)
  const filters = filtersOf(level, request)
  const bounded = request.modifiedSince !== undefined || request.bbox !== undefined
  if (clauses.length === 0 && filters.length === 0 && !bounded) return answerWhole(view, level, hidden, question)
  // With one counted filter and nothing else, its own facet counts the whole level and the others only its documents.
  const alone = clauses.length === 0 && !bounded && filters.length === 1 && filters[0]!.counted ? filters[0] : undefined
  const candidates =
    clauses.length > 0 || bounded
      ? matchClauses(level, clauses, scratch)
      : documentsOf(alone ? [alone] : startingFilters(filters), scratch)
  const visible = keepVisible(level, hidden, request, candidates, view)
  const sifted = alone ? { hits: visible, near: [] } : sift(filters, visible, scratch)
  const tallies = new Map(request.facets.map((name) => [name, tallyOf(level, name)]))
  countHits(tallies, filters, sifted, scratch)
  if (alone) {
    const whole = tallyOf(level, alone.name)
    countAll(whole, hidden?.list() ?? none, scratch)
    tallies.set(alone.name, whole)
  }
  const top = topHits(level, ordering, sifted.hits, request.offset + request.limit, scratch)
  return { total: sifted.hits, top, counts: countsOf(tallies) }
}

function countHits(
  tallies: ReadonlyMap<FacetName, Tally>,
  filters: readonly FacetFilter[],
  { hits, near }: Sifted,
  scratch: Scratch,
): void {
  countInto([...tallies.values()], scratch.documents.subarray(0, hits), scratch)
  for (const [index, documents] of near.entries()) {
    const tally = tallies.get(filters[index]!.name)
    if (tally) countInto([tally], documents, scratch)
  }
}

function countsOf(tallies: ReadonlyMap<FacetName, Tally>): ReadonlyMap<FacetName, Counts> {
  return new Map(Array.from(tallies, ([name, { counts }]) => [name, counts]))
}

const none = new Uint32Array(0)

function answerWhole(
  view: View,
  level: Level,
  hidden: DocumentBits | undefined,
  { request, ordering }: Question,
): LevelAnswer {
  const hiddenList = hidden?.list() ?? none
  const tallies = new Map(request.facets.map((name) => [name, tallyOf(level, name)]))
  for (const tally of tallies.values()) countAll(tally, hiddenList, view.scratch)
  const top = firstOfAll(level, ordering, request.offset + request.limit, hidden)
  return { total: level.segment.length - hiddenList.length, top, counts: countsOf(tallies) }
}

/** Drops what the reader may not see, what is older than asked and what lies outside the box. */
function keepVisible(
  level: Level,
  hidden: DocumentBits | undefined,
  request: SearchRequest,
  count: number,
  { scratch }: View,
): number {
  const { modifiedSince, bbox } = request
  if (!hidden && modifiedSince === undefined && !bbox) return count
  const { documents, scores } = scratch
  const { metadataModified } = level.segment
  let kept = 0
  for (let i = 0; i < count; i++) {
    const document = documents[i]!
    if (hidden?.has(document)) continue
    if (modifiedSince !== undefined && metadataModified[document]! < modifiedSince) continue
    if (bbox && !touches(level, document, bbox)) continue
    documents[kept] = document
    scores[kept++] = scores[i]!
  }
  return kept
}

function touches(
  { segment: { boxes } }: Level,
  document: number,
  [west, south, east, north]: readonly [number, number, number, number],
): boolean {
  if (!boxes) return false
  const at = document * 4
  return boxes[at]! <= east && boxes[at + 2]! >= west && boxes[at + 1]! <= north && boxes[at + 3]! >= south
}
