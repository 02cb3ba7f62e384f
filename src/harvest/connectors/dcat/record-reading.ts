import { prefixed, type RdfGraph, type RdfTerm } from "../../../rdf/index.ts"
import type { LocalisedText } from "../../../texts/index.ts"
import type { Problem } from "../../connector.ts"
import { languageTag, problem, type RecordContext, readLanguages, readLocalised } from "../../reading/index.ts"
import { classes, properties } from "./terms.ts"

/** What every reader of one record needs: where it reads, what it maps to, and where it reports. */
export interface RecordReading extends RecordContext {
  readonly graph: RdfGraph
}

/** The record's own language where it names exactly one, else the catalogue's. */
export function languageOfRecord(graph: RdfGraph, node: string, catalogueLanguage: string): string {
  const languages = readLanguages(graph.texts(node, ...properties.language), "", [])
  if (languages?.length === 1) return languages[0]!
  return languages ? "und" : catalogueLanguage
}

/** What catalogue records say of the language in which a dataset is described (DCAT-AP, `dct:language` of the record), by dataset. */
export function languagesOfMetadata(graph: RdfGraph): ReadonlyMap<string, string> {
  const records = classes.record.flatMap((type) => graph.subjectsOfType(type))
  const said = records.flatMap((record) => {
    const languages = readLanguages(graph.texts(record, ...properties.language), "", [])
    const [topic] = graph.nodes(record, ...properties.primaryTopic)
    return topic !== undefined && languages?.length === 1 ? [[topic, languages[0]!] as const] : []
  })
  return new Map(said)
}

/** Texts of the property in their languages; those with a tag come first, those without get the record's language. */
export function localised(
  { graph, language, problems }: RecordReading,
  node: string,
  predicates: readonly string[],
  shape: "line" | "text" = "line",
): LocalisedText | undefined {
  const terms = graph.values(node, ...predicates).filter((term) => term.kind === "literal")
  const field = fieldName(graph, node, predicates)
  const places = [...terms.filter((term) => term.language), ...terms.filter((term) => !term.language)].map(
    (term) => [term.value, field, tagOf(term)] as const,
  )
  return readLocalised(places, { shape, language }, problems)
}

export function tagOf(term: RdfTerm): string | undefined {
  return term.language && (languageTag(term.language) ?? term.language)
}

/** The predicate that the source used, as it is usually written: `dct:title`. */
export function fieldName(graph: RdfGraph, node: string, predicates: readonly string[]): string {
  return prefixed(predicates.find((predicate) => graph.values(node, predicate).length > 0) ?? predicates[0]!)
}

/** Name of a value that may be a text, an IRI, or a node with a label: the label is best, the IRI is last. */
export function labelOf(graph: RdfGraph, term: RdfTerm): string | undefined {
  if (term.kind === "literal") return term.value.trim() || undefined
  return (
    graph.text(term.value, ...properties.label, ...properties.value) ?? (term.kind === "iri" ? term.value : undefined)
  )
}

/** Repairs made while parsing, for the report of the record they are about. */
export function repairsOf(repairs: Map<string, Problem[]>, nodes: readonly string[]): Problem[] {
  return nodes.flatMap((node) => {
    const found = repairs.get(node) ?? []
    repairs.delete(node)
    return found
  })
}

/** A licence or format repeated on every distribution is one line of the report. */
export function withoutRepeats(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((each) => [`${each.code}\n${each.field}\n${each.value}`, each])).values()]
}

/** The graph's repairs by the node they concern; `""` for those of no node. */
export function repairsByNode(graph: RdfGraph): Map<string, Problem[]> {
  const byNode = new Map<string, Problem[]>()
  for (const { code, subject = "", field, value } of graph.problems) {
    const found = problem(code, field && prefixed(field), value)
    byNode.set(subject, [...(byNode.get(subject) ?? []), found])
  }
  return byNode
}
