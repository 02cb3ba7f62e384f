import { type CompiledQuery, rowColumn } from "../engine/query-engine.ts"
import { writtenSuffix } from "../table/column.ts"
import { type Compiled, folded } from "./compiled.ts"
import { type PageStart, wrongCursor } from "./cursor.ts"
import type { Expression, ValueType } from "./expression.ts"
import { Fragment, joined, named, nothing, sql } from "./fragment.ts"
import type { QueryableTable } from "./queryable-table.ts"
import type { Output, Question } from "./question.ts"

/** After the columns of the answer: the row, what was written, the keys of the order; of groups, how many there are. */
export interface CompiledPage {
  readonly query: CompiledQuery
  readonly written: readonly string[]
  readonly keys: number
}

export interface OrderKey {
  readonly type: ValueType
  readonly sql: Fragment
  readonly descending: boolean
  readonly nullsFirst: boolean
}

export function whereOf(conditions: readonly Fragment[]): Fragment {
  if (conditions.length === 0) return nothing
  return sql`where ${joined(
    conditions.map((condition) => sql`(${condition})`),
    " and ",
  )}`
}

interface Ordered {
  readonly compile: (item: Expression) => Compiled
  readonly grouped: boolean
}

/** Texts by how they read (case and accents apart), then as they are; groups by their keys at the end, so that it is total. */
export function orderKeys({ orderBy, groupBy }: Question, { compile, grouped }: Ordered): OrderKey[] {
  const asked = orderBy.flatMap(({ item, descending, nullsFirst = false }): OrderKey[] => {
    const { type, sql: fragment } = compile(item)
    if (type === "text") return [folded(fragment), fragment].map((key) => ({ type, sql: key, descending, nullsFirst }))
    return [{ type, sql: fragment, descending, nullsFirst }]
  })
  if (!grouped) return asked
  return [...asked, ...groupBy.map(({ item }) => ({ ...compile(item), descending: false, nullsFirst: false }))]
}

export function orderBy(keys: readonly OrderKey[], byRow: boolean): Fragment {
  const terms = keys.map(
    ({ sql: key, descending, nullsFirst }) =>
      sql`${key} ${new Fragment(`${descending ? "desc" : "asc"} nulls ${nullsFirst ? "first" : "last"}`, [])}`,
  )
  if (terms.length === 0) return nothing
  return sql`order by ${joined(byRow ? [...terms, named(rowColumn)] : terms, ", ")}`
}

export function limited(limit: number | undefined, offset: number): Fragment {
  const rows = limit === undefined ? nothing : sql`limit ${BigInt(limit)}`
  return offset > 0 ? sql`${rows} offset ${BigInt(offset)}` : rows
}

interface GroupPage {
  readonly selected: readonly Fragment[]
  readonly source: Fragment
  readonly tail: Fragment
  readonly keys: readonly OrderKey[]
  readonly start: PageStart | undefined
  readonly rows: number
  readonly offset: number
}

export function groupPage(page: GroupPage, query: (fragment: Fragment) => CompiledQuery): CompiledPage {
  const { selected, source, tail, keys, start, rows } = page
  if (start && start.kind !== "offset") throw wrongCursor()
  const offset = start?.offset ?? page.offset
  const counted = [...selected, sql`count(*) over () as ${named("__groups")}`]
  const fragment = sql`select ${joined(counted, ", ")} from ${source} ${tail}
    ${orderBy(keys, false)} ${limited(rows, offset)}`
  return { query: query(fragment), written: [], keys: 0 }
}

interface RowPage extends Pick<GroupPage, "selected" | "keys" | "start" | "rows" | "offset"> {
  readonly table: QueryableTable
  readonly outputs: readonly Output[]
  readonly conditions: readonly Fragment[]
}

/**
 * The rows of the page are found first, and everything is computed of these alone: DuckDB then reads of all other rows only
 * what they are found and ordered by. Without an order of its own a page comes in the order of the file, which DuckDB keeps
 * and which costs nothing.
 */
export function rowPage(page: RowPage, query: (fragment: Fragment) => CompiledQuery): CompiledPage {
  const { table, outputs, selected, conditions, keys, start, rows } = page
  if (start && (start.kind !== "row" || start.keys.length !== keys.length)) throw wrongCursor()
  const shown = new Set(outputs.flatMap(({ item }) => (item.kind === "column" ? [item.column.name] : [])))
  const written = table.columns.filter(({ name, notFitting }) => notFitting && shown.has(name)).map(({ name }) => name)
  const order = keys.length > 0 ? orderBy(keys, true) : nothing
  const found = sql`select * from this ${whereOf(start ? [...conditions, after(keys, start)] : conditions)}
    ${order} ${limited(rows, start ? 0 : page.offset)}`
  const asked = [
    ...selected,
    named(rowColumn),
    ...written.map((name) => named(name + writtenSuffix)),
    ...keys.map((key, at) => sql`${keyText(key)} as ${named(`__key${at}`)}`),
  ]
  const fragment = sql`select ${joined(asked, ", ")} from (${found}) ${order}`
  return { query: query(fragment), written, keys: keys.length }
}

/** Rows that come later in the order. */
function after(keys: readonly OrderKey[], { keys: values, row }: Extract<PageStart, { kind: "row" }>): Fragment {
  const given = keys.map(({ type }, at) => keyValue(values[at] ?? null, type))
  const same = keys.map(({ sql: key }, at) => sql`${key} is not distinct from ${given[at]!}`)
  const later = keys.map(({ sql: key, descending, nullsFirst }, at) => {
    if (values[at] === null) return nullsFirst ? sql`${key} is not null` : sql`false`
    const further = sql`${key} ${new Fragment(descending ? "<" : ">", [])} ${given[at]!}`
    return nullsFirst ? further : sql`(${further} or ${key} is null)`
  })
  const afterRow = sql`${named(rowColumn)} > cast(${BigInt(row)} as bigint)`
  const ways = [...later, afterRow].map((last, at) => sql`(${joined([...same.slice(0, at), last], " and ")})`)
  return joined(ways, " or ")
}

const keyTypes: Readonly<Record<Exclude<ValueType, "decimal">, string>> = {
  integer: "hugeint",
  boolean: "boolean",
  date: "date",
  datetime: "timestamp",
  time: "time",
  text: "varchar",
  geometry: "varchar",
  null: "varchar",
}

/** Decimals are exact or doubles: their text goes with their type, so that it is read as what it was. */
function keyText({ type, sql: key }: OrderKey): Fragment {
  return type === "decimal" ? sql`cast(${key} as varchar) || ' ' || typeof(${key})` : sql`cast(${key} as varchar)`
}

function keyValue(value: string | null, type: ValueType): Fragment {
  if (type !== "decimal") return sql`try_cast(${value} as ${new Fragment(keyTypes[type], [])})`
  const [, number = null, numberType = "DOUBLE"] = /^(\S+) (DOUBLE|DECIMAL\(\d{1,2},\d{1,2}\))$/.exec(value ?? "") ?? []
  return sql`try_cast(${number} as ${new Fragment(numberType, [])})`
}
