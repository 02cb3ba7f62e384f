/** What an address of a record is: something asked (a service), a file, a page to read, or no data at all. */
export type LinkRole = "service" | "download" | "page" | "ignored"

export interface Protocol {
  readonly role: LinkRole
  readonly format?: string
  readonly mediaType?: string
}

// Protocols as GeoNetwork, INSPIRE registries and hands write them; the first that fits counts.
const protocols: readonly (readonly [RegExp, LinkRole, format?: string])[] = [
  [/thumbnail|overview|metadata-?url|Metadata:Document$/i, "ignored"],
  [/Metadata:(?:Onlink|Server)$/i, "page"],
  [/wmts|web ?map ?tile/i, "service", "WMTS"],
  [/wms|web ?map ?service/i, "service", "WMS"],
  [/wfs|web ?feature/i, "service", "WFS"],
  [/wcs|web ?coverage/i, "service", "WCS"],
  [/ogc[ -]?api/i, "service", "OGC_API"],
  [/esri|arcgis/i, "service", "ARCGIS"],
  [/sparql/i, "service", "SPARQL"],
  [/\batom\b/i, "service", "ATOM"],
  [/kml\b/i, "download", "KML"],
  [/gpkg|geopackage/i, "download", "GPKG"],
  [/geojson/i, "download", "GEOJSON"],
  [/\bgml\b/i, "download", "GML"],
  [/geotiff/i, "download", "GEOTIFF"],
  [/shapefile|\bshp\b/i, "download", "SHP"],
  [/netcdf/i, "download", "NETCDF"],
  [/ogc:|sos|wps|csw/i, "service"],
  [/download|ftp|^file|fileAccess/i, "download"],
  [/link|http|html|www|web/i, "page"],
]

const functions: ReadonlyMap<string, LinkRole> = new Map([
  ["download", "download"],
  ["fileAccess", "download"],
  ["browseGraphic", "ignored"],
  ["completeMetadata", "ignored"],
])

/** The role of a link: its protocol first, then its function; nothing when it says neither. */
export function protocolOf(protocol: string | undefined, purpose: string | undefined): Protocol | undefined {
  const known = protocols.find(([pattern]) => protocol !== undefined && pattern.test(protocol))
  const byPurpose = functions.get(purpose ?? "")
  const mediaType = /(?:^|:)((?:application|text|image)\/[\w.+-]+)$/i.exec(protocol ?? "")?.[1]
  if (!known && !byPurpose && !mediaType) return undefined
  // A page that is there to be downloaded is a file; a service stays one, whatever it is for.
  const role = !known || known[1] === "page" ? (byPurpose ?? known?.[1] ?? "download") : known[1]
  return { role, ...(known?.[2] ? { format: known[2] } : {}), ...(mediaType ? { mediaType } : {}) }
}
