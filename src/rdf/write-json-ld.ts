import { type DescribedValue, type Description, distinctNodes, type TermName, writtenLanguage } from "./description.ts"
import { namespaces, type Prefix, prefixed } from "./namespaces.ts"
import { writableIri } from "./writable-iri.ts"

type JsonNode = Record<string, unknown>

/** JSON-LD 1.1 whose context is nothing but prefixes: every property is a list, every value says what it is. */
export function writeJsonLd(descriptions: Iterable<Description>): string {
  const writer = new JsonLdWriter()
  const graph = [...distinctNodes(descriptions)].map((description) => writer.node(description))
  return JSON.stringify({ "@context": writer.context(), "@graph": graph })
}

class JsonLdWriter {
  readonly #prefixes = new Set<string>()

  context(): Record<string, string> {
    return Object.fromEntries([...this.#prefixes].sort().map((prefix) => [prefix, namespaces[prefix as Prefix]]))
  }

  node({ about, types, properties }: Description): JsonNode {
    const node: JsonNode = about === undefined ? {} : { "@id": writableIri(about) }
    if (types.length > 0) node["@type"] = types.map((type) => this.#name(type))
    for (const [predicate, value] of properties) {
      const name = this.#name(predicate)
      const values = node[name] as unknown[] | undefined
      if (values) values.push(this.#value(value))
      else node[name] = [this.#value(value)]
    }
    return node
  }

  #value(value: DescribedValue): JsonNode {
    if ("iri" in value) return { "@id": writableIri(value.iri) }
    if (!("text" in value)) return this.node(value)
    const text = value.text.toWellFormed()
    const language = writtenLanguage(value.language)
    if (language) return { "@value": text, "@language": language }
    return value.datatype ? { "@value": text, "@type": this.#datatype(value.datatype) } : { "@value": text }
  }

  #datatype(datatype: string): string {
    const name = prefixed(datatype)
    return name === datatype ? datatype : this.#name(name as TermName)
  }

  #name(name: TermName): string {
    this.#prefixes.add(name.slice(0, name.indexOf(":")))
    return name
  }
}
