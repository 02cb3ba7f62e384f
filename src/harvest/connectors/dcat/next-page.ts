import { iri, type RdfGraph } from "../../../rdf/index.ts"
import type { CataloguePage } from "./read-page.ts"

// Hydra's present terms and those of its drafts, which CKAN and udata wrote for years.
const next = [iri("hydra", "next"), iri("hydra", "nextPage")]
const total = iri("hydra", "totalItems")

/** Address of the next page: of the view that describes this page where there are several, else of the Link header. */
export function nextPageOf({ graph, url, linkHeader }: CataloguePage): string | undefined {
  const views = graph.subjects().filter((subject) => graph.text(subject, ...next) !== undefined)
  const view = views.find((subject) => sameAddress(subject, url)) ?? views[0]
  const written = view ? graph.text(view, ...next) : /<([^<>]*)>\s*;[^,]*\brel="?next\b/i.exec(linkHeader ?? "")?.[1]
  return written !== undefined && URL.canParse(written, url) ? new URL(written, url).href : undefined
}

/** How many items the source says it has, on all pages together. */
export function totalOf(graph: RdfGraph): number | undefined {
  const counts = graph.subjects().map((subject) => Number(graph.text(subject, total)))
  return counts.find((count) => Number.isSafeInteger(count) && count >= 0)
}

export function sameAddress(a: string, b: string): boolean {
  return pageKey(a) === pageKey(b)
}

/** An address without what does not name another page: fragment and order of parameters. */
export function pageKey(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  url.hash = ""
  url.searchParams.sort()
  return url.href
}
