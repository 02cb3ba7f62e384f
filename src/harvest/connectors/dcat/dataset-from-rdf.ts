import type { DatasetFacts, DistributionFacts } from "../../../catalogue/index.ts"
import { compact, lineOf, problem, readLanguages, readUrl } from "../../reading/index.ts"
import { distributionFromRdf } from "./distribution-from-rdf.ts"
import { readContacts, readPublisher, sortedByText } from "./read-agent.ts"
import { readSpatial, readTemporal } from "./read-coverage.ts"
import { addressesOf, identifierOf } from "./read-identifiers.ts"
import { accessRightsOf, licenceOf } from "./read-licence.ts"
import { frequencyOf, keywordsOf, themesOf } from "./read-themes.ts"
import { datesOf, textsOf } from "./read-values.ts"
import { localised, type RecordReading } from "./record-reading.ts"
import { remoteIdOf } from "./remote-id.ts"
import { classes, properties } from "./terms.ts"

const distributionLimit = 10_000

/** Everything the graph says of one dataset, or nothing (with the reason in the problems) when it has no title. */
export function datasetFactsFromRdf(reading: RecordReading, node: string): DatasetFacts | undefined {
  const { graph, problems, language } = reading
  const title = localised(reading, node, properties.title)
  if (!title) {
    problems.push(problem("missing-title", "dct:title"))
    return undefined
  }
  const identifier = identifierOf(graph, node)
  return compact({
    identifier,
    otherIdentifiers: addressesOf(graph, node, identifier),
    title,
    description: localised(reading, node, properties.description, "text"),
    keywords: keywordsOf(reading, node),
    sourceLanguage: language === "und" ? undefined : language,
    publisher: readPublisher(reading, node),
    contactPoints: readContacts(reading, node),
    ...themesOf(reading, node),
    licence: licenceOf(reading, node),
    accessRights: accessRightsOf(reading, node),
    frequency: frequencyOf(reading, node),
    spatial: readSpatial(reading, node),
    temporal: readTemporal(reading, node),
    ...datesOf(reading, node),
    landingPage: readUrl(graph.text(node, ...properties.landingPage), "dcat:landingPage", problems),
    languages: readLanguages(graph.texts(node, ...properties.language), "dct:language", problems),
    conformsTo: textsOf(reading, node, properties.conformsTo),
    version: lineOf(graph.text(node, ...properties.version)),
    inSeries: seriesOf(reading, node),
    distributions: [...distributionsOf(reading, node), ...documentationOf(reading, node)],
  })
}

/** dct:isPartOf counts only where the whole is a series; it also names catalogues. Some series name their members instead. */
function seriesOf({ graph }: RecordReading, node: string): string | undefined {
  const [inSeries, isPartOf] = properties.inSeries as [string, string]
  const series =
    graph.nodes(node, inSeries)[0] ??
    graph.nodes(node, isPartOf).find((whole) => graph.isOfType(whole, classes.series[0]!)) ??
    membersOfSeries(graph).get(node)
  return series && remoteIdOf(graph, series)
}

const seriesByMember = new WeakMap<RecordReading["graph"], ReadonlyMap<string, string>>()

/** Series by what they name as their members; the first that names it has it. Found out once per document. */
function membersOfSeries(graph: RecordReading["graph"]): ReadonlyMap<string, string> {
  const known = seriesByMember.get(graph)
  if (known) return known
  const series = classes.series.flatMap((type) => graph.subjectsOfType(type))
  const pairs = series.flatMap((whole) =>
    graph.nodes(whole, ...properties.seriesMember).map((node) => [node, whole] as const),
  )
  const found = new Map(pairs.toReversed())
  seriesByMember.set(graph, found)
  return found
}

/** In a fixed order, by title, then address: RDF has none of its own, and portals change theirs from one request to the next. */
function distributionsOf(reading: RecordReading, node: string): readonly DistributionFacts[] {
  const nodes = reading.graph.nodes(node, ...properties.distribution)
  if (nodes.length > distributionLimit)
    reading.problems.push(problem("too-many-values", "dcat:distribution", nodes.length))
  const found = nodes.slice(0, distributionLimit).map((each) => distributionFromRdf(reading, each))
  return sortedByText(found.filter((distribution) => distribution !== undefined)).toSorted((a, b) => {
    const [first, second] = [sortKey(a), sortKey(b)]
    return first < second ? -1 : first > second ? 1 : 0
  })
}

function sortKey({ title, format, downloadUrl, accessUrl }: DistributionFacts): string {
  return JSON.stringify([Object.values(title ?? {}).sort()[0], format, downloadUrl, accessUrl])
}

/** foaf:page is DCAT-AP's property for documents about the dataset. */
function documentationOf(reading: RecordReading, node: string): readonly DistributionFacts[] {
  const pages = reading.graph.values(node, ...properties.documentation).filter((page) => page.kind !== "blank")
  return pages
    .map(({ value }) =>
      compact({
        remoteId: value,
        title: localised(reading, value, properties.title),
        accessUrl: readUrl(value, "foaf:page", reading.problems),
        documentation: true,
      }),
    )
    .filter((page) => page.accessUrl !== undefined)
}
