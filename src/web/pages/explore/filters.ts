import { type FilterOperator, filterOperators, type Parameters, questionParameters } from "../../../tabular/index.ts"
import { explorerMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import type { ExploreState } from "./explore-state.ts"
import type { HeadedColumn } from "./table-facts.ts"

/** A filter as it is shown: what it is about, what it asks, and the parameter that says so. */
export interface FilterChip {
  readonly pair: Parameters[number]
  /** The header of a column, in its own direction. */
  readonly subject: string
  readonly condition: string
  readonly value: string
}

/** Signs say it shorter where everybody reads them. */
const signs: Partial<Record<FilterOperator, string>> = { exact: "=", not: "≠", gt: ">", gte: "≥", lt: "<", lte: "≤" }

/** Parameters that are shown elsewhere: in the search box, in headers, in the choice of columns. */
const elsewhere = new Set(["q", "$q", "sort", "order_by", "$order", "columns"])
const clauses = new Set<string>(questionParameters)

export function filterChips(page: Page, columns: readonly HeadedColumn[], { question }: ExploreState): FilterChip[] {
  return question.filter(([name]) => !elsewhere.has(name)).map((pair) => chipOf(page, columns, pair))
}

function chipOf(page: Page, columns: readonly HeadedColumn[], pair: Parameters[number]): FilterChip {
  const [name, value] = pair
  if (clauses.has(name) || name.startsWith("$")) return { pair, subject: name, condition: "", value }
  const at = name.lastIndexOf("__")
  const written = at > 0 ? name.slice(at + 2) : "exact"
  const operator = filterOperators.find((one) => one === written)
  const named = operator === undefined || at <= 0 ? name : name.slice(0, at)
  const subject = columns.find((column) => column.name === named || column.header === named)?.header ?? named
  const words = explorerMessages[page.language].operators
  const hasValue = operator !== "isnull" && operator !== "notnull"
  const condition = operator === undefined ? "" : (signs[operator] ?? words[operator])
  return { pair, subject, condition, value: hasValue ? value : "" }
}

/** A filter that was just filled in becomes a parameter like those of the interface for programs. */
export function draftedFilter({ draft }: ExploreState): Record<string, string> {
  if (!draft) return {}
  const { column, operator, value } = draft
  const known = filterOperators.find((one) => one === operator) ?? "contains"
  const needsValue = known !== "isnull" && known !== "notnull"
  if (needsValue && value.trim() === "") return {}
  return { [`${column}__${known}`]: needsValue ? value.trim() : "1" }
}

/** Offered in this order; one list for all columns, so that the form works without scripts. */
export const offeredOperators: readonly FilterOperator[] = [
  "contains",
  "exact",
  "not",
  "gte",
  "lte",
  "gt",
  "lt",
  "startswith",
  "notcontains",
  "isnull",
  "notnull",
]
