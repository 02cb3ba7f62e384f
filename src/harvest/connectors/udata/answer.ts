import type { ReadContext } from "../../connector.ts"
import {
  askSource,
  countFrom,
  isObject,
  type JsonObject,
  jsonIn,
  lineOf,
  type SourceAnswer,
  stopped,
} from "../../reading/index.ts"
import type { CountedPage } from "../paging/counted-pages.ts"

/** One page of any list of the API: `{data, page, page_size, total, next_page}`. Page numbers are the positions. */
export async function askPage(
  endpoint: URL,
  asked: { page: number; size: number },
  context: ReadContext,
): Promise<CountedPage> {
  const url = new URL(endpoint)
  url.searchParams.set("page", String(asked.page))
  url.searchParams.set("page_size", String(asked.size))
  // Oldest first: what is added while we read comes at the end.
  if (!url.searchParams.has("sort")) url.searchParams.set("sort", "created")
  return pageIn(await askSource(url.href, context, { maxBytes: 128 * 1024 * 1024, timeoutMs: 180_000 }), asked)
}

function pageIn(answer: SourceAnswer, { page, size }: { page: number; size: number }): CountedPage {
  const value = soundJson(answer)
  if (!isObject(value) || !Array.isArray(value.data)) throw stopped("not-a-catalogue", { url: answer.url })
  const total = countFrom(value.total)
  // Portals behind a proxy write links to themselves that lead nowhere: whether there is one counts, not what it says.
  const more =
    value.next_page === undefined
      ? total !== undefined && page * (countFrom(value.page_size) || size) < total
      : lineOf(value.next_page) !== undefined
  return { entries: value.data, total, next: more ? page + 1 : undefined }
}

/** The JSON of an answer that is no error; the API writes its errors as JSON too. */
function soundJson(answer: SourceAnswer): unknown {
  const value = jsonIn(answer)
  if (answer.status < 400) return value
  const says = isObject(value) ? lineOf(value.message)?.slice(0, 300) : undefined
  throw stopped("http-error", { url: answer.url, status: answer.status, ...(says ? { says } : {}) })
}

/** The JSON at an address, or nothing where the portal knows no such address. */
export async function askIfKnown(url: string, context: ReadContext): Promise<unknown> {
  const answer = await askSource(url, context, { maxBytes: 64 * 1024 * 1024 })
  return answer.status === 404 || answer.status === 410 ? undefined : soundJson(answer)
}

/**
 * The datasets of one document: a saved page, a bare list, a single dataset, or a dump whose entries hold the dataset beside
 * its organization, its resources and its data services. A page of something larger is no whole document.
 */
export function datasetsIn(answer: SourceAnswer): readonly unknown[] {
  const value = soundJson(answer)
  const listed = Array.isArray(value) ? value : isObject(value) ? (value.data ?? value.datasets) : undefined
  if (Array.isArray(listed)) {
    const count = isObject(value) ? countFrom(value.total) : undefined
    if (count !== undefined && listed.length < count)
      throw stopped("truncated", { url: answer.url, found: listed.length, count })
    return listed.map(flat)
  }
  if (isObject(value) && ("title" in value || isObject(value.dataset))) return [flat(value)]
  throw stopped("not-a-catalogue", { url: answer.url })
}

function flat(entry: unknown): unknown {
  if (!isObject(entry) || !isObject(entry.dataset)) return entry
  const { dataset, ...beside } = entry
  return { ...beside, ...dataset } satisfies JsonObject
}
