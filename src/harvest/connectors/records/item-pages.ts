import type { ReadContext } from "../../connector.ts"
import {
  askSource,
  isObject,
  type JsonObject,
  jsonIn,
  lineOf,
  type SourceAnswer,
  stopped,
} from "../../reading/index.ts"
import { followable, linksOf } from "./links.ts"

export interface ItemPage {
  readonly features: readonly unknown[]
  readonly url: string
  readonly next?: string
  /** How many items the source says there are. */
  readonly matched?: number
}

const maxBytes = 128 * 1024 * 1024

export async function askItems(url: string, context: ReadContext): Promise<ItemPage> {
  return itemsIn(await askSource(url, context, { accept: "application/geo+json, application/json;q=0.9", maxBytes }))
}

/** A JSON document that is neither a refusal nor something else than an object. */
export function documentIn(answer: SourceAnswer): JsonObject {
  const value = jsonIn(answer)
  const says = isObject(value) ? lineOf(value.description ?? value.detail ?? value.title)?.slice(0, 300) : undefined
  if (answer.status >= 400) throw stopped("http-error", { url: answer.url, status: answer.status, says })
  if (!isObject(value)) throw stopped("not-a-catalogue", { url: answer.url })
  return value
}

/** A page of GeoJSON records, one record, or a catalogue with its records in line (20-004r1 §8.2). */
export function itemsIn(answer: SourceAnswer): ItemPage {
  const value = documentIn(answer)
  const features = featuresOf(value)
  if (!features) throw refusalOf(value, answer.url)
  return pageOf(value, features, answer.url)
}

/** A page as its document tells of it: the link to the next one, and how many items there are. */
export function pageOf(document: JsonObject, features: readonly unknown[], url: string): ItemPage {
  const matched = Number(lineOf(document.numberMatched ?? document.totalFeatures) ?? Number.NaN)
  return {
    features,
    url,
    next: followable(linksOf(document, url), ["next"], url),
    matched: Number.isSafeInteger(matched) && matched >= 0 ? matched : undefined,
  }
}

export function featuresOf(value: JsonObject): readonly unknown[] | undefined {
  if (Array.isArray(value.features)) return value.features
  const inLine = value[lineOf(value.recordsArrayName) ?? "records"]
  if (Array.isArray(inLine)) return inLine
  return value.type === "Feature" ? [value] : undefined
}

// Exceptions of OGC APIs have a code; some servers send them with status 200.
function refusalOf(value: JsonObject, url: string) {
  const code = lineOf(value.code ?? value.error)
  if (code === undefined) return stopped("not-a-catalogue", { url })
  return stopped("success-false", { url, says: `${code}: ${lineOf(value.description) ?? ""}`.slice(0, 300) })
}

export interface ItemPaging {
  readonly maxRecords: number
  readonly ignoreTotal: boolean
  /** No item may also be the answer: only changes were asked for. */
  readonly mayBeEmpty?: boolean
  /** How a page is read; GeoJSON without it. */
  readonly askPage?: (url: string, context: ReadContext) => Promise<ItemPage>
}

export interface PagePosition {
  readonly url: string
  /** Items that came before this page. */
  readonly met: number
}

export interface PageRead {
  readonly features: readonly unknown[]
  readonly url: string
  readonly next?: PagePosition
}

/**
 * All pages from a position on, by their `next` links, the next one fetched while one is worked on. Returning means that all
 * items were enumerated; every doubt is a stop. An item that shows again on a later page moved while we read: it is given
 * once, and as another may have slipped past meanwhile, the total has to add up all the same.
 */
export async function* itemPages(
  from: PagePosition,
  { maxRecords, ignoreTotal, mayBeEmpty, askPage = askItems, seen }: ItemPaging & { readonly seen: Set<string> },
  context: ReadContext,
): AsyncGenerator<PageRead> {
  const asked = new Set([from.url])
  let next = inAdvance(askPage(from.url, context))
  for (let met = from.met; ; ) {
    if (context.signal?.aborted) throw stopped("stopped")
    const page = await next
    const fresh = page.features.filter((feature, at) => !seen.has(idOf(feature, met + at)))
    for (const [at, feature] of page.features.entries()) seen.add(idOf(feature, met + at))
    const { url, matched } = page
    if (page.next !== undefined && page.features.length > 0 && (fresh.length === 0 || asked.has(page.next)))
      throw stopped("paging-repeats", { url })
    met += fresh.length
    if (met > maxRecords) throw stopped("too-large", { url, maxRecords })
    // An empty page is the end, whatever link stands on it; whether all had come, the total says.
    if (page.next === undefined || page.features.length === 0) {
      if (!ignoreTotal && matched !== undefined && met < matched)
        throw stopped("truncated", { url, found: met, count: matched, option: "ignoreTotal" })
      if (met === 0 && !mayBeEmpty) throw stopped("empty-catalogue", { url })
      yield { features: fresh, url }
      return
    }
    next = inAdvance(askPage(page.next, context))
    asked.add(page.next)
    yield { features: fresh, url, next: { url: page.next, met } }
  }
}

/** Asked for before it is needed: the consumer may leave before it takes it, and its failure then concerns nobody. */
export function inAdvance<T>(page: Promise<T>): Promise<T> {
  page.catch(() => {})
  return page
}

/** Items without an id of their own count as new: they are refused one by one later. */
function idOf(feature: unknown, at: number): string {
  return (isObject(feature) ? lineOf(feature.id) : undefined)?.slice(0, 400) ?? `#${at}`
}
