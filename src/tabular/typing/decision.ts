import type { ColumnPlan } from "./column-plan.ts"

/** What the header and the other columns of the table say where values leave a choice. */
export interface ColumnContext {
  readonly header: string
  /** The order of day and month in other columns, where their values prove one. */
  readonly dateOrder?: "day-first" | "month-first"
  /** The decimal mark of other columns, where one is certain. */
  readonly decimalMark?: "." | ","
}

export interface Decision {
  readonly plan: ColumnPlan
  /** Values of the evidence, missing ones left out, that the plan has no place for. */
  readonly notFitting: number
  /** Texts that look like numbers but are codes: they begin with zeros. */
  readonly isCode?: boolean
}

export interface Candidate {
  readonly plan: ColumnPlan
  readonly fitting: number
  readonly isCode?: boolean
}
