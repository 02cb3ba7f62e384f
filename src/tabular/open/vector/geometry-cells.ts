import { isObject, type JsonObject } from "../json/flatten.ts"
import { isOnEarth, type Projection } from "./projection.ts"

/** Names of the column of geometries and of those with its box, as they follow the others. */
export const geometryHeaders = ["geometry", "xmin", "ymin", "xmax", "ymax"] as const

const families = {
  Point: "point",
  MultiPoint: "point",
  LineString: "line",
  MultiLineString: "line",
  Polygon: "polygon",
  MultiPolygon: "polygon",
} as const
type Family = (typeof families)[keyof typeof families]

interface Box {
  xmin: number
  ymin: number
  xmax: number
  ymax: number
}

/** Turns geometries into cells, and remembers what was met on the way. */
export class GeometryCells {
  readonly families = new Set<Family>()
  /** Geometries that are none, or lie nowhere on Earth. */
  misplaced = 0
  readonly #projection: Projection | undefined

  constructor(projection: Projection | undefined) {
    this.#projection = projection
  }

  /** Text and box. */
  cells(geometry: unknown): readonly string[] {
    if (!isObject(geometry)) return ["", "", "", "", ""]
    const box = { xmin: Infinity, ymin: Infinity, xmax: -Infinity, ymax: -Infinity }
    const moved = this.#moved(geometry, box)
    if (!moved) {
      this.misplaced++
      return ["", "", "", "", ""]
    }
    const text = JSON.stringify(moved)
    return box.xmin > box.xmax ? [text, "", "", "", ""] : [text, ...Object.values(box).map(String)]
  }

  #moved(geometry: JsonObject, box: Box): JsonObject | undefined {
    const { type, coordinates, geometries } = geometry
    if (type === "GeometryCollection" && Array.isArray(geometries)) {
      const parts = geometries.map((one) => (isObject(one) ? this.#moved(one, box) : undefined))
      return parts.every((part) => part !== undefined) ? { type, geometries: parts } : undefined
    }
    if (typeof type !== "string" || !(type in families) || !Array.isArray(coordinates)) return undefined
    const moved = this.#coordinates(coordinates, box)
    if (!moved) return undefined
    this.families.add(families[type as keyof typeof families])
    return { type, coordinates: moved }
  }

  #coordinates(coordinates: readonly unknown[], box: Box): readonly unknown[] | undefined {
    if (typeof coordinates[0] === "number") return this.#position(coordinates, box)
    const moved: unknown[] = []
    for (const inner of coordinates) {
      const one = Array.isArray(inner) ? this.#coordinates(inner, box) : undefined
      if (!one) return undefined
      moved.push(one)
    }
    return moved
  }

  #position(position: readonly unknown[], box: Box): readonly unknown[] | undefined {
    const [x, y] = position
    if (typeof x !== "number" || typeof y !== "number") return undefined
    const toDegrees = this.#projection?.toDegrees
    const at = toDegrees ? toDegrees(x, y) : isOnEarth(x, y) ? ([x, y] as const) : undefined
    if (!at) return undefined
    if (at[0] < box.xmin) box.xmin = at[0]
    if (at[0] > box.xmax) box.xmax = at[0]
    if (at[1] < box.ymin) box.ymin = at[1]
    if (at[1] > box.ymax) box.ymax = at[1]
    return toDegrees ? [...at, ...position.slice(2)] : position
  }
}
