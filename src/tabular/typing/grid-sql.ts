import type { RawGrid } from "../open/raw-table.ts"
import type { Row } from "../text/find-table.ts"
import { literal } from "./typed-sql.ts"

/** How strictly the text is read: each step reads more, and slower. */
export const strictnesses = ["regular", "ragged", "ragged-in-order"] as const
export type Strictness = (typeof strictnesses)[number]

export interface GridSource extends Pick<RawGrid, "path" | "separator" | "quote"> {
  readonly width: number
  readonly strictness: Strictness
}

/** Bytes; DuckDB holds a few buffers of twice this. Records with long geometries are read in order. */
const longestRecord = { regular: 2 ** 21, ragged: 2 ** 21, "ragged-in-order": 2 ** 24 }

export const columnAt = (index: number): string => `c${index}`

/** All records as texts, empty cells as nulls. */
export function gridSql({ path, separator, quote, width, strictness }: GridSource): string {
  const columns = Array.from({ length: width }, (_, index) => `${columnAt(index)}: 'varchar'`).join(", ")
  const options = [
    "auto_detect = false",
    "header = false",
    `delim = ${literal(separator)}`,
    `quote = ${literal(quote)}`,
    `escape = ${literal(quote)}`,
    "comment = ''",
    `max_line_size = ${longestRecord[strictness]}`,
    `buffer_size = ${2 * longestRecord[strictness]}`,
    `columns = {${columns}}`,
    ...(strictness === "regular" ? [] : ["null_padding = true", "strict_mode = false"]),
    ...(strictness === "ragged-in-order" ? ["parallel = false"] : []),
  ]
  return `read_csv(${literal(path)}, ${options.join(", ")})`
}

/** The records that are data: not empty, and none of those set aside. */
export function dataSql(source: GridSource, aside: readonly Row[]): string {
  const all = Array.from({ length: source.width }, (_, index) => columnAt(index))
  const conditions = [
    `coalesce(${all.join(", ")}) is not null`,
    ...aside.map((row) => `not (${isRow(row, source.width)})`),
  ]
  return `(from ${gridSql(source)} where ${conditions.join(" and ")})`
}

function isRow(row: Row, width: number): string {
  const cells = Array.from({ length: width }, (_, index) => [index, row[index] ?? ""] as const)
  // The cell that differs most often first.
  const ordered = [...cells.filter(([, cell]) => cell !== ""), ...cells.filter(([, cell]) => cell === "")]
  return ordered
    .map(([index, cell]) =>
      cell === "" ? `${columnAt(index)} is null` : `${columnAt(index)} is not distinct from ${literal(cell)}`,
    )
    .join(" and ")
}

/** What DuckDB says of records that are not what was declared; anything else is a fault. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof Error && /CSV Error|null_padding|maximum line size/i.test(error.message)
}
