import type { TableNote } from "../../table/table-note.ts"

interface SheetFacts {
  /** Of the last row that holds anything, from 1. */
  readonly lastRow: number
  readonly hidden: boolean
  readonly rightToLeft: boolean
  readonly merged: number
}

/** A sheet that ends where its program ends may have lost the rows that came after. */
const rowLimits = [65_536, 1_048_576]

export function rowLimitNotes(records: number): readonly TableNote[] {
  const limit = rowLimits.find((limit) => records === limit || records === limit - 1)
  return limit ? [{ code: "row-limit-of-program", values: { rows: limit } }] : []
}

export function sheetNotes({ lastRow, hidden, rightToLeft, merged }: SheetFacts): readonly TableNote[] {
  return [
    ...(merged > 0 ? [{ code: "merged-cells" as const, values: { cells: merged } }] : []),
    ...(rightToLeft ? [{ code: "right-to-left" as const }] : []),
    ...(hidden ? [{ code: "hidden-sheet" as const }] : []),
    ...rowLimitNotes(lastRow),
  ]
}
