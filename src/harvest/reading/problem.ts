import type { Problem } from "../connector.ts"
import { type ProblemCode, problemTexts } from "../problem-texts.ts"
import { cutAt } from "./clean-text.ts"

const valueLimit = 200

/** One line of the report: what is wrong with which value of which field. */
export function problem(code: ProblemCode, field?: string, value?: unknown): Problem {
  const shown = shownValue(value)
  return {
    code,
    ...(field === undefined ? {} : { field: cutAt(field.toWellFormed(), valueLimit) }),
    ...(shown === undefined ? {} : { value: shown }),
    message: problemTexts[code].en,
  }
}

/** Values beyond what is kept; told once per field. */
export function tellTooMany(problems: Problem[], field: string, count?: number): void {
  const code = "too-many-values"
  if (!problems.some((told) => told.code === code && told.field === field)) problems.push(problem(code, field, count))
}

// Objects are named, not printed: a hostile record may be nested deeper than any printer survives.
function shownValue(value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (Array.isArray(value)) return `list of ${value.length}`
  if (typeof value === "object" && value !== null)
    return printable(`object with ${Object.keys(value).slice(0, 5).join(", ") || "nothing in it"}`)
  return printable(String(value))
}

const unprintable = /[\p{Cc}\u202a-\u202e]/gu

function printable(text: string): string {
  return cutAt(
    text
      .slice(0, valueLimit * 2)
      .toWellFormed()
      .replace(unprintable, "\ufffd"),
    valueLimit,
  )
}
