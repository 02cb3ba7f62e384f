/**
 * Lists that a source gives page by page with a total: read to their end or stopped, and gone on with at a page's end. What
 * differs between kinds of portals, how a page is asked for and what its records are called, comes as `PagedList`.
 */
import { stopped } from "../reading/index.ts"

export interface ListPage {
  readonly records: readonly unknown[]
  /** Number of records that the source says there are. */
  readonly total: number | undefined
  /** Position of the page after this one; absent when this is the last. */
  readonly next: number | undefined
}

export interface PagedList {
  readonly url: string
  readonly first: number
  /** Most records of one page. */
  readonly size: number
  readonly maxRecords: number
  ask(position: number): Promise<ListPage>
  /** The page before a page. */
  before(position: number): number
  idOf(record: unknown): string | undefined
}

/** Where the reading of a list stands after a page. */
export interface ListPlace {
  /** What to ask for next. */
  readonly position: number
  /** The smallest total met; absent while none was given. */
  readonly total: number | undefined
  /** Records given so far. */
  readonly met: number
}

export interface FreshPage {
  /** Records that no earlier page had. */
  readonly fresh: readonly unknown[]
  /** Absent after the last page. */
  readonly place: ListPlace | undefined
}

/**
 * All records of a list, the next page fetched while one is worked on. What is deleted while we read moves the records behind
 * it one place to the front, past us: a total that shrank makes us ask for the page before once more. What is added meanwhile
 * is not waited for: the smallest total met has to add up.
 */
export async function* freshPages(list: PagedList, seen: Set<string>, from?: ListPlace): AsyncGenerator<FreshPage> {
  let { position, total, met } = from ?? { position: list.first, total: undefined, met: 0 }
  let asked = askedFor(list, position)
  for (;;) {
    const page = await asked
    const shrunkBy = total !== undefined && page.total !== undefined ? total - page.total : 0
    if (shrunkBy > list.size) throw stopped("truncated", { url: list.url, position, count: total, found: page.total })
    const missed = shrunkBy > 0 && position !== list.first ? (await list.ask(list.before(position))).records : []
    const slipped = freshOf(missed, { list, seen, met })
    const fresh = [...slipped, ...freshOf(page.records, { list, seen, met: met + slipped.length })]
    if (page.records.length > 0 && fresh.length === 0 && position !== list.first)
      throw stopped("paging-repeats", { url: list.url, position })
    total = smaller(total, page.total)
    met += fresh.length
    if (met > list.maxRecords) throw stopped("too-large", { url: list.url, maxRecords: list.maxRecords })
    if (page.next === undefined || page.records.length === 0) {
      yield { fresh, place: undefined }
      if (total !== undefined && met < total) throw stopped("truncated", { url: list.url, found: met, count: total })
      return
    }
    position = page.next
    asked = askedFor(list, position)
    yield { fresh, place: { position, total, met } }
  }
}

function askedFor(list: PagedList, position: number): Promise<ListPage> {
  const page = list.ask(position)
  // The consumer may leave before it takes this page; its failure then concerns nobody.
  page.catch(() => {})
  return page
}

function freshOf(
  records: readonly unknown[],
  { list, seen, met }: { list: PagedList; seen: Set<string>; met: number },
): readonly unknown[] {
  // Two with one identifier on the same page are both given: the second is told as a duplicate.
  const ids = records.map((record, at) => list.idOf(record)?.slice(0, 400) ?? `#${met + at}`)
  const fresh = records.filter((_, at) => !seen.has(ids[at] as string))
  for (const id of ids) seen.add(id)
  return fresh
}

function smaller(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other)
}

/** A whole number of at least nothing, as totals are. */
export function countFrom(value: unknown): number | undefined {
  const count = typeof value === "number" || (typeof value === "string" && /^\d{1,9}$/.test(value)) ? Number(value) : -1
  return Number.isSafeInteger(count) && count >= 0 ? count : undefined
}
