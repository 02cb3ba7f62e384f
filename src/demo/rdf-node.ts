/** A small tree of RDF, written by hand as Turtle or RDF/XML as real portals do it. */
export interface RdfNode {
  readonly about?: string
  /** Prefixed class name. */
  readonly type: string
  readonly properties: readonly (readonly [property: string, value: RdfValue])[]
}

export type RdfValue =
  | { readonly iri: string }
  | { readonly text: string; readonly language?: string; readonly datatype?: string }
  | { readonly node: RdfNode }

export const namespaces: Readonly<Record<string, string>> = {
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  foaf: "http://xmlns.com/foaf/0.1/",
  hydra: "http://www.w3.org/ns/hydra/core#",
  locn: "http://www.w3.org/ns/locn#",
  vcard: "http://www.w3.org/2006/vcard/ns#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
}

export function turtle(nodes: readonly RdfNode[]): string {
  const prefixes = Object.entries(namespaces).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`)
  return [
    ...prefixes,
    "",
    ...nodes.map((node) => `<${node.about}> a ${node.type}${turtleProperties(node, 1)} .\n`),
  ].join("\n")
}

function turtleProperties({ properties }: RdfNode, depth: number): string {
  const indent = "  ".repeat(depth)
  return properties.map(([property, value]) => ` ;\n${indent}${property} ${turtleValue(value, depth)}`).join("")
}

function turtleValue(value: RdfValue, depth: number): string {
  if ("iri" in value) return `<${value.iri}>`
  if ("node" in value) {
    const { node } = value
    return node.about ? `<${node.about}>` : `[ a ${node.type}${turtleProperties(node, depth + 1)} ]`
  }
  const suffix = value.language ? `@${value.language}` : value.datatype ? `^^${value.datatype}` : ""
  return JSON.stringify(value.text) + suffix
}

export function rdfXml(nodes: readonly RdfNode[]): string {
  const declared = Object.entries(namespaces).map(([prefix, iri]) => `xmlns:${prefix}="${iri}"`)
  return `<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF ${declared.join("\n  ")}>\n${nodes.map((node) => xmlNode(node, 1)).join("")}</rdf:RDF>\n`
}

function xmlNode(node: RdfNode, depth: number): string {
  const indent = "  ".repeat(depth)
  const about = node.about ? ` rdf:about="${escaped(node.about)}"` : ""
  const properties = node.properties.map(([property, value]) => xmlProperty(property, value, depth + 1)).join("")
  return `${indent}<${node.type}${about}>\n${properties}${indent}</${node.type}>\n`
}

function xmlProperty(property: string, value: RdfValue, depth: number): string {
  const indent = "  ".repeat(depth)
  if ("iri" in value) return `${indent}<${property} rdf:resource="${escaped(value.iri)}"/>\n`
  if ("node" in value) return `${indent}<${property}>\n${xmlNode(value.node, depth + 1)}${indent}</${property}>\n`
  const attribute = value.language
    ? ` xml:lang="${value.language}"`
    : value.datatype
      ? ` rdf:datatype="${value.datatype.replace("xsd:", namespaces.xsd!)}"`
      : ""
  return `${indent}<${property}${attribute}>${escaped(value.text)}</${property}>\n`
}

export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
}
