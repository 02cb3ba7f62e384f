import { type DescribedValue, type Description, distinctNodes, iriOfName, writtenLanguage } from "./description.ts"
import { writableIri } from "./writable-iri.ts"

const rdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

/** One statement a line (RDF 1.1 N-Triples). */
export function writeNTriples(descriptions: Iterable<Description>): string {
  const writer = new NTriplesWriter()
  for (const description of distinctNodes(descriptions)) writer.node(description)
  return writer.text
}

class NTriplesWriter {
  text = ""
  #blanks = 0

  /** Writes what is said of a node, and answers its name. */
  node({ about, types, properties }: Description): string {
    const subject = about === undefined ? `_:b${this.#blanks++}` : iriRef(about)
    for (const type of types) this.text += `${subject} <${rdfType}> <${iriOfName(type)}> .\n`
    for (const [predicate, value] of properties) {
      const object = this.#object(value)
      this.text += `${subject} <${iriOfName(predicate)}> ${object} .\n`
    }
    return subject
  }

  #object(value: DescribedValue): string {
    if ("iri" in value) return iriRef(value.iri)
    if (!("text" in value)) return this.node(value)
    const language = writtenLanguage(value.language)
    if (language) return `${quoted(value.text)}@${language}`
    return value.datatype ? `${quoted(value.text)}^^<${value.datatype}>` : quoted(value.text)
  }
}

export function iriRef(iri: string): string {
  return `<${writableIri(iri)}>`
}

const short: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" }
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to be escaped
const special = /["\\\u0000-\u001f\u007f]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const specials = /["\\\u0000-\u001f\u007f]/g

/** A text in quotes, for N-Triples and Turtle alike. */
export function quoted(raw: string): string {
  const text = raw.toWellFormed()
  if (!special.test(text)) return `"${text}"`
  const escaped = (character: string) =>
    short[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`
  return `"${text.replace(specials, escaped)}"`
}
