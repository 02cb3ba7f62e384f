export type LuceneToken =
  | { readonly kind: "open" | "close" | "and" | "or" | "not" | "plus" }
  | { readonly kind: "field"; readonly name: string }
  /** Wildcards `*` and `?` stay; those that were escaped are kept behind a backslash. */
  | { readonly kind: "term"; readonly text: string }
  | { readonly kind: "phrase"; readonly text: string }
  | {
      readonly kind: "range"
      readonly from: string | undefined
      readonly to: string | undefined
      readonly withFrom: boolean
      readonly withTo: boolean
    }

export type Tokens =
  | { readonly kind: "tokens"; readonly tokens: readonly LuceneToken[] }
  | { readonly kind: "mistake"; readonly message: string }

const maxTokens = 1000
const space = /\s+/y
const fieldName = /(\*|[A-Za-z_][\w.-]*):/y
const operator = /(?:AND|OR|NOT)(?=[\s()]|$)|&&|\|\||!/y
const phrase = /"((?:[^"\\]|\\[\s\S])*)"(?:~\d*)?(?:\^[\d.]+)?/y
const range = /([[{])\s*("[^"]*"|[^\s\]}"]+)\s+TO\s+("[^"]*"|[^\s\]}"]+)\s*([\]}])(?:\^[\d.]+)?/y
// A `+` ends a word where another field begins: clients join clauses with it.
const term = /(?:\\[\s\S]|(?!\+[A-Za-z_][\w.-]*:)[^\s()"\\[\]{}^~])+/y
const boost = /(?:~[\d.]*|\^[\d.]+)+/y

/** Splits a query into tokens; a mistake names what could not be read. */
export function tokensOf(text: string): Tokens {
  const tokens: LuceneToken[] = []
  let at = 0
  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at = pattern.lastIndex
    return found ?? undefined
  }
  while (at < text.length) {
    if (tokens.length > maxTokens) return { kind: "mistake", message: `more than ${maxTokens} words` }
    if (match(space)) continue
    const sign = signs[text[at] as keyof typeof signs]
    if (sign) {
      tokens.push({ kind: sign })
      at += 1
      continue
    }
    const token = tokenAt(match, tokens.at(-1)?.kind === "field")
    if (!token) return { kind: "mistake", message: `cannot read “${text.slice(at, at + 20)}”` }
    tokens.push(token)
    if (token.kind === "term") match(boost)
  }
  return { kind: "tokens", tokens }
}

// `-` and `+` are signs only before a clause: inside a word they belong to it, and the pattern of words takes them.
const signs = { "(": "open", ")": "close", "+": "plus", "-": "not" } as const

function tokenAt(
  match: (pattern: RegExp) => RegExpExecArray | undefined,
  afterField: boolean,
): LuceneToken | undefined {
  const between = match(range)
  if (between) return rangeFrom(between)
  const quoted = match(phrase)
  if (quoted) return { kind: "phrase", text: quoted[1]!.replace(/\\([\s\S])/g, "$1") }
  const word = match(operator)
  if (word) return { kind: operators[word[0] as keyof typeof operators] }
  const field = afterField ? undefined : match(fieldName)
  if (field) return { kind: "field", name: field[1]! }
  const plain = match(term)
  return plain ? { kind: "term", text: unescaped(plain[0]) } : undefined
}

const operators = { AND: "and", "&&": "and", OR: "or", "||": "or", NOT: "not", "!": "not" } as const

function rangeFrom([, open, from = "", to = "", close]: RegExpExecArray): LuceneToken {
  return { kind: "range", from: bound(from), to: bound(to), withFrom: open === "[", withTo: close === "]" }
}

function bound(text: string): string | undefined {
  return text === "*" ? undefined : text.replace(/^"|"$/g, "").replace(/\\([\s\S])/g, "$1")
}

function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (_all, character: string) =>
    /[*?\\]/.test(character) ? `\\${character}` : character,
  )
}
