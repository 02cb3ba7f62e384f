import { isMeasure, isNumeric } from "../cell.tsx"
import type { Explored } from "../explore-model.ts"
import type { Column, Profile } from "../table-facts.ts"

export const chartKinds = ["bar", "line", "area", "scatter", "pie"] as const
export type ChartKind = (typeof chartKinds)[number]
export const aggregates = ["sum", "avg", "min", "max", "count"] as const
export type Aggregate = (typeof aggregates)[number]

/** What is drawn: values of some columns, or rows counted, for each part. */
export interface ChartChoice {
  readonly kind: ChartKind
  readonly by: Column
  /** None: rows are counted. Of a scatter plot, what goes up. */
  readonly values: readonly Column[]
  readonly aggregate: Aggregate
  readonly series?: Column
  /** Of a scatter plot, what tells one point from another in the table beside it. */
  readonly naming?: Column
}

const mostValues = 6

/** What the address says; the rest from what the columns are like. Nothing where no column can be drawn. */
export function chartChoice({ table, state }: Pick<Explored, "table" | "state">): ChartChoice | undefined {
  const { columns, profile } = table.version
  const said = (name: string) => state.pairs.filter(([one]) => one === name).map(([, value]) => value)
  const named = (name: string | undefined) =>
    columns.find((column) => (column.name === name || column.header === name) && column.type !== "geometry")
  const wished = chartKinds.find((one) => one === said("chart")[0])
  const wishedPart = named(said("by")[0])
  // A line over places or other names would say that they follow each other.
  const usual = wishedPart && !isTime(wishedPart) && !isMeasure(wishedPart) ? "bar" : defaultKind(columns, profile)
  const kind = wished ?? usual
  const by = wishedPart ?? defaultPart(kind, columns, profile)
  if (!by) return undefined
  const chosen = said("value").flatMap((name) => named(name) ?? [])
  const aggregate = aggregates.find((one) => one === said("agg")[0])
  const isSaid = said("value").length > 0
  const usable = chosen.filter(isNumeric).slice(0, mostValues)
  const values = aggregate === "count" ? [] : isSaid ? usable : defaultValues(columns, by)
  const series = named(said("series")[0])
  return {
    kind,
    by,
    values: kind === "scatter" ? scatterUp(columns, by, values) : series ? values.slice(0, 1) : values,
    aggregate: values.length === 0 ? "count" : (aggregate ?? (values[0]?.meaning === "percent" ? "avg" : "sum")),
    ...(series && series.name !== by.name ? { series } : {}),
    ...(kind === "scatter" ? { naming: columns.find(({ type }) => type === "text") } : {}),
  }
}

export function isTime({ type, meaning }: Column): boolean {
  return type === "date" || type === "datetime" || meaning === "year" || meaning === "month"
}

function distinctOf({ name }: Column, profile: readonly Profile[]): number {
  return profile.find((one) => one.name === name)?.distinct ?? 0
}

function defaultKind(columns: readonly Column[], profile: readonly Profile[]): ChartKind {
  return columns.some((column) => isTime(column) && distinctOf(column, profile) > 3) ? "line" : "bar"
}

function defaultPart(kind: ChartKind, columns: readonly Column[], profile: readonly Profile[]): Column | undefined {
  const measures = columns.filter(isMeasure)
  if (kind === "scatter") return measures[0]
  const times = columns.filter(isTime)
  if ((kind === "line" || kind === "area") && times[0]) return times[0]
  const parts = columns.filter((column) => {
    const distinct = distinctOf(column, profile)
    return !isMeasure(column) && column.type !== "geometry" && distinct > 1 && distinct <= mostParts
  })
  const places = parts.filter(({ meaning }) => meaning === "place")
  const longest = ({ name }: Column) => profile.find((one) => one.name === name)?.longest ?? 0
  return places.find((column) => longest(column) > longestCode) ?? places[0] ?? parts[0] ?? times[0] ?? measures[0]
}

/** "TN-11" and the like: names say more. */
const longestCode = 6

const mostParts = 60

function defaultValues(columns: readonly Column[], by: Column): readonly Column[] {
  return columns.filter((column) => isMeasure(column) && column.name !== by.name).slice(0, 1)
}

function scatterUp(columns: readonly Column[], by: Column, values: readonly Column[]): readonly Column[] {
  const up = values[0] ?? columns.find((column) => isMeasure(column) && column.name !== by.name)
  return up ? [up] : []
}
