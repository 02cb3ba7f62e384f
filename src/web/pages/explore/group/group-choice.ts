import { isMeasure, isNumeric } from "../cell.tsx"
import { type ChartChoice, chartChoice, isTime } from "../chart/chart-choice.ts"
import type { Explored } from "../explore-model.ts"
import type { Column, Profile } from "../table-facts.ts"

export const dateSteps = ["year", "month", "day"] as const
export type DateStep = (typeof dateSteps)[number]
export const groupAggregates = ["count", "sum", "avg", "min", "max", "distinct"] as const
export type GroupAggregate = (typeof groupAggregates)[number]

/** What rows are told apart by: the values of a column, of dates their years, months or days. */
export interface Part {
  readonly column: Column
  readonly step?: DateStep
}

/** What is computed of the rows of a group; rows are counted without a column. */
export interface Measure {
  readonly aggregate: GroupAggregate
  readonly column?: Column
}

/** Groups of rows: by one column or two, one below the other or crossed, and what is computed of each. */
export interface GroupChoice {
  readonly by: Part
  readonly series?: Part
  /** The values of the second column stand side by side. */
  readonly isCrossed: boolean
  /** At least one. A crossed table shows the first. */
  readonly measures: readonly Measure[]
  readonly order: GroupOrder
}

/** By the first column, or by a measure, by its place among all. */
export interface GroupOrder {
  readonly key: "by" | number
  readonly descending: boolean
}

const mostMeasures = 12

/** What the address says; the rest as a chart would have it. Nothing where the table has no column to group by. */
export function groupChoice({ table, state }: Pick<Explored, "table" | "state">): GroupChoice | undefined {
  const { columns, profile } = table.version
  const said = (name: string) => state.pairs.filter(([one]) => one === name).map(([, value]) => value)
  const named = (name: string | undefined) =>
    columns.find((column) => (column.name === name || column.header === name) && column.type !== "geometry")
  const usual = chartChoice({ table, state: { ...state, pairs: [] } })
  const by = named(said("by")[0]) ?? usual?.by
  if (!by) return undefined
  const second = named(said("series")[0])
  const part = (column: Column, step: string | undefined) => partOf(column, profile, step)
  const series = second && second.name !== by.name ? part(second, said("series_step")[0]) : undefined
  const chosen = said("value").flatMap((name) => named(name) ?? [])
  const measures = measuresOf(
    said("agg"),
    chosen,
    (usual?.values ?? []).filter(({ name }) => name !== by.name),
  )
  const isCrossed = series !== undefined && said("group_across")[0] === "1"
  const shown = isCrossed ? measures.slice(0, 1) : measures
  const firstPart = part(by, said("by_step")[0])
  const order = orderSaid(said("group_order")[0], shown.length) ?? usualOrder(firstPart)
  return { by: firstPart, ...(series ? { series } : {}), isCrossed, measures, order }
}

function partOf(column: Column, profile: readonly Profile[], said: string | undefined): Part {
  if (!isDate(column)) return { column }
  const known = profile.find(({ name }) => name === column.name)
  return { column, step: dateSteps.find((one) => one === said) ?? usualStep(known) }
}

export function isDate({ type }: Pick<Column, "type">): boolean {
  return type === "date" || type === "datetime"
}

/** About as many groups as a page can hold. */
function usualStep(profile: Profile | undefined): DateStep {
  const days = (Date.parse(String(profile?.max)) - Date.parse(String(profile?.min))) / 86_400_000
  if (days <= 62) return "day"
  return days <= 5 * 366 ? "month" : "year"
}

function measuresOf(
  said: readonly string[],
  chosen: readonly Column[],
  usual: ChartChoice["values"],
): readonly Measure[] {
  const wanted = groupAggregates.filter((one) => said.includes(one))
  const columns = chosen.length > 0 ? chosen : usual
  const isOpen = wanted.length === 0
  const aggregates = (column: Column) => (isOpen ? ([canAdd(column) ? "sum" : "avg"] as const) : wanted)
  const counted: Measure[] = wanted.includes("count") || (isOpen && chosen.length === 0) ? [{ aggregate: "count" }] : []
  const computed = columns.flatMap((column) =>
    aggregates(column)
      .filter((aggregate) => canCompute(aggregate, column))
      .map((aggregate): Measure => ({ aggregate, column })),
  )
  const measures = [...counted, ...computed].slice(0, mostMeasures)
  return measures.length > 0 ? measures : [{ aggregate: "count" }]
}

/** Sums and averages of numbers that count something; the least and the greatest of what has an order. */
export function canCompute(aggregate: GroupAggregate, column: Column): boolean {
  if (aggregate === "count") return false
  if (aggregate === "sum") return canAdd(column)
  if (aggregate === "avg") return isMeasure(column)
  if (aggregate === "distinct") return true
  return isNumeric(column) || isDate(column) || column.type === "time"
}

function canAdd(column: Column): boolean {
  return isMeasure(column) && column.meaning !== "percent"
}

function orderSaid(said: string | undefined, measures: number): GroupOrder | undefined {
  const [, minus, key] = /^(-?)(by|\d{1,2})$/.exec(said ?? "") ?? []
  if (key === undefined || (key !== "by" && Number(key) >= measures)) return undefined
  return { key: key === "by" ? "by" : Number(key), descending: minus === "-" }
}

/** What has an order of its own keeps it; of the rest the greatest come first. */
function usualOrder({ column }: Part): GroupOrder {
  return hasOrder(column) ? { key: "by", descending: false } : { key: 0, descending: true }
}

export function hasOrder(column: Column): boolean {
  return isTime(column) || isMeasure(column)
}
