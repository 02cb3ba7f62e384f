import type { ReadContext } from "../../connector.ts"
import { askSource, isObject, lineOf, stopped, utcSecond } from "../../reading/index.ts"
import { type CountedPage, countedPages, type FreshEntries, type ListPlace } from "../paging/counted-pages.ts"
import { type OdsPage, pageIn } from "./answer.ts"
import type { OdsAddress } from "./source-address.ts"

export interface Listing {
  readonly address: OdsAddress & { readonly kind: "list" }
  readonly size: number
  /** Condition in the portal's query language. */
  readonly filter: string | undefined
  readonly maxRecords: number
}

/** The APIs answer nothing behind it: offset and limit together may not pass it. */
export const windowLimit = 10_000

export interface Asked {
  readonly offset: number
  readonly order: string | undefined
  /** Only what was described at this moment or later. */
  readonly described?: string
}

/** One page, from whichever version of the API. */
export async function askPage(listing: Listing, asked: Asked, context: ReadContext): Promise<OdsPage> {
  const answer = await ask(urlOf(listing, asked, context), context)
  // Some portals know no order by identifiers; without one pages may overlap, which the total then tells.
  const isRefused = answer.status === 400 && asked.order === byIdentifier
  return pageIn(isRefused ? await ask(urlOf(listing, { ...asked, order: undefined }, context), context) : answer)
}

export const byIdentifier = "dataset_id"

function ask(url: string, context: ReadContext) {
  return askSource(url, context, { maxBytes: 128 * 1024 * 1024, timeoutMs: 120_000 })
}

function urlOf(
  { address, size, filter }: Listing,
  { offset, order, described }: Asked,
  { since }: ReadContext,
): string {
  const url = new URL(address.endpoint)
  const [limit, start] = address.api === "v1" ? ["rows", "start"] : ["limit", "offset"]
  url.searchParams.set(limit as string, String(Math.min(size, windowLimit - offset)))
  url.searchParams.set(start as string, String(offset))
  if (address.api === "v1") {
    if (filter) url.searchParams.append("q", filter)
    return url.href
  }
  const where = [...url.searchParams.getAll("where"), filter, changedSince(since), describedFrom(described)].filter(
    Boolean,
  )
  url.searchParams.delete("where")
  if (where.length > 0) url.searchParams.set("where", where.map((clause) => `(${clause})`).join(" and "))
  if (order) url.searchParams.set("order_by", order)
  return url.href
}

/** New data without a new description is a change too: it has another date. */
function changedSince(since: Date | undefined): string | undefined {
  if (!since) return undefined
  const moment = utcSecond(since)
  return `metadata_processed >= date'${moment}' or data_processed >= date'${moment}'`
}

function describedFrom(moment: string | undefined): string | undefined {
  return moment && `metadata_processed >= date'${moment}'`
}

export function idOf(entry: unknown): string | undefined {
  return isObject(entry) ? (lineOf(entry.dataset_id) ?? lineOf(entry.datasetid)) : undefined
}

/** Page by page by offsets, in the order of identifiers. */
export function listedPages(
  listing: Listing,
  { first, seen, from }: { first: OdsPage | undefined; seen: Set<string>; from: ListPlace | undefined },
  context: ReadContext,
): AsyncGenerator<FreshEntries> {
  const { address, size, maxRecords } = listing
  const pageAt = async (offset: number): Promise<CountedPage> => {
    if (offset >= windowLimit) throw tooFar(listing)
    const page = offset === 0 && first ? first : await askPage(listing, { offset, order: byIdentifier }, context)
    const next = offset + page.entries.length
    const more = page.entries.length > 0 && (page.total === undefined ? page.entries.length >= size : next < page.total)
    return { ...page, next: more ? next : undefined }
  }
  const before = (offset: number) => Math.max(0, offset - size)
  return countedPages({ url: address.endpoint.href, first: 0, size, maxRecords, ask: pageAt, before, idOf }, seen, from)
}

export function tooFar({ address, maxRecords }: Listing) {
  return stopped("too-large", { url: address.endpoint.href, maxRecords, window: windowLimit })
}
