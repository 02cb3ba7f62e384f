/** A table of metadata as somebody filled it in: which columns it has, and its lines with their cells. Pure but for reading. */
import { InvalidInput } from "../../../platform/refusal.ts"
import type { Language } from "../../../texts/index.ts"
import { columnNameFrom } from "./headers.ts"

export const mostRows = 10_000

/** Reads a CSV file or a workbook into rows of texts; of the module that knows tables. */
export type ReadTable = (
  file: { readonly bytes: Uint8Array; readonly name: string },
  limits: { readonly maxRows: number },
) => Promise<
  | { readonly kind: "rows"; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "failed"; readonly reason: string }
>

export interface ImportTable {
  readonly columns: readonly ImportColumn[]
  readonly rows: readonly ImportRow[]
  /** Headers that nobody knows: their cells are left out. */
  readonly unknownColumns: readonly string[]
}

export interface ImportColumn {
  readonly name: string
  /** As it was written. */
  readonly header: string
}

export interface ImportRow {
  /** As the spreadsheet counts, its header being 1. */
  readonly number: number
  /** Column name → cell, without the empty ones. */
  readonly cells: ReadonlyMap<string, string>
}

export async function readImport(
  file: { readonly bytes: Uint8Array; readonly name: string },
  { readTable, language }: { readonly readTable: ReadTable; readonly language: Language },
): Promise<ImportTable> {
  const table = await readTable(file, { maxRows: mostRows + 2 })
  if (table.kind === "failed") throw new InvalidInput([{ path: "file", rule: table.reason }])
  return importTable(table.rows, language)
}

export function importTable(rows: readonly (readonly string[])[], language: Language): ImportTable {
  const [header = [], ...lines] = rows
  const named = header.map((text) => ({ header: text.trim(), name: columnNameFrom(unguarded(text), language) }))
  const columns = named.flatMap(({ name, header }) => (name ? [{ name, header }] : []))
  const names = columns.map(({ name }) => name)
  const repeated = columns.find(({ name }, at) => names.indexOf(name) !== at)
  if (columns.length === 0) throw new InvalidInput([{ path: "file", rule: "no-known-column" }])
  if (repeated) throw new InvalidInput([{ path: repeated.header, rule: "repeated" }])
  if (lines.length > mostRows) throw new InvalidInput([{ path: "file", rule: "too-many", values: { max: mostRows } }])
  return {
    columns,
    rows: lines.flatMap((line, index) => {
      const cells = cellsOf(line, named)
      return cells.size > 0 ? [{ number: index + 2, cells }] : []
    }),
    unknownColumns: named.flatMap(({ name, header }) => (name === undefined && header !== "" ? [header] : [])),
  }
}

function cellsOf(
  line: readonly string[],
  named: readonly { readonly name: string | undefined }[],
): Map<string, string> {
  const cells = new Map<string, string>()
  named.forEach(({ name }, at) => {
    const cell = storable(unguarded(line[at] ?? "")).trim()
    if (name && cell !== "") cells.set(name, cell)
  })
  return cells
}

// What cannot be kept was never readable; lines end as they do everywhere else.
function storable(cell: string): string {
  return cell.replace(/\0/g, "").replace(/\r\n?/g, "\n").toWellFormed()
}

/** Takes off the apostrophe that keeps a spreadsheet from calculating. */
function unguarded(cell: string): string {
  return /^'[=+\-@\t\r']/.test(cell) ? cell.slice(1) : cell
}
