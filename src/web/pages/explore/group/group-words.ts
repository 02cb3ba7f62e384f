import { explorerMessages, groupMessages } from "../../../../texts/index.ts"
import type { Page } from "../../../page.ts"
import { type ShownColumn, valueText } from "../cell.tsx"
import { headingOf } from "../table-facts.ts"
import type { GroupChoice, Measure, Part } from "./group-choice.ts"
import type { GroupValue } from "./read-groups.ts"

/** A word of the data keeps its own direction inside a title. */
function apart(text: string): string {
  return `\u2068${text}\u2069`
}

export function measureName(page: Page, { aggregate, column }: Measure): string {
  const name = groupMessages[page.language].aggregate[aggregate]
  if (!column) return name
  return explorerMessages[page.language].chart.aggregated(name, apart(headingOf(column, page.language)))
}

/** "المجموع: المبلغ حسب الولاية والسنة". */
export function groupTitle(page: Page, { by, series, measures, isCrossed }: GroupChoice): string {
  const words = explorerMessages[page.language].chart
  const heading = ({ column }: Part) => apart(headingOf(column, page.language))
  const shown = isCrossed ? measures.slice(0, 1) : measures
  const what = page.format.list(shown.map((measure) => measureName(page, measure)))
  return words.name(what, series ? words.both(heading(by), heading(series)) : heading(by))
}

const digits = { year: 4, month: 7, day: 10 } as const

export function partText(page: Page, { column, step }: Part, value: GroupValue): string {
  if (value === null || value === "") return explorerMessages[page.language].missing
  if (step) return page.format.date(String(value).slice(0, digits[step]))
  return valueText(page, column, value)
}

/** Nothing where there are no rows, or none with a value. */
export function measureText(page: Page, { aggregate, column }: Measure, value: GroupValue | undefined): string {
  if (value === null || value === undefined) return ""
  return valueText(page, shapeOf(aggregate, column), value)
}

function shapeOf(aggregate: Measure["aggregate"], column: Measure["column"]): Pick<ShownColumn, "type" | "meaning"> {
  if (!column || aggregate === "distinct") return { type: "integer" }
  if (aggregate === "avg") return { type: "decimal", ...(column.meaning ? { meaning: column.meaning } : {}) }
  return column
}
