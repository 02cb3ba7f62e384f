import { type CallContext, isNumber, numberOf, type QueryFunction } from "./compiled.ts"
import type { Call, Expression } from "./expression.ts"
import { Fragment, sql } from "./fragment.ts"
import { QueryMistake } from "./query-mistake.ts"

/** Over all rows of a group. */
export const aggregateFunctions: Readonly<Record<string, QueryFunction>> = {
  count: { least: 0, most: 1, usage: "count(*), count(column), count(distinct column)", compile: count },
  sum: { least: 1, most: 1, usage: "sum(number)", compile: sum },
  avg: { least: 1, most: 1, usage: "avg(number)", compile: over("avg") },
  min: { least: 1, most: 1, usage: "min(column)", compile: extreme("min") },
  max: { least: 1, most: 1, usage: "max(column)", compile: extreme("max") },
  median: { least: 1, most: 1, usage: "median(number)", compile: over("median") },
  stddev: { least: 1, most: 1, usage: "stddev(number)", compile: over("stddev_samp") },
  percentile: { least: 2, most: 2, usage: "percentile(number, 95)", compile: percentile },
}

function count({ args, distinct }: Call, { compile }: CallContext) {
  const [item] = args
  const isEvery = !item || item.kind === "every-row"
  if (isEvery) return { type: "integer" as const, sql: sql`count(*)` }
  const counted = compile(item).sql
  return { type: "integer" as const, sql: distinct ? sql`count(distinct ${counted})` : sql`count(${counted})` }
}

function sum({ args }: Call, { compile }: CallContext) {
  const item = numberOf(args[0]!, compile)
  return { type: item.type, sql: sql`sum(${item.sql})` }
}

function over(name: string) {
  return ({ args }: Call, { compile }: CallContext) => {
    const item = numberOf(args[0]!, compile).sql
    return { type: "decimal" as const, sql: sql`${new Fragment(name, [])}(cast(${item} as double))` }
  }
}

function extreme(name: string) {
  return ({ args }: Call, { compile }: CallContext) => {
    const item = compile(args[0]!)
    const hasOrder = isNumber(item.type) || ["date", "datetime", "time", "text", "null"].includes(item.type)
    if (!hasOrder)
      throw new QueryMistake("query-type", { found: item.type, expected: "number" }, { position: args[0]!.at })
    return { type: item.type, sql: sql`${new Fragment(name, [])}(${item.sql})` }
  }
}

function percentile({ args }: Call, { compile }: CallContext) {
  const item = numberOf(args[0]!, compile).sql
  const share = numberIn(args[1]!, { least: 0, most: 100 }) / 100
  return {
    type: "decimal" as const,
    sql: sql`quantile_cont(cast(${item} as double), ${new Fragment(String(share), [])})`,
  }
}

/** A number written out, between two bounds. */
export function numberIn(item: Expression, { least, most }: { least: number; most: number }): number {
  const isMinus = item.kind === "negative"
  const literal = isMinus ? item.item : item
  const isLiteral = literal.kind === "literal" && isNumber(literal.type)
  const number = isLiteral ? Number(literal.text) * (isMinus ? -1 : 1) : Number.NaN
  if (number >= least && number <= most) return number
  throw new QueryMistake("query-range", { value: isLiteral ? number : "", least, most }, { position: item.at })
}
