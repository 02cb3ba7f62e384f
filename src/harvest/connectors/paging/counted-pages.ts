/**
 * Lists whose total is exact on every page (ods, udata): one that shrank tells at once that entries went while we read, so the
 * page before is asked for again. What is added meanwhile is not waited for. Where the total is worth less, `offset-pages` finds
 * out at the end; where pages link the next one, there is no position to count by (`linked-pages`). csw and oaipmh page by
 * the rules of their standards.
 */
import { stopped } from "../../reading/index.ts"
import { inAdvance } from "./in-advance.ts"

export interface CountedPage {
  readonly entries: readonly unknown[]
  /** Number of entries that the source says there are. */
  readonly total: number | undefined
  /** Position of the page after this one; absent when this is the last. */
  readonly next: number | undefined
}

export interface CountedList {
  readonly url: string
  readonly first: number
  /** Most records of one page. */
  readonly size: number
  readonly maxRecords: number
  ask(position: number): Promise<CountedPage>
  /** The page before a page. */
  before(position: number): number
  idOf(entry: unknown): string | undefined
}

/** Where the reading of a list stands after a page. */
export interface ListPlace {
  /** What to ask for next. */
  readonly position: number
  /** The smallest total met; absent while none was given. */
  readonly total: number | undefined
  /** Entries given so far. */
  readonly met: number
}

export interface FreshEntries {
  /** Entries that no earlier page had. */
  readonly fresh: readonly unknown[]
  /** Absent after the last page. */
  readonly place: ListPlace | undefined
}

/**
 * All entries of a list, the next page fetched while one is worked on. What is deleted while we read moves the entries behind
 * it one place to the front, past us: a total that shrank makes us ask for the page before once more. The smallest total met has
 * to add up.
 */
export async function* countedPages(
  list: CountedList,
  seen: Set<string>,
  from?: ListPlace,
): AsyncGenerator<FreshEntries> {
  let { position, total, met } = from ?? { position: list.first, total: undefined, met: 0 }
  let asked = inAdvance(list.ask(position))
  for (;;) {
    const page = await asked
    const shrunkBy = total !== undefined && page.total !== undefined ? total - page.total : 0
    if (shrunkBy > list.size) throw stopped("truncated", { url: list.url, position, count: total, found: page.total })
    const missed = shrunkBy > 0 && position !== list.first ? (await list.ask(list.before(position))).entries : []
    const slipped = freshOf(missed, { list, seen, met })
    const fresh = [...slipped, ...freshOf(page.entries, { list, seen, met: met + slipped.length })]
    if (page.entries.length > 0 && fresh.length === 0 && position !== list.first)
      throw stopped("paging-repeats", { url: list.url, position })
    total = smaller(total, page.total)
    met += fresh.length
    if (met > list.maxRecords) throw stopped("too-large", { url: list.url, maxRecords: list.maxRecords })
    if (page.next === undefined || page.entries.length === 0) {
      yield { fresh, place: undefined }
      if (total !== undefined && met < total) throw stopped("truncated", { url: list.url, found: met, count: total })
      return
    }
    position = page.next
    asked = inAdvance(list.ask(position))
    yield { fresh, place: { position, total, met } }
  }
}

function freshOf(
  entries: readonly unknown[],
  { list, seen, met }: { list: CountedList; seen: Set<string>; met: number },
): readonly unknown[] {
  // Two with one identifier on the same page are both given: the second is told as a duplicate.
  const ids = entries.map((entry, at) => list.idOf(entry)?.slice(0, 400) ?? `#${met + at}`)
  const fresh = entries.filter((_, at) => !seen.has(ids[at] as string))
  for (const id of ids) seen.add(id)
  return fresh
}

function smaller(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other)
}
