import type { AnswerValue, QueryEngine } from "../engine/query-engine.ts"
import type { Column } from "../table/column.ts"
import type { ColumnProfile } from "../table/profile.ts"
import { whereOf } from "./compile-page.ts"
import { conditionsOf } from "./compile-question.ts"
import { isNumber } from "./compiled.ts"
import { Fragment, joined, named, sql } from "./fragment.ts"
import type { QueryableTable } from "./queryable-table.ts"
import type { Question } from "./question.ts"

const bins = 12
const mostValues = 10

interface Profiling {
  readonly engine: Pick<QueryEngine, "ask">
  readonly table: QueryableTable
  /** Only what leaves rows out counts. */
  readonly question: Question
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** What the values of a column are like among the rows that the question finds; as the profile of the whole table is. */
export async function readProfile(column: Column, profiling: Profiling): Promise<ColumnProfile> {
  const { table, question } = profiling
  const conditions = conditionsOf(table, question)
  const ask = asker(profiling)
  const facts = await readFacts(column, conditions, ask)
  const isOrdered = isNumber(column.type) || column.type === "date" || column.type === "datetime"
  const histogram =
    isOrdered && facts.distinct > 1 ? await readHistogram(column, { facts, conditions, ask }) : undefined
  const isPersonal = ["email", "phone", "identity"].includes(column.meaning ?? "")
  const isUnlike = facts.distinct === facts.present || column.type === "geometry"
  const top = isPersonal || isUnlike ? undefined : await readTop(column, conditions, ask)
  const { present: _, ...profile } = facts
  return { ...profile, ...(histogram ? { histogram } : {}), ...(top ? { top } : {}) }
}

type Ask = (fragment: Fragment) => Promise<readonly (readonly AnswerValue[])[]>

function asker({ engine, table, timeoutMs = 5000, signal }: Profiling): Ask {
  return async ({ text, params }) => {
    const query = { sql: text, params, tables: { this: table.parquet.sha256 } }
    return (await engine.ask(query, { maxRows: 100, maxBytes: 1_000_000, timeoutMs, signal })).rows
  }
}

type Facts = ColumnProfile & { readonly present: number }

async function readFacts(column: Column, conditions: readonly Fragment[], ask: Ask): Promise<Facts> {
  const name = named(column.name)
  const isAmount = isNumber(column.type)
  const hasBounds = isAmount || ["date", "datetime", "time"].includes(column.type)
  const none = new Fragment("null", [])
  const over = (aggregate: string) => sql`${new Fragment(aggregate, [])}(cast(${name} as double))`
  const [row] = await ask(sql`select count(*), count(${name}), approx_count_distinct(${name}),
    ${hasBounds ? sql`min(${name}), max(${name})` : sql`${none}, ${none}`},
    ${isAmount ? joined(["avg", "median", "sum"].map(over), ", ") : sql`${none}, ${none}, ${none}`},
    ${column.type === "text" ? sql`max(length(${name}))` : none}
    from this ${whereOf(conditions)}`)
  const [rows, present, distinct, min, max, mean, median, sum, longest] = row!
  const isCounted = Number(present) <= exactlyCounted
  const exact = isCounted ? await ask(sql`select count(distinct ${name}) from this ${whereOf(conditions)}`) : undefined
  const told = Object.entries({ min, max, mean, median, sum, longest }).filter(([, value]) => value !== null)
  return {
    name: column.name,
    missing: Number(rows) - Number(present),
    present: Number(present),
    distinct: Number(exact?.[0]?.[0] ?? distinct),
    distinctType: exact ? "exact" : "estimate",
    ...Object.fromEntries(told),
  }
}

const exactlyCounted = 300_000

/** Bins of equal width; an empty one is there too. */
async function readHistogram(
  column: Column,
  { facts, conditions, ask }: { facts: Facts; conditions: readonly Fragment[]; ask: Ask },
): Promise<ColumnProfile["histogram"]> {
  const isAmount = isNumber(column.type)
  const number = (value: Fragment) =>
    isAmount ? sql`cast(${value} as double)` : sql`epoch(cast(${value} as timestamp))`
  const name = named(column.name)
  const [bounds] = await ask(
    sql`select ${number(sql`min(${name})`)}, ${number(sql`max(${name})`)} from this ${whereOf(conditions)}`,
  )
  // Infinities and what is not a number come as nothing.
  if (bounds!.includes(null)) return undefined
  const [low, high] = bounds!.map(Number)
  const width = (high! - low!) / bins
  const bin = sql`least(${bins - 1}, cast(floor((${number(name)} - ${low!}) / ${width}) as integer))`
  const counted = await ask(sql`select ${bin}, count(*) from this
    ${whereOf([...conditions, sql`${name} is not null`])} group by 1`)
  const counts = new Map(counted.map(([at, count]) => [Number(at), Number(count)]))
  const edge = (at: number) =>
    at === 0 ? facts.min! : at === bins ? facts.max! : valueAt(low! + at * width, column.type)
  return Array.from({ length: bins }, (_, at) => ({ from: edge(at), to: edge(at + 1), count: counts.get(at) ?? 0 }))
}

function valueAt(number: number, type: Column["type"]): string | number {
  if (type !== "date" && type !== "datetime") return number
  return new Date(number * 1000).toISOString().slice(0, type === "date" ? 10 : 19)
}

async function readTop(column: Column, conditions: readonly Fragment[], ask: Ask): Promise<ColumnProfile["top"]> {
  const name = named(column.name)
  const rows = await ask(sql`select ${name}, count(*) from this ${whereOf([...conditions, sql`${name} is not null`])}
    group by 1 order by 2 desc, 1 limit ${BigInt(mostValues)}`)
  return rows.map(([value, count]) => ({ value: value as string | number | boolean, count: Number(count) }))
}
