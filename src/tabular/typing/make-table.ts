/**
 * From a raw table to a typed Parquet file and what is known of it. A sample suggests a plan for each column; a scan of all
 * records proves it or tells, shape by shape, what the values are; a second scan writes. No value is lost: what does not
 * fit the type of its column stands beside it as written.
 */
import type { RawTable } from "../open/raw-table.ts"
import type { MadeTable, MakeTableOptions } from "./made-table.ts"
import { makeFromGrid } from "./make-from-grid.ts"
import { makeFromParquet } from "./make-from-parquet.ts"

export async function makeTable(raw: RawTable, options: MakeTableOptions): Promise<MadeTable> {
  return options.db.withConnection(options.signal, (sql) =>
    raw.kind === "grid" ? makeFromGrid(raw, options, sql) : makeFromParquet(raw, options, sql),
  )
}
