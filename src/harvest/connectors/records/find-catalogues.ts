import type { ReadContext } from "../../connector.ts"
import { isObject, type JsonObject, lineOf, listOf, stopped } from "../../reading/index.ts"
import { type Asked, askDocument, documentAddress } from "../shared/json-document.ts"
import { followable, linksOf } from "../shared/links.ts"
import { featuresOf } from "./item-pages.ts"

export interface FindOptions {
  readonly limit: number
  /** Identifiers of collections, separated by commas. */
  readonly collections?: string
}

const listingLimit = 200

/** Addresses of the first pages of the catalogues of records at an address: of a page of records, of one collection, of a list of them, or of a landing page. */
export async function cataloguesAt(
  address: string,
  options: FindOptions,
  context: ReadContext,
): Promise<readonly string[]> {
  const url = documentAddress(address)
  if (/\/items\/?$/.test(url.pathname)) return [withLimit(url.href, options.limit)]
  const { document, base } = await askDocument(url.href, context)
  if (featuresOf(document)) return [url.href]
  const items = itemsLink(document, base)
  if (items) return [withLimit(items, options.limit)]
  const collections = Array.isArray(document.collections)
    ? await restOfListing({ document, base }, context)
    : await listingOf({ document, base }, context)
  return chosen(collections, options)
}

function itemsLink(document: JsonObject, base: string): string | undefined {
  return followable(linksOf(document, base), ["items"], base)
}

interface Collection {
  readonly entry: JsonObject
  /** Address of the listing it stands in. */
  readonly base: string
}

async function listingOf({ document, base }: Asked, context: ReadContext): Promise<readonly Collection[]> {
  const linked = followable(linksOf(document, base), ["data", "ogc-catalog", "collections"], base)
  // Only what calls itself a landing page is worth a guess.
  if (linked === undefined && !Array.isArray(document.links)) throw stopped("not-a-catalogue", { url: base })
  const url = linked ?? new URL("collections", base.replace(/[?#].*$/, "").replace(/\/*$/, "/")).href
  return restOfListing(await askDocument(url, context), context)
}

/** Collections of all pages of a listing. */
export async function restOfListing(first: Asked, context: ReadContext): Promise<readonly Collection[]> {
  const collections: Collection[] = []
  const asked = new Set([first.base])
  for (let page = first; ; ) {
    if (!Array.isArray(page.document.collections)) throw stopped("not-a-catalogue", { url: page.base })
    for (const entry of page.document.collections) if (isObject(entry)) collections.push({ entry, base: page.base })
    const next = followable(linksOf(page.document, page.base), ["next"], page.base)
    if (next === undefined || page.document.collections.length === 0) return collections
    if (asked.has(next)) throw stopped("paging-repeats", { url: page.base })
    if (asked.size >= listingLimit) throw stopped("too-large", { url: page.base, pages: listingLimit })
    asked.add(next)
    page = await askDocument(next, context)
  }
}

function chosen(collections: readonly Collection[], { collections: names, limit }: FindOptions) {
  const wanted = names?.split(",").map((name) => name.trim())
  const kept = collections.filter(({ entry }) =>
    wanted ? wanted.includes(lineOf(entry.id) ?? "") : holdsRecords(entry),
  )
  const missing = wanted?.filter((name) => !kept.some(({ entry }) => lineOf(entry.id) === name)) ?? []
  if (kept.length === 0 || missing.length > 0)
    throw stopped("not-a-catalogue", { url: collections[0]?.base, collections: collections.length, missing })
  return kept.map(({ entry, base }) => withLimit(itemsLink(entry, base) ?? itemsBelow(entry, base), limit))
}

/** 20-004r1 §8: a catalogue says `itemType` record, alone or in a list, or is of type catalog. */
function holdsRecords(entry: JsonObject): boolean {
  const types = listOf(entry.itemType).map((type) => lineOf(type)?.toLowerCase())
  return types.includes("record") || (types.length === 0 && /^catalog(ue)?$/i.test(lineOf(entry.type) ?? ""))
}

function itemsBelow(entry: JsonObject, base: string): string {
  const listing = base.replace(/[?#].*$/, "").replace(/\/*$/, "/")
  return new URL(`${encodeURIComponent(lineOf(entry.id) ?? "")}/items`, listing).href
}

function withLimit(address: string, limit: number): string {
  const url = new URL(address)
  if (!url.searchParams.has("limit")) url.searchParams.set("limit", String(limit))
  return url.href
}
