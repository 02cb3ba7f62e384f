/** Where the table of an inventory lies among the rows of a file, and its lines with their cells. Pure. */
import { isPlaceholder } from "../../../reading/index.ts"
import { inventoryColumn } from "./columns.ts"

export interface InventoryTable {
  readonly rows: readonly InventoryRow[]
  /** Headers that nobody knows or that stand twice: their cells are left out. */
  readonly unknownColumns: readonly string[]
  readonly headerNumber: number
}

export interface InventoryRow {
  /** As the spreadsheet counts, its first row being 1. */
  readonly number: number
  /** Column name → cell, without the empty ones, in the order of the columns. */
  readonly cells: ReadonlyMap<string, Cell>
}

export interface Cell {
  readonly text: string
  /** Row and column as the publisher sees them. */
  readonly field: string
}

interface Column {
  readonly name: string | undefined
  readonly header: string
}

/** Offices write a title, a date and a logo above their tables. */
const headerWithin = 30

/** Nothing where no row names a title and something else. */
export function inventoryTable(rows: readonly (readonly string[])[]): InventoryTable | undefined {
  const at = rows.slice(0, headerWithin).findIndex((row) => isHeader(columnsOf(row)))
  const header = rows[at]
  if (!header) return undefined
  const columns = columnsOf(header)
  return {
    rows: rows.slice(at + 1).flatMap((row, index) => rowFrom(row, at + index + 2, columns)),
    unknownColumns: columns.flatMap(({ name, header }) => (name === undefined && header !== "" ? [header] : [])),
    headerNumber: at + 1,
  }
}

/** The first column of a name stands; a second one is as good as unknown. */
function columnsOf(row: readonly string[]): Column[] {
  const names = row.map((cell) => inventoryColumn(unguarded(cell)))
  return row.map((cell, at) => ({
    name: names.indexOf(names[at]) === at ? names[at] : undefined,
    header: cell.trim(),
  }))
}

function isHeader(columns: readonly Column[]): boolean {
  const known = columns.filter(({ name }) => name !== undefined)
  return known.some(({ name }) => name?.startsWith("title_")) && known.length >= 2
}

function rowFrom(row: readonly string[], number: number, columns: readonly Column[]): InventoryRow[] {
  const cells = new Map<string, Cell>()
  for (const [at, { name, header }] of columns.entries()) {
    const text = unguarded(row[at] ?? "").trim()
    if (name && text !== "" && !isPlaceholder(text)) cells.set(name, { text, field: `row ${number}, column ${header}` })
  }
  return cells.size > 0 ? [{ number, cells }] : []
}

/** Takes off the apostrophe that keeps a spreadsheet from calculating. */
function unguarded(cell: string): string {
  return /^'[=+\-@\t\r']/.test(cell) ? cell.slice(1) : cell
}
