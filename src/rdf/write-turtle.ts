import { type DescribedValue, type Description, distinctNodes, type TermName, writtenLanguage } from "./description.ts"
import { namespaces, type Prefix, prefixed } from "./namespaces.ts"
import { iriRef, quoted } from "./write-n-triples.ts"

/** Turtle to be read by people too: one property a line, blank nodes where they belong. */
export function writeTurtle(descriptions: Iterable<Description>): string {
  const writer = new TurtleWriter()
  for (const description of distinctNodes(descriptions)) writer.statement(description)
  return writer.document()
}

class TurtleWriter {
  #body = ""
  readonly #prefixes = new Set<string>()

  statement(description: Description): void {
    const { about } = description
    const parts = this.#parts(description, "  ")
    if (about === undefined) this.#body += `[${parts}] .\n\n`
    else if (parts !== "") this.#body += `${iriRef(about)}${parts} .\n\n`
  }

  document(): string {
    const head = [...this.#prefixes].sort().map((prefix) => `@prefix ${prefix}: <${namespaces[prefix as Prefix]}> .\n`)
    return `${head.join("")}\n${this.#body}`
  }

  #parts({ types, properties }: Description, indent: string): string {
    let text = types.length > 0 ? ` a ${types.map((type) => this.#name(type)).join(", ")}` : ""
    for (const [predicate, value] of properties) {
      const object = this.#value(value, `${indent}  `)
      text += `${text === "" ? " " : ` ;\n${indent}`}${this.#name(predicate)} ${object}`
    }
    return text
  }

  #value(value: DescribedValue, indent: string): string {
    if ("iri" in value) return iriRef(value.iri)
    if (!("text" in value)) return `[${this.#parts(value, indent)} ]`
    const language = writtenLanguage(value.language)
    if (language) return `${quoted(value.text)}@${language}`
    return value.datatype ? `${quoted(value.text)}^^${this.#datatype(value.datatype)}` : quoted(value.text)
  }

  #datatype(datatype: string): string {
    const name = prefixed(datatype)
    return name === datatype ? `<${datatype}>` : this.#name(name as TermName)
  }

  #name(name: TermName): string {
    this.#prefixes.add(name.slice(0, name.indexOf(":")))
    return name
  }
}
