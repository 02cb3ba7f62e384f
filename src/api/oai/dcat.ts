import type { Dataset } from "../../catalogue/index.ts"
import { type DescribedProperty, type Description, namespaces, rdfXmlNodes } from "../../rdf/index.ts"
import { describeRecords, identifierOf, rdfContext } from "../rdf/index.ts"
import type { OaiDeps } from "./oai-deps.ts"
import { element } from "./xml.ts"

/** Datasets in DCAT-AP as RDF/XML, each with the nodes that it refers to, so that a record stands for itself. */
export async function dcatOf(
  datasets: readonly Dataset[],
  { db, baseUrl, vocabularies }: OaiDeps,
): Promise<ReadonlyMap<string, string>> {
  const nodes = await describeRecords(db, { datasets }, rdfContext(vocabularies(), baseUrl))
  const byIri = new Map(nodes.flatMap((node) => (node.about === undefined ? [] : [[node.about, node] as const])))
  const iris = datasets.map(({ id }) => identifierOf(baseUrl, "dataset", id))
  const others = new Set(iris)
  const notes = notesByTopic(nodes)
  return new Map(
    datasets.map(({ id }, at) => {
      const iri = iris[at]!
      const own = [...(notes.get(iri) ?? []), ...reachedFrom(iri, byIri, others)]
      return [id, rdfElement(own)] as const
    }),
  )
}

/** Catalogue records name their dataset and are named by nobody. */
function notesByTopic(nodes: readonly Description[]): ReadonlyMap<string, readonly Description[]> {
  const notes = new Map<string, Description[]>()
  for (const node of nodes)
    for (const [predicate, value] of node.properties)
      if (predicate === "foaf:primaryTopic" && "iri" in value)
        notes.set(value.iri, [...(notes.get(value.iri) ?? []), node])
  return notes
}

/** A service serves many datasets, and a series holds them: other datasets are named, and not described. */
function reachedFrom(
  start: string,
  byIri: ReadonlyMap<string, Description>,
  datasets: ReadonlySet<string>,
): readonly Description[] {
  const reached = new Map<string, Description>()
  const open = [start]
  for (let iri = open.pop(); iri !== undefined; iri = open.pop()) {
    const node = byIri.get(iri)
    if (!node || reached.has(iri) || (iri !== start && datasets.has(iri))) continue
    reached.set(iri, node)
    open.push(...node.properties.flatMap(irisIn))
  }
  return [...reached.values()]
}

function irisIn([, value]: DescribedProperty): readonly string[] {
  if ("iri" in value) return [value.iri]
  return "text" in value ? [] : value.properties.flatMap(irisIn)
}

function rdfElement(nodes: readonly Description[]): string {
  const { body, prefixes } = rdfXmlNodes(nodes)
  const declared = Object.fromEntries(prefixes.map((prefix) => [`xmlns:${prefix}`, namespaces[prefix]]))
  return element("rdf:RDF", body, declared)
}
