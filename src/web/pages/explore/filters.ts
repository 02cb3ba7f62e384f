import { type FilterOperator, filterOperators, type Parameters, questionParameters } from "../../../tabular/index.ts"
import { explorerMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import type { Changes, ExploreState } from "./explore-state.ts"
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
export function draftedFilter({ draft }: ExploreState): Changes {
  if (!draft) return {}
  const { column, operator, values, upTo } = draft
  const known = filterOperators.find((one) => one === operator) ?? "contains"
  const [value = ""] = values.map((one) => one.trim())
  if (known === "isnull" || known === "notnull") return { [`${column}__${known}`]: "1" }
  if (known === "in") return chosenValues(column, values)
  if (known === "between" && !value.includes(",")) return betweenValues(column, value, upTo.trim())
  return value === "" ? {} : { [`${column}__${known}`]: value }
}

/** The values chosen from a list are all that the column is to be; none lets it be anything. */
function chosenValues(column: string, values: readonly string[]): Changes {
  const chosen = values.filter((value) => value !== "")
  const [only] = chosen
  const isOne = chosen.length === 1
  return {
    [`${column}__exact`]: isOne ? only : undefined,
    [`${column}__in`]: chosen.length > 1 ? chosen.map(inList).join(",") : undefined,
  }
}

/** With one end only it is open at the other. */
function betweenValues(column: string, from: string, to: string): Changes {
  if (from === "" && to === "") return {}
  if (to === "") return { [`${column}__gte`]: from }
  if (from === "") return { [`${column}__lte`]: to }
  return { [`${column}__between`]: `${from},${to}` }
}

/** As `column__in` has them: between commas, in double quotes where need be. */
export function valuesInList(text: string): readonly string[] {
  const found = [...text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"(?=,|$)|([^,]*))/g)]
  return found.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "")
}

function inList(value: string): string {
  return /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
