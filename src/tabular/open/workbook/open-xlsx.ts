import type { ZipArchive } from "../archive/zip-archive.ts"
import type { RawTable } from "../raw-table.ts"
import { gridFrom, Spool } from "../spool.ts"
import { CannotBeTable } from "../table-refusal.ts"
import type { Workspace } from "../workspace.ts"
import { readXmlSteps } from "../xml/read-xml.ts"
import { MergedCells } from "./merged-cells.ts"
import { sheetNotes } from "./sheet-notes.ts"
import { sheetHandler } from "./xlsx-cells.ts"
import { readXlsxParts, type XlsxParts, type XlsxSheet } from "./xlsx-parts.ts"

/** Sheets one by one, row by row: of a workbook only the texts that its cells share are held in memory. */
export async function* openXlsx(zip: ZipArchive, workspace: Workspace): AsyncGenerator<RawTable> {
  const parts = await readXlsxParts(zip)
  for (const sheet of parts.sheets) {
    const table = await readSheet({ zip, parts, sheet, workspace })
    if (table) yield table
  }
}

interface SheetToRead {
  readonly zip: ZipArchive
  readonly parts: XlsxParts
  readonly sheet: XlsxSheet
  readonly workspace: Workspace
}

async function readSheet({ zip, parts, sheet, workspace }: SheetToRead): Promise<RawTable | undefined> {
  const member = zip.find(sheet.part)
  if (!member) throw new CannotBeTable("damaged", { sheet: sheet.name })
  const merged = await mergedCellsOf(zip.stream(member))
  const spool = new Spool(workspace)
  try {
    const facts = { rightToLeft: false, lastRow: 0 }
    const handler = sheetHandler({ parts, spool, fill: merged.filler(), facts })
    for await (const _ of readXmlSteps(zip.stream(member), handler)) workspace.checkpoint()
    if (spool.records === 0) return undefined
    const { name, hidden } = sheet
    const { rightToLeft, lastRow } = facts
    const notes = sheetNotes({ lastRow, hidden, rightToLeft, merged: merged.count })
    return gridFrom(spool, { name, hidden, rightToLeft, notes })
  } finally {
    spool.close()
  }
}

/** They are listed after the rows that they concern, so a sheet is unpacked twice; looking for them costs little. */
async function mergedCellsOf(bytes: AsyncIterable<Buffer>): Promise<MergedCells> {
  const merged = new MergedCells()
  const mark = /<(?:\w+:)?mergeCell\s[^>]*?ref="([^"]{3,20})"/g
  let rest = ""
  for await (const chunk of bytes) {
    const text = rest + chunk.toString("latin1")
    if (text.includes("mergeCell")) for (const found of text.matchAll(mark)) merged.add(found[1]!)
    const lastTag = text.lastIndexOf("<")
    rest = lastTag < 0 || text.length - lastTag > 200 ? text.slice(-20) : text.slice(lastTag)
    if (rest.includes(">")) rest = ""
  }
  return merged
}
