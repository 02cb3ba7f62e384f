import type { Column } from "../table/column.ts"
import { type Fragment, sql } from "./fragment.ts"
import { QueryMistake } from "./query-mistake.ts"

/** A value as it was written, for something of a type; throws `QueryMistake` where it is none. */
export function valueOfType(text: string, type: Column["type"], position?: number): Fragment {
  const value = tryValue(text.trim(), type, text)
  if (value) return value
  throw new QueryMistake("query-value", { value: text.slice(0, 200), type }, { position })
}

function tryValue(text: string, type: Column["type"], asWritten: string): Fragment | undefined {
  switch (type) {
    case "text":
    case "geometry":
      return sql`cast(${asWritten} as varchar)`
    case "integer":
      return wholeNumber(text) ?? number(text)
    case "decimal":
      return number(text)
    case "boolean":
      return truth(text)
    case "date":
      return isDate(text) ? sql`cast(${text} as date)` : undefined
    case "datetime":
      return isDateTime(text) ? sql`cast(${text.replace("T", " ").replace(/Z$/, "")} as timestamp)` : undefined
    case "time":
      return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$/.test(text) ? sql`cast(${text} as time)` : undefined
  }
}

/** DuckDB's BIGINT has nineteen digits. */
function wholeNumber(text: string): Fragment | undefined {
  return /^[+-]?\d{1,18}$/.test(text) ? sql`cast(${text} as bigint)` : undefined
}

function number(text: string): Fragment | undefined {
  const isNumber = /^[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) && Number.isFinite(Number(text))
  return isNumber ? sql`cast(${String(Number(text))} as double)` : undefined
}

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  "1": true,
  yes: true,
  oui: true,
  vrai: true,
  نعم: true,
  false: false,
  "0": false,
  no: false,
  non: false,
  faux: false,
  لا: false,
}

export function readTruth(text: string): boolean | undefined {
  return Object.hasOwn(truths, text.toLowerCase()) ? truths[text.toLowerCase()] : undefined
}

function truth(text: string): Fragment | undefined {
  const value = readTruth(text)
  return value === undefined ? undefined : sql`cast(${String(value)} as boolean)`
}

export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const moment = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text)
}

export function isDateTime(text: string): boolean {
  const [, day = "", time = "00:00"] = /^(\d{4}-\d{2}-\d{2})(?:[T ](.*?)Z?)?$/.exec(text) ?? []
  return isDate(day) && /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$/.test(time)
}
