import type { Period } from "../../../catalogue/index.ts"
import { dateFrom, problem, type RecordContext } from "../../reading/index.ts"
import type { DcValues } from "./dc-values.ts"

export interface DcDates {
  readonly issued?: string
  readonly modified?: string
  /** A date written as a span of years is what the data are about. */
  readonly periods: readonly Period[]
}

const span = /^(\d{4})\s*[-–/]\s*(\d{4})$/
// "[2015?]", "c2015", "©2015", "ca. 2015": catalogues of libraries.
const aboutYear = /^\[?\s*(?:c|©|ca\.?|vers|circa)?\s*(\d{4})\s*\??\s*\]?\.?$/i
const labelled = /^(issued|published|available|created|submitted|updated|modified|accepted|copyrighted)\s*[:=]\s*(.+)$/i
const embargo = /^info:eu-repo\/date\//i

/**
 * The dates of a record. Plain Dublin Core does not tell them apart: the earliest is when it was published, the latest when it
 * last changed (repositories add when they took it in). Labels and qualified elements say so themselves.
 */
export function readDates(values: DcValues, context: RecordContext): DcDates {
  const plain: string[] = []
  const issued: string[] = []
  const modified: string[] = []
  const periods: Period[] = []
  for (const { text, field } of values("date", "created", "available", "dateSubmitted", "issued", "modified")) {
    if (embargo.test(text)) continue
    const [, label, rest] = labelled.exec(text) ?? []
    const years = span.exec(text)
    if (years && years[1]! <= years[2]!) periods.push({ start: years[1]!, end: years[2]! })
    const date = dateFrom(rest ?? text) ?? aboutYear.exec(text)?.[1]
    if (date === undefined) {
      if (!years) context.problems.push(problem("bad-date", field, text))
    } else if (field === "dc:modified" || /^(updated|modified)$/i.test(label ?? "")) modified.push(date)
    else if (field === "dc:issued" || /^(issued|published|available)$/i.test(label ?? "")) issued.push(date)
    else plain.push(date)
  }
  const inOrder = [...plain].sort()
  const first = issued.sort()[0] ?? inOrder[0]
  const last = modified.sort().at(-1) ?? inOrder.at(-1)
  return {
    ...(first === undefined ? {} : { issued: first }),
    ...(last === undefined || last === first ? {} : { modified: last }),
    periods,
  }
}
