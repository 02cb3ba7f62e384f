import type { TableNote } from "../../table/table-note.ts"
import type { JsonObject } from "../json/flatten.ts"
import type { RecordShape } from "../json/spool-records.ts"
import type { RawGrid } from "../raw-table.ts"
import { gridFrom, type Spool } from "../spool.ts"
import { GeometryCells, geometryHeaders } from "./geometry-cells.ts"
import type { Projection } from "./projection.ts"

export interface Placed {
  readonly record: JsonObject
  /** GeoJSON, in the coordinates of the file. */
  readonly geometry: unknown
}

export interface PlacedShape extends RecordShape {
  readonly geometries: GeometryCells
  readonly projection: Projection | undefined
}

/** Without a projection nobody knows where things are: their coordinates are kept as a text. */
export function placedShape(
  projection: Projection | undefined,
  placedFrom: (element: unknown) => Placed | undefined,
): PlacedShape {
  const geometries = new GeometryCells(projection)
  return {
    projection,
    geometries,
    extraHeaders: projection ? geometryHeaders : geometryHeaders.slice(0, 1),
    split(element) {
      const placed = placedFrom(element)
      if (!placed) return undefined
      const { record, geometry } = placed
      return { record, extra: projection ? geometries.cells(geometry) : [geometry ? JSON.stringify(geometry) : ""] }
    },
  }
}

interface GridFacts {
  readonly shape: PlacedShape
  /** Of the records, before the geometry. */
  readonly columns: number
  readonly isNested: boolean
  readonly name: string
  readonly notes?: readonly TableNote[]
}

export function geometryGrid(spool: Spool, { shape, columns, isNested, name, notes = [] }: GridFacts): RawGrid {
  const { projection, geometries } = shape
  const box = [columns + 1, columns + 2, columns + 3, columns + 4] as const
  const { misplaced } = geometries
  const families = [...geometries.families]
  const all: TableNote[] = [
    ...notes,
    ...(isNested ? [{ code: "nested-flattened" as const }] : []),
    ...(families.length > 1 ? [{ code: "mixed-geometry" as const, values: { families } }] : []),
    ...(projection?.toDegrees ? [{ code: "reprojected" as const, values: { from: projection.name } }] : []),
    ...(misplaced > 0 ? [{ code: "not-fitting" as const, values: { column: "geometry", values: misplaced } }] : []),
    ...(projection && !projection.isAssumed ? [] : [{ code: "reprojection-unknown" as const }]),
  ]
  const geometry = projection ? { geometry: { column: columns, box } } : {}
  return gridFrom(spool, { name, header: "first-row", notes: all, ...geometry })
}
