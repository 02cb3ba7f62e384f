import type { DataServiceFacts, SeriesFacts } from "../../../catalogue/index.ts"
import { compact, problem, readUrl } from "../../reading/index.ts"
import { readContacts, readPublisher } from "./read-agent.ts"
import { addressesOf } from "./read-identifiers.ts"
import { licenceOf } from "./read-licence.ts"
import { datesOf } from "./read-values.ts"
import { localised, type RecordReading } from "./record-reading.ts"
import { remoteIdOf } from "./remote-id.ts"
import { properties } from "./terms.ts"

export function seriesFactsFromRdf(reading: RecordReading, node: string): SeriesFacts | undefined {
  const title = localised(reading, node, properties.title)
  if (!title) {
    reading.problems.push(problem("missing-title", "dct:title"))
    return undefined
  }
  return compact({
    otherIdentifiers: addressesOf(reading.graph, node),
    title,
    description: localised(reading, node, properties.description, "text"),
    publisher: readPublisher(reading, node),
    ...datesOf(reading, node),
  })
}

export function dataServiceFactsFromRdf(reading: RecordReading, node: string): DataServiceFacts | undefined {
  const { graph, problems } = reading
  const title = localised(reading, node, properties.title)
  if (!title) {
    problems.push(problem("missing-title", "dct:title"))
    return undefined
  }
  const served = graph.nodes(node, ...properties.servesDataset).map((dataset) => remoteIdOf(graph, dataset))
  return compact({
    otherIdentifiers: addressesOf(graph, node),
    title,
    description: localised(reading, node, properties.description, "text"),
    publisher: readPublisher(reading, node),
    endpointUrl: readUrl(graph.text(node, ...properties.endpointUrl), "dcat:endpointURL", problems),
    endpointDescription: readUrl(
      graph.text(node, ...properties.endpointDescription),
      "dcat:endpointDescription",
      problems,
    ),
    licence: licenceOf(reading, node),
    contactPoints: readContacts(reading, node),
    servesDatasets: served.length > 0 ? served.filter((id) => id !== undefined).sort() : undefined,
  })
}
