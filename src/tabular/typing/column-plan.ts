import type { ColumnType } from "../table/column.ts"
import type { Shape } from "./shapes.ts"

/** How the text of a column becomes values of one type; what does not fit is kept as written. */
export type ColumnPlan =
  /** `isPhone`: numbers that a spreadsheet has written as 71576151.0 lose that end. */
  | { readonly kind: "text"; readonly isPhone?: boolean }
  | { readonly kind: "geometry" }
  | { readonly kind: "boolean" }
  | { readonly kind: "time" }
  | { readonly kind: "month" }
  | { readonly kind: "year-month"; readonly shapes: readonly Shape[] }
  | NumberPlan
  | DatePlan
  | StoredPlan

/** Values that had a type in their file already. */
export interface StoredPlan {
  readonly kind: "stored"
  readonly type: ColumnType
  readonly sqlType: string
}

export interface NumberPlan {
  readonly kind: "number"
  readonly type: "integer" | "decimal"
  readonly decimalMark: "." | ","
  /** Shapes that are numbers under the convention of this column. */
  readonly shapes: readonly Shape[]
  /** What may stand after the number: `percent`, which must, or a currency or its part (`TND`, `millime`, `EUR`). */
  readonly unit?: string
  /** Every value that fits is written as DuckDB reads numbers (or with a decimal comma): the short way is enough. */
  readonly isPlain?: boolean
  /** Stored exactly, with so many digits before and after the mark; a double where there is none. */
  readonly exact?: { readonly wholeDigits: number; readonly fractionDigits: number }
}

export interface DatePlan {
  readonly kind: "date"
  readonly order: "year-first" | "day-first" | "month-first" | "words"
  /** `midnight`: every value says 0:00, so it is a date. */
  readonly hour: "none" | "midnight" | "local" | "zoned"
  /** For readers: `DD/MM/YYYY`. */
  readonly format: string
  /** Every value that fits is written with all its digits, in this very format. */
  readonly isPlain?: boolean
}

/** What the values of a plan are for those who ask for rows. */
export function typeOf(plan: ColumnPlan): ColumnType {
  switch (plan.kind) {
    case "number":
    case "stored":
      return plan.type
    case "month":
      return "integer"
    case "year-month":
      return "text"
    case "date":
      return plan.hour === "none" || plan.hour === "midnight" ? "date" : "datetime"
    default:
      return plan.kind
  }
}
