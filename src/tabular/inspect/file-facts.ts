/** What a look inside a file tells. Plain data, kept with the stored file and shown in the form of its dataset. */

export const fileKinds = [
  "csv",
  "tsv",
  "xlsx",
  "ods",
  "xls",
  "json",
  "geojson",
  "xml",
  "zip",
  "gzip",
  "parquet",
  "pdf",
  "image",
  "html",
  "document",
  "text",
  "empty",
  "other",
] as const
/** By content, not by name. `document` is a word processor's file. */
export type FileKind = (typeof fileKinds)[number]

export const columnTypes = [
  "integer",
  "decimal",
  "boolean",
  "date",
  "year",
  "code",
  "text",
  "url",
  "email",
  "phone",
  "identity",
  "latitude",
  "longitude",
  "place",
  "empty",
] as const
export type ColumnType = (typeof columnTypes)[number]

export interface ColumnFacts {
  /** As written in the header, in any language; empty where the header has nothing there. */
  readonly name: string
  /** Its place in the file, from 0, empty columns counted. */
  readonly index: number
  readonly type: ColumnType
  /** At most three, as written; none of a column that looks personal. */
  readonly examples: readonly string[]
  /** Cells without a value among the rows that were read. */
  readonly missing: number
}

/** `exact`: all rows were read; `estimate`: from the size of the file; `at-least`: reading stopped there. */
export type CountType = "exact" | "estimate" | "at-least"

export interface PeriodFacts {
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly start: string
  readonly end: string
  /** Middle distance between neighbouring dates, where three or more were met. */
  readonly stepDays?: number
}

/** Places named in one column, of the level that most of them have. */
export interface PlaceFacts {
  readonly column: string
  readonly level: string
  readonly recognised: number
  /** Different names in the column, recognised or not. */
  readonly of: number
  /** Codes of the first hundred recognised. */
  readonly codes: readonly string[]
  /** A few of the names that nobody knows. */
  readonly unknown: readonly string[]
}

export interface SheetFacts {
  readonly name: string
  readonly rows: number
  readonly columns: number
  readonly hidden?: true
}

export interface TableFacts {
  readonly columns: readonly ColumnFacts[]
  /** Rows of data: header, titles, totals and footnotes are not counted. */
  readonly rows: number
  readonly countType: CountType
  /** Line (or row of the sheet) of the header, from 1, and how many lines it has. */
  readonly headerLine: number
  readonly headerLines: number
  readonly dir: "ltr" | "rtl"
  /** Lines above the header; at most five. */
  readonly titles: readonly string[]
  readonly period?: PeriodFacts
  readonly places: readonly PlaceFacts[]
}

export const noteCodes = [
  "empty",
  "html-instead",
  "encrypted",
  "damaged",
  "too-large",
  "took-too-long",
  "no-table",
  "name-says-otherwise",
  "header-at-line",
  "header-lines",
  "header-repeated",
  "no-header",
  "unnamed-columns",
  "duplicate-names",
  "empty-columns",
  "total-row",
  "footnotes",
  "not-utf8",
  "several-sheets",
  "hidden-sheets",
  "right-to-left",
  "row-limit",
  "only-start-read",
  "places-recognised",
  "places-unknown",
] as const
export type NoteCode = (typeof noteCodes)[number]

export interface InspectionNote {
  readonly code: NoteCode
  readonly values?: Readonly<Record<string, string | number>>
}

export interface FileFacts {
  readonly kind: FileKind
  /** Code in our table of formats, where it has one. */
  readonly format?: string
  readonly encoding?: string
  readonly separator?: string
  readonly sheets?: readonly SheetFacts[]
  /** Name of the sheet that `table` describes. */
  readonly sheet?: string
  readonly table?: TableFacts
  readonly notes: readonly InspectionNote[]
}
