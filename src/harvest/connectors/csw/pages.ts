import type { ReadContext } from "../../connector.ts"
import { stopped } from "../../reading/index.ts"
import { inAdvance } from "../paging/in-advance.ts"
import { type CswPage, CswRefusal } from "./answer.ts"
import { type Entry, entriesOf } from "./entries.ts"
import { type Allowed, askPage, firstPage } from "./negotiate.ts"
import type { Manner } from "./request.ts"

export interface PagingOptions {
  readonly pageSize: number
  readonly maxRecords: number
  readonly ignoreTotal: boolean
}

export interface ReadPage {
  /** Records that no earlier page had. */
  readonly entries: readonly Entry[]
  /** Position of the next page's first record; nothing where there may be none, as some refuse to be asked beyond the last. */
  readonly next: number | undefined
}

/**
 * All pages from a position on, the next one fetched while one is worked on. Returning means that the catalogue was read to its
 * end; every doubt about that is a stop. A record that shows again on a later page moved while we read: it is given once, and
 * as another may have slipped past meanwhile, the total has to add up all the same.
 */
export async function* pagesOf(
  endpoint: URL,
  { wanted, allowed, options }: { wanted: Manner; allowed: Allowed; options: PagingOptions },
  context: ReadContext,
): AsyncGenerator<ReadPage> {
  const seen = new Set(context.resume?.met)
  const asked = options.pageSize
  let met = seen.size
  let start = positionFrom(context.resume?.next)
  const begun = await firstPage(
    endpoint,
    { wanted, allowed, page: { startPosition: start, maxRecords: asked } },
    context,
  )
  const { manner } = begun
  let page: CswPage | undefined = begun.page
  let matched = page.matched
  let doubtful = false
  while (page) {
    const all = entriesOf(page.records, start)
    const came = all.reduce((sum, { ids }) => sum + ids.length, 0)
    const entries = freshOf(all, seen)
    if (came > 0 && entries.length === 0) {
      if (doubtful) break
      throw stopped("paging-repeats", { url: endpoint.href, start })
    }
    met += entries.reduce((sum, { ids }) => sum + ids.length, 0)
    if (met > options.maxRecords) throw stopped("too-large", { url: endpoint.href, maxRecords: options.maxRecords })
    matched = page.matched ?? matched
    const next: NextPage | undefined = nextPage({ start, came, asked }, page)
    const following = next && askNext(endpoint, { ...manner, startPosition: next.at, maxRecords: asked }, next, context)
    yield { entries, next: next?.spare ? undefined : next?.at }
    page = await following
    start = next?.at ?? start
    doubtful = next?.doubtful ?? false
  }
  const complete = options.ignoreTotal || matched === undefined || met >= matched
  if (!complete) throw stopped("truncated", { url: endpoint.href, found: met, count: matched, option: "ignoreTotal" })
  if (met === 0 && !manner.since) throw stopped("empty-catalogue", { url: endpoint.href })
}

export interface NextPage {
  readonly at: number
  /** Everything announced has come, or nothing was announced: an empty page, or one that repeats, is the end. */
  readonly doubtful: boolean
  /** Asked only to be sure: a refusal is the end too. */
  readonly spare: boolean
}

/**
 * Where to go on. `nextRecord` is believed where it goes on from what came (a server that leaves records out goes further); 0, no
 * number, a step back or a number beyond the total are all met on pages that are not the last, so the total decides too.
 */
export function nextPage(
  { start, came, asked }: { readonly start: number; readonly came: number; readonly asked: number },
  { matched, next }: Pick<CswPage, "matched" | "next">,
): NextPage | undefined {
  const after = start + came
  const goesOn = next !== undefined && next >= after && next > start && next <= Math.max(after, start + asked)
  const at = goesOn ? next : after
  const isFull = came >= asked
  if (matched !== undefined && at <= matched)
    return came > 0 || goesOn ? { at, doubtful: false, spare: false } : undefined
  if (came === 0) return undefined
  if (matched === undefined) {
    if (goesOn) return { at, doubtful: false, spare: false }
    return isFull && next !== 0 ? { at, doubtful: true, spare: false } : undefined
  }
  // All that was announced has come. A full page that does not call itself the last, or a total below what came, asks for a look.
  const contradicts = next === undefined ? matched < after - 1 : next !== 0 || matched < after - 1
  return isFull && contradicts ? { at, doubtful: true, spare: true } : undefined
}

function askNext(
  endpoint: URL,
  request: Parameters<typeof askPage>[1],
  { spare }: NextPage,
  context: ReadContext,
): Promise<CswPage | undefined> {
  const answer = askPage(endpoint, request, context).catch((error: unknown) => {
    // GeoNetwork answers a position beyond the last record with an exception.
    if (spare && error instanceof CswRefusal) return undefined
    throw error
  })
  return inAdvance(answer)
}

function freshOf(entries: readonly Entry[], seen: Set<string>): readonly Entry[] {
  const fresh = entries
    .map(({ element, ids }) => ({ element, ids: ids.filter((id) => !seen.has(id)) }))
    .filter(({ ids }) => ids.length > 0)
  for (const { ids } of fresh) for (const id of ids) seen.add(id)
  return fresh
}

function positionFrom(text: string | undefined): number {
  const position = Number(text ?? 1)
  return Number.isSafeInteger(position) && position > 0 ? position : 1
}
