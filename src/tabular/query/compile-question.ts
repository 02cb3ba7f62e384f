import { type CompiledQuery, rowColumn } from "../engine/query-engine.ts"
import { type Column, writtenSuffix } from "../table/column.ts"
import { everyWord } from "./column-functions.ts"
import { compileExpression } from "./compile-expression.ts"
import { type Compiled, folded } from "./compiled.ts"
import { type PageStart, wrongCursor } from "./cursor.ts"
import { childrenOf, type Expression, keyOf, type ValueType } from "./expression.ts"
import { Fragment, joined, named, nothing, sql } from "./fragment.ts"
import { isAggregate } from "./functions.ts"
import { inBox } from "./geo-filters.ts"
import { hasAggregate } from "./parse-clauses.ts"
import { inParameter, QueryMistake } from "./query-mistake.ts"
import type { QueryableTable } from "./queryable-table.ts"
import type { Output, Question } from "./question.ts"
import { placeOfRows } from "./row-place.ts"

/** A column of the answer, with what is known of it. */
export interface AnswerColumn extends Pick<Column, "meaning" | "unit" | "label" | "description"> {
  readonly name: string
  /** As in the file; its own name where it was computed. */
  readonly header: string
  readonly type: Column["type"]
  /** The column of the table that it shows. */
  readonly column?: string
}

/** A question in SQL: whole for an export, by pages for an interface. */
export interface CompiledQuestion {
  readonly columns: readonly AnswerColumn[]
  readonly grouped: boolean
  /** The columns alone, all rows; with the limit of the question, if it has one. */
  readonly all: CompiledQuery
  page(start: PageStart | undefined, rows: number): CompiledPage
  /** How many rows or groups there are; none where no row is left out. */
  readonly count: CompiledQuery | undefined
  /** Rows between bounds alone, counted, and those among them that the question finds: to estimate by. */
  countIn(ranges: readonly (readonly [from: number, to: number])[]): CompiledQuery
}

/** After the columns of the answer: the row, what was written, the keys of the order; none of groups. */
export interface CompiledPage {
  readonly query: CompiledQuery
  readonly written: readonly string[]
  readonly keys: number
}

interface OrderKey {
  readonly type: ValueType
  readonly sql: Fragment
  readonly descending: boolean
}

export function compileQuestion(table: QueryableTable, question: Question): CompiledQuestion {
  const outputs = outputsOf(table, question)
  const grouped = isGrouped(question, outputs)
  if (grouped) assertAllGrouped(question, outputs)
  const conditions = conditionsOf(table, question)
  const from = grouped
    ? groupsFrom(table, question, conditions)
    : { source: sql`this ${whereOf(conditions)}`, tail: nothing }
  const compile = compiler(table, grouped ? question.groupBy : [])
  const columns = outputs.map((output) => answerColumn(output, compile(output.item).type))
  assertDifferent(columns)
  const selected = outputs.map(({ name, item }) => sql`${compile(item).sql} as ${named(name)}`)
  const keys = orderKeys(question, { compile, grouped })
  const query = (fragment: Fragment): CompiledQuery => ({
    sql: fragment.text,
    params: fragment.params,
    tables: { this: table.parquet.sha256 },
  })
  return {
    columns,
    grouped,
    all: query(sql`select ${joined(selected, ", ")} from ${from.source} ${from.tail}
      ${orderBy(keys, false)} ${limited(question.limit, question.offset)}`),
    page: (start, rows) =>
      grouped
        ? groupPage({ ...from, selected, keys, start, rows, offset: question.offset }, query)
        : rowPage({ table, outputs, selected, conditions, keys, start, rows, offset: question.offset }, query),
    count: grouped
      ? query(sql`select count(*) from (select 1 from ${from.source} ${from.tail})`)
      : conditions.length > 0
        ? query(sql`select count(*) from this ${whereOf(conditions)}`)
        : undefined,
    countIn: (ranges) => query(countIn(ranges, conditions)),
  }
}

/** Expressions are grouped by under names of their own: two bound values are never the same expression to DuckDB. */
function groupsFrom(table: QueryableTable, question: Question, conditions: readonly Fragment[]) {
  const compile = compiler(table)
  const { groupBy, having } = question
  for (const { item } of groupBy) {
    if (hasAggregate(item))
      throw new QueryMistake("query-grouping", { expression: "group_by" }, { parameter: "group_by" })
  }
  const groups = groupBy.map(({ item }, at) => sql`, ${compile(item).sql} as ${groupName(at)}`)
  const source = sql`(select * ${joined(groups, "")} from this ${whereOf(conditions)})`
  const by =
    groups.length > 0
      ? sql`group by ${joined(
          groups.map((_, at) => groupName(at)),
          ", ",
        )}`
      : nothing
  if (!having) return { source, tail: by }
  inParameter("having", () => assertGrouped(having, groupBy))
  return { source, tail: sql`${by} having ${compiler(table, groupBy)(having).sql}` }
}

function groupName(at: number): Fragment {
  return named(`__group${at}`)
}

export function compiler(
  { columns }: Pick<QueryableTable, "columns">,
  groupBy: readonly Output[] = [],
): (item: Expression) => Compiled {
  const place = placeOfRows(columns)
  const plain = (item: Expression) => compileExpression(item, { place })
  const known = new Map(groupBy.map(({ item }, at) => [keyOf(item), { type: plain(item).type, sql: groupName(at) }]))
  return known.size === 0 ? plain : (item) => compileExpression(item, { place, known })
}

/** Everything that leaves rows out; facets leave out the choice among their own values. */
export function conditionsOf(table: QueryableTable, question: Question, without?: Column): Fragment[] {
  const compile = compiler(table)
  const conditions = question.where.map((item) => compile(item).sql)
  for (const { column, condition } of question.refine) {
    if (column.name !== without?.name) conditions.push(compile(condition).sql)
  }
  if (question.words.trim() !== "") {
    const texts = table.columns.filter(({ type }) => type === "text").map(({ name }) => named(name))
    conditions.push(everyWord(question.words, texts))
  }
  if (question.box) conditions.push(boxCondition(table, question.box))
  return conditions
}

function boxCondition(table: QueryableTable, box: NonNullable<Question["box"]>): Fragment {
  const place = placeOfRows(table.columns)
  if (!place) throw new QueryMistake("query-type", { found: "table", expected: "geometry" }, { parameter: "bbox" })
  return inBox(place, box)
}

export function whereOf(conditions: readonly Fragment[]): Fragment {
  if (conditions.length === 0) return nothing
  return sql`where ${joined(
    conditions.map((condition) => sql`(${condition})`),
    " and ",
  )}`
}

/** Groups are shown even where only what is computed of them was selected. */
function outputsOf({ columns }: QueryableTable, { select, groupBy }: Question): readonly Output[] {
  if (groupBy.length > 0) {
    const chosen = new Set((select ?? []).map(({ item }) => keyOf(item)))
    return [...groupBy.filter(({ item }) => !chosen.has(keyOf(item))), ...(select ?? [])]
  }
  return select ?? columns.map((column) => ({ name: column.name, item: { kind: "column", column } }))
}

function isGrouped({ groupBy, having, orderBy }: Question, outputs: readonly Output[]): boolean {
  return groupBy.length > 0 || having !== undefined || [...outputs, ...orderBy].some(({ item }) => hasAggregate(item))
}

function assertAllGrouped({ groupBy, orderBy }: Question, outputs: readonly Output[]): void {
  inParameter("select", () => {
    for (const { item } of outputs) assertGrouped(item, groupBy)
  })
  inParameter("order_by", () => {
    for (const { item } of orderBy) assertGrouped(item, groupBy)
  })
}

/** Of a group there is what it is grouped by, and what is computed of all its rows. */
function assertGrouped(item: Expression, groupBy: readonly Output[]): void {
  const keys = new Set(groupBy.map((group) => keyOf(group.item)))
  const check = (part: Expression): void => {
    if (keys.has(keyOf(part))) return
    if (part.kind === "column") {
      throw new QueryMistake("query-grouping", { expression: part.column.name }, { position: part.at })
    }
    if (part.kind === "call" && isAggregate(part.name)) {
      if (part.args.some(hasAggregate))
        throw new QueryMistake("query-grouping", { expression: part.name }, { position: part.at })
      return
    }
    for (const child of childrenOf(part)) check(child)
  }
  check(item)
}

function answerColumn({ name, item }: Output, type: ValueType): AnswerColumn {
  const known = type === "null" ? "text" : type
  if (item.kind !== "column") return { name, header: name, type: known }
  const { header, meaning, unit, label, description } = item.column
  const shown = item.column.name
  return { name, header: name === shown ? header : name, type: known, meaning, unit, label, description, column: shown }
}

function assertDifferent(columns: readonly AnswerColumn[]): void {
  const met = new Set<string>()
  for (const { name } of columns) {
    const folded = name.toLowerCase()
    if (met.has(folded)) throw new QueryMistake("query-conflict", { parameters: [name, name] }, { parameter: "select" })
    met.add(folded)
  }
}

interface Ordered {
  readonly compile: (item: Expression) => Compiled
  readonly grouped: boolean
}

/** Texts by how they read (case and accents apart), then as they are; groups by their keys at the end, so that it is total. */
function orderKeys({ orderBy, groupBy }: Question, { compile, grouped }: Ordered): OrderKey[] {
  const asked = orderBy.flatMap(({ item, descending }): OrderKey[] => {
    const { type, sql: fragment } = compile(item)
    if (type === "text") return [folded(fragment), fragment].map((key) => ({ type, sql: key, descending }))
    if (type === "decimal") return [{ type, sql: sql`cast(${fragment} as double)`, descending }]
    return [{ type, sql: fragment, descending }]
  })
  if (!grouped) return asked
  return [...asked, ...groupBy.map(({ item }) => ({ ...compile(item), descending: false }))]
}

function orderBy(keys: readonly OrderKey[], byRow: boolean): Fragment {
  const terms = keys.map(
    ({ sql: key, descending }) => sql`${key} ${new Fragment(descending ? "desc" : "asc", [])} nulls last`,
  )
  if (terms.length === 0) return nothing
  return sql`order by ${joined(byRow ? [...terms, named(rowColumn)] : terms, ", ")}`
}

function limited(limit: number | undefined, offset: number): Fragment {
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

function groupPage(page: GroupPage, query: (fragment: Fragment) => CompiledQuery): CompiledPage {
  const { selected, source, tail, keys, start, rows } = page
  if (start && start.kind !== "offset") throw wrongCursor()
  const offset = start?.offset ?? page.offset
  const fragment = sql`select ${joined(selected, ", ")} from ${source} ${tail}
    ${orderBy(keys, false)} ${limited(rows, offset)}`
  return { query: query(fragment), written: [], keys: 0 }
}

interface RowPage extends Pick<GroupPage, "selected" | "keys" | "start" | "rows" | "offset"> {
  readonly table: QueryableTable
  readonly outputs: readonly Output[]
  readonly conditions: readonly Fragment[]
}

/** Without an order of its own a page comes in the order of the file, which DuckDB keeps and which costs nothing. */
function rowPage(page: RowPage, query: (fragment: Fragment) => CompiledQuery): CompiledPage {
  const { table, outputs, selected, conditions, keys, start, rows } = page
  if (start && (start.kind !== "row" || start.keys.length !== keys.length)) throw wrongCursor()
  const shown = new Set(outputs.flatMap(({ item }) => (item.kind === "column" ? [item.column.name] : [])))
  const written = table.columns.filter(({ name, notFitting }) => notFitting && shown.has(name)).map(({ name }) => name)
  const fragment = sql`select ${joined(
    [
      ...selected,
      named(rowColumn),
      ...written.map((name) => named(name + writtenSuffix)),
      ...keys.map(({ sql: key }, at) => sql`cast(${key} as varchar) as ${named(`__key${at}`)}`),
    ],
    ", ",
  )} from this ${whereOf(start ? [...conditions, after(keys, start)] : conditions)}
    ${orderBy(keys, true)} ${limited(rows, start ? 0 : page.offset)}`
  return { query: query(fragment), written, keys: keys.length }
}

/** Rows that come later in the order; rows without a value come last, upwards and downwards. */
function after(keys: readonly OrderKey[], { keys: values, row }: Extract<PageStart, { kind: "row" }>): Fragment {
  const given = keys.map(({ type }, at) => keyValue(values[at] ?? null, type))
  const same = keys.map(({ sql: key }, at) => sql`${key} is not distinct from ${given[at]!}`)
  const later = keys.map(({ sql: key, descending }, at) => {
    if (values[at] === null) return sql`false`
    return sql`(${key} ${new Fragment(descending ? "<" : ">", [])} ${given[at]!} or ${key} is null)`
  })
  const afterRow = sql`${named(rowColumn)} > cast(${BigInt(row)} as bigint)`
  const ways = [...later, afterRow].map((last, at) => sql`(${joined([...same.slice(0, at), last], " and ")})`)
  return joined(ways, " or ")
}

const keyTypes: Readonly<Record<ValueType, string>> = {
  integer: "hugeint",
  decimal: "double",
  boolean: "boolean",
  date: "date",
  datetime: "timestamp",
  time: "time",
  text: "varchar",
  geometry: "varchar",
  null: "varchar",
}

function keyValue(value: string | null, type: ValueType): Fragment {
  return sql`try_cast(${value} as ${new Fragment(keyTypes[type], [])})`
}

function countIn(ranges: readonly (readonly [number, number])[], conditions: readonly Fragment[]): Fragment {
  const row = named(rowColumn)
  const within = ranges.map(([from, to]) => sql`(${row} >= ${BigInt(from)} and ${row} < ${BigInt(to)})`)
  const found = conditions.length > 0 ? sql`count(*) filter (${whereOf(conditions)})` : sql`count(*)`
  return sql`select count(*), ${found} from this where ${joined(within, " or ")}`
}
