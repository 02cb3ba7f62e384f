/** The feature types of a WFS 1.0, 1.1 or 2.0, each with the formats in which it can be had. Pure. */
import { childrenNamed, elementAt, elementsAt, wholeText, type XmlElement } from "../../reading/index.ts"
import { addressWith } from "../shared/source-address.ts"
import { boxOfCorners, geographicBox, isWgs84 } from "./boxes.ts"
import type { Capabilities } from "./capabilities.ts"
import { type Address, hrefOf, type LanguageText, type Layer, type TypedUrl, textsNamed } from "./layer.ts"
import { publicEndpoint } from "./service-address.ts"

/** What people load, in this order; `spelling` as servers name the format. */
const wanted: readonly { readonly format: string; readonly mediaType: string; readonly spelling: RegExp }[] = [
  {
    format: "GEOJSON",
    mediaType: "application/geo+json",
    spelling: /^(application\/(vnd\.)?(geo\+)?json(; *subtype=geojson)?|geo-?json|json)$/i,
  },
  { format: "CSV", mediaType: "text/csv", spelling: /^(text\/|application\/)?csv/i },
  { format: "SHP", mediaType: "application/zip", spelling: /shape[-_ ]?(zip|file)?/i },
  { format: "GPKG", mediaType: "application/geopackage+sqlite3", spelling: /geopackage|gpkg/i },
  { format: "KML", mediaType: "application/vnd.google-earth.kml+xml", spelling: /kml/i },
  {
    format: "XLSX",
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    spelling: /excel2007|xlsx|spreadsheetml/i,
  },
  { format: "GML", mediaType: "application/gml+xml", spelling: /gml/i },
]

export function wfsLayers(capabilities: Capabilities): (Layer | { readonly nameless: string | undefined })[] {
  const { root } = capabilities
  const features = featuresOf(capabilities)
  return elementsAt(root, "FeatureTypeList", "FeatureType").map((element) => {
    const name = wholeText(elementAt(element, "Name"))
    if (!name) return { nameless: wholeText(elementAt(element, "Title")) }
    const box = boxOfCorners(elementAt(element, "WGS84BoundingBox")) ?? geographicBox(element)
    const own = elementsAt(element, "OutputFormats", "Format").map(textIn)
    return {
      name,
      titles: textsNamed(element, "Title"),
      abstracts: textsNamed(element, "Abstract"),
      keywords: keywordsOf(element),
      ...(box ? { box } : {}),
      metadataUrls: metadataOf(element),
      dataUrls: [],
      addresses: addressesOf(name, { ...features, formats: [...own, ...features.formats] }, systemsOf(element)),
    }
  })
}

interface Features {
  readonly endpoint: URL
  readonly version: string
  readonly formats: readonly string[]
}

function featuresOf({ root, endpoint, version }: Capabilities): Features {
  // 1.0 lists requests below Capability, later versions operations below OperationsMetadata.
  const old = elementAt(root, "Capability", "Request", "GetFeature")
  const operation = elementsAt(root, "OperationsMetadata", "Operation").find(
    ({ attributes }) => attributes.name === "GetFeature",
  )
  const parameter = childrenNamed(operation, "Parameter").find(({ attributes }) => attributes.name === "outputFormat")
  const values = [...childrenNamed(parameter, "Value"), ...elementsAt(parameter, "AllowedValues", "Value")]
  const get = elementAt(operation, "DCP", "HTTP", "Get") ?? elementAt(old, "DCPType", "HTTP", "Get")
  return {
    endpoint: publicEndpoint(hrefOf(get), endpoint),
    version,
    formats: old ? (elementAt(old, "ResultFormat")?.children ?? []).map(({ name }) => name) : values.map(textIn),
  }
}

function textIn(element: XmlElement): string {
  return wholeText(element) ?? ""
}

/** WFS 1.0 writes keywords as one text with commas. */
function keywordsOf(element: XmlElement): LanguageText[] {
  const lists = childrenNamed(element, "Keywords")
  const listed = lists.flatMap((list) => textsNamed(list, "Keyword"))
  const plain = lists.flatMap(({ text }) => text.split(",").map((word) => ({ text: word.trim() })))
  return [...listed, ...plain.filter(({ text }) => text !== "")]
}

/** The address is an attribute in 2.0, a text before. */
function metadataOf(element: XmlElement): TypedUrl[] {
  return childrenNamed(element, "MetadataURL").flatMap((one) => {
    const url = hrefOf(one) ?? wholeText(one)
    return url ? [{ url, type: one.attributes.format ?? one.attributes.type ?? "" }] : []
  })
}

function systemsOf(element: XmlElement): string[] {
  const names = ["DefaultCRS", "DefaultSRS", "SRS", "OtherCRS", "OtherSRS"]
  return names.flatMap((name) => childrenNamed(element, name).map(textIn))
}

/**
 * GeoJSON is in degrees (RFC 7946 §4), servers give it in the system of the layer unless asked. GeoServer knows degrees for
 * every layer and lists them for none; others refuse what they do not list.
 */
function systemFor(format: string, systems: readonly string[], { endpoint, formats }: Features): string | undefined {
  const isInDegrees = systems.length === 0 || /4326$|CRS:?84$/i.test(systems[0] ?? "")
  if (format !== "GEOJSON" || isInDegrees) return undefined
  const isGeoServer = formats.includes("SHAPE-ZIP") || endpoint.pathname.includes("/geoserver/")
  return isGeoServer || systems.some(isWgs84) ? "EPSG:4326" : undefined
}

function addressesOf(name: string, features: Features, systems: readonly string[]): Address[] {
  const { endpoint, version, formats } = features
  const given = [...new Set(formats)].filter((format) => format !== "" && !/javascript|zip.*gml|gml.*zip/i.test(format))
  const chosen = wanted.flatMap(({ format, mediaType, spelling }) => {
    const spellings = given.filter((one) => spelling.test(one))
    const best = spellings.find((one) => /3\.2|gml32/i.test(one)) ?? spellings[0]
    return best === undefined ? [] : [{ format, mediaType, outputFormat: best as string | undefined }]
  })
  // Every WFS has GML, whether it says so or not.
  const all =
    chosen.length > 0 ? chosen : [{ format: "GML", mediaType: "application/gml+xml", outputFormat: undefined }]
  return all.map(({ format, mediaType, outputFormat }) => ({
    url: addressWith(endpoint, {
      service: "WFS",
      version,
      request: "GetFeature",
      [version.startsWith("2") ? "typeNames" : "typeName"]: name,
      outputFormat,
      srsName: systemFor(format, systems, features),
    }),
    isFile: true,
    format,
    mediaType,
  }))
}
