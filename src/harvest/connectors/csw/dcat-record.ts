import { type RdfGraph, RdfSyntaxError, readRdf } from "../../../rdf/index.ts"
import type { FoundRecord } from "../../connector.ts"
import { problem, type XmlElement, xmlText } from "../../reading/index.ts"
import { recordsOfPage } from "../dcat/read-catalogue-page.ts"
import { refused } from "../shared/one-record.ts"
import type { RecordSettings } from "./iso-record.ts"

/** The records that a graph of an answer is about, by the `dcat` connector's reader; what else it mentions is left out. */
export async function recordsFromRdf(
  element: XmlElement,
  ids: readonly string[],
  { vocabularies, language = "und" }: RecordSettings,
): Promise<readonly FoundRecord[]> {
  if (ids.every((id) => id.startsWith("#")))
    return ids.map((remoteId) => refused(remoteId, problem("missing-identifier", "rdf:about")))
  const graph = await graphIn(element)
  if (graph instanceof RdfSyntaxError)
    return ids.map((remoteId) => refused(remoteId, problem("record-unreadable", "rdf:RDF", graph.message)))
  const wanted = new Set(ids)
  const found = [...recordsOfPage({ graph, vocabularies, language }).records].filter(({ remoteId }) =>
    wanted.has(remoteId),
  )
  const met = new Set(found.map(({ remoteId }) => remoteId))
  return [
    ...found,
    ...ids.filter((id) => !met.has(id)).map((id) => refused(id, problem("not-described", "rdf:RDF", id))),
  ]
}

/** A graph that is no RDF costs its own records and no others: each stands alone in the answer. */
async function graphIn(element: XmlElement): Promise<RdfGraph | RdfSyntaxError> {
  try {
    const bytes = new TextEncoder().encode(xmlText(element))
    return await readRdf(bytes, { contentType: "application/rdf+xml" })
  } catch (error) {
    if (error instanceof RdfSyntaxError) return error
    throw error
  }
}
