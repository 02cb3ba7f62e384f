import type { Column } from "../table/column.ts"

/** What an expression gives: a type of columns, or `null`, which goes with all of them. */
export type ValueType = Column["type"] | "null"

/** The syntax tree of filters and clauses. `at` is where it stands in its parameter, for mistakes. */
export type Expression =
  | { readonly kind: "literal"; readonly type: LiteralType; readonly text: string; readonly at?: number }
  | { readonly kind: "column"; readonly column: Column; readonly at?: number }
  | Call
  | { readonly kind: "every-row"; readonly at?: number }
  | { readonly kind: "and" | "or"; readonly items: readonly Expression[]; readonly at?: number }
  | { readonly kind: "not" | "is-true" | "is-null" | "negative"; readonly item: Expression; readonly at?: number }
  | Pair<"compare", Comparison>
  | Pair<"arithmetic", Arithmetic>
  | { readonly kind: "like"; readonly item: Expression; readonly pattern: Expression; readonly at?: number }
  | {
      readonly kind: "between"
      readonly item: Expression
      readonly low: Expression
      readonly high: Expression
      readonly at?: number
    }
  | { readonly kind: "in"; readonly item: Expression; readonly options: readonly Expression[]; readonly at?: number }

export type LiteralType = "integer" | "decimal" | "text" | "boolean" | "date" | "datetime" | "geometry" | "null"
export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">="
export type Arithmetic = "+" | "-" | "*" | "/" | "%"

export interface Call {
  readonly kind: "call"
  /** Lower case. */
  readonly name: string
  readonly distinct: boolean
  readonly args: readonly Expression[]
  readonly at?: number
}

interface Pair<Kind extends string, Operator extends string> {
  readonly kind: Kind
  readonly operator: Operator
  readonly left: Expression
  readonly right: Expression
  readonly at?: number
}

export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "column":
    case "every-row":
      return []
    case "call":
      return expression.args
    case "and":
    case "or":
      return expression.items
    case "compare":
    case "arithmetic":
      return [expression.left, expression.right]
    case "like":
      return [expression.item, expression.pattern]
    case "between":
      return [expression.item, expression.low, expression.high]
    case "in":
      return [expression.item, ...expression.options]
    default:
      return [expression.item]
  }
}

/** Equal for expressions that say the same, wherever they stand. */
export function keyOf(expression: Expression): string {
  return JSON.stringify(expression, (key, value) =>
    key === "at" ? undefined : key === "column" && typeof value === "object" ? (value as Column).name : value,
  )
}
