import { RdfGraph } from "./graph.ts"
import { parseAside } from "./parse-aside.ts"
import { parseRdf, type RdfDocument } from "./parse-rdf.ts"
import { RdfSyntaxError } from "./rdf-syntax-error.ts"

export interface ReadRdfOptions extends Omit<RdfDocument, "content"> {
  readonly maxBytes?: number
  readonly maxStatements?: number
  /**
   * A large document is parsed in a thread of its own, so that everything else of the process goes on; it may take so long. The
   * graph is built here, piece by piece.
   */
  readonly aside?: {
    readonly signal?: AbortSignal | undefined
    readonly timeoutMs?: number
    readonly fromBytes?: number
  }
}

/** What is smaller is parsed sooner (20 ms) than another thread has it. */
const smallBytes = 256 * 1024
const longestMs = 5 * 60_000

/**
 * Reads one document in any RDF syntax into a graph, or throws `RdfSyntaxError` (or the reason of an aborted signal), never
 * anything else: part of a document is never taken for the whole. What was repaired on the way stands in `graph.problems`.
 */
export async function readRdf(content: Uint8Array | string, options: ReadRdfOptions = {}): Promise<RdfGraph> {
  const { contentType, url, maxBytes = 64 * 1024 * 1024, maxStatements, aside } = options
  if (content.length > maxBytes) throw new RdfSyntaxError("too-large", `The document is larger than ${maxBytes} bytes.`)
  const graph = new RdfGraph(maxStatements)
  const document = { content, contentType, url }
  if (aside && content.length >= (aside.fromBytes ?? smallBytes)) {
    await parseAside(document, { timeoutMs: longestMs, ...aside }, ({ problems = [], statements = [] }) => {
      graph.problems.push(...problems)
      for (const statement of statements) graph.add(statement)
    })
    return graph
  }
  const { problems, statements } = await parseRdf(document)
  graph.problems.push(...problems)
  for (const statement of statements) graph.add(statement)
  return graph
}
