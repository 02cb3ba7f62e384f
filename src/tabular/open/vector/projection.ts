/** From the coordinates of a file to degrees of WGS 84, where the file says what its coordinates are. */
import proj4 from "proj4"

export type Position = readonly number[]

export interface Projection {
  /** As the file calls it. */
  readonly name: string
  /** Nothing where the coordinates are degrees of WGS 84 already. */
  readonly toDegrees?: (x: number, y: number) => readonly [number, number] | undefined
  /** Coordinates are metres. */
  readonly isMetric?: boolean
  /** The file does not say it. */
  readonly isAssumed?: boolean
}

const carthage = "+ellps=clrk80ign +towgs84=-263,6,431,0,0,0,0"
const ntf = "+ellps=clrk80ign +towgs84=-168,-60,320,0,0,0,0"

/** Systems in use in Tunisia and around, by EPSG number; UTM zones are computed. */
const known: Readonly<Record<number, string>> = {
  3857: "+proj=merc +a=6378137 +b=6378137 +nadgrids=@null +units=m",
  900913: "+proj=merc +a=6378137 +b=6378137 +nadgrids=@null +units=m",
  4223: `+proj=longlat ${carthage}`,
  22332: `+proj=utm +zone=32 ${carthage}`,
  22391: `+proj=lcc +lat_1=36 +lat_0=36 +lon_0=9.9 +k_0=0.999625544 +x_0=500000 +y_0=300000 ${carthage}`,
  22392: `+proj=lcc +lat_1=33.3 +lat_0=33.3 +lon_0=9.9 +k_0=0.999625769 +x_0=500000 +y_0=300000 ${carthage}`,
  2154: "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80",
  27572: `+proj=lcc +lat_1=46.8 +lat_0=46.8 +lon_0=2.337229166667 +k_0=0.99987742 +x_0=600000 +y_0=2200000 ${ntf}`,
  4230: "+proj=longlat +ellps=intl +towgs84=-87,-98,-121,0,0,0,0",
  23032: "+proj=utm +zone=32 +ellps=intl +towgs84=-87,-98,-121,0,0,0,0",
}
/** WGS 84 and what differs from it by less than a metre. */
const degrees = new Set([4326, 4258, 4979, 84])

export function projectionByEpsg(epsg: number): Projection | undefined {
  const name = `EPSG:${epsg}`
  if (degrees.has(epsg)) return { name }
  const zone = epsg % 100
  if (Math.floor(epsg / 100) === 326 && zone <= 60) return projectionFrom(`+proj=utm +zone=${zone} +ellps=WGS84`, name)
  if (Math.floor(epsg / 100) === 327 && zone <= 60) {
    return projectionFrom(`+proj=utm +zone=${zone} +south +ellps=WGS84`, name)
  }
  if (epsg >= 25828 && epsg <= 25838) return projectionFrom(`+proj=utm +zone=${zone} +ellps=GRS80`, name)
  const definition = known[epsg]
  return definition === undefined ? undefined : projectionFrom(definition, name)
}

/** `urn:ogc:def:crs:EPSG::32632`, `EPSG:4326`, `http://www.opengis.net/def/crs/OGC/1.3/CRS84`. */
export function projectionByName(name: string): Projection | undefined {
  if (/CRS:?84|WGS ?84$/i.test(name)) return { name: "CRS84" }
  const epsg = /EPSG[:/]+(?:[\d.]*[:/]+)?(\d{4,6})$/i.exec(name)?.[1]
  return epsg === undefined ? undefined : projectionByEpsg(Number(epsg))
}

/** The text of a `.prj` file. */
export function projectionByWkt(wkt: string): Projection | undefined {
  const text = wkt.trim()
  const name = /^[A-Z_]+\["([^"]{1,100})"/i.exec(text)?.[1] ?? ""
  if (/^GEOGCS/i.test(text) && /D(?:ATUM)?_?\[?"?(?:D_)?WGS_?(?:19)?84/i.test(text)) return { name }
  const byAuthority = /AUTHORITY\["EPSG",\s*"?(\d{4,6})"?\]\s*\]$/i.exec(text)?.[1]
  const authorised = byAuthority === undefined ? undefined : projectionByEpsg(Number(byAuthority))
  return authorised ?? projectionFrom(withDatum(text), name)
}

/** The shift of the old Tunisian datum is not written in files of ESRI, and other programs name it otherwise. */
function withDatum(wkt: string): string {
  if (/TOWGS84/i.test(wkt) || !/DATUM\["(?:D_)?Carthage/i.test(wkt)) return wkt
  return wkt.replace(/(DATUM\["[^"]*",\s*SPHEROID\[[^\]]*\])/i, "$1,TOWGS84[-263,6,431,0,0,0,0]")
}

function projectionFrom(definition: string, name: string): Projection | undefined {
  try {
    const { forward } = proj4(definition, "+proj=longlat +datum=WGS84 +no_defs")
    return {
      name,
      isMetric: (proj4.Proj(definition) as { projName?: string }).projName !== "longlat",
      toDegrees(x, y) {
        const [longitude, latitude] = forward([x, y]) as [number, number]
        return isOnEarth(longitude, latitude) ? [rounded(longitude), rounded(latitude)] : undefined
      },
    }
  } catch {
    // proj4 throws texts at what it does not understand.
    return undefined
  }
}

/**
 * The projection, if it can be that of this position: some files say metres and hold degrees, or degrees and hold metres.
 * Then nobody knows what is meant.
 */
export function fittingTo(projection: Projection | undefined, position: Position | undefined): Projection | undefined {
  const [x, y] = position ?? []
  if (!projection || x === undefined || y === undefined) return projection
  const looksLikeDegrees = Math.abs(x) <= 360 && Math.abs(y) <= 360
  return projection.isMetric === true
    ? looksLikeDegrees
      ? undefined
      : projection
    : looksLikeDegrees
      ? projection
      : undefined
}

/** The first position of a geometry of GeoJSON. */
export function firstPosition(geometry: unknown): Position | undefined {
  let inner: unknown = geometry
  for (let depth = 0; depth < 16 && typeof inner === "object" && inner !== null; depth++) {
    if (Array.isArray(inner) && typeof inner[0] === "number") return inner as Position
    inner = Array.isArray(inner)
      ? inner[0]
      : "coordinates" in inner
        ? inner.coordinates
        : "geometries" in inner
          ? inner.geometries
          : undefined
  }
  return undefined
}

export function isOnEarth(longitude: number, latitude: number): boolean {
  return Math.abs(longitude) <= 180.000001 && Math.abs(latitude) <= 90.000001
}

/** A centimetre; what comes after is noise of the computation. */
function rounded(degree: number): number {
  return Math.round(degree * 1e7) / 1e7
}
