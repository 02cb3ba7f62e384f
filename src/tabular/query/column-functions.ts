import { numberIn } from "./aggregate-functions.ts"
import { alike, type CallContext, type Compiled, folded, numberOf, type QueryFunction, textOf } from "./compiled.ts"
import type { Call, Expression, ValueType } from "./expression.ts"
import { Fragment, joined, sql } from "./fragment.ts"
import { QueryMistake } from "./query-mistake.ts"

const dateParts = ["year", "quarter", "month", "week", "day", "hour", "minute", "second"] as const
const dateSteps = ["year", "quarter", "month", "week", "day", "hour", "minute", "second"]

/** Of the values of one row. */
export const columnFunctions: Readonly<Record<string, QueryFunction>> = {
  ...Object.fromEntries(
    dateParts.map((part) => [part, { least: 1, most: 1, usage: `${part}(date)`, compile: partOfDate(part) }]),
  ),
  dayofweek: { least: 1, most: 1, usage: "dayofweek(date)", compile: partOfDate("isodow") },
  date_trunc: { least: 2, most: 2, usage: "date_trunc('month', date)", compile: dateTrunc },
  date_trunc_y: { least: 1, most: 1, usage: "date_trunc_y(date)", compile: truncTo("year") },
  date_trunc_ym: { least: 1, most: 1, usage: "date_trunc_ym(date)", compile: truncTo("month") },
  date_trunc_ymd: { least: 1, most: 1, usage: "date_trunc_ymd(date)", compile: truncTo("day") },
  range: { least: 2, most: 50, usage: "range(number, 10), range(number, 0, 10, 100)", compile: range },
  lower: { least: 1, most: 1, usage: "lower(text)", compile: ofText("lower", "text") },
  upper: { least: 1, most: 1, usage: "upper(text)", compile: ofText("upper", "text") },
  trim: { least: 1, most: 1, usage: "trim(text)", compile: ofText("trim", "text") },
  length: { least: 1, most: 1, usage: "length(text)", compile: ofText("length", "integer") },
  abs: { least: 1, most: 1, usage: "abs(number)", compile: ofNumber("abs") },
  floor: { least: 1, most: 1, usage: "floor(number)", compile: ofNumber("floor") },
  ceil: { least: 1, most: 1, usage: "ceil(number)", compile: ofNumber("ceil") },
  round: { least: 1, most: 2, usage: "round(number, 2)", compile: round },
  coalesce: { least: 2, most: 20, usage: "coalesce(a, b)", compile: coalesce },
  contains: { least: 2, most: 2, usage: "contains(text, 'part')", compile: likeness("contains") },
  startswith: { least: 2, most: 2, usage: "startswith(text, 'start')", compile: likeness("starts_with") },
  starts_with: { least: 2, most: 2, usage: "starts_with(text, 'start')", compile: likeness("starts_with") },
  endswith: { least: 2, most: 2, usage: "endswith(text, 'end')", compile: likeness("ends_with") },
  search: { least: 2, most: 50, usage: "search(text, 'words')", compile: search },
}

function dateOf(item: Expression, compile: CallContext["compile"], parts: readonly ValueType[] = ["date", "datetime"]) {
  const compiled = compile(item)
  if (parts.includes(compiled.type) || compiled.type === "null") return compiled
  if (item.kind === "literal") return alike([{ kind: "literal", type: "date", text: "2000-01-01" }, item], compile)[1]!
  throw new QueryMistake("query-type", { found: compiled.type, expected: "date" }, { position: item.at })
}

function partOfDate(part: string) {
  const isOfTime = ["hour", "minute", "second"].includes(part)
  return ({ args }: Call, { compile }: CallContext): Compiled => {
    const date = dateOf(args[0]!, compile, isOfTime ? ["date", "datetime", "time"] : ["date", "datetime"])
    return { type: "integer", sql: sql`${new Fragment(part, [])}(${date.sql})` }
  }
}

function dateTrunc({ args }: Call, context: CallContext): Compiled {
  const [step, item] = args
  if (step?.kind !== "literal" || !dateSteps.includes(step.text.toLowerCase())) {
    throw new QueryMistake("query-value", {
      value: step?.kind === "literal" ? step.text : "",
      type: dateSteps.join(", "),
    })
  }
  return truncated(step.text.toLowerCase(), item!, context)
}

function truncTo(step: string) {
  return ({ args }: Call, context: CallContext) => truncated(step, args[0]!, context)
}

function truncated(step: string, item: Expression, { compile }: CallContext): Compiled {
  const date = dateOf(item, compile)
  const isTime = ["hour", "minute", "second"].includes(step)
  const cut = sql`date_trunc(${new Fragment(`'${step}'`, [])}, ${date.sql})`
  if (isTime) return { type: "datetime", sql: sql`cast(${cut} as timestamp)` }
  return { type: "date", sql: sql`cast(${cut} as date)` }
}

/** With one number: the start of steps of this width. With more: a text for each of the ranges between them. */
function range(call: Call, { compile, wrongArguments }: CallContext): Compiled {
  const [item, ...bounds] = call.args
  const value = sql`cast(${numberOf(item!, compile).sql} as double)`
  const numbers = bounds.map((bound) => numberIn(bound, { least: -1e15, most: 1e15 }))
  if (numbers.length === 1) {
    const width = numbers[0]!
    if (!(width > 0)) throw wrongArguments()
    return { type: "decimal", sql: sql`floor(${value} / ${width}) * ${width}` }
  }
  if (numbers.some((bound, at) => at > 0 && bound <= numbers[at - 1]!)) throw wrongArguments()
  const first = numbers[0]!
  const cases = [
    sql`when ${value} < ${first} then ${`]*, ${first}[`}`,
    ...numbers.slice(1).map((high, at) => sql`when ${value} < ${high} then ${`[${numbers[at]}, ${high}[`}`),
    sql`when ${value} >= ${numbers.at(-1)!} then ${`[${numbers.at(-1)}, *[`}`,
  ]
  return { type: "text", sql: sql`case ${joined(cases, " ")} end` }
}

function ofText(name: string, type: ValueType) {
  return ({ args }: Call, { compile }: CallContext): Compiled => {
    return { type, sql: sql`${new Fragment(name, [])}(${textOf(args[0]!, compile)})` }
  }
}

function ofNumber(name: string) {
  return ({ args }: Call, { compile }: CallContext): Compiled => {
    const number = numberOf(args[0]!, compile)
    return { type: number.type, sql: sql`${new Fragment(name, [])}(${number.sql})` }
  }
}

function round({ args }: Call, { compile }: CallContext): Compiled {
  const number = numberOf(args[0]!, compile).sql
  const digits = args[1] ? numberIn(args[1], { least: -15, most: 15 }) : 0
  return { type: "decimal", sql: sql`round(cast(${number} as double), cast(${Math.trunc(digits)} as integer))` }
}

function coalesce({ args }: Call, { compile }: CallContext): Compiled {
  const items = alike(args, compile)
  const { type } = items.find((item) => item.type !== "null") ?? items[0]!
  return {
    type,
    sql: sql`coalesce(${joined(
      items.map((item) => item.sql),
      ", ",
    )})`,
  }
}

function likeness(test: string) {
  return ({ args }: Call, { compile }: CallContext): Compiled => {
    const [text, part] = [textOf(args[0]!, compile), textOf(args[1]!, compile)]
    return { type: "boolean", sql: sql`${new Fragment(test, [])}(${folded(text)}, ${folded(part)})` }
  }
}

/** Every word stands in one of the columns. */
function search({ args }: Call, { compile }: CallContext): Compiled {
  const sought = args.at(-1)!
  if (sought.kind !== "literal" || sought.type !== "text") {
    throw new QueryMistake("query-arguments", { function: "search", expected: "search(column, 'words')" })
  }
  return {
    type: "boolean",
    sql: everyWord(
      sought.text,
      args.slice(0, -1).map((item) => textOf(item, compile)),
    ),
  }
}

const mostWords = 20

export function everyWord(text: string, columns: readonly Fragment[]): Fragment {
  const words = text.split(/\s+/).filter((word) => word !== "")
  if (words.length > mostWords) throw new QueryMistake("query-too-complex", { limit: mostWords })
  if (words.length === 0) return sql`true`
  if (columns.length === 0) return sql`false`
  const text_ = folded(sql`concat_ws(chr(10), ${joined(columns, ", ")})`)
  return sql`(${joined(
    words.map((word) => sql`contains(${text_}, ${folded(sql`cast(${word} as varchar)`)})`),
    " and ",
  )})`
}
