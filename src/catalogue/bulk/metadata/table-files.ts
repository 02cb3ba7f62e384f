/** Tables as files that spreadsheets open: CSV with a byte-order mark and CRLF, workbooks. */
import { writeXlsx } from "hucre/xlsx"

/** What a spreadsheet would calculate begins with an apostrophe; reading a table takes it off. */
const calculated = /^[=+\-@\t\r']/

export const byteOrderMark = "\ufeff"

export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(calculated.test(cell) ? `'${cell}` : cell)).join(",")}\r\n`
}

function quoted(cell: string): string {
  return /[",;\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell
}

export interface WorkbookTable {
  readonly name: string
  readonly rows: readonly (readonly string[])[]
  readonly rightToLeft?: boolean
}

/** What a spreadsheet holds. A longer text has an empty cell, which an import leaves as it is: half of it would be a change. */
const longestCell = 32_767

/** Cells of a workbook are texts: nothing in them is calculated. */
export async function workbookBytes(tables: readonly WorkbookTable[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: tables.map(({ name, rows, rightToLeft }) => ({
      name,
      rows: rows.map((row) => row.map(workbookCell)),
      ...(rightToLeft ? { view: { rightToLeft } } : {}),
    })),
  })
}

function workbookCell(cell: string): string {
  const text = /^'[=+\-@\t\r']/.test(cell) ? `'${cell}` : cell
  if (text.length > longestCell) return ""
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot hold them
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
}
