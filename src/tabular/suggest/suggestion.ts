import type { LocalisedText } from "../../texts/index.ts"
import type { Code, Vocabularies } from "../../vocabulary/index.ts"
import type { FileFacts } from "../inspect/file-facts.ts"

export type SuggestionConfidence = "high" | "medium" | "low"

export const reasonCodes = [
  "words-in-text",
  "used-before",
  "words-of-title",
  "column-names",
  "word-of-rhythm",
  "dates-in-file",
  "one-year",
  "place-in-title",
  "places-in-file",
  "years-in-title",
  "period-in-file",
  "lines-above-table",
  "file-name",
  "letters-in-file",
  "content-of-file",
] as const
export type ReasonCode = (typeof reasonCodes)[number]

/** Where it comes from, as a code with the words or numbers that its text names. */
export interface SuggestionReason {
  readonly code: ReasonCode
  readonly values?: Readonly<Record<string, string | number>>
}

export interface Suggestion<Value> {
  readonly value: Value
  readonly reason: SuggestionReason
  readonly confidence: SuggestionConfidence
}

export interface SuggestionInput {
  readonly titles: LocalisedText
  readonly descriptions?: LocalisedText
  readonly files: readonly { readonly name: string; readonly facts: FileFacts }[]
  readonly vocabularies: Pick<Vocabularies, "themes" | "places" | "placeFrom">
  /** What the organisation wrote of its other datasets, the most used first. */
  readonly organizationHistory?: {
    readonly themes?: readonly string[]
    readonly keywords?: Readonly<Record<string, readonly string[]>>
  }
}

export interface Suggestions {
  /** Theme codes, the likeliest first; at most three. */
  readonly themes: readonly Suggestion<string>[]
  /** Language → keywords, at most eight. */
  readonly keywords: Readonly<Record<string, readonly Suggestion<string>[]>>
  /** EU frequency code. */
  readonly frequency?: Suggestion<string>
  readonly spatial: readonly Suggestion<Code>[]
  readonly temporal?: Suggestion<{ readonly start: string; readonly end: string }>
  /** Where the title is missing or is the name of a file. */
  readonly title?: Suggestion<string>
  readonly languages: readonly Suggestion<string>[]
  /** Format code of each file, by its place in the list. */
  readonly formats: readonly (Suggestion<string> & { readonly file: number })[]
}
