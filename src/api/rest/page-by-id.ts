import type { SearchAnswer, SearchIndex, SearchRequest } from "../../search/index.ts"

export interface IdPage {
  readonly answer: SearchAnswer
  /** Hits whose id comes after `afterId`, at most `limit`. */
  readonly hits: SearchAnswer["hits"]
  /** Offset of the hit after the last one, a good guess for the next page. */
  readonly nextOffset: number
  readonly more: boolean
}

/**
 * The page of hits whose id comes after `afterId`, in the order of ids. The index pages by offset, and offsets move when
 * datasets come and go between two pages; so the offset is a guess that is checked: we must have seen an id that is not
 * after `afterId` (or the beginning), else we step back, doubling. A walk over the whole catalogue thus misses nothing
 * that was there all the time.
 */
export async function pageById(
  search: SearchIndex,
  request: SearchRequest,
  after: { readonly id: string; readonly offset: number },
): Promise<IdPage> {
  let offset = Math.max(0, after.offset - 1)
  let step = 1
  for (;;) {
    const answer = await search.search({ ...request, sort: "id", offset, limit: Math.min(1000, request.limit + 1) })
    const fresh = answer.hits.filter(({ card }) => card.id > after.id)
    const beganLate = offset > 0 && fresh.length === answer.hits.length
    if (beganLate) {
      offset = Math.max(0, offset - step)
      step *= 2
      continue
    }
    const end = offset + answer.hits.length
    if (fresh.length === 0 && answer.hits.length > 0 && end < answer.total) {
      offset = end - 1
      continue
    }
    const hits = fresh.slice(0, request.limit)
    const nextOffset = end - fresh.length + hits.length
    return { answer, hits, nextOffset, more: nextOffset < answer.total }
  }
}
