/**
 * The part of Lucene's query language that real CKAN clients write (`fq`, and `q` with a colon): fields, words, phrases,
 * groups, ranges, wildcards, AND, OR, NOT, `+`, `-`.
 *
 * Binding, tightest first: NOT, AND, OR, juxtaposition; so `a OR b c` is (a or b) and c. CKAN itself glues its own clauses
 * to the caller's, which makes `organization:a OR organization:b` return everything; here each `fq` stands alone.
 */
import { type LuceneToken, tokensOf } from "./lucene-tokens.ts"

export type LuceneQuery =
  | { readonly kind: "all" }
  | { readonly kind: "and" | "or"; readonly parts: readonly LuceneQuery[] }
  | { readonly kind: "not"; readonly part: LuceneQuery }
  | { readonly kind: "term" | "phrase"; readonly field?: string; readonly text: string }
  | LuceneRange

export interface LuceneRange {
  readonly kind: "range"
  readonly field?: string
  /** Absent where the range is open (`*`). */
  readonly from?: string
  readonly to?: string
  readonly withFrom: boolean
  readonly withTo: boolean
}

export type LuceneResult =
  | { readonly kind: "query"; readonly query: LuceneQuery }
  | { readonly kind: "mistake"; readonly message: string }

const maxLength = 10_000
const maxDepth = 50

export function parseLucene(text: string): LuceneResult {
  if (text.length > maxLength) return { kind: "mistake", message: `query longer than ${maxLength} characters` }
  const scanned = tokensOf(text)
  if (scanned.kind === "mistake") return scanned
  if (scanned.tokens.length === 0) return { kind: "query", query: { kind: "all" } }
  const state: State = { tokens: scanned.tokens, at: 0, depth: 0 }
  try {
    const query = sequence(state, undefined)
    if (state.at < state.tokens.length) return { kind: "mistake", message: "unbalanced bracket" }
    return { kind: "query", query }
  } catch (error) {
    if (error instanceof LuceneMistake) return { kind: "mistake", message: error.message }
    throw error
  }
}

class LuceneMistake extends Error {}

interface State {
  readonly tokens: readonly LuceneToken[]
  at: number
  depth: number
}

function peek(state: State): LuceneToken | undefined {
  return state.tokens[state.at]
}

function sequence(state: State, field: string | undefined): LuceneQuery {
  const parts: LuceneQuery[] = []
  while (peek(state) && peek(state)?.kind !== "close") parts.push(alternatives(state, field))
  if (parts.length === 0) throw new LuceneMistake("empty group")
  return joined("and", parts)
}

function alternatives(state: State, field: string | undefined): LuceneQuery {
  const parts = [conjunction(state, field)]
  while (peek(state)?.kind === "or") {
    state.at++
    parts.push(conjunction(state, field))
  }
  return joined("or", parts)
}

function conjunction(state: State, field: string | undefined): LuceneQuery {
  const parts = [unary(state, field)]
  while (peek(state)?.kind === "and") {
    state.at++
    parts.push(unary(state, field))
  }
  return joined("and", parts)
}

function unary(state: State, field: string | undefined): LuceneQuery {
  let negated = false
  for (let token = peek(state); token?.kind === "not" || token?.kind === "plus"; token = peek(state)) {
    if (token.kind === "not") negated = !negated
    state.at++
  }
  const part = primary(state, field)
  return negated ? { kind: "not", part } : part
}

function primary(state: State, field: string | undefined): LuceneQuery {
  const token = state.tokens[state.at++]
  if (!token) throw new LuceneMistake("the query ends where a clause is expected")
  const inField = field === undefined ? {} : { field }
  switch (token.kind) {
    case "field":
      return fieldValue(state, token.name)
    case "open":
      return group(state, field)
    case "term":
      return token.text === "*" && field === undefined
        ? { kind: "all" }
        : { kind: "term", ...inField, text: token.text }
    case "phrase":
      return { kind: "phrase", ...inField, text: token.text }
    case "range": {
      const { kind, from, to, withFrom, withTo } = token
      return { kind, ...inField, ...(from && { from }), ...(to && { to }), withFrom, withTo }
    }
    default:
      throw new LuceneMistake(`“${token.kind}” where a clause is expected`)
  }
}

function fieldValue(state: State, name: string): LuceneQuery {
  const next = peek(state)
  if (next?.kind === "field") throw new LuceneMistake(`the field “${name}” has no value`)
  if (name === "*" && next?.kind === "term" && next.text === "*") {
    state.at++
    return { kind: "all" }
  }
  return primary(state, name)
}

function group(state: State, field: string | undefined): LuceneQuery {
  if (++state.depth > maxDepth) throw new LuceneMistake("brackets nested too deeply")
  const inner = sequence(state, field)
  if (state.tokens[state.at++]?.kind !== "close") throw new LuceneMistake("a bracket is not closed")
  state.depth--
  return inner
}

function joined(kind: "and" | "or", parts: readonly LuceneQuery[]): LuceneQuery {
  return parts.length === 1 ? parts[0]! : { kind, parts }
}
