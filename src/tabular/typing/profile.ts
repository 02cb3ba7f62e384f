import type { Column } from "../table/column.ts"
import type { ColumnProfile } from "../table/profile.ts"
import { literal } from "./typed-sql.ts"
import type { SqlRow, TypingConnection } from "./typing-db.ts"
import { quoted } from "./write-parquet.ts"

/** Beyond so many cells distinct values and medians are estimated: exact ones need all values in memory. */
const mostCellsCounted = 4_000_000
/** Columns looked at in one scan. */
const mostColumnsAtOnce = 60
const bins = 12
const mostTop = 10
/** Columns with more different values are no list of words whose frequencies tell anything at a glance. */
const mostDistinctCounted = 5000

export interface ProfileInput {
  readonly path: string
  readonly rows: number
  readonly columns: readonly Pick<Column, "name" | "type">[]
  /** Columns about persons: no values of theirs are shown. */
  readonly personal: ReadonlySet<string>
}

/** Counts and extremes of the columns, then their distributions: two scans of the Parquet file for some columns at a time. */
export async function profileOf(sql: TypingConnection, input: ProfileInput): Promise<ColumnProfile[]> {
  const counted = input.rows * Math.min(input.columns.length, mostColumnsAtOnce) <= mostCellsCounted
  const profiles: ColumnProfile[] = []
  for (let from = 0; from < input.columns.length; from += mostColumnsAtOnce) {
    const columns = input.columns.slice(from, from + mostColumnsAtOnce)
    profiles.push(...(await profilesOf(sql, { ...input, columns, counted })))
  }
  return profiles
}

async function profilesOf(
  sql: TypingConnection,
  { counted, ...input }: ProfileInput & { readonly counted: boolean },
): Promise<ColumnProfile[]> {
  const file = `read_parquet(${literal(input.path)})`
  const first = input.columns.flatMap((column, index) => aggregates(column, index, counted))
  const [facts = {}] = await sql.rows(`select ${first.join(", ")} from ${file}`)
  const profiles = input.columns.map((column, index) =>
    basicProfile(column, facts, { index, counted, rows: input.rows }),
  )
  const second = input.columns.flatMap((column, index) =>
    distributions(column, index, { profile: profiles[index]!, input }),
  )
  const [spread = {}] = second.length === 0 ? [] : await sql.rows(`select ${second.join(", ")} from ${file}`)
  const found: ColumnProfile[] = []
  for (const [index, profile] of profiles.entries()) {
    const spreaded = { ...profile, ...spreadOf(input.columns[index]!, spread, { index, profile }) }
    const top = await frequent(sql, input, spreaded)
    found.push(top && top.length > 0 ? { ...spreaded, top } : spreaded)
  }
  return found
}

const isNumber = ({ type }: Pick<Column, "type">): boolean => type === "integer" || type === "decimal"
const isTime = ({ type }: Pick<Column, "type">): boolean => type === "date" || type === "datetime" || type === "time"

function aggregates(column: Pick<Column, "name" | "type">, index: number, counted: boolean): string[] {
  const c = quoted(column.name)
  const number = `${c}::double`
  return [
    `count(${c}) as n${index}`,
    ...(column.type === "geometry"
      ? []
      : [`${counted ? `count(distinct ${c})` : `approx_count_distinct(${c})`} as d${index}`]),
    ...(isNumber(column)
      ? [
          `${counted ? `median(${number})` : `reservoir_quantile(${number}, 0.5)`} as m${index}`,
          `sum(${number}) as s${index}`,
        ]
      : []),
    ...(isNumber(column) || isTime(column) ? [`min(${c}) as l${index}`, `max(${c}) as h${index}`] : []),
    ...(column.type === "text" ? [`max(length(${c})) as g${index}`] : []),
  ]
}

function basicProfile(
  column: Pick<Column, "name" | "type">,
  facts: SqlRow,
  { index, counted, rows }: { index: number; counted: boolean; rows: number },
): ColumnProfile {
  const number = (key: string) =>
    facts[key + index] === null || facts[key + index] === undefined ? undefined : Number(facts[key + index])
  const present = number("n") ?? 0
  const sum = number("s")
  const value = (key: string) =>
    isNumber(column) ? number(key) : isTime(column) ? isoText(facts[key + index]) : undefined
  return {
    name: column.name,
    missing: rows - present,
    distinct: Math.min(present, number("d") ?? present),
    distinctType: counted || column.type === "geometry" ? "exact" : "estimate",
    ...defined({
      min: value("l"),
      max: value("h"),
      mean: sum === undefined ? undefined : sum / present,
      median: number("m"),
      sum,
      longest: number("g"),
    }),
  }
}

/** As the rows of the API write it: `2024-12-19T10:53:36Z`. */
function isoText(raw: unknown): string | undefined {
  if (typeof raw !== "string") return undefined
  return raw.replace(/^(\d{4}-\d\d-\d\d) /, "$1T").replace(/\+00(:00)?$/, "Z")
}

function defined<T extends object>(values: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>
  }
}

function distributions(
  column: Pick<Column, "name" | "type">,
  index: number,
  { profile, input }: { profile: ColumnProfile; input: ProfileInput },
): string[] {
  const c = quoted(column.name)
  const range = rangeOf(column, profile)
  return [
    ...(range ? [`histogram(${scaled(column, c)}, [${boundsOf(range).join(", ")}]) as b${index}`] : []),
    ...(hasTop(column, profile, input) && isSmall(input) ? [`histogram(${c}::varchar) as t${index}`] : []),
  ]
}

/** Upper ends of the bins, which belong to them. */
function boundsOf({ from, to }: { from: number; to: number }): number[] {
  return Array.from({ length: bins }, (_, bin) => (bin === bins - 1 ? to : from + ((to - from) * (bin + 1)) / bins))
}

/** One scan finds the most frequent values of all columns where there are few rows; where there are many, groups are quicker. */
const isSmall = ({ rows }: ProfileInput): boolean => rows <= 100_000

async function frequent(
  sql: TypingConnection,
  input: ProfileInput,
  profile: ColumnProfile,
): Promise<ColumnProfile["top"]> {
  const column = input.columns.find(({ name }) => name === profile.name)!
  if (isSmall(input) || !hasTop(column, profile, input)) return profile.top
  const c = quoted(column.name)
  const rows = await sql.rows(`
    select ${c}::varchar as value, count(*) as count
    from read_parquet(${literal(input.path)})
    where ${c} is not null
    group by ${c}
    order by count(*) desc, value
    limit ${mostTop}
  `)
  return rows.map(({ value, count }) => ({ value: plainValue(column, String(value)), count: Number(count) }))
}

/** Numbers as they are, dates in days, moments in seconds. */
function scaled({ type }: Pick<Column, "type">, c: string): string {
  if (type === "date") return `(epoch(${c}) / 86400)`
  return type === "datetime" ? `epoch(${c})` : `${c}::double`
}

function rangeOf(
  column: Pick<Column, "name" | "type">,
  { min, max }: ColumnProfile,
): { from: number; to: number } | undefined {
  if (min === undefined || max === undefined || min === max || column.type === "time") return undefined
  const [from, to] = [min, max].map((end) => positionOf(column, end)) as [number, number]
  const isUsable = Number.isFinite(to - from) && to > from
  return isUsable ? { from, to } : undefined
}

function positionOf({ type }: Pick<Column, "type">, value: string | number): number {
  if (typeof value === "number") return value
  const seconds = Date.parse(/Z$|^\d{4}-\d\d-\d\d$/.test(value) ? value : `${value}Z`) / 1000
  return type === "date" ? seconds / 86_400 : seconds
}

function valueAt({ type }: Pick<Column, "type">, position: number): string | number {
  if (type !== "date" && type !== "datetime") return position
  const iso = new Date(position * (type === "date" ? 86_400_000 : 1000)).toISOString()
  return type === "date" ? iso.slice(0, 10) : iso.slice(0, 19)
}

function hasTop(
  column: Pick<Column, "name" | "type">,
  { distinct, missing }: ColumnProfile,
  { personal, rows }: ProfileInput,
): boolean {
  if (column.type === "geometry" || personal.has(column.name)) return false
  return distinct > 0 && distinct <= mostDistinctCounted && distinct < rows - missing
}

function spreadOf(
  column: Pick<Column, "name" | "type">,
  spread: SqlRow,
  { index, profile }: { index: number; profile: ColumnProfile },
): Pick<ColumnProfile, "histogram" | "top"> {
  const range = rangeOf(column, profile)
  const binned = entriesOf(spread[`b${index}`])
  const counts = new Map(binned.map(([bound, count]) => [Number(bound), count]))
  const bounds = range ? boundsOf(range) : []
  const top = entriesOf(spread[`t${index}`])
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostTop)
    .map(([value, count]) => ({ value: plainValue(column, value), count }))
  return {
    ...(range && binned.length > 0
      ? {
          histogram: bounds.map((bound, bin) => ({
            from: bin === 0 ? profile.min! : valueAt(column, bounds[bin - 1]!),
            to: bin === bins - 1 ? profile.max! : valueAt(column, bound),
            count: counts.get(bound) ?? 0,
          })),
        }
      : {}),
    ...(top.length > 0 ? { top } : {}),
  }
}

function entriesOf(map: unknown): [key: string, count: number][] {
  if (!Array.isArray(map)) return []
  return map.map((entry: { key: unknown; value: unknown }) => [String(entry.key), Number(entry.value)])
}

function plainValue(column: Pick<Column, "name" | "type">, text: string): string | number | boolean {
  if (column.type === "boolean") return text === "true"
  return isNumber(column) ? Number(text) : isTime(column) ? (isoText(text) ?? text) : text
}
