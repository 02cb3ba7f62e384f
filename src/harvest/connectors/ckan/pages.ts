import type { ReadContext } from "../../connector.ts"
import { askSource, isObject, lineOf, stopped } from "../../reading/index.ts"
import { type PackagePage, packagesIn } from "./answer.ts"

export interface PagingOptions {
  readonly rows: number
  readonly filter?: string
  readonly maxRecords: number
}

/**
 * All packages of a search, page by page in the order of their ids, the next page fetched while one is worked on. Returning
 * means that the source was read to its end; every doubt about that is a stop.
 */
export async function* searchPages(
  endpoint: URL,
  { rows, filter, maxRecords }: PagingOptions,
  context: ReadContext,
): AsyncGenerator<readonly unknown[]> {
  const seen = new Set<string>()
  let shifted = false
  const ask = (start: number) => {
    const page = askPage(searchUrl(endpoint, { rows, start, filter }), context)
    // The consumer may leave before it takes this page; its failure then concerns nobody.
    page.catch(() => {})
    return page
  }
  let next = ask(0)
  for (let start = 0; ; ) {
    const { packages, count } = await next
    if (packages.length === 0) return assertComplete(seen.size, count, endpoint)
    const { fresh, again } = meet(idsOf(packages, start), seen)
    if (fresh === 0) throw stopped("paging-repeats", { url: endpoint.href, start })
    if (seen.size > maxRecords) throw stopped("too-large", { url: endpoint.href, maxRecords })
    // A record that shows on two pages moved while we read, and another may have slipped past between them.
    shifted ||= again > 0
    start += packages.length
    const done = count === undefined ? packages.length < rows : start >= count
    if (!done) next = ask(start)
    yield packages
    if (done) return assertComplete(shifted ? seen.size : start, count, endpoint)
  }
}

function assertComplete(found: number, count: number | undefined, endpoint: URL) {
  if (found === 0) throw stopped("empty-catalogue", { url: endpoint.href })
  if (count !== undefined && found < count) throw stopped("truncated", { url: endpoint.href, found, count })
}

async function askPage(url: string, context: ReadContext): Promise<PackagePage> {
  return packagesIn(await askSource(url, context, { maxBytes: 128 * 1024 * 1024 }))
}

function searchUrl(endpoint: URL, { rows, start, filter }: { rows: number; start: number; filter?: string }): string {
  const url = new URL(endpoint)
  url.searchParams.set("rows", String(rows))
  url.searchParams.set("start", String(start))
  url.searchParams.set("sort", "id asc")
  if (filter) url.searchParams.append("fq", filter)
  return url.href
}

/** Records without an id of their own count as new: they are refused one by one later. */
function idsOf(packages: readonly unknown[], start: number): ReadonlySet<string> {
  const idOf = (entry: unknown) => (isObject(entry) ? (lineOf(entry.id) ?? lineOf(entry.name)) : undefined)
  return new Set(packages.map((entry, at) => idOf(entry) ?? `#${start + at}`))
}

function meet(ids: ReadonlySet<string>, seen: Set<string>): { fresh: number; again: number } {
  const before = seen.size
  for (const id of ids) seen.add(id)
  const fresh = seen.size - before
  return { fresh, again: ids.size - fresh }
}
