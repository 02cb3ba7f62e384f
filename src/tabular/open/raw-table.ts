import type { TableNote } from "../table/table-note.ts"

/**
 * A table as a reader of some format found it, before anything was understood of it. Cells lie as text in a UTF-8 CSV file
 * (comma or the separator said, `"` doubled inside quotes, one line of the grid per record, line breaks inside quotes
 * allowed), so that all formats go the same way from here; a Parquet file comes as it is.
 */
export type RawTable = RawGrid | RawParquet

interface RawCommon {
  /** Sheet, member of an archive, layer; empty where the file holds one table only. */
  readonly name: string
  readonly notes: readonly TableNote[]
}

export interface RawGrid extends RawCommon {
  readonly kind: "grid"
  readonly path: string
  readonly separator: string
  /** The quote, or none where the text knows none. */
  readonly quote: '"' | "'" | ""
  /** `unknown`: the header is to be found; `first-row`: the first record is the header for certain (JSON, GeoJSON…). */
  readonly header: "unknown" | "first-row"
  readonly rightToLeft: boolean
  readonly hidden: boolean
  /** Column (from 0) that holds GeoJSON geometries in WGS 84, and those beside it with its box; formats with vectors only. */
  readonly geometry?: { readonly column: number; readonly box: readonly [number, number, number, number] }
  /** Records in the file, where the reader counted them. */
  readonly records?: number
}

export interface RawParquet extends RawCommon {
  readonly kind: "parquet"
  readonly path: string
}

/** A file as it lies on our disk while it is read; `name` decides nothing that its bytes say otherwise. */
export interface FileToOpen {
  readonly path: string
  readonly name: string
  readonly byteSize: number
  readonly mediaType?: string
}

export interface OpenLimits {
  /** Bytes of the file, and of everything unpacked from it together. */
  readonly maxBytes: number
  readonly maxUnpackedBytes: number
  /** Tables taken from one file: sheets, members, layers. */
  readonly maxTables: number
  readonly maxColumns: number
  readonly maxRows: number
  /** Longest cell, in characters; longer ones are cut, with a note. */
  readonly maxCell: number
}

export interface OpenContext {
  /** Folder for what is unpacked and transcoded; the caller removes it. */
  readonly folder: string
  readonly limits: OpenLimits
  readonly signal?: AbortSignal
}
