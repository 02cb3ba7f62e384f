import { isArabic, stemArabic, withoutArticle } from "./arabic.ts"
import { fold } from "./fold.ts"
import { stemLatin } from "./latin.ts"
import { scanWords } from "./scan-words.ts"
import { isStopWord } from "./stop-words.ts"

/** A word as the index knows it. */
export interface Token {
  readonly term: string
  readonly stem: string
}

/** No analysed text is longer than this many words; what follows cannot be found by its words. */
export const longestText = 3000

/**
 * One word as written → its terms: none for a stop word, one as a rule, several where a compatibility character stands
 * for a phrase (ﷺ, ½). The script decides how it is read, never the declared language.
 */
export function termsOfWord(written: string): readonly string[] {
  const folded = fold(written)
  if (folded === "" || isStopWord(folded)) return []
  if (!isOneWord(folded)) return folded === written ? [] : tokensOf(folded).map(({ term }) => term)
  return [isArabic(folded) ? withoutArticle(folded) : folded]
}

export function stemOf(term: string): string {
  return isArabic(term) ? stemArabic(term) : stemLatin(term)
}

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  scanWords(text, (word) => {
    if (tokens.length >= longestText) return
    for (const term of termsOfWord(word)) tokens.push({ term, stem: stemOf(term) })
  })
  return tokens
}

const plainWord = /^(?:[a-z0-9]+|[\u0621-\u064a]+)$/

function isOneWord(folded: string): boolean {
  if (plainWord.test(folded)) return true
  let first: string | undefined
  scanWords(folded, (word) => {
    first ??= word
  })
  return first === folded
}
