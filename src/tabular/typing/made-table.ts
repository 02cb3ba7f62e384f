import type { Column } from "../table/column.ts"
import type { Layout, TableChoice } from "../table/data-table.ts"
import type { ColumnProfile } from "../table/profile.ts"
import type { TableNote } from "../table/table-note.ts"
import type { PlaceFrom } from "./places.ts"
import type { TypingDb } from "./typing-db.ts"

export interface MakeTableOptions {
  readonly db: TypingDb
  readonly choice?: TableChoice
  /** Where the Parquet file goes; the caller moves or removes it. */
  readonly folder: string
  readonly placeFrom: PlaceFrom
  readonly signal?: AbortSignal
  readonly limits: { readonly maxRows: number; readonly maxColumns: number }
}

export interface MadeTable {
  readonly parquetPath: string
  readonly columns: readonly Column[]
  readonly profile: readonly ColumnProfile[]
  readonly layout: Layout
  readonly notes: readonly TableNote[]
  readonly rows: number
}
