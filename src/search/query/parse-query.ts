import { fold, isArabic, scanWords, type Token, tokensOf } from "../analysis/index.ts"
import type { Alternative, Clause, ParsedQuery } from "../search-index.ts"
import { alternativesOf, prefixAlternative } from "./alternatives.ts"
import { type Piece, scanQuery } from "./scan-query.ts"

export const longestQuery = 400
export const mostClauses = 24
const mostWordsOfPhrase = 12

export interface ParseOptions {
  /** The last word may be unfinished: whatever it begins counts too, at a lower weight. For suggestions while typing. */
  readonly lastWordUnfinished?: boolean
}

/**
 * What a person typed → clauses that must all hold: words, "phrases" («…» too), -not, field:word, prefix*. A run that
 * hides several words (covid-19, prix_unitaire) is a phrase. Stop words ask for nothing. Any string is a query.
 */
export function parseQuery(typed: string, options: ParseOptions = {}): ParsedQuery {
  const text = typed.slice(0, longestQuery)
  const pieces = scanQuery(text)
  const unfinished = options.lastWordUnfinished && !/\s$/u.test(text) ? pieces.at(-1) : undefined
  const clauses = pieces.flatMap((piece) => clausesOf(piece, piece === unfinished))
  return { clauses: withoutRepeats(clauses).slice(0, mostClauses) }
}

function clausesOf(piece: Piece, unfinished: boolean): readonly Clause[] {
  const tokens = tokensOf(piece.text).slice(0, mostWordsOfPhrase)
  const begun = piece.prefix || (unfinished && !piece.quoted) ? prefixesOf(piece.text) : []
  const common = {
    negated: piece.negated,
    ...(piece.field ? { field: piece.field } : {}),
    shown: piece.text.replace(/[*٭]$/u, ""),
  }
  if (begun.length > 0)
    return [...finishedWords(tokens, common), { ...common, kind: "word", alternatives: lastWord(piece, tokens, begun) }]
  if (tokens.length === 0) return []
  if (tokens.length > 1) return [{ ...common, kind: "phrase", terms: tokens.map(({ term }) => term) }]
  const { term } = tokens[0] as Token
  const alternatives: readonly Alternative[] = piece.quoted ? [{ term, weight: 1, why: "exact" }] : alternativesOf(term)
  return [{ ...common, kind: "word", alternatives }]
}

type Common = Pick<Clause, "negated" | "field" | "shown">

function finishedWords(tokens: readonly Token[], common: Common): readonly Clause[] {
  return tokens
    .slice(0, -1)
    .map(({ term }) => ({ ...common, kind: "word", alternatives: alternativesOf(term), shown: term }))
}

function lastWord(piece: Piece, tokens: readonly Token[], begun: readonly string[]): readonly Alternative[] {
  const last = tokens.at(-1)
  const asWritten: readonly Alternative[] =
    last && !piece.prefix ? alternativesOf(last.term) : last ? [{ term: last.term, weight: 1, why: "exact" }] : []
  return [...asWritten, ...begun.map(prefixAlternative)]
}

// A word still being typed may be a stop word or a bare article so far, so its beginnings are taken from its letters.
function prefixesOf(text: string): readonly string[] {
  let last = ""
  scanWords(text, (word) => {
    last = fold(word)
  })
  if (last === "") return []
  if (!isArabic(last)) return [last]
  const tail = last.replace(/^(?:[وبف]?ال|لل)(?=..)/u, "")
  return tail === last ? [last] : [tail, last]
}

function withoutRepeats(clauses: readonly Clause[]): readonly Clause[] {
  const seen = new Set<string>()
  return clauses.filter((clause) => {
    const key = JSON.stringify({ ...clause, shown: "" })
    return !seen.has(key) && seen.add(key)
  })
}
