import type { SearchField } from "../search-index.ts"
import { fieldNamed } from "./field-names.ts"

/** A piece of the query as typed: one run without spaces, or what stands between quotation marks. */
export interface Piece {
  readonly text: string
  readonly quoted: boolean
  readonly negated: boolean
  readonly prefix: boolean
  readonly field?: SearchField
}

const closing: Record<string, string> = { '"': '"“”', "«": "»", "“": '”"', "„": '“”"', "»": "«" }
const minus = /[-−–]/
const prefixed = /^([\p{L}-]{2,24})[:：](?=\S)/u

/** Never refuses: whatever is typed is some list of pieces. */
export function scanQuery(typed: string): readonly Piece[] {
  const pieces: Piece[] = []
  let rest = typed.trimStart()
  while (rest !== "") {
    const [piece, length] = nextPiece(rest)
    pieces.push(piece)
    rest = rest.slice(length).trimStart()
  }
  return pieces
}

function nextPiece(rest: string): readonly [piece: Piece, length: number] {
  const negated = minus.test(rest[0] ?? "") && rest.length > 1 && !/\s/.test(rest[1] ?? "")
  const named = prefixed.exec(rest.slice(negated ? 1 : 0))
  const field = named ? fieldNamed(named[1] ?? "") : undefined
  const start = (negated ? 1 : 0) + (field && named ? named[0].length : 0)
  const [text, length, quoted] = quotedText(rest, start) ?? bareText(rest, start)
  const prefix = !quoted && /[*٭]$/u.test(text)
  return [{ text, quoted, negated, prefix, ...(field ? { field } : {}) }, length]
}

type Text = readonly [text: string, endsAt: number, quoted: boolean]

function quotedText(rest: string, start: number): Text | undefined {
  const ends = closing[rest[start] ?? ""]
  if (!ends) return undefined
  let at = start + 1
  while (at < rest.length && !ends.includes(rest[at] ?? "")) at++
  return [rest.slice(start + 1, at), Math.min(at + 1, rest.length), true]
}

function bareText(rest: string, start: number): Text {
  const tail = rest.slice(start)
  const length = tail.search(/[\s"«“„»،؛]/u)
  const end = length === -1 ? rest.length : start + Math.max(length, 1)
  return [rest.slice(start, end), end, false]
}
