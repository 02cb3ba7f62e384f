import { problemTexts, stopTexts } from "../../harvest/index.ts"
import type { Language } from "../../texts/index.ts"

const sentences: Readonly<Record<string, Readonly<Record<Language, string>>>> = { ...stopTexts, ...problemTexts }

/** What a code of a record or of a reading means and what to do, in the reader's language. */
export function sentenceOf(code: string, language: Language): string | undefined {
  return Object.hasOwn(sentences, code) ? sentences[code]?.[language] : undefined
}
