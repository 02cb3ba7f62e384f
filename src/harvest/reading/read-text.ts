import type { LocalisedText } from "../../texts/index.ts"
import type { Problem } from "../connector.ts"
import { cleanLine, cleanText, cutAt, isPlaceholder, lineLimit, textLimit } from "./clean-text.ts"
import { isArabicScript, languageOfText } from "./guess-language.ts"
import { problem } from "./problem.ts"
import { languageTag } from "./read-language.ts"
import { isBlank, isObject, unpackJson } from "./values.ts"

export interface TextShape {
  /** `line` for titles and names, `text` for descriptions. */
  readonly shape: "line" | "text"
  /** Language of the record, for texts that do not say their own. */
  readonly language: string
}

/** A clean text of a field with its problems told: too long, placeholder, not a text. Blank values are no problem. */
export function readText(raw: unknown, field: string, shape: "line" | "text", problems: Problem[]): string | undefined {
  if (isBlank(raw)) return undefined
  if (typeof raw !== "string" && typeof raw !== "number") {
    problems.push(problem("wrong-type", field, raw))
    return undefined
  }
  const limit = shape === "line" ? lineLimit : textLimit
  // Cut before cleaning too: nobody's regular expressions have to read a hundred megabytes.
  const source = cutAt(String(raw), limit * 4)
  const text = shape === "line" ? cleanLine(source) : cleanText(source)
  if (text === "") return undefined
  if (isPlaceholder(text)) {
    problems.push(problem("placeholder-text", field, text))
    return undefined
  }
  if (text.length > limit) problems.push(problem("text-too-long", field, text))
  return cutAt(text, limit)
}

/**
 * A text in its languages from all the places where a source writes it, best first: `{fr: …, ar: …}` (also as JSON in a
 * string) or a plain text, whose language is told by its script and by the record. Many copy the French text into the Arabic
 * field; such a copy is taken for what it is, and only where nothing better stands.
 */
export function readLocalised(
  places: readonly (readonly [raw: unknown, field: string, language?: string])[],
  { shape, language }: TextShape,
  problems: Problem[],
): LocalisedText | undefined {
  const texts: Record<string, string> = {}
  const misplaced: string[] = []
  for (const [raw, field, tag] of places)
    for (const [value, path, said] of textsIn(raw, field, tag)) {
      const text = readText(value, path, shape, problems)
      if (text === undefined) continue
      if (said !== undefined && isMisplaced(text, said)) misplaced.push(text)
      else addText(texts, said ?? languageOfText(text, language), text)
    }
  for (const text of misplaced) addText(texts, languageOfText(text, language), text)
  return Object.keys(texts).length > 0 ? texts : undefined
}

type Place = readonly [raw: unknown, field: string, language: string | undefined]

function textsIn(raw: unknown, field: string, tag: string | undefined): readonly Place[] {
  const value = typeof raw === "string" && raw.startsWith("{") ? unpackJson(raw) : raw
  if (!isObject(value)) return [[value, field, tag]]
  const entries = Object.entries(value).slice(0, 50)
  return entries.map(([key, inner]) => [inner, `${field}.${key}`, languageTag(key)])
}

function isMisplaced(text: string, tag: string): boolean {
  if (tag === "ar") return /\p{L}/u.test(text) && !isArabicScript(text)
  return (tag === "fr" || tag === "en") && isArabicScript(text)
}

// The plain text of a multilingual record repeats one of the translations: it is that one, not a text in a further language.
function addText(texts: Record<string, string>, tag: string, text: string) {
  if (texts[tag] === undefined && !Object.values(texts).includes(text)) texts[tag] = text
}
