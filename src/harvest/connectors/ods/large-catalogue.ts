import type { ReadContext } from "../../connector.ts"
import { dateFrom, isObject, type JsonObject, lineOf, stopped } from "../../reading/index.ts"
import { metasOf } from "./metas.ts"
import { askPage, idOf, type Listing, tooFar, windowLimit } from "./pages.ts"

/** Where the reading of a large catalogue stands. */
export interface LargePlace {
  /** Only what was described at this moment or later is asked for. */
  readonly described: string | undefined
  readonly offset: number
  readonly total: number | undefined
  readonly met: number
}

export interface LargePage {
  readonly fresh: readonly unknown[]
  readonly place: LargePlace | undefined
}

const start: LargePlace = { described: undefined, offset: 0, total: undefined, met: 0 }

/**
 * A catalogue larger than the window of the API, in the order in which its datasets were described: each page is asked for from
 * the moment where the one before ended. What is described anew while we read goes to the end and is met there; those of the
 * moment where a page ended come once more and are given once. The total of the beginning has to add up.
 */
export async function* largePages(
  listing: Listing,
  { seen, from = start }: { seen: Set<string>; from?: LargePlace },
  context: ReadContext,
): AsyncGenerator<LargePage> {
  const { maxRecords, address, size } = listing
  const url = address.endpoint.href
  let { described, offset, total, met } = from
  let stale = 0
  for (;;) {
    if (offset >= windowLimit) throw tooFar(listing)
    const page = await askPage(listing, { offset, order: "metadata_processed", described }, context)
    total ??= page.total
    const fresh = page.entries.filter((record) => !seen.has(keyOf(record)))
    for (const record of fresh) if (keyOf(record) !== "") seen.add(keyOf(record))
    met += fresh.length
    if (met > maxRecords) throw tooFar(listing)
    stale = fresh.length === 0 ? stale + 1 : 0
    if (stale > windowLimit / size) throw stopped("paging-repeats", { url, described, offset })
    const isLast = page.entries.length === 0 || (page.total !== undefined && offset + page.entries.length >= page.total)
    const last = describedAt(page.entries.at(-1))
    if (last !== undefined && last > (described ?? "")) [described, offset] = [last, 0]
    else offset += page.entries.length
    yield { fresh, place: isLast ? undefined : { described, offset, total, met } }
    if (isLast) break
  }
  if (total !== undefined && met < total) throw stopped("truncated", { url, found: met, count: total })
}

function keyOf(record: unknown): string {
  return idOf(record)?.slice(0, 400) ?? ""
}

/** To the second, which is less exact than the portal: a little is asked for twice, nothing is left out. */
function describedAt(record: unknown): string | undefined {
  const basic: JsonObject = isObject(record) ? metasOf(record).basic : {}
  const date = dateFrom(lineOf(basic.metadata_processed))
  return date?.includes("T") ? date : undefined
}
