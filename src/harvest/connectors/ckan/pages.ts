import { HarvestStopped, type ReadContext } from "../../connector.ts"
import { askSource } from "../../reading/index.ts"
import { type OffsetEntries, type OffsetPaging, offsetPages } from "../paging/offset-pages.ts"
import { orElse } from "../paging/or-else.ts"
import { packagesIn } from "./answer.ts"
import { allOf, changedSince } from "./filters.ts"
import { idOfPackage } from "./package.ts"
import type { CkanAddress } from "./source-address.ts"

export interface PagingOptions {
  readonly rows: number
  readonly filter?: string
  readonly maxRecords: number
  readonly ignoreTotal: boolean
}

type Endpoint = Exclude<CkanAddress, { kind: "document" }>

/**
 * All packages of a search, in the order of their ids, or of a list. With `context.since` only what changed; a portal that
 * refuses to be asked so is read whole.
 */
export async function* pagesOf(
  address: Endpoint,
  options: PagingOptions,
  context: ReadContext,
): AsyncGenerator<OffsetEntries> {
  const { since: _since, ...rest } = context
  const whole = () => offsetPages(pagingOf(address, options, rest), rest)
  if (address.kind === "list" || !context.since) yield* whole()
  else yield* orElse(offsetPages(pagingOf(address, options, context), context), isRefusal, whole)
}

function isRefusal(error: unknown): boolean {
  const refusals = ["success-false", "http-error", "html-instead", "not-a-catalogue"]
  return error instanceof HarvestStopped && refusals.includes(error.code)
}

function pagingOf({ endpoint, kind }: Endpoint, options: PagingOptions, context: ReadContext): OffsetPaging {
  const changes = context.since && changedSince(context.since)
  const fq = allOf([...endpoint.searchParams.getAll("fq"), options.filter, changes])
  return {
    ...options,
    url: endpoint.href,
    idOf: idOfPackage,
    keepsOrder: kind === "search",
    ask: (start, size) =>
      smallerWhereTooLarge(size, async (rows, maxBytes) => {
        const page = { start, size: rows }
        const url = kind === "search" ? searchUrl(endpoint, { ...page, fq }) : listUrl(endpoint, page)
        const { packages, count } = packagesIn(await askSource(url, context, { maxBytes }))
        return { entries: packages, total: count }
      }),
  }
}

const pageBytes = 32 * 1024 * 1024
const packageBytes = 128 * 1024 * 1024

/** Some packages have thousands of resources: a page that is too large is asked for again with a quarter of them. */
async function smallerWhereTooLarge<T>(size: number, ask: (size: number, maxBytes: number) => Promise<T>): Promise<T> {
  if (size === 1) return ask(1, packageBytes)
  try {
    return await ask(size, pageBytes)
  } catch (error) {
    if (!(error instanceof HarvestStopped) || error.code !== "too-large") throw error
    return smallerWhereTooLarge(Math.ceil(size / 4), ask)
  }
}

interface Window {
  readonly start: number
  readonly size: number
}

function searchUrl(endpoint: URL, { size, start, fq }: Window & { readonly fq: string | undefined }): string {
  const url = new URL(endpoint)
  url.searchParams.delete("fq")
  url.searchParams.set("rows", String(size))
  url.searchParams.set("start", String(start))
  url.searchParams.set("sort", "id asc")
  if (fq) url.searchParams.set("fq", fq)
  return url.href
}

function listUrl(endpoint: URL, { size, start }: Window): string {
  const url = new URL(endpoint)
  url.searchParams.set("limit", String(size))
  url.searchParams.set("offset", String(start))
  return url.href
}
