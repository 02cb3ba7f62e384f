import { oleKind, zipKind } from "../text/sniff-kind.ts"
import { note } from "./describe-table.ts"
import type { FileKind } from "./file-facts.ts"
import { inspectGrid } from "./inspect-grid.ts"
import { formatOf, type Inspection, type InspectionContext, whole, withoutTable } from "./inspection.ts"
import type { Start } from "./read-start.ts"
import { readWorkbook, type WorkbookFormat, type WorkbookSheet } from "./workbook.ts"
import { readZipDirectory } from "./zip-directory.ts"

/** ZIP archives: workbooks of today, other documents, and real archives. */
export async function inspectArchive(start: Start, context: InspectionContext): Promise<Inspection> {
  const { bytes, complete } = await whole(start, context)
  const directory = complete ? readZipDirectory(bytes) : undefined
  const sniffed = zipKind(directory?.map((entry) => entry.name) ?? [], bytes)
  if (!directory) {
    const kind = sniffed === "zip" ? kindByName(context.name) : sniffed
    return withoutTable(kind, [{ code: complete ? "damaged" : "too-large" }])
  }
  if (sniffed !== "xlsx" && sniffed !== "ods") {
    return withoutTable(
      sniffed,
      note(
        directory.some(({ isEncrypted }) => isEncrypted),
        "encrypted",
      ),
    )
  }
  const unpackedBytes = directory.reduce((sum, entry) => sum + entry.unpackedBytes, 0)
  if (unpackedBytes > context.limits.unpackedBytes) return withoutTable(sniffed, [{ code: "too-large" }])
  return inspectWorkbook(bytes, sniffed, context)
}

/** A part of an archive cannot be told from another: only its name speaks. */
function kindByName(name: string): FileKind {
  const extension = /\.(xlsx|ods)$/i.exec(name)?.[1]?.toLowerCase()
  return extension === "xlsx" || extension === "ods" ? extension : "zip"
}

/** The envelope of old Office files, and of new ones with a password. */
export async function inspectOle(start: Start, context: InspectionContext): Promise<Inspection> {
  const { bytes, complete } = await whole(start, context)
  const { kind, encrypted } = oleKind(bytes)
  if (encrypted) return withoutTable(kind, [{ code: "encrypted" }])
  if (kind !== "xls") return withoutTable(kind)
  return complete ? inspectWorkbook(bytes, "xls", context) : withoutTable(kind, [{ code: "too-large" }])
}

async function inspectWorkbook(
  bytes: Uint8Array,
  format: WorkbookFormat,
  context: InspectionContext,
): Promise<Inspection> {
  const { limits, signal } = context
  const request = { bytes, format, maxRows: limits.rows, maxSheets: limits.sheets }
  const workbook = await readWorkbook(request, { timeoutMs: limits.timeoutMs, signal })
  if (workbook.kind === "failed") return withoutTable(format, [{ code: workbook.reason }])
  return inspectSheets(format, workbook.sheets, context)
}

function inspectSheets(kind: WorkbookFormat, sheets: readonly WorkbookSheet[], context: InspectionContext): Inspection {
  const main = mainSheet(sheets)
  if (!main) return withoutTable(kind, [{ code: "empty" }])
  const facts = sheets.map(({ name, rows, hidden }) => ({
    name,
    rows: rows.filter((row) => row.some((cell) => cell.trim() !== "")).length,
    columns: rows.reduce((widest, row) => Math.max(widest, row.length), 0),
    ...(hidden ? { hidden: true as const } : {}),
  }))
  const countType = main.cut ? "at-least" : "exact"
  const found = inspectGrid(main.rows, context, { countType, rightToLeft: main.rightToLeft, title: main.name })
  const visible = facts.filter((sheet) => !sheet.hidden && sheet.rows > 0).length
  const hidden = facts.filter((sheet) => sheet.hidden).length
  const notes = [
    ...note(visible > 1, "several-sheets", { sheets: visible, sheet: main.name }),
    ...note(hidden > 0, "hidden-sheets", { sheets: hidden }),
    ...note(main.rightToLeft, "right-to-left"),
    ...note(main.cut, "row-limit", { rows: main.rows.length }),
    ...found.notes,
  ]
  return {
    signs: found.signs,
    facts: { kind, ...formatOf(kind), sheets: facts, sheet: main.name, ...found.facts, notes },
  }
}

/** The sheet with the most cells among those that people are shown. */
function mainSheet(sheets: readonly WorkbookSheet[]): WorkbookSheet | undefined {
  const cells = ({ rows }: WorkbookSheet) =>
    rows.reduce((sum, row) => sum + row.reduce((count, cell) => count + (cell === "" ? 0 : 1), 0), 0)
  const ranked = sheets.map((sheet) => ({ sheet, cells: cells(sheet) })).filter((one) => one.cells > 0)
  const visible = ranked.filter(({ sheet }) => !sheet.hidden)
  return (visible.length > 0 ? visible : ranked).sort((a, b) => b.cells - a.cells)[0]?.sheet
}
