import { foldedKey } from "./analysis/index.ts"
import type { FacetName } from "./search-index.ts"

/** What makes two facet values the same. Keywords differ by accents and case only in how they are shown. */
export function facetKey(facet: FacetName, value: string): string {
  return facet === "keyword" ? foldedKey(value) : value
}
