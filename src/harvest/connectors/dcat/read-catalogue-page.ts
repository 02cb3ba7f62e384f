/** The records of one page: series and services first, so that datasets can refer to them; then datasets. */
import type { RdfGraph } from "../../../rdf/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import type { FoundRecord, Problem } from "../../connector.ts"
import { problem } from "../../reading/index.ts"
import { oneRecord } from "../shared/one-record.ts"
import { datasetFactsFromRdf } from "./dataset-from-rdf.ts"
import { dataServiceFactsFromRdf, seriesFactsFromRdf } from "./other-from-rdf.ts"
import {
  languageOfRecord,
  languagesOfMetadata,
  type RecordReading,
  repairsByNode,
  repairsOf,
  withoutRepeats,
} from "./record-reading.ts"
import { remoteIdOf } from "./remote-id.ts"
import { classes, properties } from "./terms.ts"

export interface PageReading {
  readonly graph: RdfGraph
  readonly vocabularies: Vocabularies
  /** Language that the source's settings give, where neither record nor catalogue names one. */
  readonly language: string
}

export interface PageRecords {
  readonly records: Iterable<FoundRecord>
  /** IRIs that the catalogue lists and this page does not describe: another page may. */
  readonly listedOnly: readonly string[]
}

export function recordsOfPage(page: PageReading): PageRecords {
  const { graph } = page
  const nodes = nodesOfPage(graph)
  return { records: readNodes({ ...page, language: languageOfCatalogue(page) }, nodes), listedOnly: nodes.listedOnly }
}

interface PageNodes {
  readonly datasets: readonly string[]
  readonly series: readonly string[]
  readonly services: readonly string[]
  readonly listedOnly: readonly string[]
}

/**
 * Datasets are all nodes of that class, listed by the catalogue or not (GeoNetwork lists one IRI and describes another), and
 * what it lists without naming the class.
 */
function nodesOfPage(graph: RdfGraph): PageNodes {
  const ofClass = (types: readonly string[]) => types.flatMap((type) => graph.subjectsOfType(type))
  const catalogues = ofClass(classes.catalogue)
  const listed = (predicates: readonly string[]) =>
    catalogues.flatMap((catalogue) => graph.nodes(catalogue, ...predicates))
  const series = ofClass(classes.series)
  const others = new Set([...series, ...ofClass(classes.service), ...catalogues, ...ofClass(classes.distribution)])
  const named = listed(properties.datasetsOfCatalogue)
  const datasets = [...new Set([...ofClass(classes.dataset), ...named])].filter(
    (node) => !others.has(node) && graph.has(node),
  )
  return {
    datasets,
    series,
    services: [...new Set([...ofClass(classes.service), ...listed(properties.servicesOfCatalogue)])].filter((node) =>
      isRecord(graph, node),
    ),
    listedOnly: named.filter((node) => !graph.has(node)),
  }
}

/** A service inside a distribution that has neither IRI nor title belongs to that distribution alone. */
function isRecord(graph: RdfGraph, node: string): boolean {
  return graph.has(node) && (!node.startsWith("_:") || graph.text(node, ...properties.title) !== undefined)
}

function languageOfCatalogue({ graph, language }: PageReading): string {
  const catalogue = classes.catalogue.flatMap((type) => graph.subjectsOfType(type))[0]
  return catalogue === undefined ? language : languageOfRecord(graph, catalogue, language)
}

function* readNodes(page: PageReading, { datasets, series, services }: PageNodes): Iterable<FoundRecord> {
  const repairs = repairsByNode(page.graph)
  const metadata = languagesOfMetadata(page.graph)
  for (const node of series) {
    yield record(page, node, { kind: "series", repairs, metadata, read: seriesFactsFromRdf })
  }
  for (const node of services) {
    yield record(page, node, { kind: "service", repairs, metadata, read: dataServiceFactsFromRdf })
  }
  for (const [at, node] of datasets.entries()) {
    const found = record(page, node, { kind: "dataset", repairs, metadata, read: datasetFactsFromRdf })
    yield at === datasets.length - 1 ? withRepairs(found, [...repairs.values()].flat()) : found
  }
}

interface Reader<Kind extends "dataset" | "series" | "service"> {
  readonly kind: Kind
  readonly repairs: Map<string, Problem[]>
  readonly metadata: ReadonlyMap<string, string>
  readonly read: (reading: RecordReading, node: string) => Extract<FoundRecord, { kind: Kind }>["facts"] | undefined
}

function record<Kind extends "dataset" | "series" | "service">(
  { graph, vocabularies, language }: PageReading,
  node: string,
  { kind, repairs, metadata, read }: Reader<Kind>,
): FoundRecord {
  const remoteId = remoteIdOf(graph, node)
  if (remoteId === undefined) {
    return { kind: "refused", remoteId: `unnamed ${kind}`, problems: [problem("missing-title", "dct:title")] }
  }
  const found = oneRecord(0, () => {
    const parts = [properties.distribution, properties.publisher].flatMap((predicates) =>
      graph.nodes(node, ...predicates),
    )
    const problems = repairsOf(repairs, [node, ...parts])
    const ofTexts = metadata.get(node) ?? languageOfRecord(graph, node, language)
    const reading = { graph, vocabularies, problems, language: ofTexts }
    const facts = read(reading, node)
    if (facts === undefined) return { kind: "refused", remoteId, problems }
    return { kind, remoteId, facts, problems: withoutRepeats(problems) } as FoundRecord
  })
  return { ...found, remoteId }
}

/** Repairs of nodes that no record owns are reported with the page's last dataset rather than lost. */
function withRepairs(found: FoundRecord, rest: readonly Problem[]): FoundRecord {
  return found.kind === "skipped" || rest.length === 0 ? found : { ...found, problems: [...found.problems, ...rest] }
}
