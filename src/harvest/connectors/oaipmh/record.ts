import { type RdfGraph, RdfSyntaxError, readRdf } from "../../../rdf/index.ts"
import type { FoundRecord } from "../../connector.ts"
import { childrenNamed, elementAt, problem, type XmlElement, xmlText } from "../../reading/index.ts"
import { recordsOfPage } from "../dcat/read-catalogue-page.ts"
import { refused } from "../shared/one-record.ts"
import { datasetFromDc } from "./dc-dataset.ts"
import type { OaiContext } from "./oai-context.ts"
import { idOf } from "./pages.ts"

interface RecordContext extends OaiContext {
  /** Its metadata where they are RDF/XML, or why they are none. */
  readonly graph: RdfGraph | RdfSyntaxError | undefined
}

/** One record of ListRecords. */
export function recordFrom(element: XmlElement, position: number, context: RecordContext): FoundRecord {
  const remoteId = idOf(element)
  if (remoteId === undefined) return refused(`#${position}`, problem("missing-identifier", "header/identifier"))
  const header = elementAt(element, "header")
  if (header?.attributes.status === "deleted") return { kind: "skipped", remoteId, reason: "deleted" }
  const metadata = elementAt(element, "metadata")
  if (!metadata || metadata.children.length === 0) return refused(remoteId, problem("not-an-object", "metadata"))
  if (context.graph instanceof RdfSyntaxError) return refused(remoteId, problem("not-an-object", context.graph.message))
  return context.graph ? datasetFromGraph(context.graph, remoteId, context) : datasetFromDc(metadata, remoteId, context)
}

/** The RDF of a record whose metadata are RDF/XML. */
export async function graphIn(element: XmlElement): Promise<RdfGraph | RdfSyntaxError | undefined> {
  const rdf = childrenNamed(elementAt(element, "metadata"), "RDF")[0]
  if (!rdf) return undefined
  try {
    return await readRdf(xmlText(rdf), { contentType: "application/rdf+xml" })
  } catch (error) {
    if (error instanceof RdfSyntaxError) return error
    throw error
  }
}

/** The dataset of the graph under the record's own identifier, by which the repository will also say that it is deleted. */
function datasetFromGraph(graph: RdfGraph, remoteId: string, { vocabularies, language }: OaiContext): FoundRecord {
  const { records } = recordsOfPage({ graph, vocabularies, language: language ?? "und" })
  const found = [...records]
  const best = found.find(({ kind }) => kind === "dataset") ?? found[0]
  return best ? { ...best, remoteId } : refused(remoteId, problem("not-described", "metadata"))
}
