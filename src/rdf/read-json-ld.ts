import jsonld from "jsonld"
import { bundledContext, contextOfPlainJson } from "./json-ld-contexts.ts"
import { assertModestContexts } from "./modest-contexts.ts"
import { literal } from "./n-triple-line.ts"
import { iri } from "./namespaces.ts"
import { placeOf, RdfSyntaxError } from "./rdf-syntax-error.ts"
import type { RdfStatement, RdfTerm } from "./term.ts"

/** Expanded JSON-LD: every key an IRI or a keyword, every value a list. */
type Expanded = Readonly<Record<string, unknown>>

/**
 * Statements of a JSON-LD document. `jsonld` expands it, the walk below turns it into statements: unlike its own `toRDF`, a
 * value that is no good IRI is kept, to be repaired or reported.
 */
export async function readJsonLd(text: string, base: string): Promise<RdfStatement[]> {
  const document = parsedJson(text)
  assertModestContexts(document)
  const expanded = await expand(withContext(document), base)
  const walk = new Walk()
  for (const node of expanded) walk.node(node)
  return walk.statements
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const cut = /end of JSON|Unterminated/i.test(message) || !/[\]}]\s*$/.test(text)
    const offset = cut ? text.length : Number(/position (\d+)/.exec(message)?.[1] ?? 0)
    throw new RdfSyntaxError(cut ? "truncated" : "rdf-syntax", `This is not JSON: ${message}`, placeOf(text, offset))
  }
}

function withContext(document: unknown): unknown {
  if (typeof document !== "object" || document === null) {
    throw new RdfSyntaxError("not-rdf", "A JSON-LD document is an object or a list of objects.")
  }
  if (Array.isArray(document) || "@context" in document || !("dataset" in document)) return document
  return { "@context": contextOfPlainJson, "@type": "Catalog", ...document }
}

async function expand(document: unknown, base: string): Promise<Expanded[]> {
  try {
    // The library's types ask for its own document type; it accepts any JSON.
    const options = { base, documentLoader: loadBundled as never }
    return (await jsonld.expand(document as jsonld.JsonLdDocument, options)) as Expanded[]
  } catch (error) {
    throw error instanceof RdfSyntaxError ? error : (unknownContextIn(error) ?? refused(error))
  }
}

async function loadBundled(url: string) {
  const document = bundledContext(url)
  if (document) return { contextUrl: undefined, documentUrl: url, document }
  throw new RdfSyntaxError(
    "unknown-context",
    `The JSON-LD context ${url} is not known here, and contexts are not fetched.`,
  )
}

/** `jsonld` wraps what a loader throws, at any depth. */
function unknownContextIn(error: unknown): RdfSyntaxError | undefined {
  for (let cause: unknown = error; typeof cause === "object" && cause !== null; ) {
    if (cause instanceof RdfSyntaxError) return cause
    cause = (cause as { details?: { cause?: unknown } }).details?.cause
  }
  return undefined
}

function refused(error: unknown): RdfSyntaxError {
  const reason = error instanceof Error ? error.message.slice(0, 200) : "unknown"
  return new RdfSyntaxError("rdf-syntax", `This JSON is not valid JSON-LD: ${reason}`)
}

const deepest = 200

class Walk {
  readonly statements: RdfStatement[] = []
  #blanks = 0

  /** Adds what a node says, and answers its name. */
  node(node: Expanded, depth = 0): string {
    if (depth > deepest) throw new RdfSyntaxError("rdf-syntax", "Objects are nested too deep.")
    const subject = typeof node["@id"] === "string" && node["@id"] !== "" ? node["@id"] : `_:b${this.#blanks++}`
    for (const [key, value] of Object.entries(node)) this.#property(subject, key, value, depth)
    return subject
  }

  #property(subject: string, key: string, value: unknown, depth: number): void {
    if (key === "@type") {
      for (const type of listOf(value)) this.#add(subject, iri("rdf", "type"), { kind: "iri", value: String(type) })
    } else if (key === "@graph" || key === "@included") {
      for (const inner of listOf(value)) this.node(inner as Expanded, depth + 1)
    } else if (key === "@reverse") {
      for (const [predicate, others] of Object.entries(value as Expanded))
        this.#reverse(subject, predicate, others, depth)
    } else if (!key.startsWith("@")) {
      for (const item of listOf(value)) this.#value(subject, key, item as Expanded, depth)
    }
  }

  #reverse(subject: string, predicate: string, others: unknown, depth: number): void {
    for (const other of listOf(others)) this.#add(this.node(other as Expanded, depth + 1), predicate, nodeTerm(subject))
  }

  /** A list is read as its members: no catalogue property means their order. */
  #value(subject: string, predicate: string, value: Expanded, depth: number): void {
    if ("@value" in value) this.#add(subject, predicate, literalOf(value))
    else if (!("@list" in value)) this.#add(subject, predicate, nodeTerm(this.node(value, depth + 1)))
    else for (const item of listOf(value["@list"])) this.#value(subject, predicate, item as Expanded, depth + 1)
  }

  #add(subject: string, predicate: string, object: RdfTerm): void {
    this.statements.push({ subject, predicate, object })
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}

function nodeTerm(name: string): RdfTerm {
  return { kind: name.startsWith("_:") ? "blank" : "iri", value: name }
}

function literalOf(value: Expanded): RdfTerm {
  const content = value["@value"]
  const text = typeof content === "string" ? content : JSON.stringify(content)
  const language = value["@language"]
  if (typeof language === "string" && language !== "")
    return { kind: "literal", value: text, language: language.toLowerCase() }
  return literal(text, typeof value["@type"] === "string" ? value["@type"] : undefined)
}
