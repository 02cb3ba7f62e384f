import type { Column } from "../table/column.ts"
import type { Comparison, Expression } from "./expression.ts"
import type { ColumnNames } from "./find-column.ts"
import { readTruth } from "./literal.ts"
import { nearest } from "./nearest.ts"
import { inParameter, QueryMistake } from "./query-mistake.ts"

/** `column__op=value`; without an operator it is `exact`. */
export const filterOperators = [
  "exact",
  "not",
  "in",
  "notin",
  "contains",
  "notcontains",
  "startswith",
  "endswith",
  "gt",
  "gte",
  "lt",
  "lte",
  "between",
  "isnull",
  "notnull",
] as const
export type FilterOperator = (typeof filterOperators)[number]

/** Whether an expression is sound, before anything else is read. */
export type Check = (item: Expression) => Expression

export type Parameters = readonly (readonly [name: string, value: string])[]

/**
 * Filters as everybody can write them in an address: all of them hold, but a column said twice to be equal to something may
 * be equal to either. `not`, `notin` and `notcontains` also find rows without a value.
 */
export function simpleFilters(parameters: Parameters, names: ColumnNames, check: Check): Expression[] {
  const read = parameters.map(([name, value]) => ({ ...readName(name, names), name, value }))
  const equal = Map.groupBy(
    read.filter(({ operator }) => operator === "exact"),
    ({ column }) => column.name,
  )
  const either = [...equal.values()].map((some) => {
    const { column, name } = some[0]!
    const values = some.map(({ value }) => value)
    return inParameter(name, () => check(oneOf(column, values)))
  })
  const others = read
    .filter(({ operator }) => operator !== "exact")
    .map(({ column, operator, name, value }) => inParameter(name, () => check(filter(column, operator, value))))
  return [...either, ...others]
}

/** `_or=a=1&b__gt=2` (encoded): any of these filters. */
export function orGroup(value: string, names: ColumnNames, check: Check): Expression {
  return inParameter("_or", () => {
    const items = [...new URLSearchParams(value)].map(([name, wanted]) => {
      const { column, operator } = readName(name, names)
      return filter(column, operator, wanted)
    })
    if (items.length === 0) throw new QueryMistake("query-arguments", { function: "_or", expected: "column__op=value" })
    return check({ kind: "or", items })
  })
}

function readName(name: string, names: ColumnNames): { column: Column; operator: FilterOperator } {
  return inParameter(name, () => {
    const whole = names.lookUp(name)
    if (whole) return { column: whole, operator: "exact" }
    const at = name.lastIndexOf("__")
    if (at <= 0) return { column: names.find(name), operator: "exact" }
    const operator = name.slice(at + 2)
    const column = names.find(name.slice(0, at))
    if (isOperator(operator)) return { column, operator }
    const values = { operator: operator.slice(0, 100), known: filterOperators }
    throw new QueryMistake("unknown-operator", values, { nearest: nearest(operator, filterOperators) })
  })
}

function isOperator(text: string): text is FilterOperator {
  return (filterOperators as readonly string[]).includes(text)
}

const comparisons: Partial<Record<FilterOperator, Comparison>> = { gt: ">", gte: ">=", lt: "<", lte: "<=" }

function filter(column: Column, operator: FilterOperator, value: string): Expression {
  const item: Expression = { kind: "column", column }
  const comparison = comparisons[operator]
  if (comparison) return { kind: "compare", operator: comparison, left: item, right: text(value) }
  switch (operator) {
    case "exact":
      return oneOf(column, [value])
    case "not":
      return isNot(oneOf(column, [value]))
    case "in":
      return oneOf(column, listOf(value))
    case "notin":
      return isNot(oneOf(column, listOf(value)))
    case "notcontains":
      return isNot(call("contains", [item, text(value)]))
    case "between":
      return between(item, listOf(value))
    case "isnull":
      return isMissing(item, truthOf(value))
    case "notnull":
      return isMissing(item, !truthOf(value))
    default:
      return call(operator, [item, text(value)])
  }
}

function oneOf(column: Column, values: readonly string[]): Expression {
  const item: Expression = { kind: "column", column }
  if (values.length === 1) return { kind: "compare", operator: "=", left: item, right: text(values[0]!) }
  return { kind: "in", item, options: values.map(text) }
}

function between(item: Expression, values: readonly string[]): Expression {
  const [low, high] = values
  if (low === undefined || high === undefined || values.length > 2) {
    throw new QueryMistake("query-arguments", { function: "between", expected: "a,b" })
  }
  return { kind: "between", item, low: text(low), high: text(high) }
}

function isMissing(item: Expression, missing: boolean): Expression {
  return missing ? { kind: "is-null", item } : { kind: "not", item: { kind: "is-null", item } }
}

/** Also where there is no value to compare with. */
function isNot(item: Expression): Expression {
  return { kind: "not", item: { kind: "is-true", item } }
}

function text(value: string): Expression {
  return { kind: "literal", type: "text", text: value }
}

function call(name: string, args: readonly Expression[]): Expression {
  return { kind: "call", name, distinct: false, args }
}

/** Empty means yes: `column__isnull=` and `column__isnull=1` say the same. */
function truthOf(value: string): boolean {
  const truth = value === "" ? true : readTruth(value)
  if (truth === undefined) throw new QueryMistake("query-value", { value: value.slice(0, 200), type: "boolean" })
  return truth
}

const mostValues = 1000

/** Values between commas; one with a comma in it stands in double quotes, doubled inside, as in CSV. */
export function listOf(value: string): string[] {
  const found = [...value.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"(?=,|$)|([^,]*))/g)]
  if (found.length > mostValues) throw new QueryMistake("query-too-complex", { limit: mostValues })
  return found.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "")
}
