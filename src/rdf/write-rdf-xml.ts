import {
  type DescribedProperty,
  type Description,
  distinctNodes,
  iriOfName,
  type TermName,
  writtenLanguage,
} from "./description.ts"
import { namespaces, type Prefix } from "./namespaces.ts"
import { writableIri } from "./writable-iri.ts"

/** A whole RDF/XML document. */
export function writeRdfXml(descriptions: Iterable<Description>): string {
  const { body, prefixes } = rdfXmlNodes(descriptions)
  const declared = prefixes.map((prefix) => `\n  xmlns:${prefix}="${namespaces[prefix]}"`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF${declared.join("")}>\n${body}</rdf:RDF>\n`
}

export interface RdfXmlNodes {
  /** Elements of the nodes, for an `rdf:RDF` that declares the prefixes. */
  readonly body: string
  readonly prefixes: readonly Prefix[]
}

/** The nodes alone, for documents that hold RDF/XML inside other XML. */
export function rdfXmlNodes(descriptions: Iterable<Description>): RdfXmlNodes {
  const writer = new RdfXmlWriter()
  let body = ""
  for (const description of distinctNodes(descriptions)) body += writer.node(description, "  ")
  return { body, prefixes: writer.prefixes() }
}

class RdfXmlWriter {
  readonly #prefixes = new Set<string>(["rdf"])

  prefixes(): readonly Prefix[] {
    return [...this.#prefixes].sort() as Prefix[]
  }

  node({ about, types, properties }: Description, indent: string): string {
    const [first, ...others] = types
    const element = first === undefined ? "rdf:Description" : this.#name(first)
    const named = about === undefined ? "" : ` rdf:about="${attribute(about)}"`
    let inner = ""
    for (const type of others) inner += `${indent}  <rdf:type rdf:resource="${iriOfName(type)}"/>\n`
    for (const property of properties) inner += this.#property(property, `${indent}  `)
    return inner === ""
      ? `${indent}<${element}${named}/>\n`
      : `${indent}<${element}${named}>\n${inner}${indent}</${element}>\n`
  }

  #property([predicate, value]: DescribedProperty, indent: string): string {
    const name = this.#name(predicate)
    if ("iri" in value) return `${indent}<${name} rdf:resource="${attribute(value.iri)}"/>\n`
    if (!("text" in value)) return `${indent}<${name}>\n${this.node(value, `${indent}  `)}${indent}</${name}>\n`
    const language = writtenLanguage(value.language)
    const said = language ? ` xml:lang="${language}"` : value.datatype ? ` rdf:datatype="${value.datatype}"` : ""
    return `${indent}<${name}${said}>${xmlText(value.text)}</${name}>\n`
  }

  #name(name: TermName): string {
    this.#prefixes.add(name.slice(0, name.indexOf(":")))
    return name
  }
}

function attribute(iri: string): string {
  return xmlText(writableIri(iri))
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 §2.2 leaves out cannot be written in any way
const special = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const specials = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g

/** A text for XML: its special characters escaped, those that XML cannot hold left out. */
function xmlText(raw: string): string {
  const text = raw.toWellFormed()
  return special.test(text) ? text.replace(specials, (character) => entities[character] ?? "") : text
}
