/**
 * All packages of a search or a list, page by page, of a search in the order of their ids, the next page fetched while one is
 * worked on. Ending means that the source was read to its end; every doubt about that is a stop.
 *
 * Packages move between pages when others come and go while we read. One that shows again is given once. A reading that found
 * fewer than the source counted is therefore done a second time, giving what the first one missed, before it is a stop.
 */
import { HarvestStopped, type ReadContext } from "../../connector.ts"
import { askSource, stopped } from "../../reading/index.ts"
import { type PackagePage, packagesIn } from "./answer.ts"
import { allOf, changedSince } from "./filters.ts"
import { idOfPackage } from "./package.ts"
import { type Placed, type ReadThrough, readThrough } from "./read-through.ts"
import type { CkanAddress } from "./source-address.ts"

export interface PagingOptions {
  readonly rows: number
  readonly filter?: string
  readonly maxRecords: number
  readonly ignoreTotal: boolean
}

export interface GivenPage {
  readonly packages: readonly Placed[]
  /** Where a reading can go on after this page. */
  readonly next?: string
}

type Endpoint = Exclude<CkanAddress, { kind: "document" }>

/** With `context.since` only what changed; a portal that refuses to be asked so is read whole. */
export async function* pagesOf(
  address: Endpoint,
  options: PagingOptions,
  context: ReadContext,
): AsyncGenerator<GivenPage> {
  const { since: _since, ...whole } = context
  if (address.kind === "list" || !context.since) yield* completePages(address, options, whole)
  else yield* orElse(completePages(address, options, context), isRefusal, () => completePages(address, options, whole))
}

/** The second reading where the first one is refused before it gave anything; when both are, the first refusal is told. */
export async function* orElse<T>(
  first: AsyncIterable<T>,
  mayTry: (error: unknown) => boolean,
  second: () => AsyncIterable<T>,
): AsyncGenerator<T> {
  let begun = false
  const noticed = async function* (pages: AsyncIterable<T>) {
    for await (const page of pages) {
      begun = true
      yield page
    }
  }
  try {
    yield* noticed(first)
  } catch (refusal) {
    if (begun || !mayTry(refusal)) throw refusal
    try {
      yield* noticed(second())
    } catch (error) {
      throw begun ? error : refusal
    }
  }
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof HarvestStopped &&
    ["success-false", "http-error", "html-instead", "not-a-catalogue"].includes(error.code)
  )
}

async function* completePages(
  address: Endpoint,
  options: PagingOptions,
  context: ReadContext,
): AsyncGenerator<GivenPage> {
  const ask = asking(address, options, context)
  const reading = { ask, ...options, endpoint: address.endpoint.href }
  const given = new Set(context.resume?.met)
  const start = await placeToGoOn(ask, context)
  const first: ReadThrough = { ...reading, start, seen: start > 0 ? given : new Set(), given }
  let sum = yield* readThrough(first, address.kind === "search" ? markOf : undefined)
  const isShort = () => !options.ignoreTotal && sum.announced !== undefined && sum.met < sum.announced
  if (isShort()) sum = yield* readThrough({ ...reading, start: 0, seen: new Set(), given }, undefined)
  const url = address.endpoint.href
  if (isShort()) throw stopped("truncated", { url, found: sum.met, count: sum.announced, option: "ignoreTotal" })
  if (sum.met === 0 && !context.since) throw stopped("empty-catalogue", { url })
}

function markOf(start: number, last: Placed): string {
  return `${start} ${last.id}`
}

/** The start of the mark where the package before it still is the one that was; else the beginning, as all has moved since. */
async function placeToGoOn(ask: ReadThrough["ask"], { resume }: ReadContext): Promise<number> {
  const [, digits, last] = /^(\d{1,9}) (.*)$/s.exec(resume?.next ?? "") ?? []
  const start = Number(digits)
  if (!start || last === undefined) return 0
  const { packages } = await ask(start - 1, 1)
  return idOfPackage(packages[0], start) === last ? start : 0
}

function asking({ endpoint, kind }: Endpoint, { rows, filter }: PagingOptions, context: ReadContext) {
  const filters = [...endpoint.searchParams.getAll("fq"), filter, context.since && changedSince(context.since)]
  const fq = kind === "search" ? allOf(filters) : undefined
  return (start: number, size = rows): Promise<PackagePage> => {
    const url = kind === "search" ? searchUrl(endpoint, { size, start, fq }) : listUrl(endpoint, { size, start })
    return askSource(url, context, { maxBytes: 128 * 1024 * 1024 }).then(packagesIn)
  }
}

function searchUrl(endpoint: URL, { size, start, fq }: { size: number; start: number; fq: string | undefined }) {
  const url = new URL(endpoint)
  url.searchParams.delete("fq")
  url.searchParams.set("rows", String(size))
  url.searchParams.set("start", String(start))
  url.searchParams.set("sort", "id asc")
  if (fq) url.searchParams.set("fq", fq)
  return url.href
}

function listUrl(endpoint: URL, { size, start }: { size: number; start: number }): string {
  const url = new URL(endpoint)
  url.searchParams.set("limit", String(size))
  url.searchParams.set("offset", String(start))
  return url.href
}
