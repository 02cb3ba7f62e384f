import type { Readable } from "node:stream"
import type { BlobHash } from "../../platform/files/index.ts"

/** SQL that we wrote or checked, its bound values, and the tables it may name, each with its Parquet file. */
export interface CompiledQuery {
  readonly sql: string
  readonly params: readonly QueryValue[]
  /** Name in the SQL (`this`, or the id of a table) → blob of the Parquet file. */
  readonly tables: Readonly<Record<string, BlobHash>>
  /** Tables have only the columns that a reader sees: no `__row`, nothing hidden. For SQL that somebody else wrote. */
  readonly plain?: boolean
}

/** The number of a row in its Parquet file, from 0: a column of every table that is not `plain`. */
export const rowColumn = "__row"

export type QueryValue = string | number | bigint | boolean | null

export interface AnswerLimits {
  readonly maxRows: number
  readonly maxBytes: number
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/**
 * Values are what JSON can say: dates as ISO texts; whole numbers beyond 2^53, and decimals with more digits than a double
 * holds, as texts; what is not a number (NaN, infinities) as null; bytes in hexadecimal.
 */
export type AnswerValue =
  | string
  | number
  | boolean
  | null
  | readonly AnswerValue[]
  | { readonly [key: string]: AnswerValue }

export interface Answer {
  readonly columns: readonly { readonly name: string; readonly sqlType: string }[]
  readonly rows: readonly (readonly AnswerValue[])[]
  /** More rows follow than the limits allow. */
  readonly truncated: boolean
}

export const exportFormats = ["csv", "tsv", "json", "jsonl", "xlsx", "parquet", "geojson"] as const
export type ExportFormat = (typeof exportFormats)[number]

export interface ExportRequest {
  readonly format: ExportFormat
  /** Column of the answer → what stands in the header; the name itself where there is none. */
  readonly headers?: Readonly<Record<string, string>>
  /** CSV and TSV for spreadsheet programs: a byte order mark, so that Arabic is read; no text that would be a formula. */
  readonly bom?: boolean
  /** Sheets from right to left. */
  readonly rightToLeft?: boolean
  /** Of GeoJSON: the column that holds geometries as GeoJSON, or two with the degrees of points; else features have none. */
  readonly geometry?: GeometrySource
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export type GeometrySource =
  | { readonly kind: "column"; readonly column: string }
  | { readonly kind: "point"; readonly latitude: string; readonly longitude: string }

/**
 * Asks the `query` process, which is restarted when it dies. Refusals: `QueryTookTooLong`, `QueryTooLarge`, `EngineBusy`,
 * `QueryMistake` (what DuckDB says of checked SQL: a type that does not fit).
 */
export interface QueryEngine {
  ask(query: CompiledQuery, limits: AnswerLimits): Promise<Answer>
  /** Streamed without a limit of rows; the reader's pace is the pace of the query. */
  export(query: CompiledQuery, request: ExportRequest): Promise<Readable>
  /** The syntax tree of a text of SQL as DuckDB reads it (`json_serialize_sql`), or where its mistake is. */
  parse(sql: string): Promise<ParsedSql>
  close(): Promise<void>
}

export type ParsedSql =
  | { readonly kind: "parsed"; readonly statements: readonly unknown[] }
  | { readonly kind: "mistake"; readonly message: string; readonly position?: number }
