import type { ReadContext } from "../../connector.ts"
import { isObject, lineOf, stopped } from "../../reading/index.ts"
import { inAdvance } from "./in-advance.ts"

export interface LinkedPage {
  readonly entries: readonly unknown[]
  /** Address after redirects. */
  readonly url: string
  readonly next?: string
  /** How many entries the source says there are. */
  readonly total?: number
}

export interface LinkedPaging {
  readonly maxRecords: number
  readonly ignoreTotal: boolean
  /** Ids of entries that were met already; it grows. */
  readonly seen: Set<string>
  /** No entry may also be the answer: only changes were asked for. */
  readonly mayBeEmpty?: boolean
  readonly ask: (url: string, context: ReadContext) => Promise<LinkedPage>
}

export interface PagePosition {
  readonly url: string
  /** Entries that came before this page. */
  readonly met: number
}

export interface LinkedEntries {
  readonly entries: readonly unknown[]
  readonly url: string
  readonly next?: PagePosition
}

/**
 * All pages of a list whose pages link the next one (records, stac, arcgis), from a position on, the next one fetched while one is worked on. Returning means that all
 * entries were enumerated; every doubt is a stop. An entry that shows again on a later page moved while we read: it is given
 * once, and as another may have slipped past meanwhile, the total has to add up all the same.
 */
export async function* linkedPages(
  from: PagePosition,
  { maxRecords, ignoreTotal, mayBeEmpty, ask, seen }: LinkedPaging,
  context: ReadContext,
): AsyncGenerator<LinkedEntries> {
  const visited = new Set([from.url])
  let next = inAdvance(ask(from.url, context))
  for (let met = from.met; ; ) {
    if (context.signal?.aborted) throw stopped("stopped")
    const page = await next
    const fresh = page.entries.filter((entry, at) => !seen.has(idOf(entry, met + at)))
    for (const [at, entry] of page.entries.entries()) seen.add(idOf(entry, met + at))
    const { url, total } = page
    if (page.next !== undefined && page.entries.length > 0 && (fresh.length === 0 || visited.has(page.next)))
      throw stopped("paging-repeats", { url })
    met += fresh.length
    if (met > maxRecords) throw stopped("too-large", { url, maxRecords })
    // An empty page is the end, whatever link stands on it; whether all had come, the total says.
    if (page.next === undefined || page.entries.length === 0) {
      if (!ignoreTotal && total !== undefined && met < total)
        throw stopped("truncated", { url, found: met, count: total, option: "ignoreTotal" })
      if (met === 0 && !mayBeEmpty) throw stopped("empty-catalogue", { url })
      yield { entries: fresh, url }
      return
    }
    next = inAdvance(ask(page.next, context))
    visited.add(page.next)
    yield { entries: fresh, url, next: { url: page.next, met } }
  }
}

/** Entries without an id of their own count as new: they are refused one by one later. */
function idOf(entry: unknown, at: number): string {
  return (isObject(entry) ? lineOf(entry.id) : undefined)?.slice(0, 400) ?? `#${at}`
}
