import { HarvestStopped, type ReadContext } from "../../connector.ts"
import { idFrom, isObject, type JsonObject, stopped } from "../../reading/index.ts"
import { askDocument } from "../shared/json-document.ts"
import { linksOf } from "../shared/links.ts"

export interface WalkOptions {
  readonly maxDocuments: number
  readonly ignoreBrokenLinks: boolean
}

export type Visited =
  | {
      readonly kind: "collection"
      readonly collection: JsonObject
      readonly base: string
      /** Identifier of the collection that it is a child of. */
      readonly parent?: string
    }
  | { readonly kind: "broken"; readonly url: string }

interface Place {
  readonly url: string
  readonly depth: number
  readonly parent?: string
}

const depthLimit = 20
const atOnce = 8

/**
 * The collections of a static catalogue, breadth first along `child` links; items are never opened. Links may lead in circles, so
 * each document is opened once. A child that cannot be opened may hide a whole branch: it stops the walk unless that is allowed.
 */
export async function* collectionsBelow(
  root: { readonly document: JsonObject; readonly base: string },
  options: WalkOptions,
  context: ReadContext,
): AsyncGenerator<Visited> {
  if (isCollection(root.document)) yield { kind: "collection", collection: root.document, base: root.base }
  const known = new Set([root.base])
  let level = childrenOf(root.document, { url: root.base, depth: 0 }, known)
  while (level.length > 0) {
    const below: Place[] = []
    for (let at = 0; at < level.length; at += atOnce) {
      if (context.signal?.aborted) throw stopped("stopped")
      if (known.size > options.maxDocuments)
        throw stopped("too-large", { url: root.base, maxDocuments: options.maxDocuments })
      const places = level.slice(at, at + atOnce)
      const opened = await Promise.all(places.map((place) => open(place, options, context)))
      for (const [nth, found] of opened.entries()) {
        const place = places[nth] as Place
        if (!found) {
          yield { kind: "broken", url: place.url }
          continue
        }
        if (isCollection(found.document))
          yield { kind: "collection", collection: found.document, base: found.base, parent: place.parent }
        below.push(...childrenOf(found.document, { ...place, url: found.base }, known))
      }
    }
    level = below
  }
}

/** Before 1.0 documents did not name their type; only collections have an extent. */
export function isCollection(document: JsonObject): boolean {
  return document.type === "Collection" || (document.type === undefined && isObject(document.extent))
}

function childrenOf(document: JsonObject, { url, depth, parent }: Place, known: Set<string>): Place[] {
  const children: Place[] = []
  for (const { rel, href } of linksOf(document, url, Number.POSITIVE_INFINITY)) {
    const child = rel === "child" && typeof href === "string" ? URL.parse(href) : undefined
    if (!child || !/^https?:$/.test(child.protocol)) continue
    child.hash = ""
    if (known.has(child.href)) continue
    if (depth >= depthLimit) throw stopped("too-large", { url, depth: depthLimit })
    known.add(child.href)
    children.push({
      url: child.href,
      depth: depth + 1,
      parent: isCollection(document) ? idFrom(document.id) : parent,
    })
  }
  return children
}

const broken = new Set(["http-error", "not-json", "html-instead", "not-a-catalogue", "truncated"])

async function open({ url }: Place, { ignoreBrokenLinks }: WalkOptions, context: ReadContext) {
  try {
    return await askDocument(url, context)
  } catch (error) {
    if (!(error instanceof HarvestStopped) || !broken.has(error.code)) throw error
    if (ignoreBrokenLinks) return undefined
    throw new HarvestStopped(error.code, error.message, { ...error.detail, url, option: "ignoreBrokenLinks" })
  }
}
