import { alike, type Compile, type CompileContext, type Compiled, folded, numberOf, textOf } from "./compiled.ts"
import { type Arithmetic, type Comparison, type Expression, keyOf } from "./expression.ts"
import { Fragment, joined, named, sql } from "./fragment.ts"
import { compileCall } from "./functions.ts"
import { valueOfType } from "./literal.ts"
import { QueryMistake } from "./query-mistake.ts"

/** Checks the types, and writes the SQL; whatever came from outside is bound. */
export function compileExpression(expression: Expression, context: CompileContext): Compiled {
  const known = context.known?.get(keyOf(expression))
  if (known) return known
  const compile = (item: Expression) => compileExpression(item, context)
  switch (expression.kind) {
    case "literal":
      return compileLiteral(expression)
    case "column":
      return { type: expression.column.type, sql: named(expression.column.name) }
    case "every-row":
      throw new QueryMistake("query-syntax", { found: "*", expected: "" }, { position: expression.at })
    case "call":
      return compileCall(expression, { ...context, compile })
    case "and":
    case "or": {
      const items = expression.items.map((item) => sql`(${condition(item, compile)})`)
      return truth(joined(items, ` ${expression.kind} `))
    }
    case "not":
      return truth(sql`not (${condition(expression.item, compile)})`)
    case "is-true":
      return truth(sql`((${condition(expression.item, compile)}) is true)`)
    case "is-null":
      return truth(sql`(${compile(expression.item).sql}) is null`)
    case "negative":
      return negative(expression.item, compile)
    case "compare":
      return compare(expression, compile)
    case "arithmetic":
      return arithmetic(expression, compile)
    case "like":
      return compileLikePattern(expression, compile)
    case "between": {
      const [item, low, high] = alike([expression.item, expression.low, expression.high], compile)
      return truth(sql`(${item!.sql}) between (${low!.sql}) and (${high!.sql})`)
    }
    case "in": {
      const [item, ...options] = alike([expression.item, ...expression.options], compile)
      return truth(
        sql`(${item!.sql}) in (${joined(
          options.map((option) => option.sql),
          ", ",
        )})`,
      )
    }
  }
}

function truth(fragment: Fragment): Compiled {
  return { type: "boolean", sql: fragment }
}

function condition(item: Expression, compile: Compile): Fragment {
  const { type, sql: fragment } = compile(item)
  if (type === "boolean" || type === "null") return fragment
  throw new QueryMistake("query-type", { found: type, expected: "boolean" }, { position: item.at })
}

function compileLiteral({ type, text, at }: Extract<Expression, { kind: "literal" }>): Compiled {
  if (type === "null") return { type: "null", sql: new Fragment("null", []) }
  return { type, sql: valueOfType(text, type, at) }
}

function compare(
  { operator, left, right }: { operator: Comparison; left: Expression; right: Expression },
  compile: Compile,
) {
  const [a, b] = alike([left, right], compile)
  return truth(sql`(${a!.sql}) ${new Fragment(operator, [])} (${b!.sql})`)
}

function negative(item: Expression, compile: Compile): Compiled {
  const compiled = numberOf(item, compile)
  return { type: compiled.type, sql: sql`-(${compiled.sql})` }
}

/** In doubles, except for whole numbers added, taken away and multiplied: nothing overflows, nothing divides by zero. */
function arithmetic(
  { operator, left, right }: { operator: Arithmetic; left: Expression; right: Expression },
  compile: Compile,
): Compiled {
  const [a, b] = [numberOf(left, compile), numberOf(right, compile)]
  const sign = new Fragment(operator, [])
  const double = ({ sql: fragment }: Compiled) => sql`cast(${fragment} as double)`
  if (operator === "/" || operator === "%") {
    return { type: "decimal", sql: sql`${double(a)} ${sign} nullif(${double(b)}, 0)` }
  }
  if (a.type !== "integer" || b.type !== "integer") {
    return { type: "decimal", sql: sql`${double(a)} ${sign} ${double(b)}` }
  }
  const whole = ({ sql: fragment }: Compiled) => sql`cast(${fragment} as hugeint)`
  return { type: "integer", sql: sql`${whole(a)} ${sign} ${whole(b)}` }
}

function compileLikePattern({ item, pattern }: Extract<Expression, { kind: "like" }>, compile: Compile): Compiled {
  if (pattern.kind !== "literal" || pattern.type !== "text") {
    throw new QueryMistake("query-arguments", { function: "like", expected: "'%…%'" }, { position: pattern.at })
  }
  return truth(sql`${folded(textOf(item, compile))} like ${folded(compile(pattern).sql)} escape ${"\\"}`)
}
