import type { DatasetFacts, DistributionFacts, SpatialCoverage } from "../../../catalogue/index.ts"
import type { FoundRecord, Problem } from "../../connector.ts"
import {
  compact,
  distinct,
  idFrom,
  KeywordCollection,
  languageTag,
  placeNamed,
  problem,
  type RecordContext,
  readBox,
  readDate,
  readFormat,
  readKeywords,
  readLicence,
  readLocalised,
  readPeriod,
  readThemes,
  readUrl,
  tellTooMany,
  unlessEmpty,
  type XmlElement,
} from "../../reading/index.ts"
import { find, firstText, textIn } from "./find.ts"
import type { RecordSettings } from "./iso-record.ts"
import { themeOfTopic } from "./iso-themes.ts"
import { protocolOf } from "./protocols.ts"

const lang = "{http://www.w3.org/XML/1998/namespace}lang"

/** One `csw:Record`: what every catalogue can say, where it says nothing better. */
export function recordFromDublinCore(root: XmlElement, remoteId: string, settings: RecordSettings): FoundRecord {
  const problems: Problem[] = []
  const language = languageTag(firstText(root, "language") ?? "") ?? settings.language ?? "und"
  const reading = { vocabularies: settings.vocabularies, language, problems }
  if (remoteId.startsWith("#"))
    return { kind: "refused", remoteId, problems: [problem("missing-identifier", "dc:identifier")] }
  const title = texts(root, ["title"], "line", reading)
  if (!title) return { kind: "refused", remoteId, problems: [...problems, problem("missing-title", "dc:title")] }
  const common = {
    title,
    description: texts(root, ["abstract", "description"], "text", reading),
    publisher: publisherOf(root, reading),
  }
  const type = firstText(root, "type") ?? ""
  const distributions = linksOf(root, reading)
  if (/(^|\/)service$/i.test(type)) {
    const endpointUrl = distributions.map(({ accessUrl, downloadUrl }) => accessUrl ?? downloadUrl)[0]
    return { kind: "service", remoteId, facts: compact({ ...common, endpointUrl }), problems }
  }
  const dates = {
    issued: readDate(firstText(root, "issued", "created", "date"), "dc:date", problems),
    modified: readDate(firstText(root, "modified"), "dct:modified", problems),
  }
  if (/(^|\/)series$/i.test(type) && distributions.length === 0)
    return { kind: "series", remoteId, facts: compact({ ...common, ...dates }), problems }
  return {
    kind: "dataset",
    remoteId,
    facts: datasetFacts(root, { remoteId, common, dates, distributions }, reading),
    problems,
  }
}

type Parts = {
  readonly remoteId: string
  readonly common: Pick<DatasetFacts, "title" | "description" | "publisher">
  readonly dates: Pick<DatasetFacts, "issued" | "modified">
  readonly distributions: readonly DistributionFacts[]
}

function datasetFacts(
  root: XmlElement,
  { remoteId, common, dates, distributions }: Parts,
  reading: RecordContext,
): DatasetFacts {
  const { language, problems } = reading
  const subjects = valuesOf(root, "subject", reading)
  const into = new KeywordCollection()
  readKeywords(
    subjects.filter((subject) => !themeOfTopic(subject)),
    { into, language, field: "dc:subject", problems },
  )
  const topics = subjects.filter(themeOfTopic)
  const temporal = valuesOf(root, "temporal", reading).map((value) => readPeriod(value, "dct:temporal", problems))
  const periods = temporal.filter((period) => period !== undefined)
  return compact({
    identifier: remoteId,
    ...common,
    keywords: into.toFacts(),
    sourceLanguage: language === "und" ? undefined : language,
    ...readThemes(
      topics.map((topic) => ({ names: [themeOfTopic(topic), topic], field: "dc:subject", mustMap: false })),
      reading,
    ),
    licence: readLicence(
      [...valuesOf(root, "license", reading), ...valuesOf(root, "rights", reading)],
      "dc:rights",
      reading,
    ),
    spatial: placesOf(root, reading),
    temporal: unlessEmpty(periods),
    ...dates,
    inSeries: idFrom(firstText(root, "isPartOf")),
    distributions,
  })
}

const valueLimit = 500

function valuesOf(root: XmlElement, name: string, { problems }: RecordContext): readonly string[] {
  const elements = find(root, name)
  if (elements.length > valueLimit) tellTooMany(problems, `dc:${name}`, elements.length)
  return elements
    .slice(0, valueLimit)
    .map(textIn)
    .filter((text) => text !== undefined)
}

function texts(
  root: XmlElement,
  names: readonly string[],
  shape: "line" | "text",
  { language, problems }: RecordContext,
) {
  const places = find(root, ...names)
    .slice(0, 50)
    .map((one) => [one.text, `dc:${one.name}`, languageTag(one.attributes[lang] ?? "")] as const)
  return readLocalised(places, { shape, language }, problems)
}

function publisherOf(root: XmlElement, reading: RecordContext) {
  const name = texts(root, ["publisher"], "line", reading) ?? texts(root, ["creator"], "line", reading)
  return name && { name }
}

/** Addresses with their protocol: `dct:references scheme="…"`, GeoNetwork's `dc:URI protocol="…" name="…"`. */
function linksOf(root: XmlElement, reading: RecordContext): readonly DistributionFacts[] {
  const links = find(root, "references", "URI")
  if (links.length > 10_000) reading.problems.push(problem("too-many-values", "dct:references", links.length))
  const found = links
    .slice(0, 10_000)
    .map((link) => linkFrom(link, reading))
    .filter((link) => link !== undefined)
  return distinct(found)
}

function linkFrom(link: XmlElement, reading: RecordContext): DistributionFacts | undefined {
  const { scheme, protocol: named, name, description } = link.attributes
  const protocol = protocolOf(named ?? scheme, undefined)
  if (protocol?.role === "ignored") return undefined
  const url = readUrl(link.text.trim(), "dct:references", reading.problems)
  if (url === undefined) return undefined
  const format = readFormat(
    { format: protocol?.format, mediaType: protocol?.mediaType, url },
    "dct:references",
    reading,
  )
  const places = [[description, "dc:URI"] as const, [name, "dc:URI"] as const].filter(([text]) => text)
  return compact<DistributionFacts>({
    remoteId: protocol?.role === "service" && name ? `${url}#${name}`.slice(0, 400) : undefined,
    title: readLocalised(places.slice(0, 1), { shape: "line", language: reading.language }, reading.problems),
    ...(protocol?.role === "download" ? { downloadUrl: url } : { accessUrl: url }),
    ...format,
  })
}

function placesOf(root: XmlElement, reading: RecordContext): readonly SpatialCoverage[] | undefined {
  const boxes = find(root, "WGS84BoundingBox", "BoundingBox").slice(0, 50)
  const found = [
    ...valuesOf(root, "spatial", reading).map((name) => placeNamed(name, reading)),
    ...boxes.map((box) => boxFrom(box, reading.problems)),
  ].filter((place) => place !== undefined)
  return unlessEmpty(distinct(found))
}

/**
 * OWS Common §10.2: corners have the order of axes of their system, so EPSG 4326 by URN puts latitude first and WGS 84 without one
 * longitude. GeoNetwork writes east-south and west-north: the sides are sorted.
 */
function boxFrom(box: XmlElement, problems: Problem[]): SpatialCoverage | undefined {
  const crs = box.name === "WGS84BoundingBox" ? "" : (box.attributes.crs ?? "")
  if (/EPSG/i.test(crs) && !/4326\b/.test(crs)) return undefined
  const corners = ["LowerCorner", "UpperCorner"].map((name) => firstText(box, name)?.split(/\s+/).map(Number) ?? [])
  const [lower, upper] = /urn:.*EPSG.*4326/i.test(crs) ? corners.map((corner) => corner.toReversed()) : corners
  const [west, east] = [lower?.[0], upper?.[0]].sort(byNumber)
  const [south, north] = [lower?.[1], upper?.[1]].sort(byNumber)
  return readBox([west, south, east, north], "ows:BoundingBox", problems)
}

function byNumber(a: number | undefined, b: number | undefined): number {
  return (a ?? 0) - (b ?? 0)
}
