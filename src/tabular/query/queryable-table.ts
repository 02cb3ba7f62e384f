import type { Column } from "../table/column.ts"
import type { TableVersion } from "../table/data-table.ts"

/** What a question needs to know of a table. */
export type QueryableTable = Pick<TableVersion, "tableId" | "number" | "parquet" | "rows" | "columns">

/** The columns that a question may name: those that are seen, and the codes of places that were recognised in them. */
export function columnsToName({ columns }: Pick<QueryableTable, "columns">): readonly Column[] {
  const codes = columns.flatMap(({ header, places }): Column[] =>
    places
      ? [{ name: places.placeColumn, header: `${header} (${places.codeList})`, type: "text", meaning: "code" }]
      : [],
  )
  return [...columns, ...codes]
}
