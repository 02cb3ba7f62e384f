import type { Column } from "../table/column.ts"

/** Where a row lies on the earth: a geometry, or the degrees of a point. */
export type RowPlace =
  | { readonly kind: "geometry"; readonly column: Column }
  | { readonly kind: "point"; readonly latitude: Column; readonly longitude: Column }

export function placeOfRows(columns: readonly Column[]): RowPlace | undefined {
  const geometry = columns.find(({ type }) => type === "geometry")
  if (geometry) return { kind: "geometry", column: geometry }
  const latitude = columns.find(({ meaning, type }) => meaning === "latitude" && isNumber(type))
  const longitude = columns.find(({ meaning, type }) => meaning === "longitude" && isNumber(type))
  return latitude && longitude && { kind: "point", latitude, longitude }
}

function isNumber(type: Column["type"]): boolean {
  return type === "integer" || type === "decimal"
}
