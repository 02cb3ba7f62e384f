import { type CompiledQuery, rowColumn } from "../engine/query-engine.ts"
import type { Column } from "../table/column.ts"
import { everyWord } from "./column-functions.ts"
import { compileExpression } from "./compile-expression.ts"
import { type CompiledPage, groupPage, limited, orderBy, orderKeys, rowPage, whereOf } from "./compile-page.ts"
import type { Compiled } from "./compiled.ts"
import type { PageStart } from "./cursor.ts"
import { childrenOf, type Expression, keyOf, type ValueType } from "./expression.ts"
import { type Fragment, joined, named, nothing, sql } from "./fragment.ts"
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

/** Ranges one by one: of ranges in one condition DuckDB reads everything. */
function countIn(ranges: readonly (readonly [number, number])[], conditions: readonly Fragment[]): Fragment {
  const row = named(rowColumn)
  const parts = ranges.map(
    ([from, to]) => sql`select * from this where ${row} >= ${BigInt(from)} and ${row} < ${BigInt(to)}`,
  )
  const found = conditions.length > 0 ? sql`count(*) filter (${whereOf(conditions)})` : sql`count(*)`
  return sql`select count(*), ${found} from (${joined(parts, " union all ")})`
}
