import { fold, holdsPhone, isWrittenAsPhone } from "../../vocabulary/index.ts"
import type { Column, Meaning } from "../table/column.ts"
import { latitudeNames, longitudeNames, namesOfCodes, phoneNames, yearNames } from "../text/column-names.ts"
import { type ColumnPlan, typeOf } from "./column-plan.ts"

export interface MeaningInput {
  readonly header: string
  readonly plan: ColumnPlan
  readonly isCode: boolean
  /** Values of a sample, missing ones left out. */
  readonly values: readonly string[]
  /** Of the whole column, where it holds numbers. */
  readonly min?: number
  readonly max?: number
  readonly isIdentity: boolean
}

const email = /^[^\s@<>()]+@[^\s@<>()]+\.[a-z]{2,}$/i
const url = /^(?:https?:\/\/|www\.)\S+$/i

/** What the values are beyond their type, and in what unit. */
export function meaningOf(input: MeaningInput): Pick<Column, "meaning" | "unit"> {
  const { plan } = input
  if (plan.kind === "month" || plan.kind === "year-month") return { meaning: "month" }
  if (plan.kind === "number" && plan.unit === "percent") return { meaning: "percent" }
  if (plan.kind === "number" && plan.unit) return { meaning: "money", unit: plan.unit }
  const type = typeOf(plan)
  const isNumber = type === "integer" || type === "decimal"
  const meaning = type === "text" ? meaningOfText(input) : isNumber ? meaningOfNumber(input) : undefined
  return meaning ? { meaning } : {}
}

function meaningOfText({ header, isCode, values, isIdentity }: MeaningInput): Meaning | undefined {
  const nearlyAll = (test: (value: string) => boolean) =>
    values.length > 0 && values.filter(test).length >= values.length * 0.95
  if (nearlyAll((value) => email.test(value))) return "email"
  if (nearlyAll((value) => url.test(value))) return "url"
  if (isPhone(header, values)) return "phone"
  if (isIdentity) return "identity"
  return isCode ? "code" : undefined
}

export function namesPhone(header: string): boolean {
  return phoneNames.test(wordsOf(header))
}

/** Written in groups as telephone numbers are, or in a column called so. */
function isPhone(header: string, values: readonly string[]): boolean {
  const isNamed = namesPhone(header)
  const phones = values.filter((value) =>
    isNamed ? holdsPhone(value) : value.split(/[;/,]/).every((part) => isWrittenAsPhone(part.trim())),
  )
  return values.length > 0 && phones.length >= values.length * (isNamed ? 0.8 : 0.95)
}

function meaningOfNumber({ header, plan, values, min, max, isIdentity }: MeaningInput): Meaning | undefined {
  const words = wordsOf(header)
  const within = (limit: number) => min !== undefined && max !== undefined && min >= -limit && max <= limit
  const isDecimal = typeOf(plan) === "decimal"
  if (isDecimal && latitudeNames.test(words) && within(90)) return "latitude"
  if (isDecimal && longitudeNames.test(words) && within(180)) return "longitude"
  if (isDecimal) return undefined
  if (isPhone(header, values)) return "phone"
  if (isIdentity) return "identity"
  if (areYears(words, { values, min, max })) return "year"
  return namesOfCodes.test(words) && !/nombre|عدد ال/.test(words) ? "code" : undefined
}

/** Years by name, or by being neighbours. */
function areYears(
  words: string,
  { values, min, max }: { values: readonly string[]; min: number | undefined; max: number | undefined },
): boolean {
  if (min === undefined || max === undefined || min < 1800 || max > 2100) return false
  if (yearNames.test(words)) return true
  const years = [...new Set(values.map(Number))].sort((a, b) => a - b)
  const gaps = years.slice(1).every((year, index) => year - years[index]! <= 5)
  return years.length >= 2 && gaps && min >= 1900 && max <= 2050 && !/nombre|total|عدد|number/.test(words)
}

function wordsOf(header: string): string {
  return fold(header.replace(/([a-z])([A-Z])/g, "$1 $2"))
}
