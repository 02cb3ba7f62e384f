import { isMissing } from "../text/cell-values.ts"
import type { FoundTable } from "../text/find-table.ts"
import type { PlaceFrom } from "../typing/places.ts"
import { columnType, type ReadColumn } from "./column-type.ts"
import type { ColumnFacts, ColumnType, CountType, InspectionNote, PlaceFacts, TableFacts } from "./file-facts.ts"
import { periodOf } from "./period-of.ts"
import { placesIn } from "./places-in-columns.ts"

export interface DescribedColumn {
  readonly index: number
  readonly type: ColumnType
  readonly missing: number
  readonly column: ReadColumn
  readonly places?: PlaceFacts
}

const mostColumns = 500
const mostValuesTyped = 10_000
const mostExamples = 3
const longestExample = 60
const mostTitles = 5

/** Columns of a table with their types; what they show of their values is decided when the personal ones are known. */
export function describeColumns(table: FoundTable, placeFrom: PlaceFrom): DescribedColumn[] {
  return table.columns.slice(0, mostColumns).map((index) => {
    const values: string[] = []
    let missing = 0
    for (const row of table.data) {
      const value = (row[index] ?? "").trim()
      if (isMissing(value)) missing++
      else if (values.length < mostValuesTyped) values.push(value)
    }
    const column = { name: table.names[index] ?? "", values }
    const type = columnType(column)
    const places = type === "text" || type === "code" ? placesIn(column, placeFrom) : undefined
    return { index, column, missing, type: places && type === "text" ? "place" : type, ...(places ? { places } : {}) }
  })
}

export interface TableContext {
  readonly rows: number
  readonly countType: CountType
  readonly dir: "ltr" | "rtl"
  /** Lines above the header. */
  readonly above: readonly string[]
  /** The name of the sheet, the name of the file: with the lines above, what may name the period. */
  readonly titles: readonly string[]
  /** Indexes of the columns that look personal: no examples, no dates taken from them. */
  readonly personal: ReadonlySet<number>
}

export function tableFacts(table: FoundTable, columns: readonly DescribedColumn[], context: TableContext): TableFacts {
  const open = columns.filter(({ index }) => !context.personal.has(index))
  const timed = open.filter(({ type }) => type === "date" || type === "year")
  const dates = timed.map(({ index }) => table.data.map((row) => (row[index] ?? "").trim()))
  const period = periodOf({ dates, names: table.names, titles: [...context.above, ...context.titles] })
  return {
    columns: columns.map((described) => columnFacts(described, context.personal.has(described.index))),
    rows: context.rows,
    countType: context.countType,
    headerLine: table.headerRow + 1,
    headerLines: table.headerRows,
    dir: context.dir,
    titles: context.above.slice(0, mostTitles),
    ...(period ? { period } : {}),
    places: open.flatMap(({ places }) => places ?? []),
  }
}

function columnFacts({ index, type, missing, column }: DescribedColumn, isPersonal: boolean): ColumnFacts {
  const examples = isPersonal ? [] : [...new Set(column.values.slice(0, 200))].slice(0, mostExamples).map(shortened)
  return { name: column.name, index, type, examples, missing }
}

function shortened(value: string): string {
  return value.length > longestExample ? `${value.slice(0, longestExample)}…` : value
}

/** What an editor should know of how the table stands in its file. */
export function tableNotes(table: FoundTable, columns: readonly DescribedColumn[]): InspectionNote[] {
  const names = columns.map(({ column }) => column.name).filter((name) => name !== "")
  const unnamed = columns.length - names.length
  const duplicates = names.length - new Set(names).size
  const emptyColumns = (columns.at(-1)?.index ?? -1) + 1 - columns.length
  const firstRow = table.headerRow - table.headerRows + 1
  return [
    ...note(table.headerRows === 0, "no-header"),
    ...note(firstRow > 0 && table.headerRows > 0, "header-at-line", { line: firstRow + 1 }),
    ...note(table.headerRows > 1, "header-lines", { lines: table.headerRows }),
    ...note(table.repeatedHeaders > 0, "header-repeated", { times: table.repeatedHeaders }),
    ...note(unnamed > 0 && table.headerRows > 0, "unnamed-columns", { columns: unnamed }),
    ...note(duplicates > 0, "duplicate-names", { columns: duplicates }),
    ...note(emptyColumns > 0, "empty-columns", { columns: emptyColumns }),
    ...note(table.totals.length > 0, "total-row", { rows: table.totals.length }),
    ...note(table.footnotes.length > 0, "footnotes", { rows: table.footnotes.length }),
    ...columns.flatMap(({ places }) => (places ? placeNotes(places) : [])),
  ]
}

function placeNotes({ column, level, recognised, of, unknown }: PlaceFacts): InspectionNote[] {
  return [
    { code: "places-recognised", values: { column, level, recognised, of } },
    ...note(unknown.length > 0, "places-unknown", { column, names: unknown.join("، ") }),
  ]
}

export function note(
  holds: boolean,
  code: InspectionNote["code"],
  values?: NonNullable<InspectionNote["values"]>,
): InspectionNote[] {
  return holds ? [{ code, ...(values ? { values } : {}) }] : []
}
