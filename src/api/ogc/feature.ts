import type { PageRow } from "../../tabular/index.ts"
import type { Collection } from "./placed-table.ts"

interface Feature {
  readonly type: "Feature"
  readonly id: string
  readonly geometry: unknown
  readonly properties: Readonly<Record<string, unknown>>
  /** As written in the file, where a value does not fit the type of its column. */
  readonly written?: Readonly<Record<string, string>>
}

export function featureOf({ row = 0, values, written }: PageRow, { table, place }: Collection): Feature {
  const id = featureId(table.version.number, row)
  const more = written ? { written } : {}
  if (place.kind === "point") {
    const at = [values[place.longitude.name], values[place.latitude.name]]
    return { type: "Feature", id, geometry: pointAt(at), properties: values, ...more }
  }
  const { [place.column.name]: geometry, ...properties } = values
  return { type: "Feature", id, geometry: geometryIn(geometry), properties, ...more }
}

function pointAt(values: readonly unknown[]) {
  if (values.some((value) => value === null || value === undefined)) return null
  const coordinates = values.map(Number)
  return coordinates.every(Number.isFinite) ? { type: "Point", coordinates } : null
}

function geometryIn(text: unknown): unknown {
  if (typeof text !== "string") return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A row has its number in one version of its table: an identifier never leads to another row. */
function featureId(version: number, row: number): string {
  return `${version}-${row}`
}

/** The row that it names in this version, if it does. */
export function rowOf(id: string, { table }: Pick<Collection, "table">): number | undefined {
  const [, version, row] = /^(\d{1,9})-(\d{1,15})$/.exec(id) ?? []
  const { number, rows } = table.version
  return row !== undefined && Number(version) === number && Number(row) < rows ? Number(row) : undefined
}
