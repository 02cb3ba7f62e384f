import type { Column } from "../table/column.ts"
import { compileExpression } from "./compile-expression.ts"
import type { Expression } from "./expression.ts"
import { columnNames } from "./find-column.ts"
import { readBox } from "./geo-filters.ts"
import { nearest } from "./nearest.ts"
import { hasAggregate, parseCondition, parseOrdering, parseOutputs } from "./parse-clauses.ts"
import type { Scope } from "./parse-expression.ts"
import { inParameter, QueryMistake } from "./query-mistake.ts"
import type { QueryableTable } from "./queryable-table.ts"
import type { Ordering, Output, Question } from "./question.ts"
import { placeOfRows } from "./row-place.ts"
import { type Check, listOf, orGroup, type Parameters, simpleFilters } from "./simple-filters.ts"

/** Names of parameters that are not filters; SODA's `$select` and so on are read as these. */
export const questionParameters = [
  "select",
  "columns",
  "where",
  "group_by",
  "having",
  "order_by",
  "sort",
  "limit",
  "offset",
  "cursor",
  "q",
  "bbox",
  "facet",
  "refine",
  "_or",
] as const
type QuestionParameter = (typeof questionParameters)[number]

const aliases: Readonly<Record<string, QuestionParameter>> = {
  $select: "select",
  $where: "where",
  $group: "group_by",
  $having: "having",
  $order: "order_by",
  $limit: "limit",
  $offset: "offset",
  $q: "q",
}

/** Parameters that may stand more than once. */
const repeatable = new Set<string>(["where", "facet", "refine", "_or"])
const mostParameters = 200
const mostFacets = 20

export const mostRows = 10_000
export const farthestOffset = 10_000

/** Everything in an address that asks something of a table; `QueryMistake` names the parameter that is wrong. */
export function readQuestion(table: Pick<QueryableTable, "columns">, parameters: Parameters): Question {
  if (parameters.length > mostParameters) throw new QueryMistake("query-too-complex", { limit: mostParameters })
  const names = columnNames(table)
  const asked = new Asked(parameters)
  const scope = { names, check: checkOf(table) }
  const select = selection(asked, scope)
  const groupBy = asked.read("group_by", (text) => outputsIn(text, { ...scope, aliases: namesOf(select) })) ?? []
  const later = { ...scope, aliases: new Map([...namesOf(select), ...namesOf(groupBy)]) }
  return {
    select,
    where: [
      ...simpleFilters(asked.filters, names, scope.check),
      ...asked.readAll("_or", (text) => orGroup(text, names, scope.check)),
      ...asked.readAll("where", (text) => conditionIn(text, scope)),
    ],
    refine: refinements(asked, scope),
    words: asked.read("q", (text) => text) ?? "",
    box: asked.read("bbox", readBox),
    groupBy,
    having: asked.read("having", (text) => truth(parseCondition(text, later), scope.check)),
    orderBy: ordering(asked, later),
    limit: asked.read("limit", (text) => countIn(text, mostRows)),
    offset: asked.read("offset", (text) => countIn(text, farthestOffset)) ?? 0,
    cursor: asked.read("cursor", (text) => text),
    facets: asked
      .readAll("facet", (text) => listOf(text).map((name) => names.find(name)))
      .flat()
      .slice(0, mostFacets),
    key: asked.key(),
  }
}

/** The parameters, each read with its own name in its mistakes. */
class Asked {
  readonly filters: Parameters
  readonly #clauses: readonly {
    readonly parameter: QuestionParameter
    readonly written: string
    readonly value: string
  }[]

  constructor(parameters: Parameters) {
    const known = new Set<string>(questionParameters)
    const clauseOf = (name: string) =>
      Object.hasOwn(aliases, name) ? aliases[name]! : known.has(name) ? name : undefined
    this.filters = parameters.filter(([name]) => clauseOf(name) === undefined)
    this.#clauses = parameters.flatMap(([written, value]) => {
      const parameter = clauseOf(written)
      return parameter ? [{ parameter: parameter as QuestionParameter, written, value }] : []
    })
    const odd = this.filters.find(([name]) => name.startsWith("$"))
    if (odd) throw unknownClause(odd[0])
  }

  read<T>(parameter: QuestionParameter, read: (value: string) => T): T | undefined {
    const found = this.#clauses.filter((clause) => clause.parameter === parameter && clause.value !== "")
    if (found.length > 1 && !repeatable.has(parameter)) {
      throw new QueryMistake("query-conflict", { parameters: found.map(({ written }) => written) }, { parameter })
    }
    return found[0] && this.#readOne(found[0], read)
  }

  readAll<T>(parameter: QuestionParameter, read: (value: string) => T): T[] {
    const found = this.#clauses.filter((clause) => clause.parameter === parameter && clause.value !== "")
    return found.map((clause) => this.#readOne(clause, read))
  }

  refuseBoth(one: QuestionParameter, other: QuestionParameter): void {
    const has = (parameter: string) =>
      this.#clauses.some((clause) => clause.parameter === parameter && clause.value !== "")
    if (has(one) && has(other))
      throw new QueryMistake("query-conflict", { parameters: [one, other] }, { parameter: other })
  }

  /** Without what only chooses a page, or says more about it. */
  key(): string {
    const clauses = this.#clauses
      .filter(({ parameter }) => !["cursor", "limit", "offset", "facet"].includes(parameter))
      .map(({ parameter, value }) => [parameter, value])
    return JSON.stringify([...clauses, ...this.filters].map((pair) => JSON.stringify(pair)).sort())
  }

  #readOne<T>({ written, value }: { written: string; value: string }, read: (value: string) => T): T {
    return inParameter(written, () => read(value))
  }
}

interface Checked extends Scope {
  readonly check: Check
}

/** Types are checked where the parameter is known: its name belongs to what is wrong with it. */
function checkOf({ columns }: Pick<QueryableTable, "columns">): Checked["check"] {
  const place = placeOfRows(columns)
  return (item) => {
    compileExpression(item, { place })
    return item
  }
}

function outputsIn(text: string, scope: Checked): readonly Output[] {
  const outputs = parseOutputs(text, scope)
  for (const { item } of outputs) scope.check(item)
  return outputs
}

function conditionIn(text: string, scope: Checked): Expression {
  const condition = truth(parseCondition(text, scope), scope.check)
  if (hasAggregate(condition)) throw new QueryMistake("query-grouping", { expression: text.slice(0, 100) })
  return condition
}

/** A condition is one that `and` takes. */
function truth(item: Expression, check: Check): Expression {
  check({ kind: "and", items: [item] })
  return item
}

function unknownClause(name: string): QueryMistake {
  const near = nearest(name, Object.keys(aliases))
  return new QueryMistake("unknown-column", { column: name.slice(0, 200) }, { parameter: name, nearest: near })
}

function selection(asked: Asked, scope: Checked): readonly Output[] | undefined {
  asked.refuseBoth("select", "columns")
  const columns = asked.read("columns", (text) => listOf(text).map((name) => outputOf(scope.names.find(name.trim()))))
  return columns ?? asked.read("select", (text) => (text.trim() === "*" ? undefined : outputsIn(text, scope)))
}

function outputOf(column: Column): Output {
  return { name: column.name, item: { kind: "column", column } }
}

function namesOf(outputs: readonly Output[] | undefined): Map<string, Expression> {
  return new Map((outputs ?? []).map(({ name, item }) => [name, item]))
}

function ordering(asked: Asked, scope: Checked): readonly Ordering[] {
  asked.refuseBoth("order_by", "sort")
  const sorted = asked.read("sort", (text) =>
    listOf(text).map((part): Ordering => {
      const descending = part.startsWith("-")
      const name = part.replace(/^[-+]/, "").trim()
      const alias = scope.names.lookUp(name) ? undefined : scope.aliases?.get(name)
      return { item: alias ?? { kind: "column", column: scope.names.find(name) }, descending }
    }),
  )
  return sorted ?? asked.read("order_by", (text) => orderingsIn(text, scope)) ?? []
}

function orderingsIn(text: string, scope: Checked): readonly Ordering[] {
  const orderings = parseOrdering(text, scope)
  for (const { item } of orderings) scope.check(item)
  return orderings
}

/** `refine=column:value`, as often as there are values; of one column any of them. */
function refinements(asked: Asked, { names, check }: Checked): Question["refine"] {
  const chosen = asked.readAll("refine", (text) => {
    const at = text.indexOf(":")
    if (at < 0) throw new QueryMistake("query-arguments", { function: "refine", expected: "column:value" })
    const value = text.slice(at + 1).replace(/^"(.*)"$/s, "$1")
    const column = names.find(text.slice(0, at))
    check(isAmong(column, [value]))
    return { column, value }
  })
  return [...Map.groupBy(chosen, ({ column }) => column.name).values()].map((some) => {
    const { column } = some[0]!
    const values = some.map(({ value }) => value)
    return { column, values, condition: isAmong(column, values) }
  })
}

function isAmong(column: Column, values: readonly string[]): Expression {
  const options = values.map((text): Expression => ({ kind: "literal", type: "text", text }))
  return { kind: "in", item: { kind: "column", column }, options }
}

function countIn(text: string, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (number <= most) return number
  throw new QueryMistake("query-range", { value: text.slice(0, 50), least: 0, most })
}
