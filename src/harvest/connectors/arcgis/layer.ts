import type { DatasetFacts, DistributionFacts } from "../../../catalogue/index.ts"
import type { FoundRecord, Problem } from "../../connector.ts"
import {
  compact,
  isObject,
  type JsonObject,
  KeywordCollection,
  lineOf,
  problem,
  type RecordContext,
  readBounds,
  readDate,
  readKeywords,
  readLocalised,
  readUrl,
} from "../../reading/index.ts"
import { creditsOf } from "./credits.ts"
import { boxOfExtents } from "./extent.ts"
import { descriptionOf, type LayerContext, type LayerSource, languageOfTexts, titleOf } from "./service.ts"

/** One layer, table or image of the services that give it, the first of them speaking for it. */
export function datasetFromLayer(
  layer: JsonObject,
  sources: readonly LayerSource[],
  { vocabularies, language: fallback, name, remoteId }: LayerContext & { readonly remoteId: string },
): FoundRecord {
  const problems: Problem[] = []
  const service = sources[0]?.service ?? {}
  const isImage = layer === service
  const title = isImage ? titleOf(service, name) : layer.name
  const [description, field] =
    lineOf(layer.description) === undefined ? descriptionOf(service) : [layer.description, "description"]
  const language = languageOfTexts(title, description, fallback)
  const context: RecordContext = { vocabularies, language, problems }
  const titled = readLocalised([[title, "name"]], { shape: "line", language }, problems)
  if (!titled)
    return { kind: "refused", remoteId, problems: [...problems, problem("missing-title", "name", layer.name)] }
  const distributions = sources.flatMap((source) => distributionsOf(layer, source, context))
  const facts = compact<DatasetFacts>({
    identifier: remoteId,
    title: titled,
    description: readLocalised([[description, field]], { shape: "text", language }, problems),
    keywords: keywordsOf(service, context),
    sourceLanguage: language === "und" ? undefined : language,
    ...creditsOf(
      lineOf(layer.copyrightText) === undefined ? service.copyrightText : layer.copyrightText,
      "copyrightText",
      context,
    ),
    spatial: boxOfExtents([layer.extent, service.fullExtent, service.initialExtent], "extent", problems),
    temporal: periodOf(layer, service, problems),
    modified: modifiedOf(layer, problems),
    landingPage: distributions[0]?.accessUrl,
    distributions,
  })
  return { kind: "dataset", remoteId, facts, problems }
}

function keywordsOf({ documentInfo }: JsonObject, { language, problems }: RecordContext) {
  const into = new KeywordCollection()
  if (isObject(documentInfo))
    readKeywords(documentInfo.Keywords, { into, language, field: "documentInfo.Keywords", problems })
  return into.toFacts()
}

function periodOf(layer: JsonObject, service: JsonObject, problems: Problem[]) {
  const info = isObject(layer.timeInfo) ? layer.timeInfo : service.timeInfo
  const extent = isObject(info) ? info.timeExtent : undefined
  const [start, end] = Array.isArray(extent) ? extent : []
  // Milliseconds since 1970; dates before 2,000 BC and the like are left to the reader to refuse.
  const period = readBounds(isoOf(start), isoOf(end), "timeInfo.timeExtent", problems)
  return period && [period]
}

/** Also before 1970, where the number is negative. */
function isoOf(value: unknown): unknown {
  if (typeof value !== "number") return value
  const moment = new Date(value)
  return Number.isNaN(moment.getTime()) ? value : moment.toISOString()
}

function modifiedOf({ editingInfo }: JsonObject, problems: Problem[]): string | undefined {
  if (!isObject(editingInfo)) return undefined
  return readDate(editingInfo.dataLastEditDate ?? editingInfo.lastEditDate, "editingInfo.lastEditDate", problems)
}

/** The layer in ArcGIS's own API, as GeoJSON where it can be queried so, and by the OGC services switched on beside it. */
function distributionsOf(
  layer: JsonObject,
  { url, service }: LayerSource,
  { problems }: RecordContext,
): readonly DistributionFacts[] {
  const id = layer === service ? undefined : lineOf(layer.id)
  const accessUrl = readUrl(id === undefined ? url : `${url}/${encodeURIComponent(id.toWellFormed())}`, "url", problems)
  if (accessUrl === undefined) return []
  const own: DistributionFacts = { accessUrl, format: "ARCGIS", rawFormat: "ArcGIS REST" }
  return [own, ...(id === undefined ? [] : geoJson(layer, service, accessUrl)), ...ogcServices(service, url)]
}

// Servers cut a query at `maxRecordCount`, so this is a way in and no download of all.
function geoJson(layer: JsonObject, service: JsonObject, layerUrl: string): readonly DistributionFacts[] {
  const formats = lineOf(layer.supportedQueryFormats) ?? lineOf(service.supportedQueryFormats) ?? ""
  const able = lineOf(layer.capabilities) ?? lineOf(service.capabilities) ?? ""
  if (!/geojson/i.test(formats) || !/query/i.test(able)) return []
  return [
    {
      accessUrl: `${layerUrl}/query?where=1%3D1&outFields=*&f=geojson`,
      format: "GEOJSON",
      mediaType: "application/geo+json",
    },
  ]
}

function ogcServices(service: JsonObject, url: string): readonly DistributionFacts[] {
  const extensions = lineOf(service.supportedExtensions) ?? ""
  return ["WMS", "WFS", "WCS"]
    .filter((kind) => extensions.includes(`${kind}Server`))
    .map((kind) => ({
      accessUrl: `${url.replace("/rest/services/", "/services/")}/${kind}Server?request=GetCapabilities&service=${kind}`,
      format: kind,
    }))
}
