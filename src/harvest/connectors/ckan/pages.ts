import type { ReadContext } from "../../connector.ts"
import { askSource, isObject, lineOf, stopped } from "../../reading/index.ts"
import { type PackagePage, packagesIn } from "./answer.ts"

export interface PagingOptions {
  readonly rows: number
  readonly filter?: string
  readonly maxRecords: number
  readonly ignoreTotal: boolean
}

/**
 * All packages of a search or a list, page by page, of a search in the order of their ids, the next page fetched while one is worked on. Returning
 * means that the source was read to its end; every doubt about that is a stop. A package that shows again on a later page
 * moved while we read: it is given once, and as another may have slipped past meanwhile, the total has to add up all the same.
 */
export async function* pagesOf(
  { endpoint, kind }: { readonly endpoint: URL; readonly kind: "search" | "list" },
  options: PagingOptions,
  context: ReadContext,
): AsyncGenerator<readonly unknown[]> {
  const urlOf = kind === "search" ? searchUrl : listUrl
  const seen = new Set<string>()
  let met = 0
  let wasFull = true
  let next = askPage(urlOf(endpoint, { ...options, start: 0 }), context)
  for (let start = 0; ; ) {
    const { packages, count } = await next
    const fresh = freshOf(packages, { seen, start })
    const repeats = packages.length > 0 && fresh.length === 0
    // After a page that was not of the size asked for, a repetition says that paging is ignored and all had come at once.
    if (repeats && (wasFull || count !== undefined)) throw stopped("paging-repeats", { url: endpoint.href, start })
    wasFull = packages.length === options.rows
    met += fresh.length
    if (met > options.maxRecords) throw stopped("too-large", { url: endpoint.href, maxRecords: options.maxRecords })
    // By what came, not by what was asked for: some portals give smaller pages.
    start += packages.length
    const done = packages.length === 0 || repeats || (count !== undefined && start >= count)
    if (!done) next = askPage(urlOf(endpoint, { ...options, start }), context)
    yield fresh
    if (done) return assertComplete(met, options.ignoreTotal ? undefined : count, endpoint)
  }
}

function assertComplete(met: number, count: number | undefined, endpoint: URL) {
  if (count !== undefined && met < count)
    throw stopped("truncated", { url: endpoint.href, found: met, count, option: "ignoreTotal" })
  if (met === 0) throw stopped("empty-catalogue", { url: endpoint.href })
}

type Page = Pick<PagingOptions, "rows" | "filter"> & { readonly start: number }

function askPage(url: string, context: ReadContext): Promise<PackagePage> {
  const answer = askSource(url, context, { maxBytes: 128 * 1024 * 1024 }).then(packagesIn)
  // The consumer may leave before it takes this page; its failure then concerns nobody.
  answer.catch(() => {})
  return answer
}

function searchUrl(endpoint: URL, { rows, start, filter }: Page): string {
  const url = new URL(endpoint)
  url.searchParams.set("rows", String(rows))
  url.searchParams.set("start", String(start))
  url.searchParams.set("sort", "id asc")
  if (filter) url.searchParams.append("fq", filter)
  return url.href
}

function listUrl(endpoint: URL, { rows, start }: Page): string {
  const url = new URL(endpoint)
  url.searchParams.set("limit", String(rows))
  url.searchParams.set("offset", String(start))
  return url.href
}

/** Packages that no earlier page had. Those without an id of their own count as new: they are refused one by one later. */
function freshOf(
  packages: readonly unknown[],
  { seen, start }: { seen: Set<string>; start: number },
): readonly unknown[] {
  const idOf = (entry: unknown) => (isObject(entry) ? (lineOf(entry.id) ?? lineOf(entry.name)) : undefined)
  const ids = packages.map((entry, at) => idOf(entry) ?? `#${start + at}`)
  const fresh = packages.filter((_, at) => !seen.has(ids[at] as string))
  for (const id of ids) seen.add(id)
  return fresh
}
