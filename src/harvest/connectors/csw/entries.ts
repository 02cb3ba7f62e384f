import { childrenNamed, elementsAt, lineOf, type XmlElement } from "../../reading/index.ts"
import { isDublinCore, isIso } from "./answer.ts"
import { find, firstText } from "./find.ts"

const rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
const idLimit = 400

/** One element of an answer with the identifiers of the records it holds: one, or as many as an RDF graph describes. */
export interface Entry {
  readonly element: XmlElement
  readonly ids: readonly string[]
}

/** The entries of a page; a record without identifier is known by its position. */
export function entriesOf(records: readonly XmlElement[], start: number): readonly Entry[] {
  let position = start
  return records.map((element) => {
    const found = idsOf(element)
    const ids = found.length > 0 ? found.map((id) => id.slice(0, idLimit)) : [`#${position}`]
    position += ids.length
    return { element, ids }
  })
}

function idsOf(element: XmlElement): readonly string[] {
  if (element.name === "RDF") return graphIds(element)
  const id = isIso(element) ? isoId(element) : isDublinCore(element) ? firstText(element, "identifier") : undefined
  const line = lineOf(id ?? element.attributes.uuid ?? element.attributes.id)
  return line === undefined ? [] : [line]
}

function isoId(element: XmlElement): string | undefined {
  return (
    firstText(element, "fileIdentifier", "metadataIdentifier/MD_Identifier/code") ??
    element.attributes.uuid ??
    find(element, "identificationInfo")
      .flatMap(({ children }) => children)
      .map((info) => firstText(info, "citation/CI_Citation/identifier/*/code"))
      .find((code) => code !== undefined)
  )
}

const described = ["Dataset", "DatasetSeries", "DataService"]

/** What a graph describes at its top, or the catalogue in it: resources that a record only mentions lie deeper. */
function graphIds(graph: XmlElement): readonly string[] {
  const listed = ["dataset", "service", "record"].flatMap((name) => elementsAt(graph, "Catalog", name))
  const nodes = [graph, ...listed].flatMap((parent) => described.flatMap((name) => childrenNamed(parent, name)))
  const abouts = nodes.map(({ attributes }) => attributes[`{${rdf}}about`]?.trim())
  return [...new Set(abouts.filter((about) => about !== undefined && about !== ""))] as string[]
}
