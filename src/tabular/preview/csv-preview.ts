import { decodeText } from "../text/decode-text.ts"
import { detectDialect, type Separator } from "../text/detect-dialect.ts"

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
  if (isHtml(text)) return refused("html-instead")
  if (/^\s*(?:<\?xml|[[{]\s*["{[])/.test(text)) return refused("no-columns")
  const dialect = detectDialect(text)
  if (!dialect) return refused("no-columns")
  return { ...table(dialect.rows, dialect.columns), separator: dialect.separator, encoding: decoded.encoding }
}

function table(rows: readonly (readonly string[])[], columns: number) {
  const headerAt = headerRow(rows, columns)
  const widest = Math.max(columns, rows[headerAt]?.length ?? 0)
  const shown = Math.min(widest, maxColumns)
  const fitted = rows.slice(headerAt, headerAt + 1 + maxRows).map((row) => fit(row, shown))
  const [header = [], ...body] = fitted
  return { kind: "table" as const, header, rows: body, columns: widest, dir: directionOfCells(header) }
}

/** Titles above the header fill one or two cells; the header fills nearly all. */
function headerRow(rows: readonly (readonly string[])[], columns: number): number {
  const at = rows.slice(0, 10).findIndex((row) => row.filter((cell) => cell.trim() !== "").length >= columns * 0.8)
  return Math.max(0, at)
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

function isHtml(text: string): boolean {
  return /^\s*(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i.test(text.slice(0, 4096))
}

function withoutLastLine(text: string): string {
  const end = text.lastIndexOf("\n")
  return end > 0 ? text.slice(0, end) : text
}

function refused(reason: CsvRefusal): CsvPreview {
  return { kind: "refused", reason }
}
