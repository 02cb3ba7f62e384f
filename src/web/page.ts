import type { Attribution } from "../catalogue/index.ts"
import type { Editorial } from "../editorial/index.ts"
import { type Formatter, formatterFor, type Language, type LocalisedText } from "../texts/index.ts"
import type { Assets } from "./assets.ts"
import type { Viewer } from "./session/viewer.ts"

/** What every page of this portal shares. */
export interface Site {
  readonly baseUrl: string
  readonly name: LocalisedText
  readonly demo: boolean
  readonly assets: Assets
  /** Whom the licences of the reference data ask to name on every page. */
  readonly attributions: readonly Attribution[]
}

/** One reading of one page: the reader's language, the moment, and the address for the language switch. */
export interface Page {
  readonly site: Site
  readonly language: Language
  readonly format: Formatter
  readonly now: Date
  /** Path and query behind the language: "" for the home page, "/datasets?q=eau". */
  readonly address: string
  /** What the portal says of itself now. */
  readonly editorial?: Editorial | undefined
  /** Who is signed in. */
  readonly viewer?: Viewer | undefined
}

export function pageFor(site: Site, reading: Omit<Page, "site" | "format">): Page {
  return { site, ...reading, format: formatterFor(reading.language) }
}
