/** The box of a layer in degrees, west first, from all the ways in which versions write it. Pure. */
import { childrenNamed, elementAt, wholeText, type XmlElement } from "../../reading/index.ts"
import type { Sides } from "./layer.ts"

/** OWS Common §10.2: the corners of a WGS84BoundingBox are longitude and latitude, in this order. */
export function boxOfCorners(element: XmlElement | undefined): Sides | undefined {
  const [west = "", south = ""] = numbersOf(elementAt(element, "LowerCorner"))
  const [east = "", north = ""] = numbersOf(elementAt(element, "UpperCorner"))
  return element ? upright([west, south, east, north]) : undefined
}

/** WMS 1.3.0 §7.2.4.6.6 and, in earlier versions of WMS and WFS, one element with four attributes. */
export function geographicBox(element: XmlElement): Sides | undefined {
  const named = elementAt(element, "EX_GeographicBoundingBox")
  if (named) {
    const sides = ["westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude"]
    return upright(sides.map((side) => wholeText(elementAt(named, side)) ?? "") as unknown as Sides)
  }
  const plain = elementAt(element, "LatLonBoundingBox") ?? elementAt(element, "LatLongBoundingBox")
  return plain ? upright(xyOf(plain)) : degreesAmong(childrenNamed(element, "BoundingBox"))
}

/**
 * A BoundingBox of a reference system in degrees. In WMS 1.3.0, where the attribute is `CRS`, the axes of EPSG:4326 are
 * latitude, longitude: minx is a latitude. In 1.1.1, where it is `SRS`, x is always the longitude (§6.7.2, §7.2.4.6.8).
 */
function degreesAmong(boxes: readonly XmlElement[]): Sides | undefined {
  const crs84 = boxes.find(({ attributes }) => /^(CRS:84|.*:OGC:.*CRS84)$/i.test(attributes.CRS ?? ""))
  if (crs84) return upright(xyOf(crs84))
  const srs = boxes.find(({ attributes }) => isWgs84(attributes.SRS))
  if (srs) return upright(xyOf(srs))
  const latitudeFirst = boxes.find(({ attributes }) => isWgs84(attributes.CRS))
  if (!latitudeFirst) return undefined
  const [minx, miny, maxx, maxy] = xyOf(latitudeFirst)
  return upright([miny, minx, maxy, maxx])
}

export function isWgs84(name: string | undefined): boolean {
  return /^(EPSG:4326|urn:ogc:def:crs:EPSG:[\d.]*:4326|https?:\/\/www\.opengis\.net\/(def\/crs\/EPSG\/0\/|gml\/srs\/epsg\.xml#)4326)$/i.test(
    name ?? "",
  )
}

function xyOf({ attributes }: XmlElement): Sides {
  return [attributes.minx ?? "", attributes.miny ?? "", attributes.maxx ?? "", attributes.maxy ?? ""]
}

function numbersOf(element: XmlElement | undefined): string[] {
  return (wholeText(element) ?? "").split(/[\s,]+/)
}

/** Some servers mix the axes up. It shows where a latitude would lie beyond the poles. */
function upright([west, south, east, north]: Sides): Sides {
  const isTurned = [south, north].some((side) => Math.abs(Number(side)) > 90)
  const fitsTurned = [west, east].every((side) => Math.abs(Number(side)) <= 90)
  return isTurned && fitsTurned ? [south, west, north, east] : [west, south, east, north]
}
