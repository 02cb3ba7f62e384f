import { guessLanguage, isArabicScript } from "./guess-language.ts"
import { languageTag } from "./read-language.ts"
import { lineOf, textOf } from "./values.ts"

interface RecordTexts {
  readonly title: unknown
  readonly description?: unknown
  /** The language that the record says it is in. */
  readonly declared?: unknown
}

/**
 * The language that a record is written in. Its text says so best; then what it declares, though a Latin title is not Arabic,
 * whatever is declared; last what the options of the source say.
 */
export function languageOfRecord({ title, description, declared }: RecordTexts, fallback: string | undefined): string {
  const line = lineOf(title) ?? ""
  const byText = guessLanguage(`${line} ${textOf(description)?.slice(0, 600) ?? ""}`)
  if (byText !== "und") return byText
  const tag = languageTag(lineOf(declared) ?? "")
  return tag && (tag !== "ar" || isArabicScript(line)) ? tag : (fallback ?? "und")
}
