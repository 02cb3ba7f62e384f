import type { ContactPoint, PublisherFacts } from "../../../catalogue/index.ts"
import { iri, type RdfGraph } from "../../../rdf/index.ts"
import { inLanguage } from "../../../texts/index.ts"
import { compact, languageOfText, lineOf, readContact, readUrl } from "../../reading/index.ts"
import { fieldName, localised, type RecordReading } from "./record-reading.ts"
import { properties } from "./terms.ts"

const emailOf = [iri("vcard", "hasEmail"), iri("vcard", "email"), iri("foaf", "mbox"), iri("schema", "email")]
const phoneOf = [iri("vcard", "hasTelephone"), iri("vcard", "tel"), iri("foaf", "phone"), iri("schema", "telephone")]
const pageOf = [iri("vcard", "hasURL"), iri("vcard", "url"), iri("schema", "url"), iri("foaf", "homepage")]
const unitOf = ["organization-name", "organisationName", "organization-unit", "organisationUnit"].map((name) =>
  iri("vcard", name),
)
const idLike = /^[\d\W_]*$|^[0-9a-f-]{16,}$/i

/** A node (foaf, vcard, org, skos, schema.org), a plain name, or an IRI that nothing is said about but its own words. */
export function readPublisher(reading: RecordReading, node: string): PublisherFacts | undefined {
  const { graph } = reading
  for (const term of graph.values(node, ...properties.publisher)) {
    const name =
      term.kind === "literal" && !graph.has(term.value) ? plainName(term.value, reading) : nodeName(reading, term.value)
    if (!name) continue
    const isIri = !term.value.startsWith("_:") && (term.kind === "iri" || graph.has(term.value))
    return compact({
      name,
      remoteId: isIri ? term.value : graph.text(term.value, ...properties.identifier),
      homepage: homepageOf(reading, term.value),
    })
  }
  return undefined
}

function nodeName(reading: RecordReading, agent: string) {
  const name = localised(reading, agent, properties.name)
  if (name || reading.graph.has(agent)) return name
  // GeoNetwork names bodies only in the address: …/organizations/OSU%20OREME
  const words = wordsOf(agent)
  return words ? plainName(words, reading) : undefined
}

function plainName(text: string, { language }: RecordReading) {
  const name = lineOf(text)
  return name ? { [languageOfText(name, language)]: name } : undefined
}

function homepageOf({ graph, problems }: RecordReading, agent: string): string | undefined {
  const field = `dct:publisher/${fieldName(graph, agent, properties.homepage)}`
  return readUrl(graph.text(agent, ...properties.homepage), field, problems)
}

export function wordsOf(address: string): string | undefined {
  const segment =
    address
      .replace(/[/#?]+$/, "")
      .split(/[/#]/)
      .at(-1) ?? ""
  try {
    const words = decodeURIComponent(segment).trim()
    return idLike.test(words) ? undefined : words
  } catch {
    return undefined
  }
}

/** vCard contacts in every shape met, in a fixed order. */
export function readContacts(reading: RecordReading, node: string): readonly ContactPoint[] | undefined {
  const { graph } = reading
  const field = fieldName(graph, node, properties.contactPoint)
  const contacts = graph
    .values(node, ...properties.contactPoint)
    .map((term) =>
      term.kind === "literal" && !graph.has(term.value)
        ? readContact(textContact(term.value), field, reading.problems)
        : readContact(nodeContact(reading, term.value), field, reading.problems),
    )
    .filter((contact) => contact !== undefined)
  return contacts.length > 0 ? sortedByText(contacts) : undefined
}

function nodeContact(reading: RecordReading, contact: string) {
  const { graph } = reading
  return {
    name: nameOf(reading, contact),
    email: writtenValue(graph, contact, emailOf) ?? (/^mailto:/i.test(contact) ? contact : undefined),
    phone: writtenValue(graph, contact, phoneOf),
    url:
      writtenValue(graph, contact, pageOf) ?? (graph.has(contact) || !/^https?:/.test(contact) ? undefined : contact),
  }
}

function nameOf(reading: RecordReading, contact: string): string | undefined {
  const name = localised(reading, contact, [...properties.name, ...unitOf])
  return inLanguage(name, "ar", reading.language)?.text
}

function textContact(text: string) {
  if (/^\S+@\S+$/.test(text)) return { email: text }
  return /^https?:\/\//i.test(text) ? { url: text } : { name: text }
}

/** vCard lets a value be an IRI, a text, or a node that holds the value. */
function writtenValue(graph: RdfGraph, node: string, predicates: readonly string[]): string | undefined {
  for (const term of graph.values(node, ...predicates)) {
    const value = term.kind === "blank" ? graph.text(term.value, ...properties.value) : term.value
    if (value?.trim()) return value
  }
  return undefined
}

/** Blank nodes come in any order from one request to the next; facts must not. */
export function sortedByText<T>(values: readonly T[]): readonly T[] {
  if (values.length < 2) return values
  const texts = new Map(values.map((value) => [value, JSON.stringify(value)]))
  return [...values].sort((a, b) => (texts.get(a)! < texts.get(b)! ? -1 : 1))
}
