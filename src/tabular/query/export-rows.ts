import type { Readable } from "node:stream"
import type { ExportRequest, GeometrySource, QueryEngine } from "../engine/query-engine.ts"
import { type AnswerColumn, compileQuestion } from "./compile-question.ts"
import type { QueryableTable } from "./queryable-table.ts"
import type { Question } from "./question.ts"
import { placeOfRows } from "./row-place.ts"

interface Exporting {
  readonly engine: Pick<QueryEngine, "export">
  readonly table: QueryableTable
  readonly question: Question
  /** `headers`: names, as programs want them; or what the file had. */
  readonly request: Omit<ExportRequest, "geometry" | "headers"> & { readonly headers?: "names" | "headers" }
}

/** Everything that the question finds, from its first row, with its limit if it has one. */
export function exportRows({ engine, table, question, request }: Exporting): Promise<Readable> {
  const { columns, all } = compileQuestion(table, question)
  const { headers, ...rest } = request
  const shown = headers === "headers" ? { headers: Object.fromEntries(columns.map((it) => [it.name, it.header])) } : {}
  return engine.export(all, { ...rest, ...shown, geometry: geometryAmong(columns, table) })
}

/** The place of the rows, where its columns are among those asked for. */
function geometryAmong(columns: readonly AnswerColumn[], table: QueryableTable): GeometrySource | undefined {
  const place = placeOfRows(table.columns)
  const named = (name: string) => columns.find(({ column }) => column === name)?.name
  if (place?.kind === "geometry") {
    const column = named(place.column.name)
    return column === undefined ? undefined : { kind: "column", column }
  }
  const [latitude, longitude] = place ? [named(place.latitude.name), named(place.longitude.name)] : []
  return latitude === undefined || longitude === undefined ? undefined : { kind: "point", latitude, longitude }
}
