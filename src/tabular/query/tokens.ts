import { QueryMistake } from "./query-mistake.ts"

/** `quoted`: in double quotes or backquotes; `text`: in single quotes. */
export interface Token {
  readonly kind: "name" | "number" | "text" | "quoted" | "back-quoted" | "sign" | "end"
  readonly text: string
  readonly at: number
}

const longestText = 20_000
const mostTokens = 4000

const pattern =
  /\s*(?:(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(?<unit>km|m|mi|ft)?(?![\p{L}\p{N}_])|(?<name>[\p{L}_][\p{L}\p{M}\p{N}_]*)|'(?<text>(?:[^']|'')*)'|"(?<quoted>(?:[^"]|"")*)"|`(?<back>(?:[^`]|``)*)`|(?<sign><=|>=|<>|!=|[-+*/%=<>(),:]))/uy

const metres: Readonly<Record<string, number>> = { km: 1000, m: 1, mi: 1609.344, ft: 0.3048 }

/** The words of a clause. A number with a unit of length becomes metres. */
export function tokensOf(text: string): Token[] {
  if (text.length > longestText) throw new QueryMistake("query-too-complex", { limit: longestText })
  const tokens: Token[] = []
  for (let at = 0; text.slice(at).trim() !== ""; ) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    const start = at + (text.slice(at).length - text.slice(at).trimStart().length)
    if (!match) throw new QueryMistake("query-syntax", { found: text.slice(start, start + 20) }, { position: start })
    if (tokens.length >= mostTokens) throw new QueryMistake("query-too-complex", { limit: mostTokens })
    tokens.push({ ...tokenOf(match.groups!), at: start })
    at = pattern.lastIndex
  }
  tokens.push({ kind: "end", text: "", at: text.length })
  return tokens
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Omit<Token, "at"> {
  const { number, unit, name, text, quoted, back, sign } = groups
  if (number !== undefined) return { kind: "number", text: unit ? String(Number(number) * metres[unit]!) : number }
  if (name !== undefined) return { kind: "name", text: name }
  if (text !== undefined) return { kind: "text", text: text.replaceAll("''", "'") }
  if (quoted !== undefined) return { kind: "quoted", text: quoted.replaceAll('""', '"') }
  if (back !== undefined) return { kind: "back-quoted", text: back.replaceAll("``", "`") }
  return { kind: "sign", text: sign === "<>" ? "!=" : sign! }
}
