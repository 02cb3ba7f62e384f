import type { Column } from "../table/column.ts"
import type { Expression } from "./expression.ts"
import type { Box } from "./geo-filters.ts"

/** A column of the answer. */
export interface Output {
  readonly name: string
  readonly item: Expression
}

export interface Ordering {
  readonly item: Expression
  readonly descending: boolean
  /** Else rows without a value come last, upwards and downwards. */
  readonly nullsFirst?: boolean
}

/** What is asked of a table, read and checked against its columns; the simple filters and the clauses come to the same. */
export interface Question {
  /** None: all columns, or those grouped by. */
  readonly select: readonly Output[] | undefined
  /** All of them hold. */
  readonly where: readonly Expression[]
  /** Columns of facets, with the values chosen; they hold for everything but their own facet. */
  readonly refine: readonly {
    readonly column: Column
    readonly condition: Expression
    readonly values: readonly string[]
  }[]
  readonly words: string
  readonly box: Box | undefined
  readonly groupBy: readonly Output[]
  readonly having: Expression | undefined
  readonly orderBy: readonly Ordering[]
  readonly limit: number | undefined
  readonly offset: number
  readonly cursor: string | undefined
  readonly facets: readonly Column[]
  /** The same for the same question, whatever page of it is asked. */
  readonly key: string
}
