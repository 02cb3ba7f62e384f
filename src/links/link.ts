/** One address of a file, as the checker knows it. */
import type { LinkVerdict } from "../catalogue/index.ts"

/** What was declared of the file, as far as its answer can be held against it. */
export interface Declared {
  readonly url: string
  readonly format?: string
  readonly rawFormat?: string
  readonly mediaType?: string
  /** Said to lead to the file itself, rather than to a page about it. */
  readonly isDownload: boolean
}

/** What a check found. */
export interface Finding {
  /** HTTP status; 0 when nothing answered. */
  readonly status: number
  /** What is wrong; absent where nothing is. */
  readonly code?: string
  readonly seen: Seen
  readonly mediaType?: string
  /** Format code of what it really is, where that is not what is declared. */
  readonly format?: string
  /** The host asked to be left alone for so long: this says nothing of the file. */
  readonly waitMs?: number
}

/** By what the host tells one version of a file from the next. */
export interface Seen {
  readonly etag?: string
  readonly lastModified?: string
  readonly byteSize?: number
}

/** One line of a link's history. */
export interface Outcome {
  /** ISO timestamp. */
  readonly at: string
  readonly status: number
  readonly code?: string
  readonly ms: number
}

/** What is remembered from check to check. */
export interface LinkState {
  readonly verdict: LinkVerdict
  readonly code?: string
  readonly failures: number
  readonly failingSince?: Date
  readonly outcomes: readonly Outcome[]
}

export const newLink: LinkState = { verdict: "unknown", failures: 0, outcomes: [] }
