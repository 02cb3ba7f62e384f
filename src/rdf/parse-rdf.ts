import oxigraph from "oxigraph"
import { decodeText } from "./decode-text.ts"
import { statementFromLine } from "./n-triple-line.ts"
import { placeOfLine, RdfSyntaxError } from "./rdf-syntax-error.ts"
import { readJsonLd } from "./read-json-ld.ts"
import { repairRdfXml } from "./repair-rdf-xml.ts"
import { mediaTypes, type RdfSyntax, syntaxOf } from "./syntax.ts"
import type { RdfProblem, RdfStatement } from "./term.ts"

export interface RdfDocument {
  readonly content: Uint8Array | string
  /** As the server declares it; the content itself has the last word. */
  readonly contentType?: string | undefined
  /** Where the document was: base of its relative IRIs, and a hint by its extension. */
  readonly url?: string | undefined
}

export interface ParsedRdf {
  /** What was repaired in the text. */
  readonly problems: readonly RdfProblem[]
  /** Throws `RdfSyntaxError` where the document ends or breaks. */
  readonly statements: Iterable<RdfStatement>
}

/** The statements of a document in any syntax, one after another. Throws nothing but `RdfSyntaxError`. */
export async function parseRdf({ content, contentType = "", url = "" }: RdfDocument): Promise<ParsedRdf> {
  const text = withoutMark(typeof content === "string" ? content : decodeText(content, contentType))
  const syntax = syntaxOf(text, contentType, url)
  if (syntax === "html") throw new RdfSyntaxError("html-instead", "The address answers with a web page instead of RDF.")
  if (!syntax) throw notRdf(text)
  const base = baseOf(url)
  if (syntax === "json-ld") return { problems: [], statements: await readJsonLd(text, base) }
  if (syntax !== "rdf-xml") return { problems: [], statements: parsed(text, syntax, base) }
  // The text is decoded already: an encoding declared for its bytes would only be misunderstood.
  const repaired = repairRdfXml(text.replace(/^\s*<\?xml[^>]*\?>/, ""))
  return { problems: repaired.problems, statements: parsed(repaired.text, "rdf-xml", base) }
}

function* parsed(text: string, syntax: RdfSyntax, base: string): Iterable<RdfStatement> {
  // All at once: the parser's iterator becomes ten times slower on large pages.
  for (const quad of quadsIn(text, syntax, base)) {
    const statement = statementFromLine(quad.toString())
    // A quad lives in WebAssembly memory until it is freed.
    ;(quad as unknown as { free(): void }).free()
    if (statement) yield statement
  }
}

function quadsIn(text: string, syntax: RdfSyntax, base: string) {
  try {
    return oxigraph.parse(text, { format: mediaTypes[syntax], base_iri: base, lenient: true })
  } catch (error) {
    throw error instanceof RdfSyntaxError ? error : syntaxError(text, error)
  }
}

function syntaxError(text: string, error: unknown): RdfSyntaxError {
  const message = error instanceof Error ? error.message : String(error)
  const [, line, column] = /at line (\d+) (?:between columns|column) (\d+)/.exec(message) ?? []
  const place = line ? placeOfLine(text, Number(line), Number(column)) : {}
  const code = /unexpected end/i.test(message) ? "truncated" : "rdf-syntax"
  return new RdfSyntaxError(code, message.replace(/^Parser error at line [^:]*: /, ""), place)
}

function notRdf(text: string): RdfSyntaxError {
  if (text.trim() === "") return new RdfSyntaxError("truncated", "The document is empty.")
  const start = text.trimStart().slice(0, 200)
  return new RdfSyntaxError("not-rdf", "The document is in none of the RDF syntaxes.", {
    line: 1,
    column: 1,
    text: start,
  })
}

function withoutMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text
}

/** Relative IRIs of a document without an address are resolved against a name that cannot be mistaken for a real one. */
function baseOf(url: string): string {
  return URL.canParse(url) ? url : "urn:fihrist:document"
}
