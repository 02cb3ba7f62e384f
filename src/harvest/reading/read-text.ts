import type { LocalisedText } from "../../texts/index.ts"
import type { Problem } from "../connector.ts"
import { cleanLine, cleanText, cutAt, isPlaceholder, lineLimit, textLimit } from "./clean-text.ts"
import { languageOfText } from "./guess-language.ts"
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
 * string) or a plain text, whose language is told by its script and by the record.
 */
export function readLocalised(
  places: readonly (readonly [raw: unknown, field: string, language?: string])[],
  { shape, language }: TextShape,
  problems: Problem[],
): LocalisedText | undefined {
  const texts: Record<string, string> = {}
  for (const [raw, field, tag] of places) {
    const value = typeof raw === "string" && raw.startsWith("{") ? unpackJson(raw) : raw
    if (isObject(value)) addObject(texts, value, { field, shape, language, problems })
    else {
      const text = readText(value, field, shape, problems)
      if (text) addText(texts, tag ?? languageOfText(text, language), text)
    }
  }
  return Object.keys(texts).length > 0 ? texts : undefined
}

interface Inside {
  readonly field: string
  readonly shape: "line" | "text"
  readonly language: string
  readonly problems: Problem[]
}

function addObject(texts: Record<string, string>, value: object, { field, shape, language, problems }: Inside) {
  for (const [key, raw] of Object.entries(value).slice(0, 50)) {
    const text = readText(raw, `${field}.${key}`, shape, problems)
    if (text) addText(texts, languageTag(key) ?? languageOfText(text, language), text)
  }
}

// The plain text of a multilingual record repeats one of the translations: it is that one, not a text in a further language.
function addText(texts: Record<string, string>, tag: string, text: string) {
  if (texts[tag] === undefined && !Object.values(texts).includes(text)) texts[tag] = text
}
