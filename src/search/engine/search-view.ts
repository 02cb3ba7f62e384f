/** One search over a view: clauses, visibility, filters, counts, order, page. */
import { parseQuery } from "../query/index.ts"
import type { FacetName, FacetValue, ParsedQuery, SearchAnswer, SearchRequest } from "../search-index.ts"
import type { DocumentBits } from "../segment/documents.ts"
import { type Counts, countAll, countInto, type Tally, tallyOf } from "./count-facets.ts"
import { facetAnswer } from "./facet-answer.ts"
import { type FacetFilter, filtersOf, matchFilters, type Sifted, sift } from "./filters.ts"
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
  if (clauses.length === 0 && !bounded) return answerFiltered({ view, level, hidden, filters }, question)
  const matching = matchClauses(level, clauses, scratch)
  const visible = keepVisible(level, hidden, request, matching, view)
  const sifted = sift(filters, visible, scratch)
  const tallies = new Map(request.facets.map((name) => [name, tallyOf(level, name)]))
  countHits(tallies, filters, sifted, scratch)
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

interface Filtered {
  readonly view: View
  readonly level: Level
  readonly hidden: DocumentBits | undefined
  readonly filters: readonly FacetFilter[]
}

const none = new Uint32Array(0)

// Without words the filters' own postings are the hits, so nothing is scanned: a filtered facet is counted over what the
// other filters leave, which for one other filter is its postings as they stand.
function answerFiltered({ view, level, hidden, filters }: Filtered, { request, ordering }: Question): LevelAnswer {
  const { scratch } = view
  const { facets, offset, limit } = request
  const tallies = new Map(facets.map((name) => [name, tallyOf(level, name)]))
  const hiddenList = hidden?.list() ?? none
  const count = (counted: readonly Tally[], chosen: readonly FacetFilter[]): number => {
    if (chosen.length === 0) {
      for (const tally of counted) countAll(tally, hiddenList, scratch)
      return level.segment.length - hiddenList.length
    }
    const kept = keepVisible(level, hidden, request, matchFilters(chosen, scratch), view)
    countInto(counted, scratch.documents.subarray(0, kept), scratch)
    return kept
  }
  for (const filter of filters) {
    const tally = tallies.get(filter.name)
    if (tally)
      count(
        [tally],
        filters.filter((other) => other !== filter),
      )
  }
  const unfiltered = [...tallies.values()].filter(({ facet }) => filters.every(({ name }) => name !== facet.name))
  const total = count(unfiltered, filters)
  const top =
    filters.length === 0
      ? firstOfAll(level, ordering, offset + limit, hidden)
      : topHits(level, ordering, total, offset + limit, scratch)
  return { total, top, counts: countsOf(tallies) }
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
