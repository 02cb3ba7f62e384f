/** What a page tells the script of the movable map; it stands in the page as JSON. Values of areas are read off the still map. */
export interface MovableMap {
  readonly script: string
  readonly worker: string
  readonly style: string
  /** Boundaries to draw, as an asset; the last are those that carry values. */
  readonly boundaries: readonly string[]
  /** Where the rows are asked for; none where areas are coloured. */
  readonly rows?: { readonly url: string; readonly total: number; readonly headings: Readonly<Record<string, string>> }
  /** Names of the places of the ground, and where they stand: longitude, latitude. */
  readonly labels: readonly (readonly [string, number, number])[]
  readonly words: Readonly<Record<MovableWord, string>>
}

export const movableWords = [
  ...(["loading", "failed", "zoomIn", "zoomOut", "close", "fullscreen", "leaveFullscreen", "scroll"] as const),
  ...(["scrollMac", "fingers", "nothingHere", "tooMuch", "credit"] as const),
] as const

export type MovableWord = (typeof movableWords)[number] | "region" | "more" | "drawn"

/** Rows on the movable map, and bytes of them: what a small telephone still draws. */
export const mostMovable = 5000
export const mostBytes = 12_000_000
