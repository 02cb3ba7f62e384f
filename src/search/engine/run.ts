import type { Alternative } from "../search-index.ts"

/** Part of a segment's postings that answers an alternative. */
export interface Run {
  readonly term: number
  readonly start: number
  readonly end: number
  readonly multiplier: number
  readonly alternative: Alternative
}
