import type { Layout } from "../table/data-table.ts"
import type { TableNote } from "../table/table-note.ts"
import { findTable, type Row } from "../text/find-table.ts"

export interface LayoutInput {
  /** The first records, or all of them. */
  readonly head: readonly Row[]
  /** The last ones, where `head` has not all. */
  readonly tail: readonly Row[]
  /** `first-row`: the first record is the header for certain, and nothing is set aside. */
  readonly header: "unknown" | "first-row"
  readonly rightToLeft: boolean
  /** What the publisher decided: wins over what is found. */
  readonly headerRows?: readonly [number, number] | null
}

export interface FoundLayout {
  readonly layout: Omit<Layout, "asideRows">
  /** One for each column of the widest record seen; empty where the header names none. */
  readonly headers: readonly string[]
  /** Records that are no data wherever they stand: titles, header (repeated too), totals, footnotes. */
  readonly aside: readonly Row[]
  /** Of these, those that stand before the data and those at the end. */
  readonly rowsBefore: number
  readonly rowsAfter: number
  readonly notes: readonly TableNote[]
}

const mostTitles = 5
const longestTitle = 300

/** Where the table stands among its records; `undefined` where there is nothing but empty records. */
export function findLayout(input: LayoutInput): FoundLayout | undefined {
  const { head, tail, headerRows } = input
  if (input.header === "first-row" && headerRows === undefined) return underFirstRow(input)
  const rows = [...head, ...tail]
  const found = findTable(rows, headerRows === undefined ? {} : { header: headerRows })
  // The publisher's header may lie below all that there is.
  if (!found || (headerRows && found.headerRows === 0)) return undefined
  const first = found.headerRow - found.headerRows + 1
  const hasHeader = found.headerRows > 0
  const firstData = hasHeader ? found.headerRow + 1 : found.firstData
  const above = rows.slice(0, hasHeader ? first : firstData).filter(isFilled)
  const after = [...found.totals, ...found.footnotes]
  return {
    layout: {
      headerRows: hasHeader ? [first + 1, found.headerRow + 1] : null,
      firstDataRow: firstData + 1,
      titles: above.map(asLine).slice(0, mostTitles),
      direction: input.rightToLeft || isArabic(found.names) ? "rtl" : "ltr",
    },
    headers: padded(found.names, widest(rows)),
    aside: [...rows.slice(0, firstData), ...after.map((row) => rows[row]!)].filter(isFilled),
    rowsBefore: rows.slice(0, firstData).filter(isFilled).length,
    rowsAfter: after.length,
    notes: [
      ...note(above.length > 0, "title-rows", { rows: above.length }),
      ...note(hasHeader && first > 0, "header-at-line", { line: first + 1 }),
      ...note(found.headerRows > 1, "header-lines", { lines: found.headerRows }),
      ...note(!hasHeader, "no-header"),
      ...note(found.totals.length > 0, "total-row", { rows: found.totals.length }),
      ...note(found.footnotes.length > 0, "footnotes", { rows: found.footnotes.length }),
    ],
  }
}

function underFirstRow({ head, tail, rightToLeft }: LayoutInput): FoundLayout | undefined {
  const [names] = head
  if (!names) return undefined
  return {
    layout: {
      headerRows: [1, 1],
      firstDataRow: 2,
      titles: [],
      direction: rightToLeft || isArabic(names) ? "rtl" : "ltr",
    },
    headers: padded(names.map(oneLine), widest([...head, ...tail])),
    aside: [names],
    rowsBefore: 1,
    rowsAfter: 0,
    notes: [],
  }
}

export function note(holds: boolean, code: TableNote["code"], values?: TableNote["values"]): TableNote[] {
  return holds ? [{ code, ...(values ? { values } : {}) }] : []
}

function padded(names: readonly string[], width: number): readonly string[] {
  return Array.from({ length: Math.max(width, names.length) }, (_, column) => names[column] ?? "")
}

function widest(rows: readonly Row[]): number {
  return rows.reduce((width, row) => Math.max(width, row.length), 0)
}

const isFilled = (row: Row): boolean => row.some((cell) => cell.trim() !== "")
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim()
const asLine = (row: Row): string => oneLine(row.join(" ")).slice(0, longestTitle)

export function isArabic(names: readonly string[]): boolean {
  const text = names.join("")
  const arabic = text.match(/[\u0600-\u06ff]/g)?.length ?? 0
  return arabic > (text.match(/[a-z\u00c0-\u024f]/gi)?.length ?? 0)
}
