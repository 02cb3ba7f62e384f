import type { RdfGraph } from "../../../rdf/index.ts"
import { lineOf, readAddresses } from "../../reading/index.ts"
import { properties } from "./terms.ts"

/** How the publisher calls it: as it says, else by the IRI that it is described under (RDF 1.1 Concepts §1.2). */
export function identifierOf(graph: RdfGraph, node: string): string | undefined {
  return lineOf(graph.text(node, ...properties.identifier)) ?? (node.startsWith("_:") ? undefined : node)
}

/** Its permanent addresses at portals like this one: its own IRI there, and what they add as other identifiers. */
export function addressesOf(graph: RdfGraph, node: string, identifier?: string): readonly string[] | undefined {
  const others = graph
    .values(node, ...properties.otherIdentifier)
    .map(({ kind, value }) => (kind === "literal" ? value : (graph.text(value, ...properties.notation) ?? value)))
  return readAddresses([node, ...others], identifier)
}
