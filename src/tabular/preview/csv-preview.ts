import { decodeText } from "../text/decode-text.ts"
import { detectDialect, type Separator } from "../text/detect-dialect.ts"
import { findTable } from "../text/find-table.ts"
import { textKind } from "../text/sniff-kind.ts"

export type CsvRefusal = "empty" | "html-instead" | "binary" | "no-columns"

/** The first rows of a CSV file as they are written: nothing is typed, corrected or left out but what does not fit. */
export type CsvPreview =
  | {
      readonly kind: "table"
      readonly header: readonly string[]
      readonly rows: readonly (readonly string[])[]
      /** Columns of the file, also those not shown. */
      readonly columns: number
      readonly encoding: string
      readonly separator: Separator
      /** Direction in which its columns are read. */
      readonly dir: "rtl" | "ltr"
    }
  | { readonly kind: "refused"; readonly reason: CsvRefusal }

export const previewBytes = 256 * 1024
const maxRows = 10
const maxColumns = 30
const maxCell = 200

/** `complete` is false when `bytes` are only the start of the file: its last line is then left out. */
export function csvPreview(bytes: Uint8Array, { complete = true }: { complete?: boolean } = {}): CsvPreview {
  const decoded = decodeText(bytes.subarray(0, previewBytes))
  if (decoded.kind === "binary") return refused("binary")
  const text = complete && bytes.length <= previewBytes ? decoded.text : withoutLastLine(decoded.text)
  if (text.trim() === "") return refused("empty")
  const kind = textKind(text)
  if (kind === "html") return refused("html-instead")
  if (kind !== "table-like") return refused("no-columns")
  const dialect = detectDialect(text)
  if (!dialect) return refused("no-columns")
  return { ...table(dialect.rows, dialect.columns), separator: dialect.separator, encoding: decoded.encoding }
}

function table(rows: readonly (readonly string[])[], columns: number) {
  const found = findTable(rows)
  const headerAt = Math.max(0, found?.headerRow ?? 0)
  const names = found && found.headerRows > 1 ? found.names : (rows[headerAt] ?? [])
  const widest = Math.max(columns, names.length)
  const shown = Math.min(widest, maxColumns)
  const header = fit(names, shown)
  const body = rows.slice(headerAt + 1, headerAt + 1 + maxRows).map((row) => fit(row, shown))
  return { kind: "table" as const, header, rows: body, columns: widest, dir: directionOfCells(header) }
}

function fit(row: readonly string[], columns: number): string[] {
  return Array.from({ length: columns }, (_, index) => {
    const cell = (row[index] ?? "").trim()
    return cell.length > maxCell ? `${cell.slice(0, maxCell)}…` : cell
  })
}

function directionOfCells(cells: readonly string[]): "rtl" | "ltr" {
  const text = cells.join("")
  const arabic = text.match(/[\u0600-\u06ff]/g)?.length ?? 0
  const latin = text.match(/[a-z\u00c0-\u024f]/gi)?.length ?? 0
  return arabic > latin ? "rtl" : "ltr"
}

function withoutLastLine(text: string): string {
  const end = text.lastIndexOf("\n")
  return end > 0 ? text.slice(0, end) : text
}

function refused(reason: CsvRefusal): CsvPreview {
  return { kind: "refused", reason }
}
