export type RdfErrorCode =
  | "rdf-syntax"
  /** The text ends in the middle of a statement. */
  | "truncated"
  | "html-instead"
  /** None of the syntaxes we read. */
  | "not-rdf"
  /** A JSON-LD context at an address that is not bundled; it is never fetched. */
  | "unknown-context"
  /** A document type with entities: they are never expanded. */
  | "entities-refused"
  | "too-large"

export interface RdfErrorPlace {
  readonly line?: number
  readonly column?: number
  /** The line where it happened, cut to 200 characters. */
  readonly text?: string
}

/** The page cannot be read as RDF; none of its statements may be used. */
export class RdfSyntaxError extends Error implements RdfErrorPlace {
  readonly code: RdfErrorCode
  readonly line?: number
  readonly column?: number
  readonly text?: string
  constructor(code: RdfErrorCode, message: string, place: RdfErrorPlace = {}) {
    super(message)
    this.name = "RdfSyntaxError"
    this.code = code
    this.line = place.line
    this.column = place.column
    this.text = place.text
  }
}

/** Line and column (from 1) of an offset, with the text of that line around the column. */
export function placeOf(text: string, offset: number): RdfErrorPlace {
  const start = text.lastIndexOf("\n", offset - 1) + 1
  let line = 1
  for (let at = text.indexOf("\n"); at !== -1 && at < start; at = text.indexOf("\n", at + 1)) line++
  return { line, column: offset - start + 1, text: lineAround(text, start, offset) }
}

/** The same for a line number given by a parser. */
export function placeOfLine(text: string, line: number, column: number): RdfErrorPlace {
  let start = 0
  for (let seen = 1; seen < line; seen++) start = text.indexOf("\n", start) + 1
  return { line, column, text: lineAround(text, start, start + column - 1) }
}

function lineAround(text: string, start: number, offset: number): string {
  const end = text.indexOf("\n", start)
  const line = text.slice(start, end === -1 ? undefined : end)
  const from = Math.max(0, Math.min(offset - start - 100, line.length - 200))
  return line.slice(from, from + 200).trim()
}
