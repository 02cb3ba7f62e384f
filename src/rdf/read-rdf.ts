import oxigraph from "oxigraph"
import { decodeText } from "./decode-text.ts"
import { RdfGraph } from "./graph.ts"
import { statementFromLine } from "./n-triple-line.ts"
import { placeOfLine, RdfSyntaxError } from "./rdf-syntax-error.ts"
import { readJsonLd } from "./read-json-ld.ts"
import { repairRdfXml } from "./repair-rdf-xml.ts"
import { mediaTypes, type RdfSyntax, syntaxOf } from "./syntax.ts"

export interface ReadRdfOptions {
  /** As the server declares it; the content itself has the last word. */
  readonly contentType?: string
  /** Where the document was: base of its relative IRIs, and a hint by its extension. */
  readonly url?: string
  readonly maxBytes?: number
  readonly maxStatements?: number
}

/**
 * Reads one document in any RDF syntax into a graph, or throws `RdfSyntaxError`, never anything else: part of a document is
 * never taken for the whole. What was repaired on the way stands in `graph.problems`.
 */
export async function readRdf(content: Uint8Array | string, options: ReadRdfOptions = {}): Promise<RdfGraph> {
  const { contentType = "", url = "", maxBytes = 64 * 1024 * 1024 } = options
  if (content.length > maxBytes) throw new RdfSyntaxError("too-large", `The document is larger than ${maxBytes} bytes.`)
  const text = withoutMark(typeof content === "string" ? content : decodeText(content, contentType))
  const syntax = syntaxOf(text, contentType, url)
  if (syntax === "html") throw new RdfSyntaxError("html-instead", "The address answers with a web page instead of RDF.")
  if (!syntax) throw notRdf(text)
  const graph = new RdfGraph(options.maxStatements)
  const base = baseOf(url)
  if (syntax === "json-ld") for (const statement of await readJsonLd(text, base)) graph.add(statement)
  else if (syntax === "rdf-xml") readRdfXml(text, base, graph)
  else parseInto(graph, text, syntax, base)
  return graph
}

function readRdfXml(text: string, base: string, graph: RdfGraph): void {
  // The text is decoded already: an encoding declared for its bytes would only be misunderstood.
  const repaired = repairRdfXml(text.replace(/^\s*<\?xml[^>]*\?>/, ""))
  graph.problems.push(...repaired.problems)
  parseInto(graph, repaired.text, "rdf-xml", base)
}

function parseInto(graph: RdfGraph, text: string, syntax: RdfSyntax, base: string): void {
  try {
    // All at once: the parser's iterator becomes ten times slower on large pages.
    const quads = oxigraph.parse(text, { format: mediaTypes[syntax], base_iri: base, lenient: true })
    for (const quad of quads) {
      const statement = statementFromLine(quad.toString())
      // A quad lives in WebAssembly memory until it is freed.
      ;(quad as unknown as { free(): void }).free()
      if (statement) graph.add(statement)
    }
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
