import type { Column } from "./column.ts"
import type { ColumnProfile } from "./profile.ts"
import type { TableNote } from "./table-note.ts"

/** Where the table stood in its sheet or text. Rows are counted from 1, as a person reads them. */
export interface Layout {
  /** First and last row of the header; none where the first row is data. */
  readonly headerRows: readonly [number, number] | null
  readonly firstDataRow: number
  /** Rows set aside after or between the data: totals, footnotes, repeated headers. */
  readonly asideRows: number
  /** Lines above the header; at most five. */
  readonly titles: readonly string[]
  readonly direction: "ltr" | "rtl"
}

/** One immutable version of a table: a Parquet file and what is known of it. */
export interface TableVersion {
  readonly tableId: string
  readonly number: number
  readonly parquet: { readonly sha256: string; readonly byteSize: number }
  /** The file it was made of. */
  readonly fileSha256: string
  readonly rows: number
  readonly columns: readonly Column[]
  readonly profile: readonly ColumnProfile[]
  readonly layout: Layout
  readonly notes: readonly TableNote[]
  /** `null` for the first version. */
  readonly difference: TableDifference | null
  readonly madeAt: Date
}

/** What changed from the version before. */
export interface TableDifference {
  readonly columnsAdded: readonly string[]
  readonly columnsRemoved: readonly string[]
  readonly columnsChanged: readonly { readonly name: string; readonly from: string; readonly to: string }[]
  /** Columns whose values are unique in both versions and tell rows apart; none: rows are compared whole. */
  readonly key: readonly string[] | null
  readonly rowsAdded: number
  readonly rowsRemoved: number
  /** Only where there is a key. */
  readonly rowsChanged: number | null
}

/** What the publisher decided about a table; it survives every new version of the file. */
export interface TableChoice {
  /** How often something was decided; none: nothing was. Against lost updates. */
  readonly revision?: number
  readonly headerRows?: readonly [number, number] | null
  readonly columns?: readonly ColumnChoice[]
}

/** In which order days, months and years stand in the dates of a column. */
export const dateOrders = ["DD/MM/YYYY", "MM/DD/YYYY", "YYYY-MM-DD"] as const
export type DateOrder = (typeof dateOrders)[number]

/** Known by the header as written. */
export interface ColumnChoice {
  readonly header: string
  readonly name?: string
  readonly type?: Column["type"]
  readonly meaning?: Column["meaning"] | null
  readonly dateFormat?: DateOrder
  readonly label?: Column["label"]
  readonly description?: Column["description"]
}
