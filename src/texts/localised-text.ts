import { type Direction, directionOf, type Language } from "./language.ts"

/**
 * A text in the languages it came in: BCP 47 tag (lower case, or `und` when nobody knows) → string, never empty strings.
 * Chosen once, at the edge, by `inLanguage`.
 */
export type LocalisedText = Readonly<Record<string, string>>

export interface ShownText {
  readonly text: string
  /** BCP 47 tag of the text as shown; `und` when unknown. */
  readonly lang: string
  readonly dir: Direction
  /** True when the reader asked for another language than the one shown: the page then marks the run. */
  readonly foreign: boolean
}

const fallback: readonly Language[] = ["ar", "fr", "en"]
const arabicLetters = /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]/
const anyLetter = /\p{L}/u

/** Direction of a text by its first strong letter, for texts whose language is unknown. */
export function directionOfText(text: string): Direction {
  const letter = anyLetter.exec(text)
  return letter && arabicLetters.test(letter[0]) ? "rtl" : "ltr"
}

/** What a reader sees: page's language → source's language → ar → fr → en → first one there is (DESIGN §3). */
export function inLanguage(
  text: LocalisedText | undefined,
  language: Language,
  sourceLanguage?: string,
): ShownText | undefined {
  if (!text) return undefined
  const order = [language, ...(sourceLanguage ? [sourceLanguage] : []), ...fallback, ...Object.keys(text)]
  const tag = order.find((candidate) => text[candidate]) ?? undefined
  if (!tag) return undefined
  const shown = text[tag] as string
  const known = tag !== "und"
  return {
    text: shown,
    lang: tag,
    dir: known ? directionOf(tag) : directionOfText(shown),
    foreign: tag.split("-")[0] !== language,
  }
}

/** Drops empty strings and trims; `undefined` when nothing is left, so that "no text" has one shape. */
export function localisedText(entries: Record<string, string | null | undefined>): LocalisedText | undefined {
  const kept = Object.entries(entries)
    .map(([tag, value]) => [tag.toLowerCase(), value?.trim() ?? ""] as const)
    .filter(([, value]) => value !== "")
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}
