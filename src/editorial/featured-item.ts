import type { LocalisedText } from "../texts/index.ts"

export interface FeaturedItem {
  readonly id: string
  readonly entity: FeaturedEntity
  readonly entityId: string
  /** Why it is put forward, for readers. */
  readonly note?: LocalisedText
}

export const featuredEntities = ["dataset", "series"] as const
type FeaturedEntity = (typeof featuredEntities)[number]
