import { fold, holdsPhone, isWrittenAsPhone } from "../../vocabulary/index.ts"
import { cellKind, dateFrom, yearPattern } from "../text/cell-values.ts"
import { latitudeNames, longitudeNames, namesOfCodes, phoneNames, yearNames } from "../text/column-names.ts"
import type { ColumnType } from "./file-facts.ts"

/** The share of values that must agree: real columns have slips. */
const nearlyAll = 0.95

/** One column as it was read: its name and its cells, without those that say that there is no value. */
export interface ReadColumn {
  readonly name: string
  readonly values: readonly string[]
}

/**
 * What a column holds, by nearly all of its values; its name decides only between what the values leave open. The
 * form is told what people see in a column (`year`, `code`, `place`), `typing` what an engine stores; both know months, money and
 * telephone numbers by the same conventions.
 */
export function columnType({ name, values }: ReadColumn): ColumnType {
  if (values.length === 0) return "empty"
  const words = fold(name.replace(/([a-z])([A-Z])/g, "$1 $2"))
  return (
    typeOfAddresses(words, values) ??
    numberType(words, values) ??
    typeIfNearlyAll(values, [
      ["boolean", isBoolean],
      ["date", isDate],
    ]) ??
    "text"
  )
}

const email = /^[^\s@<>()]+@[^\s@<>()]+\.[a-z]{2,}$/i
const url = /^(?:https?:\/\/|www\.)\S+$/i

function typeOfAddresses(words: string, values: readonly string[]): ColumnType | undefined {
  return typeIfNearlyAll(values, [
    ["email", (value) => email.test(value)],
    ["url", (value) => url.test(value)],
    ["phone", (value) => value.split(/[;/,]/).every((part) => isWrittenAsPhone(part.trim()))],
    ...(phoneNames.test(words) ? [["phone", holdsPhone] as const] : []),
  ])
}

function typeIfNearlyAll(
  values: readonly string[],
  tests: readonly (readonly [ColumnType, (value: string) => boolean])[],
): ColumnType | undefined {
  return tests.find(([, test]) => agree(values, test))?.[0]
}

function agree(values: readonly string[], test: (value: string) => boolean): boolean {
  let disagreeing = values.length * (1 - nearlyAll)
  for (const value of values) if (!test(value) && --disagreeing < 0) return false
  return true
}

function isBoolean(value: string): boolean {
  return cellKind(value) === "boolean"
}

function isDate(value: string): boolean {
  return yearPattern.test(value) || dateFrom(value) !== undefined
}

function numberType(words: string, values: readonly string[]): ColumnType | undefined {
  const counts = { integer: 0, grouped: 0, decimal: 0, other: 0 }
  for (const value of values) {
    const kind = cellKind(value)
    if (kind === "integer" || kind === "grouped" || kind === "decimal") counts[kind]++
    else counts.other++
  }
  if (counts.other > values.length * (1 - nearlyAll)) return undefined
  const coordinate = counts.decimal > 0 ? coordinateType(words, values) : undefined
  if (coordinate) return coordinate
  if (counts.decimal > 0) return isWhole(values) ? "integer" : "decimal"
  if (isYears(words, values)) return "year"
  return isCode(words, values) ? "code" : "integer"
}

/** Spreadsheets write whole numbers as 71576151.0. */
function isWhole(values: readonly string[]): boolean {
  return values.every((value) => /^[-+]?\d+(\.0)?$/.test(value))
}

function coordinateType(words: string, values: readonly string[]): ColumnType | undefined {
  const isLatitude = latitudeNames.test(words)
  if (!isLatitude && !longitudeNames.test(words)) return undefined
  const limit = isLatitude ? 90 : 180
  const inside = agree(values, (value) => Math.abs(Number(value.replace(",", "."))) <= limit)
  return inside ? (isLatitude ? "latitude" : "longitude") : undefined
}

/** Years by name, or by being a run of neighbouring years. */
function isYears(words: string, values: readonly string[]): boolean {
  if (!agree(values, (value) => yearPattern.test(value))) return false
  if (yearNames.test(words)) return true
  const years = [...new Set(values.map(Number))].sort((a, b) => a - b)
  const gaps = years.slice(1).every((year, index) => year - years[index]! <= 5)
  return (
    years.length >= 2 && gaps && years[0]! >= 1900 && years.at(-1)! <= 2050 && !/nombre|total|عدد|number/.test(words)
  )
}

/** Numbers that nobody adds up: leading zeros, or a name that says so and values that are all different or equally long. */
function isCode(words: string, values: readonly string[]): boolean {
  if (values.some((value) => /^0\d+$/.test(value))) return true
  return namesOfCodes.test(words) && !/nombre|عدد ال/.test(words)
}
