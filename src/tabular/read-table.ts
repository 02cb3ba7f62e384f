import { readWorkbook } from "./inspect/workbook.ts"
import { decodeText } from "./text/decode-text.ts"
import { detectDialect, readCsv } from "./text/detect-dialect.ts"

export type TableRows =
  | { readonly kind: "rows"; readonly rows: readonly (readonly string[])[] }
  | {
      readonly kind: "failed"
      readonly reason: "encrypted" | "damaged" | "too-large" | "took-too-long" | "not-a-table"
    }

const largestBytes = 20_000_000
const timeoutMs = 30_000

/**
 * All rows of a small table as texts: CSV in any encoding and dialect, or the first sheet that shows of a workbook. For
 * tables that people fill in by hand; data go another way.
 */
export async function readTable(
  { bytes, name }: { readonly bytes: Uint8Array; readonly name: string },
  { maxRows, signal }: { readonly maxRows: number; readonly signal?: AbortSignal },
): Promise<TableRows> {
  if (bytes.length > largestBytes) return { kind: "failed", reason: "too-large" }
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b
  if (!isArchive) return csvRows(bytes, maxRows)
  const format = /\.ods$/i.test(name) ? "ods" : "xlsx"
  const read = await readWorkbook({ bytes, format, maxRows, maxSheets: 5 }, { timeoutMs, signal })
  if (read.kind === "failed") return read
  const sheet = read.sheets.find(({ hidden }) => !hidden) ?? read.sheets[0]
  return sheet ? { kind: "rows", rows: sheet.rows } : { kind: "failed", reason: "not-a-table" }
}

function csvRows(bytes: Uint8Array, maxRows: number): TableRows {
  const decoded = decodeText(bytes)
  if (decoded.kind === "binary") return { kind: "failed", reason: "not-a-table" }
  const dialect = detectDialect(decoded.text)
  if (!dialect) return { kind: "failed", reason: "not-a-table" }
  return { kind: "rows", rows: readCsv(decoded.text, dialect.separator, { maxRows }) }
}
