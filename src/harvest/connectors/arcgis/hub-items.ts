import type { FoundRecord, ReadContext } from "../../connector.ts"
import { askSource, idFrom, isObject, type JsonObject, lineOf, listOf, problem, stopped } from "../../reading/index.ts"
import type { PodContext } from "../datajson/dataset.ts"
import type { LinkedPage } from "../paging/linked-pages.ts"
import { documentIn } from "../shared/json-document.ts"
import { refused } from "../shared/one-record.ts"
import { datasetFromHub } from "./hub-feed.ts"

/** A page of the third version of Hub's API (JSON:API). */
export async function askDatasets(url: string, context: ReadContext): Promise<LinkedPage> {
  const answer = await askSource(url, context, { maxBytes: 128 * 1024 * 1024 })
  const { data, meta } = documentIn(answer)
  if (!Array.isArray(data)) throw stopped("not-a-catalogue", { url: answer.url })
  const about = isObject(meta) ? meta : {}
  const total = isObject(about.stats) ? about.stats.totalCount : undefined
  const next = typeof about.next === "string" ? URL.parse(about.next, answer.url)?.href : undefined
  return { entries: data, url: answer.url, next, total: typeof total === "number" ? total : undefined }
}

export interface ItemContext extends PodContext {
  /** Root of the site, for pages and downloads. */
  readonly portal: string
}

/** One item of either search API: `properties` of a GeoJSON record, `attributes` of a JSON:API resource. */
export function recordFromItem(raw: unknown, position: number, context: ItemContext): FoundRecord {
  if (!isObject(raw)) return refused(`#${position}`, problem("not-an-object", undefined, raw))
  const item = itemIn(raw)
  const id = idOfItem(raw)
  if (id === undefined)
    return refused(`#${position}`, problem("missing-identifier", "id", lineOf(item.title ?? item.name)))
  const access = lineOf(item.access)
  if (access !== undefined && access !== "public") return { kind: "skipped", remoteId: id, reason: access.slice(0, 40) }
  return datasetFromHub(podFromItem(item, { id, geometry: raw.geometry, portal: context.portal }), id, context)
}

export function idOfItem(raw: unknown): string | undefined {
  return isObject(raw) ? (idFrom(raw.id) ?? idFrom(itemIn(raw).id)) : undefined
}

function itemIn({ properties, attributes }: JsonObject): JsonObject {
  return isObject(properties) ? properties : isObject(attributes) ? attributes : {}
}

interface Place {
  readonly id: string
  readonly geometry: unknown
  readonly portal: string
}

function podFromItem(item: JsonObject, { id, geometry, portal }: Place): JsonObject {
  const structured = isObject(item.structuredLicense) ? item.structuredLicense.url : undefined
  const email = item.orgContactEmail
  return {
    identifier: id,
    title: item.title ?? item.name,
    description: lineOf(item.description) === undefined ? (item.searchDescription ?? item.snippet) : item.description,
    keyword: item.tags ?? item.keywords,
    issued: item.created,
    modified: item.modified,
    // The owner is the account of a person.
    publisher: { name: item.source ?? item.orgName ?? item.organization },
    contactPoint: email === undefined ? undefined : { hasEmail: email },
    license: structured ?? (lineOf(item.licenseInfo) === undefined ? item.license : item.licenseInfo),
    spatial: geometry ?? item.extent,
    landingPage: new URL(`datasets/${encodeURIComponent(id.toWellFormed())}`, portal).href,
    distribution: distributionsOf(item, id, portal),
  }
}

const downloads = [
  ["CSV", "text/csv", "csv"],
  ["GeoJSON", "application/vnd.geo+json", "geojson"],
  ["Shapefile", "application/zip", "shapefile"],
  ["KML", "application/vnd.google-earth.kml+xml", "kml"],
] as const

const services = /\/(?:Feature|Map|Image)Server(?:\/(\d+))?\/?$/i

/** The service itself and, for one of its layers, the exports that every Hub makes. */
function distributionsOf(item: JsonObject, id: string, portal: string): readonly JsonObject[] {
  const url = lineOf(item.url)
  const [, itemId, ofId] = /^([0-9a-f]{32})(?:_(\d+))?$/i.exec(id) ?? []
  const service = services.exec(url ?? "")
  if (url === undefined || !service)
    return listOf(url ?? fileOf(item, itemId)).map((address) => ({
      title: item.type,
      format: item.type,
      accessURL: address,
    }))
  const layer = service[1] ?? ofId
  const accessURL = service[1] === undefined && ofId !== undefined ? `${url.replace(/\/$/, "")}/${ofId}` : url
  const rest = { title: "ArcGIS GeoService", format: "ArcGIS GeoServices REST API", accessURL }
  if (itemId === undefined || layer === undefined || !/FeatureServer/i.test(url)) return [rest]
  return [
    rest,
    ...downloads.map(([format, mediaType, path]) => ({
      title: format,
      format: format === "Shapefile" ? "ZIP" : format,
      mediaType,
      accessURL: new URL(`api/download/v1/items/${itemId}/${path}?layers=${layer}`, portal).href,
    })),
  ]
}

/** Files that are kept as items of their own. */
function fileOf(item: JsonObject, itemId: string | undefined): string | undefined {
  const isFile = /^(csv|pdf|shapefile|file geodatabase|geojson|kml|microsoft (excel|word)|image)$/i.test(
    lineOf(item.type) ?? "",
  )
  return isFile && itemId ? `https://www.arcgis.com/sharing/rest/content/items/${itemId}/data` : undefined
}
