import { readFile } from "node:fs/promises"
import { readWorkbook, type WorkbookSheet } from "../../inspect/workbook.ts"
import { oleKind } from "../../text/sniff-kind.ts"
import type { RawGrid, RawTable } from "../raw-table.ts"
import { gridFrom, Spool } from "../spool.ts"
import { CannotBeTable } from "../table-refusal.ts"
import type { OpenedFile, Workspace } from "../workspace.ts"
import { sheetNotes } from "./sheet-notes.ts"

/** Old workbooks have 65,536 rows of 256 columns at most. */
const largestBytes = 128 * 2 ** 20
const mostRows = 65_536
const timeoutMs = 120_000

/** The envelope of old Office files, and of new ones with a password. A workbook is read whole, in a thread of its own. */
export async function* openOle(file: OpenedFile, workspace: Workspace): AsyncGenerator<RawTable> {
  if (file.byteSize > largestBytes) throw new CannotBeTable("too-large", { bytes: file.byteSize, limit: largestBytes })
  const bytes = new Uint8Array(await readFile(file.path))
  const { kind, encrypted } = oleKind(bytes)
  if (encrypted) throw new CannotBeTable("encrypted")
  if (kind !== "xls") throw new CannotBeTable("not-tabular")
  const request = { bytes, format: "xls", maxRows: mostRows, maxSheets: workspace.limits.maxTables + 1 } as const
  const workbook = await readWorkbook(request, { timeoutMs, signal: workspace.signal })
  if (workbook.kind === "failed") throw new CannotBeTable(workbook.reason)
  for (const sheet of workbook.sheets) {
    const table = gridOf(sheet, workspace)
    if (table) yield table
  }
}

function gridOf({ name, hidden, rightToLeft, rows, cut }: WorkbookSheet, workspace: Workspace): RawGrid | undefined {
  if (cut) throw new CannotBeTable("too-large", { sheet: name })
  const spool = new Spool(workspace)
  let lastRow = 0
  try {
    for (const [index, row] of rows.entries()) {
      const end = row.findLastIndex((cell) => cell !== "") + 1
      if (end === 0) continue
      spool.emptyRows(index - lastRow)
      spool.row(row.slice(0, end).map(withoutError))
      lastRow = index + 1
    }
  } finally {
    spool.close()
  }
  if (spool.records === 0) return undefined
  return gridFrom(spool, { name, hidden, rightToLeft, notes: sheetNotes({ lastRow, hidden, rightToLeft, merged: 0 }) })
}

const errors = new Set(["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"])

function withoutError(cell: string): string {
  return errors.has(cell) ? "" : cell
}
