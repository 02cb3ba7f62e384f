import { createHash } from "node:crypto"
import type { RdfGraph } from "../../../rdf/index.ts"
import { properties } from "./terms.ts"

/**
 * How a record is recognised at the next harvest: its IRI; a blank node by its dct:identifier; else by a hash of its titles and
 * landing page, which is all that stays when a blank node gets a new label at each request (RDF 1.1 §3.4). A record that then
 * changes its title becomes another one: the report of the source shows it, and an identifier at the source ends it.
 */
export function remoteIdOf(graph: RdfGraph, node: string): string | undefined {
  if (!node.startsWith("_:")) return node
  const identifier = graph.text(node, ...properties.identifier)?.trim()
  if (identifier) return identifier
  const words = [...graph.texts(node, ...properties.title), ...graph.texts(node, ...properties.landingPage)]
  if (words.length === 0) return undefined
  return `blank:${createHash("sha256").update(JSON.stringify(words)).digest("hex").slice(0, 32)}`
}
