import type { Call, Expression, ValueType } from "./expression.ts"
import { type Fragment, sql } from "./fragment.ts"
import { valueOfType } from "./literal.ts"
import { QueryMistake } from "./query-mistake.ts"
import type { RowPlace } from "./row-place.ts"

export interface Compiled {
  readonly type: ValueType
  readonly sql: Fragment
}

export interface CompileContext {
  /** Where the rows of the table lie on the earth, if they do. */
  readonly place: RowPlace | undefined
  /** What is grouped by, by the key of its expression: it has a name already. */
  readonly known?: ReadonlyMap<string, Compiled>
}

/** Compiles what stands inside. */
export type Compile = (item: Expression) => Compiled

/** A function of the clauses: how many arguments it takes, how it is written, and the SQL of a call. */
export interface QueryFunction {
  readonly least: number
  readonly most: number
  readonly usage: string
  readonly compile: (call: Call, context: CallContext) => Compiled
}

export interface CallContext extends CompileContext {
  readonly compile: Compile
  readonly wrongArguments: () => QueryMistake
}

/** Expressions of one type; a text that stands beside something else is read as what stands there. */
export function alike(items: readonly Expression[], compile: Compile): Compiled[] {
  const leading = items.find((item) => item.kind !== "literal") ?? items.find(({ kind }) => kind === "literal")!
  const { type } = compile(leading)
  return items.map((item) => {
    if (item === leading || type === "null") return compile(item)
    return asType(item, type, compile)
  })
}

function asType(item: Expression, type: Exclude<ValueType, "null">, compile: Compile): Compiled {
  if (item.kind === "literal" && item.type === "text" && type !== "text") {
    return { type, sql: valueOfType(item.text, type, item.at) }
  }
  const compiled = compile(item)
  if (compiled.type === "date" && type === "datetime") return { type, sql: sql`cast(${compiled.sql} as timestamp)` }
  if (fits(compiled.type, type)) return compiled
  throw new QueryMistake("query-type", { found: compiled.type, expected: type }, { position: item.at })
}

function fits(found: ValueType, wanted: ValueType): boolean {
  if (found === wanted || found === "null" || wanted === "null") return true
  if (isNumber(found) && isNumber(wanted)) return true
  return (found === "datetime" && wanted === "date") || (found === "date" && wanted === "datetime")
}

export function isNumber(type: ValueType): boolean {
  return type === "integer" || type === "decimal"
}

export function numberOf(item: Expression, compile: Compile): Compiled {
  const compiled = compile(item)
  if (isNumber(compiled.type) || compiled.type === "null") return compiled
  throw new QueryMistake("query-type", { found: compiled.type, expected: "number" }, { position: item.at })
}

/** Case, accents, Arabic vowels, and letters written one for the other, do not count; Arabic digits are digits. */
export function folded(fragment: Fragment): Fragment {
  return sql`translate(lower(strip_accents(${fragment})), ${foldedFrom}, ${foldedTo})`
}

// What has no counterpart at the end (the tatweel) goes.
const foldedFrom = "ةىٱ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ـ"
const foldedTo = "هيا01234567890123456789"

export function textOf(item: Expression, compile: Compile): Fragment {
  const { type, sql: fragment } = compile(item)
  if (type === "geometry")
    throw new QueryMistake("query-type", { found: type, expected: "text" }, { position: item.at })
  return type === "text" ? fragment : sql`cast(${fragment} as varchar)`
}
