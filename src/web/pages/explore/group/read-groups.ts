import {
  type Parameters,
  type QueryEngine,
  type Question,
  type RowsPage,
  readQuestion,
} from "../../../../tabular/index.ts"
import { isTime } from "../chart/chart-choice.ts"
import type { Explored } from "../explore-model.ts"
import type { Found } from "../found.ts"
import { askQuestion, askTable, rowsOnPage } from "../read-explored.ts"
import type { GroupChoice, GroupOrder, Part } from "./group-choice.ts"
import { groupQuestion, namesIn, wholeQuestion } from "./group-question.ts"

export type GroupValue = RowsPage["rows"][number]["values"][string]

/** A page of groups, and all rows as one group. */
export interface Groups {
  readonly page: RowsPage
  readonly whole: RowsPage
  readonly crossed?: Crossed
}

/** What stands beside the groups of a page where the values of a second column are columns. */
export interface Crossed {
  readonly columns: readonly { readonly value: GroupValue; readonly whole: GroupValue }[]
  /** Values of the second column that share a column of their own. */
  readonly others: number
  readonly whole: GroupValue
  readonly cell: (row: GroupValue, column: GroupValue) => GroupValue | undefined
  readonly other: (row: GroupValue) => GroupValue | undefined
}

/** Values of a second column that have a column each. */
export const mostAcross = 12

interface Asking {
  readonly engine: QueryEngine
  readonly explored: Pick<Explored, "table" | "state">
  readonly choice: GroupChoice
}

export async function readGroups({ engine, explored, choice }: Asking): Promise<Found<Groups>> {
  const { state, table } = explored
  const asked = { engine, version: table.version }
  const { question, offset, cursor } = state
  const place: Parameters = cursor ? [["cursor", cursor]] : offset > 0 ? [["offset", String(offset)]] : []
  const rowsOf = choice.isCrossed ? withoutSeries(choice) : choice
  const page = await askTable(asked, [...groupQuestion(rowsOf, question), ...place], rowsOnPage)
  if (page.kind !== "found") return page
  const whole = await askTable(asked, wholeQuestion(rowsOf, question), 1)
  if (whole.kind !== "found") return whole
  const groups = { page: page.found, whole: whole.found }
  if (!choice.isCrossed) return { kind: "found", found: groups }
  const crossed = await readCrossed({ engine, explored, choice }, page.found)
  return crossed.kind === "found" ? { kind: "found", found: { ...groups, crossed: crossed.found } } : crossed
}

/** A crossed table has one measure, and rows that are groups of its first column. */
function withoutSeries({ series: _, measures, ...rest }: GroupChoice): GroupChoice {
  return { ...rest, isCrossed: false, measures: measures.slice(0, 1) }
}

async function readCrossed({ engine, explored, choice }: Asking, page: RowsPage): Promise<Found<Crossed>> {
  const { version } = explored.table
  const asked = { engine, version }
  const one = { ...choice, measures: choice.measures.slice(0, 1) }
  const names = namesIn(one)
  const across = groupsAcross(one, one.series!)
  const columns = await askTable(asked, groupQuestion(across, explored.state.question), mostAcross)
  if (columns.kind !== "found") return columns
  const named = namesIn(across)
  const shown = columns.found.rows.map(({ values }) => {
    return { value: values[named.by] ?? null, whole: values[named.measures[0]!] ?? null }
  })
  const both = readQuestion(version, groupQuestion(one, explored.state.question))
  const [byItem, seriesItem] = both.groupBy.map(({ item }) => item)
  const rows = page.rows.map(({ values }) => values[names.by] ?? null)
  const inRows = page.next === undefined && explored.state.offset === 0 ? [] : [isAmong(byItem!, rows)]
  const inColumns = isAmong(
    seriesItem!,
    shown.map(({ value }) => value),
  )
  const cells = await askQuestion(
    asked,
    { ...both, orderBy: [], where: [...both.where, ...inRows, inColumns] },
    rowsOnPage * mostAcross,
  )
  if (cells.kind !== "found") return cells
  const others = columns.found.total - shown.length
  const outside = [...both.where, ...inRows, isNot(inColumns)]
  const ofOthers = { ...both, groupBy: both.groupBy.slice(0, 1), orderBy: [], where: outside }
  const rest = others > 0 ? await askQuestion(asked, ofOthers, rowsOnPage) : undefined
  if (rest && rest.kind !== "found") return rest
  const wholeOfOthers = { ...ofOthers, groupBy: [], where: [...both.where, isNot(inColumns)] }
  const restWhole = others > 0 ? await askQuestion(asked, wholeOfOthers, 1) : undefined
  if (restWhole && restWhole.kind !== "found") return restWhole
  const measure = names.measures[0]!
  const known = valuesBy(cells.found, (values) => keyOf(values[names.by], values[names.series]), measure)
  const knownOthers = valuesBy(rest?.found, (values) => keyOf(values[names.by]), measure)
  return {
    kind: "found",
    found: {
      columns: inOrder(one, shown),
      others,
      whole: restWhole?.found.rows[0]?.values[measure] ?? null,
      cell: (row, column) => known.get(keyOf(row, column)),
      other: (row) => knownOthers.get(keyOf(row)),
    },
  }
}

/** Of times the latest have columns, of anything else the greatest. */
function groupsAcross(choice: GroupChoice, series: Part): GroupChoice {
  const order: GroupOrder = { key: isTime(series.column) ? "by" : 0, descending: true }
  return { ...withoutSeries(choice), by: series, order }
}

type Shown = Crossed["columns"][number]

/** Times and numbers from the earliest and smallest, rows without a value last. */
function inOrder({ series }: GroupChoice, columns: readonly Shown[]): readonly Shown[] {
  if (!series || !(isTime(series.column) || series.column.type === "integer" || series.column.type === "decimal")) {
    return columns
  }
  const rank = ({ value }: Shown) => (value === null ? 1 : 0)
  return columns.toSorted((a, b) => rank(a) - rank(b) || compare(a.value, b.value))
}

function compare(a: GroupValue, b: GroupValue): number {
  if (typeof a === "number" && typeof b === "number") return a - b
  return String(a) < String(b) ? -1 : 1
}

type Expression = Question["where"][number]

/** Rows without a value are a group like others. */
function isAmong(item: Expression, values: readonly GroupValue[]): Expression {
  const options = values
    .filter((value) => value !== null)
    .map((value): Expression => ({ kind: "literal", type: "text", text: String(value) }))
  const isMissing: Expression = { kind: "is-null", item }
  const isOne: Expression = { kind: "in", item, options }
  if (options.length === 0) return isMissing
  return values.includes(null) ? { kind: "or", items: [isOne, isMissing] } : isOne
}

function isNot(item: Expression): Expression {
  return { kind: "not", item: { kind: "is-true", item } }
}

function keyOf(...values: readonly (GroupValue | undefined)[]): string {
  return JSON.stringify(values.map((value) => value ?? null))
}

type Values = RowsPage["rows"][number]["values"]

function valuesBy(found: RowsPage | undefined, key: (values: Values) => string, measure: string) {
  return new Map((found?.rows ?? []).map(({ values }) => [key(values), values[measure] ?? null]))
}

/** The rows of a group, as filters of the table's own view; said beside those that hold already. */
export function filterOf({ column, step }: Part, value: GroupValue): Parameters[number] {
  if (value === null) return [`${column.name}__isnull`, "1"]
  if (!step) return [`${column.name}__exact`, String(value)]
  const first = String(value).slice(0, 10)
  const last = lastDay(first, step)
  return [`${column.name}__between`, `${first},${last}${column.type === "datetime" ? "T23:59:59.999999" : ""}`]
}

function lastDay(first: string, step: NonNullable<Part["step"]>): string {
  const [year = 0, month = 1] = first.split("-").map(Number)
  if (step === "day") return first
  const end = step === "year" ? new Date(Date.UTC(year, 11, 31)) : new Date(Date.UTC(year, month, 0))
  return end.toISOString().slice(0, 10)
}
