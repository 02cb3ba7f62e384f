/**
 * Where the table is in a grid of cells. Sheets of offices begin with titles, have headers of two rows, repeat them, and
 * end with totals and footnotes. Columns that hold numbers further down tell where data begin: the row above is the
 * header. Without any such column the first full row is.
 */
import { cellKind, isNumeric, yearPattern } from "./cell-values.ts"

export type Row = readonly string[]

export interface FoundTable {
  /** Row of the grid where the header ends (its last row), and how many rows it has; none: data from the first row. */
  readonly headerRow: number
  readonly headerRows: number
  /** Row of the grid where data begin. */
  readonly firstData: number
  /** One name per column of the grid, empty where the header has none. */
  readonly names: readonly string[]
  /** Rows of data, in order. */
  readonly data: readonly Row[]
  /** Columns of the grid that hold anything. */
  readonly columns: readonly number[]
  readonly repeatedHeaders: number
  /** Rows of the grid set aside at the end. */
  readonly totals: readonly number[]
  readonly footnotes: readonly number[]
}

const mostHeaderRows = 5
const rowsLookedAt = 60
const rowsSampled = 400
const mostRowsAtEnd = 20
const mostRowsBetween = 20

export interface TableHints {
  /** First and last row of the header, from 1, where somebody knows; `null`: there is none. */
  readonly header?: readonly [number, number] | null
}

export function findTable(rows: readonly Row[], { header: known }: TableHints = {}): FoundTable | undefined {
  const filled = rows.map(filledCells)
  const present = rows.flatMap((_, index) => (filled[index]! > 0 ? [index] : []))
  if (present.length === 0) return undefined
  const grid = { rows, filled, present, typical: typicalWidth(present.map((row) => filled[row]!)) }
  const { firstData, header } = known === undefined ? findHeader(grid) : headerAt(grid, known)
  const end = findEnd(grid, firstData)
  const names = namesOf(header.map((row) => rows[row]!))
  const headers = new Set(header.map((row) => keyOf(rows[row]!)))
  const candidates = present.filter((row) => row >= firstData && !end.aside.has(row))
  const data = candidates.filter((row) => !headers.has(keyOf(rows[row]!)))
  const columns = usedColumns(names, data, rows)
  return {
    headerRow: header.at(-1) ?? -1,
    headerRows: header.length,
    firstData,
    names,
    data: data.map((row) => rows[row]!),
    columns,
    repeatedHeaders: candidates.length - data.length,
    totals: end.totals,
    footnotes: end.footnotes,
  }
}

interface Grid {
  readonly rows: readonly Row[]
  readonly filled: readonly number[]
  /** Rows that are not empty. */
  readonly present: readonly number[]
  /** Cells that a row of data has. */
  readonly typical: number
}

function filledCells(row: Row): number {
  return row.reduce((count, cell) => count + (cell.trim() === "" ? 0 : 1), 0)
}

function isSame({ rows }: Grid, one: number, other: number): boolean {
  return keyOf(rows[one]!) === keyOf(rows[other]!)
}

function keyOf(row: Row): string {
  return row.map((cell) => cell.trim()).join("\u0000")
}

function typicalWidth(widths: readonly number[]): number {
  const later = widths.slice(Math.floor(widths.length / 3), Math.floor(widths.length / 3) + rowsSampled)
  return [...later].sort((a, b) => a - b)[Math.floor(later.length / 2)] ?? 1
}

function headerAt(
  { rows, present }: Grid,
  known: readonly [number, number] | null,
): { firstData: number; header: readonly number[] } {
  if (!known) return { firstData: present[0]!, header: [] }
  const last = Math.min(known[1], rows.length)
  const header = Array.from({ length: Math.max(0, last - known[0] + 1) }, (_, index) => known[0] - 1 + index)
  return { firstData: last, header }
}

function findHeader(grid: Grid): { firstData: number; header: readonly number[] } {
  const numeric = numericColumns(grid)
  if (numeric.length === 0) return headerOfTexts(grid)
  const at = grid.present.slice(0, rowsLookedAt).findIndex((_, index) => isData(grid, index, numeric))
  if (at < 0) return headerOfTexts(grid)
  const header = headerAbove(grid, at, numeric)
  return { firstData: header.length > 0 ? header.at(-1)! + 1 : grid.present[at]!, header }
}

/** Columns that mostly hold numbers or dates in the later half of the rows. */
function numericColumns({ rows, present }: Grid): readonly number[] {
  const from = Math.floor(present.length / 2)
  const sample = present.slice(from, from + rowsSampled).map((row) => rows[row]!)
  const width = sample.reduce((widest, row) => Math.max(widest, row.length), 0)
  return Array.from({ length: width }, (_, column) => column).filter((column) => {
    const kinds = sample.map((row) => cellKind(row[column] ?? "")).filter((kind) => kind !== "missing")
    const numbers = kinds.filter((kind) => isNumeric(kind) || kind === "date")
    return kinds.length > 0 && kinds.length >= sample.length * 0.3 && numbers.length >= kinds.length * 0.6
  })
}

function isData(grid: Grid, index: number, numeric: readonly number[]): boolean {
  const row = grid.rows[grid.present[index]!]!
  const cells = numeric.map((column) => (row[column] ?? "").trim()).filter((cell) => cell !== "")
  if (cells.length < Math.max(1, numeric.length * 0.4)) return false
  const kinds = cells.map(cellKind)
  const numbers = kinds.filter((kind) => isNumeric(kind) || kind === "date" || kind === "missing")
  return numbers.length >= cells.length * 0.6 && !isRowOfLabels(grid, index, numeric)
}

/** Years above their columns, or columns numbered 1, 2, 3: numbers that are names, as the next row shows. */
function isRowOfLabels({ rows, present }: Grid, index: number, numeric: readonly number[]): boolean {
  const cellsOf = (row: Row | undefined) => numeric.map((column) => (row?.[column] ?? "").trim()).filter(Boolean)
  const cells = cellsOf(rows[present[index]!])
  if (cells.length < 2 || new Set(cells).size < cells.length) return false
  const areYears = (those: readonly string[]) => those.every((cell) => yearPattern.test(cell))
  const all = rows[present[index]!]!.map((cell) => cell.trim().replace(/[()]/g, "")).filter(Boolean)
  const areNumbers = all.length > 2 && all.every((cell, at) => Number(cell) === Number(all[0]) + at)
  const next = cellsOf(rows[present[index + 1] ?? -1])
  return (areYears(cells) && next.length > 0 && !areYears(next)) || (areNumbers && index > 0 && Number(all[0]) < 3)
}

/** The first full row of different texts. */
function headerOfTexts({ rows, filled, present, typical }: Grid): { firstData: number; header: readonly number[] } {
  const widest = Math.max(typical, mostCommon(present.slice(0, rowsLookedAt).map((row) => filled[row]!)))
  const at = present.slice(0, rowsLookedAt).find((row) => filled[row]! >= widest * 0.8)
  const header = at ?? present[0]!
  // One row alone, or a first row whose cells are the same as those below, names nothing.
  if (present.length === 1 || rows[header]!.some((cell) => cell.length > 300)) return { firstData: header, header: [] }
  return { firstData: header + 1, header: [header] }
}

function mostCommon(widths: readonly number[]): number {
  const counts = Map.groupBy(widths, (width) => width)
  return [...counts].sort((a, b) => b[1].length - a[1].length || b[0] - a[0])[0]?.[0] ?? 1
}

/** Rows upwards from the first data: the last header row, and those above it that name what it leaves unnamed. */
function headerAbove(grid: Grid, at: number, numeric: readonly number[]): readonly number[] {
  const { present } = grid
  let last = at - 1
  while (last > 0 && (isSection(grid, last, numeric) || isRowWithoutNumbers(grid, last, numeric))) last--
  if (last < 0) return []
  // Exports joined end to end repeat their header: the first one counts.
  while (last > 0 && present[last - 1] === present[last]! - 1 && isSame(grid, present[last]!, present[last - 1]!))
    last--
  const header = [present[last]!]
  for (let above = last - 1; above >= 0 && header.length < mostHeaderRows; above--) {
    const row = present[above]!
    const isNear = row === header[0]! - 1
    if (!isNear || grid.filled[row]! < 2 || !names(grid, row, header)) break
    header.unshift(row)
  }
  return header
}

/** A row between header and data that is of neither: "Revenue:" over the lines of revenue. */
function isSection({ rows, filled, present, typical }: Grid, index: number, numeric: readonly number[]): boolean {
  const row = present[index]!
  const above = present[index - 1]!
  if (filled[row]! > 2 || typical < 4 || row - above > 1) return false
  const holdsNumber = numeric.some((column) => isNumeric(cellKind(rows[row]![column] ?? "")))
  return holdsNumber || (filled[row] === 1 && filled[above]! >= typical / 2)
}

/** A row of data that lacks its numbers: some row above has a text wherever this one has any, and over the numbers too. */
function isRowWithoutNumbers({ rows, present }: Grid, index: number, numeric: readonly number[]): boolean {
  const row = rows[present[index]!]!
  const has = (cells: Row, column: number) => (cells[column] ?? "").trim() !== ""
  if (numeric.filter((column) => has(row, column)).length >= numeric.length * 0.4) return false
  return present.slice(Math.max(0, index - mostRowsBetween), index).some((at) => {
    const above = rows[at]!
    const isOverNumbers = numeric.every((column) => cellKind(above[column] ?? "") === "text")
    return isOverNumbers && row.every((_, column) => !has(row, column) || has(above, column))
  })
}

/** Whether a row gives a name to a column that the header below leaves without, or tells apart names that are the same. */
function names({ rows }: Grid, row: number, below: readonly number[]): boolean {
  const known = namesOf(below.map((one) => rows[one]!))
  const cells = rows[row]!.map((cell) => cell.trim())
  const completes = cells.some((cell, column) => cell !== "" && !known[column])
  const given = known.filter((name) => name !== "")
  const tellsApart = new Set(given).size < given.length && new Set(cells.filter(Boolean)).size > 1
  return completes || tellsApart
}

/** Names of several header rows: what stands above several columns goes before each of their names. */
function namesOf(header: readonly Row[]): readonly string[] {
  const width = header.reduce((widest, row) => Math.max(widest, row.length), 0)
  const spread = header.map((row, index) => (index < header.length - 1 ? spreadRight(row, header.at(-1)!, width) : row))
  return Array.from({ length: width }, (_, column) => {
    const parts = spread.map((row) => (row[column] ?? "").replace(/\s+/g, " ").trim()).filter((part) => part !== "")
    return [...new Set(parts)].join(" – ")
  })
}

// A merged cell keeps its text in the first of its columns.
function spreadRight(row: Row, below: Row, width: number): Row {
  let current = ""
  return Array.from({ length: width }, (_, column) => {
    const own = (row[column] ?? "").trim()
    if (own !== "") current = own
    return own !== "" || (below[column] ?? "").trim() !== "" ? current : ""
  })
}

const totalWords =
  /^(?:sous[- ])?(?:total|totaux|grand total|somme|ensemble|المجموع|المجموع العام|مجموع|الجملة|جملة|الجملي|المجموع الجملي)(?:\s|:|$)/i
const noteWords =
  /^(?:sources?|notes?|nb|n\.b|remarques?|المصدر|ملاحظة|ملاحظات|مصدر)\s*[:：.(]|^[*•(]\s*\d?\s*[)]?|^\(?\d\)/i

/** Totals and footnotes at the end: they are not rows of data. */
function findEnd({ rows, filled, present, typical }: Grid, firstData: number) {
  const totals: number[] = []
  const footnotes: number[] = []
  for (const row of present.slice(-mostRowsAtEnd).reverse()) {
    if (row < firstData) break
    const texts = rows[row]!.map((cell) => cell.trim()).filter((cell) => cell !== "")
    if (texts.slice(0, 3).some((text) => totalWords.test(text)) && Math.max(filled[row]!, typical) > 1)
      totals.unshift(row)
    else if (isDetached({ rows, filled, present, typical }, row)) totals.unshift(row)
    else if (isFootnote(texts, typical)) footnotes.unshift(row)
    else break
  }
  // A table of one row or two is not all total.
  const kept = present.filter((row) => row >= firstData).length - totals.length - footnotes.length
  if (kept <= 0) return { totals: [], footnotes: [], aside: new Set<number>() }
  return { totals, footnotes, aside: new Set([...totals, ...footnotes]) }
}

/** A few sums far below the table: an empty row between, nothing under its first columns. */
function isDetached({ rows, filled, present, typical }: Grid, row: number): boolean {
  const above = present[present.indexOf(row) - 1]
  const isApart = above !== undefined && row - above > 1
  return isApart && filled[row]! * 4 <= typical && rows[row]!.slice(0, 2).every((cell) => cell.trim() === "")
}

function isFootnote(texts: readonly string[], typical: number): boolean {
  const [first = ""] = texts
  if (texts.length > 2 || typical < 2 || cellKind(first) !== "text") return false
  return noteWords.test(first) || (texts.length === 1 && typical >= 3 && first.length > 12)
}

function usedColumns(names: readonly string[], data: readonly number[], rows: readonly Row[]): readonly number[] {
  const used = new Set(names.flatMap((name, column) => (name === "" ? [] : [column])))
  for (const row of data) {
    for (const [column, cell] of rows[row]!.entries()) if (!used.has(column) && cell.trim() !== "") used.add(column)
  }
  return [...used].sort((a, b) => a - b)
}
