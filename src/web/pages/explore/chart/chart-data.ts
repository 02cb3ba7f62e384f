import type { Parameters, RowsPage } from "../../../../tabular/index.ts"
import type { Page } from "../../../page.ts"
import { isMeasure, valueText } from "../cell.tsx"
import type { Column, Profile } from "../table-facts.ts"
import { type ChartChoice, isTime } from "./chart-choice.ts"

/** What is drawn: a value for each part and each series. */
export interface Figure {
  readonly parts: readonly { readonly label: string; readonly at: number | undefined }[]
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[]
  /** How many parts there are, drawn or not. */
  readonly partsInAll: number
}

export const mostParts = 30
const mostInLine = 400
const mostSeries = 6
export const mostPoints = 1000
const mostRows = 2500

/** In the words of the interface for programs: parts are `part`, series `colour`, values `v0`, `v1`… */
export function chartQuestion(
  choice: ChartChoice,
  question: Parameters,
  profile: readonly Profile[],
): { parameters: Parameters; rows: number } {
  const filters = question.filter(([name]) => !shaping.has(name))
  const { kind, by, values, aggregate, series, naming } = choice
  if (kind === "scatter") {
    const columns = [...(naming ? [naming] : []), by, ...values, ...(series ? [series] : [])].map(({ name }) => name)
    return { parameters: [...filters, ["columns", [...new Set(columns)].join(",")]], rows: mostPoints }
  }
  const part = partOf(
    by,
    profile.find(({ name }) => name === by.name),
  )
  const groups = [`${part} as part`, ...(series ? [`\`${series.name}\` as colour`] : [])]
  const computed =
    values.length === 0 ? ["count(*) as v0"] : values.map((column, at) => computedOf(column, aggregate, at))
  const order = isOrdered(choice) ? "part" : "v0 desc"
  return {
    parameters: [...filters, ["group_by", groups.join(", ")], ["select", computed.join(", ")], ["order_by", order]],
    rows: mostRows,
  }
}

/** Said by the table's own view, and not by a chart. */
const shaping = new Set([
  "columns",
  "select",
  "$select",
  "group_by",
  "$group",
  "having",
  "$having",
  "sort",
  "order_by",
  "$order",
])

function computedOf({ name }: Column, aggregate: ChartChoice["aggregate"], at: number): string {
  return `${aggregate}(\`${name}\`) as v${at}`
}

/** Days, months and years, and ranges of numbers: no more parts than a drawing can hold. */
function partOf(column: Column, profile: Profile | undefined): string {
  const name = `\`${column.name}\``
  if (!profile) return name
  if (column.type === "date" || column.type === "datetime") {
    const years = (Date.parse(String(profile.max)) - Date.parse(String(profile.min))) / (365.25 * 86_400_000)
    if (profile.distinct <= 60 && column.type === "date") return name
    return years > 8 ? `date_trunc_y(${name})` : years > 0.5 ? `date_trunc_ym(${name})` : `date_trunc_ymd(${name})`
  }
  if (!isMeasure(column) || profile.distinct <= mostParts) return name
  return `range(${name}, ${roundWidth((Number(profile.max) - Number(profile.min)) / 12)})`
}

/** 1, 2 or 5 of some power of ten: ranges that people would choose. */
export function roundWidth(width: number): number {
  if (!(width > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(width))
  const step = [1, 2, 5, 10].find((one) => one * power >= width * 0.999) ?? 10
  return Number((step * power).toPrecision(12))
}

export function isOrdered({ by }: ChartChoice): boolean {
  return isTime(by) || isMeasure(by)
}

export function figureOf(page: Page, choice: ChartChoice, found: RowsPage, names: readonly string[]): Figure {
  const { by, series } = choice
  const partColumn = { type: found.columns[0]?.type ?? by.type, meaning: by.meaning }
  const rows = found.rows.map(({ values }) => values)
  const digits = digitsOfDates(rows.map(({ part }) => part))
  const labelled = rows.map((row) => ({
    row,
    label: partLabel(page, partColumn, typeof row.part === "string" ? row.part.slice(0, digits) : row.part),
    colour: series ? (row.colour === null ? "–" : valueText(page, series, row.colour ?? null)) : "",
  }))
  const most = isOrdered(choice) ? mostInLine : mostParts
  const largest = partsIn(labelled, isOrdered(choice))
  const isLine = choice.kind === "line" || choice.kind === "area"
  const all = isLine && !isOrdered(choice) ? byName(page, largest, most) : largest
  const parts = all.slice(0, most).map(([label, at]) => ({ label, at }))
  const colours = series ? [...new Set(labelled.map(({ colour }) => colour))].slice(0, mostSeries) : names
  const known = new Map(labelled.map(({ row, label, colour }) => [`${label}\u0000${colour}`, row]))
  const valueAt = (label: string, at: number) => {
    const row = known.get(`${label}\u0000${series ? colours[at] : ""}`)
    const value = row?.[series ? "v0" : `v${at}`]
    return value === null || value === undefined || !Number.isFinite(Number(value)) ? null : Number(value)
  }
  return {
    parts,
    series: colours.map((name, at) => ({ name, values: parts.map(({ label }) => valueAt(label, at)) })),
    partsInAll: series ? all.length : Math.max(all.length, found.total),
  }
}

function partLabel(page: Page, column: { type: Column["type"]; meaning: Column["meaning"] }, part: PartValue): string {
  return part === null || part === undefined ? "–" : valueText(page, column, part)
}

type PartValue = RowsPage["rows"][number]["values"][string] | undefined

/** Dates that are all the first of a year or of a month stand for it, and are named so. */
function digitsOfDates(parts: readonly PartValue[]): number | undefined {
  const dates = parts.filter((part) => part !== null)
  const allEnd = (end: string) =>
    dates.every((part) => typeof part === "string" && /^\d{4}-\d\d-\d\d$/.test(part) && part.endsWith(end))
  if (dates.length < 3) return undefined
  return allEnd("-01-01") ? 4 : allEnd("-01") ? 7 : undefined
}

interface Labelled {
  readonly label: string
  readonly row: RowsPage["rows"][number]["values"]
}

/** In their own order where they have one, else the largest first, whatever colours they are made of. */
function partsIn(rows: readonly Labelled[], ordered: boolean): (readonly [string, number | undefined])[] {
  const parts = [...Map.groupBy(rows, ({ label }) => label)].map(([label, some]) => ({
    ...{ label, at: positionOf(some[0]?.row.part) },
    total: some.reduce((sum, { row }) => sum + Number(row.v0 ?? 0), 0),
  }))
  const sorted = ordered || parts.length === rows.length ? parts : parts.toSorted((a, b) => b.total - a.total)
  return sorted.map(({ label, at }) => [label, at])
}

/** A line over names runs by name: falling by value, it would draw a trend that is none. The largest are kept. */
function byName<Part extends readonly [string, unknown]>(page: Page, parts: readonly Part[], most: number): Part[] {
  const { compare } = new Intl.Collator(page.language, { numeric: true })
  return [...parts.slice(0, most).toSorted(([one], [other]) => compare(one, other)), ...parts.slice(most)]
}

/** Where a part lies on an axis: days, months and years by their distance, others in their order. */
function positionOf(value: unknown): number | undefined {
  if (typeof value === "number") return value
  const moment = typeof value === "string" && /^\d{4}-\d{2}/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(moment) ? undefined : moment
}

/** A pie is right for a few parts of a whole. */
export function isWhole({ parts, series, partsInAll }: Figure): boolean {
  const values = series[0]?.values ?? []
  return series.length === 1 && partsInAll <= 6 && parts.length > 1 && values.every((value) => (value ?? 0) >= 0)
}
