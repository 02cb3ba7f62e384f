import { QueryMistake } from "./query-mistake.ts"

export type Position = readonly [longitude: number, latitude: number]

export type Shape =
  | { readonly kind: "point"; readonly at: Position }
  /** All rings of all polygons, holes among them: inside is what an odd number of them surrounds. */
  | { readonly kind: "area"; readonly rings: readonly (readonly Position[])[] }

const mostCorners = 2000

/** `POINT`, `POLYGON` and `MULTIPOLYGON` as WKT or as GeoJSON, in degrees of WGS 84, longitude first. */
export function readShape(text: string, position?: number): Shape {
  const shape = text.trim().startsWith("{") ? fromGeoJson(text) : fromWkt(text)
  if (!shape || !isSound(shape)) {
    throw new QueryMistake("query-value", { value: text.slice(0, 200), type: "geometry" }, { position })
  }
  const corners = shape.kind === "area" ? shape.rings.flat().length : 1
  if (corners > mostCorners) throw new QueryMistake("query-too-complex", { limit: mostCorners }, { position })
  return shape
}

function isSound(shape: Shape): boolean {
  if (shape.kind === "point") return isPosition(shape.at)
  return shape.rings.length > 0 && shape.rings.every((ring) => ring.length >= 3 && ring.every(isPosition))
}

function isPosition(value: unknown): value is Position {
  const [longitude, latitude] = Array.isArray(value) ? value : []
  return (
    Number.isFinite(longitude) && Number.isFinite(latitude) && Math.abs(longitude) <= 360 && Math.abs(latitude) <= 90
  )
}

function fromWkt(text: string): Shape | undefined {
  const [, kind = "", body = ""] =
    /^\s*(?:SRID=4326;)?\s*(POINT|POLYGON|MULTIPOLYGON)\s*(\(.*\))\s*$/is.exec(text) ?? []
  const numbers = "[-+0-9.eE]+"
  if (!/^[\s\d(),.eE+-]*$/.test(body)) return undefined
  if (kind.toUpperCase() === "POINT") {
    const [, x, y] = new RegExp(`^\\(\\s*(${numbers})\\s+(${numbers})\\s*\\)$`).exec(body) ?? []
    return { kind: "point", at: [Number(x), Number(y)] }
  }
  const rings = [...body.matchAll(/\(([^()]+)\)/g)].map(([, ring = ""]) => ring.split(",").map(positionIn))
  return kind === "" ? undefined : { kind: "area", rings }
}

function positionIn(text: string): Position {
  const [longitude, latitude] = text.trim().split(/\s+/).map(Number)
  return [longitude ?? Number.NaN, latitude ?? Number.NaN]
}

function fromGeoJson(text: string): Shape | undefined {
  const geometry = parse(text)
  if (typeof geometry !== "object" || geometry === null) return undefined
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown }
  if (type === "Point" && isPosition(coordinates)) return { kind: "point", at: coordinates }
  const polygons = type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : undefined
  if (!Array.isArray(polygons) || !polygons.every(Array.isArray)) return undefined
  const rings: unknown[] = polygons.flat()
  const sound = rings.every((ring) => Array.isArray(ring) && ring.every(isPosition))
  return sound ? { kind: "area", rings: rings as Position[][] } : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
