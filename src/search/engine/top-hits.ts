/**
 * The first hits in an order. A hit's key is one number that holds its place and names its document, larger first: for
 * relevance score × 2²² + (2²² - 1 - document), so ties go to the earlier id; otherwise the negated rank, which ends in
 * the document's id already. A bounded heap keeps the best keys.
 */
import { priorWeight } from "../scoring.ts"
import type { SortOrder } from "../search-index.ts"
import type { RankedOrder } from "../segment/orders.ts"
import type { Scratch } from "./scratch.ts"
import type { Level } from "./view.ts"

export interface Ranked {
  readonly level: Level
  readonly document: number
  readonly score: number
}

const documentRoom = 2 ** 22

/** How hits are put in order: by their scores, by a stored order, or by id. */
export type Ordering =
  | { readonly by: "score" }
  | { readonly by: "rank"; readonly order: RankedOrder }
  | { readonly by: "id" }

export function orderingOf(sort: SortOrder, hasWords: boolean): Ordering {
  if (sort === "id") return { by: "id" }
  if (sort !== "relevance") return { by: "rank", order: sort }
  return hasWords ? { by: "score" } : { by: "rank", order: "prior" }
}

/** The best `limit` of the hits in the scratch, best first. */
export function topHits(
  level: Level,
  ordering: Ordering,
  count: number,
  limit: number,
  scratch: Scratch,
): readonly Ranked[] {
  writeKeys(level, ordering, count, scratch)
  const best = largest(scratch.keys.subarray(0, count), Math.min(limit, count))
  return Array.from(best, (key) => rankedFrom(level, ordering, key))
}

/** The first `limit` visible documents of a level in an order, without looking at the others. */
export function firstOfAll(
  level: Level,
  ordering: Ordering,
  limit: number,
  hidden: { has(document: number): boolean } | undefined,
): readonly Ranked[] {
  const { segment } = level
  const documents = ordering.by === "rank" ? segment.inOrder(ordering.order) : undefined
  const found: Ranked[] = []
  for (let i = 0; i < segment.length && found.length < limit; i++) {
    const document = documents ? documents[i]! : i
    if (!hidden?.has(document)) found.push({ level, document, score: segment.prior[document]! * priorWeight })
  }
  return found
}

function writeKeys({ segment }: Level, ordering: Ordering, count: number, { documents, scores, keys }: Scratch): void {
  if (ordering.by === "score") {
    const { prior } = segment
    for (let i = 0; i < count; i++) {
      const document = documents[i]!
      keys[i] = (scores[i]! + prior[document]! * priorWeight) * documentRoom + (documentRoom - 1 - document)
    }
    return
  }
  if (ordering.by === "id") {
    for (let i = 0; i < count; i++) keys[i] = -documents[i]!
    return
  }
  const ranks = segment.ranks(ordering.order)
  for (let i = 0; i < count; i++) keys[i] = -ranks[documents[i]!]!
}

function rankedFrom(level: Level, ordering: Ordering, key: number): Ranked {
  const { segment } = level
  if (ordering.by === "score") {
    return { level, document: documentRoom - 1 - (key % documentRoom), score: Math.floor(key / documentRoom) }
  }
  const document = ordering.by === "id" ? -key : segment.inOrder(ordering.order)[-key]!
  return { level, document, score: segment.prior[document]! * priorWeight }
}

function largest(keys: Float64Array, limit: number): Float64Array {
  if (limit === 0) return new Float64Array(0)
  const heap = keys.slice(0, limit)
  for (let place = (limit >>> 1) - 1; place >= 0; place--) sink(heap, place)
  for (let i = limit; i < keys.length; i++) {
    if (keys[i]! <= heap[0]!) continue
    heap[0] = keys[i]!
    sink(heap, 0)
  }
  return heap.sort().reverse()
}

function sink(heap: Float64Array, from: number): void {
  let place = from
  const value = heap[place]!
  for (;;) {
    let child = 2 * place + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++
    if (heap[child]! >= value) break
    heap[place] = heap[child]!
    place = child
  }
  heap[place] = value
}
