import { type PersonalSign, personalSigns } from "../personal/personal-signs.ts"
import { findTable, type Row } from "../text/find-table.ts"
import { describeColumns, tableFacts, tableNotes } from "./describe-table.ts"
import type { CountType, FileFacts, InspectionNote } from "./file-facts.ts"
import type { InspectionContext } from "./inspection.ts"

export interface GridContext {
  readonly countType: CountType
  /** Rows of the file for each row read. */
  readonly scale?: number
  readonly rightToLeft?: boolean
  /** Name of the sheet. */
  readonly title?: string
}

export interface InspectedGrid {
  readonly facts: Pick<FileFacts, "table">
  readonly notes: readonly InspectionNote[]
  readonly signs: readonly PersonalSign[]
}

/** The table in a grid of cells, its columns, and who may be behind its rows. */
export function inspectGrid(
  rows: readonly Row[],
  { placeFrom, name }: InspectionContext,
  { countType, scale = 1, rightToLeft, title }: GridContext,
): InspectedGrid {
  const table = findTable(rows)
  if (!table) return { facts: {}, notes: [{ code: "empty" }], signs: [] }
  const columns = describeColumns(table, placeFrom)
  const signs = personalSigns(columns.map(({ index, column }) => ({ index, ...column })))
  const above = rows.slice(0, Math.max(0, table.headerRow - table.headerRows + 1))
  const facts = tableFacts(table, columns, {
    rows: Math.round(table.data.length * scale),
    countType,
    dir: rightToLeft || isArabic(table.names) ? "rtl" : "ltr",
    above: above.map((row) => row.join(" ").replace(/\s+/g, " ").trim()).filter((line) => line !== ""),
    titles: [title ?? "", name],
    personal: new Set(signs.map(({ index }) => index)),
  })
  return { facts: { table: facts }, notes: tableNotes(table, columns), signs }
}

function isArabic(names: readonly string[]): boolean {
  const text = names.join("")
  const arabic = text.match(/[\u0600-\u06ff]/g)?.length ?? 0
  return arabic > (text.match(/[a-z\u00c0-\u024f]/gi)?.length ?? 0)
}
