import { canonicalTerm, iri } from "./namespaces.ts"
import { RdfSyntaxError } from "./rdf-syntax-error.ts"
import type { RdfProblem, RdfStatement, RdfTerm } from "./term.ts"

const rdfType = iri("rdf", "type")
const illegalInIri = /[\0-\x20<>"{}|\\^`\x7f]/
const illegalInIris = /[\0-\x20<>"{}|\\^`\x7f]/g

const longList = 32

type Properties = Map<string, RdfTerm[]>

/**
 * The statements of one document, by subject and predicate. Named graphs are read as one. Values come in a fixed order
 * (IRIs and literals by their text, then blank nodes as met), because RDF has no order of its own and portals write
 * the same statements in another order at each request: what is read from them must not change.
 */
export class RdfGraph {
  readonly problems: RdfProblem[] = []
  size = 0
  readonly #properties = new Map<string, Properties>()
  readonly #subjectsByType = new Map<string, Set<string>>()
  readonly #canonical = new Map<string, string>()
  readonly #keysOfLongLists = new WeakMap<readonly RdfTerm[], Set<string>>()
  readonly #maxStatements: number
  /** Lists that grew since they were last asked for. */
  readonly #unsorted = new Set<readonly RdfTerm[]>()

  constructor(maxStatements = 5_000_000) {
    this.#maxStatements = maxStatements
  }

  add({ subject, predicate, object }: RdfStatement): void {
    const about = this.#repairedIri(subject)
    const property = this.#canonicalTerm(predicate)
    const value = object.kind === "iri" ? this.#repairedTerm(object, about, property) : object
    let properties = this.#properties.get(about)
    if (!properties) {
      properties = new Map()
      this.#properties.set(about, properties)
    }
    const values = properties.get(property)
    if (!values) properties.set(property, [value])
    else if (this.#isKnown(value, values)) return
    else {
      values.push(value)
      this.#unsorted.add(values)
    }
    this.size++
    if (this.size > this.#maxStatements) throw new RdfSyntaxError("too-large", "The document has too many statements.")
    if (property === rdfType) this.#addType(about, this.#canonicalTerm(value.value))
  }

  /** Every node that something is said about, in the order met. */
  subjects(): string[] {
    return [...this.#properties.keys()]
  }

  has(subject: string): boolean {
    return this.#properties.has(subject)
  }

  subjectsOfType(type: string): string[] {
    return [...(this.#subjectsByType.get(type) ?? [])]
  }

  isOfType(subject: string, type: string): boolean {
    return this.#subjectsByType.get(type)?.has(subject) ?? false
  }

  /** Values of the first of the predicates that has any: synonyms go from the best to the least. */
  values(subject: string, ...predicates: readonly string[]): readonly RdfTerm[] {
    const properties = this.#properties.get(subject)
    for (const predicate of predicates) {
      const values = properties?.get(predicate)
      if (!values) continue
      if (this.#unsorted.delete(values)) values.sort(compareTerms)
      return values
    }
    return []
  }

  /** Text of the first value, whether literal or IRI; never the label of a blank node. */
  text(subject: string, ...predicates: readonly string[]): string | undefined {
    return this.texts(subject, ...predicates)[0]
  }

  texts(subject: string, ...predicates: readonly string[]): string[] {
    return this.values(subject, ...predicates)
      .filter((term) => term.kind !== "blank" && term.value.trim() !== "")
      .map((term) => term.value)
  }

  /** Nodes that the values name: IRIs, blank nodes, and what was written as text but is described here or looks like an IRI. */
  nodes(subject: string, ...predicates: readonly string[]): string[] {
    return this.values(subject, ...predicates)
      .filter((term) => term.kind !== "literal" || this.has(term.value) || /^(?:https?|urn):\S+$/.test(term.value))
      .map((term) => term.value)
  }

  /** Looking through all values costs their square: those of a long list are remembered, too. */
  #isKnown(value: RdfTerm, values: readonly RdfTerm[]): boolean {
    if (values.length < longList) return values.some((known) => sameTerm(known, value))
    let keys = this.#keysOfLongLists.get(values)
    if (!keys) {
      keys = new Set(values.map(termKey))
      this.#keysOfLongLists.set(values, keys)
    }
    return keys.size === keys.add(termKey(value)).size
  }

  #addType(subject: string, type: string): void {
    const known = this.#subjectsByType.get(type)
    if (known) known.add(subject)
    else this.#subjectsByType.set(type, new Set([subject]))
  }

  #canonicalTerm(term: string): string {
    let canonical = this.#canonical.get(term)
    if (canonical === undefined) {
      canonical = canonicalTerm(term)
      this.#canonical.set(term, canonical)
    }
    return canonical
  }

  #repairedTerm(term: RdfTerm, subject: string, field: string): RdfTerm {
    const value = this.#repairedIri(term.value, subject, field)
    return value === term.value ? term : { kind: "iri", value }
  }

  #repairedIri(value: string, subject?: string, field?: string): string {
    if (!illegalInIri.test(value)) return value
    const escaped = escapedIri(value)
    if (subject || !this.has(escaped)) {
      this.problems.push({ code: "invalid-iri", subject: subject ?? escaped, field, value: value.slice(0, 200) })
    }
    return escaped
  }
}

/** An IRI with the characters escaped that no IRI may hold; the subject of a repaired node is named so too. */
export function escapedIri(value: string): string {
  return value.trim().replace(illegalInIris, (character) => encodeURIComponent(character))
}

function sameTerm(a: RdfTerm, b: RdfTerm): boolean {
  return a.value === b.value && a.kind === b.kind && a.language === b.language && a.datatype === b.datatype
}

function termKey({ kind, value, language = "", datatype = "" }: RdfTerm): string {
  return `${kind} ${language} ${datatype} ${value}`
}

function compareTerms(a: RdfTerm, b: RdfTerm): number {
  if (a.kind === "blank" || b.kind === "blank") return Number(a.kind === "blank") - Number(b.kind === "blank")
  return order(a.value, b.value) || order(a.language ?? "", b.language ?? "") || order(a.kind, b.kind)
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
