import { dateFrom, yearPattern } from "../text/cell-values.ts"
import type { PeriodFacts } from "./file-facts.ts"

const dayMs = 86_400_000

/**
 * The time that a table is about: the dates of its columns, else the years that name its columns, else those in the titles
 * above it or the name of its sheet. Birth dates are not the time of a table: whoever calls leaves out columns of persons.
 */
export function periodOf(given: {
  /** The cells of each column of dates or years. */
  readonly dates: readonly (readonly string[])[]
  readonly names: readonly string[]
  readonly titles: readonly string[]
}): PeriodFacts | undefined {
  const inColumns = given.dates.flatMap((cells) => periodFrom(cells) ?? [])
  if (inColumns.length > 0) return inColumns.sort((a, b) => stepOf(a) - stepOf(b))[0]
  const inNames = given.names.filter((name) => yearPattern.test(name) || dateFrom(name))
  return (inNames.length > 1 ? periodFrom(inNames) : undefined) ?? periodFrom(given.titles.flatMap(yearsIn))
}

// A table of days with a column of years is a table of days.
function stepOf({ stepDays }: PeriodFacts): number {
  return stepDays ?? Number.POSITIVE_INFINITY
}

export function periodFrom(values: readonly string[]): PeriodFacts | undefined {
  const dates = new Set(values.map((value) => (yearPattern.test(value) ? value : dateFrom(value))))
  dates.delete(undefined)
  const sorted = ([...dates] as string[]).sort()
  const [start, end] = [sorted[0], sorted.at(-1)]
  if (!start || !end) return undefined
  const gaps = sorted.slice(1).map((date, index) => Date.parse(date) - Date.parse(sorted[index]!))
  const middle = gaps.filter((gap) => gap > 0).sort((a, b) => a - b)[Math.floor(gaps.length / 2)]
  return { start, end, ...(sorted.length > 2 && middle ? { stepDays: Math.round(middle / dayMs) } : {}) }
}

/** Years named in a text: "Élections municipales 2018", "2019-2021". */
export function yearsIn(text: string): string[] {
  return [...text.matchAll(/(?<![\d.,])(?:19[5-9]\d|20[0-4]\d)(?!\d)/g)].map(([year]) => year)
}
