import type { Column } from "../../tabular/index.ts"

/** What a value of a column is in JSON, as JSON Schema says it; a geometry is GeoJSON as text. */
export const jsonTypes: Readonly<Record<Column["type"], { readonly type: string; readonly format?: string }>> = {
  integer: { type: "integer" },
  decimal: { type: "number" },
  boolean: { type: "boolean" },
  date: { type: "string", format: "date" },
  datetime: { type: "string", format: "date-time" },
  time: { type: "string", format: "time" },
  text: { type: "string" },
  geometry: { type: "string" },
}
