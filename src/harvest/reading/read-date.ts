import { monthNamed } from "../../vocabulary/index.ts"
import type { Problem } from "../connector.ts"
import { problem } from "./problem.ts"
import { isBlank, textOf } from "./values.ts"

const iso =
  /^(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?)?)?$/i
const compact = /^(\d{4})(\d{2})(\d{2})$/
const dayFirst = /^[^\d]*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s*-?\s*(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/
const dayAndName =
  /^(?:[\p{L}.]+,?\s+)?(\d{1,2})(?:er|st|nd|rd|th)?\s+([\p{L}]+)\.?,?\s+(\d{4})(?:\s+(\d{2}):(\d{2})(?::(\d{2}))?\s*(Z|GMT|UTC|[+-]\d{4})?)?$/u
const nameAndDay = /^([\p{L}]+)\.?\s+(\d{1,2}),?\s+(\d{4})$/u
const nameAndYear = /^([\p{L}]+)\.?\s+(\d{4})$/u

/**
 * ISO 8601 of one date: YYYY, YYYY-MM, YYYY-MM-DD, or a UTC timestamp to the second. A timestamp without zone is UTC, as
 * CKAN writes it. dd/mm/yyyy is read day first, unless the middle number can only be a day. Nothing for anything else.
 */
export function dateFrom(raw: unknown): string | undefined {
  if (typeof raw === "number") return fromNumber(raw)
  if (typeof raw !== "string" || raw.length > 80) return undefined
  const text = westernDigits(raw.trim())
  let found = iso.exec(text)
  if (found) return fromParts(found[1], found[2], found[3], found.slice(4))
  found = compact.exec(text)
  if (found) return fromParts(found[1], found[2], found[3], [])
  found = dayFirst.exec(text)
  if (found) return fromDayFirst(found)
  return fromNames(text)
}

/** The date of a field, or a `bad-date` problem. Blank values are no problem. */
export function readDate(raw: unknown, field: string, problems: Problem[]): string | undefined {
  if (isBlank(raw)) return undefined
  const date = dateFrom(typeof raw === "number" ? raw : textOf(raw))
  if (!date) problems.push(problem("bad-date", field, raw))
  return date
}

function fromDayFirst(found: RegExpExecArray): string | undefined {
  const [first, second] = [Number(found[1]), Number(found[2])]
  const monthFirst = second > 12 && first <= 12
  const [day, month] = monthFirst ? [second, first] : [first, second]
  return fromParts(found[3], String(month), String(day), found.slice(4))
}

function fromNames(text: string): string | undefined {
  const day = dayAndName.exec(text)
  if (day) return fromParts(day[3], monthNumber(day[2]), day[1], day.slice(4))
  const american = nameAndDay.exec(text)
  if (american) return fromParts(american[3], monthNumber(american[1]), american[2], [])
  const month = nameAndYear.exec(text)
  return month ? fromParts(month[2], monthNumber(month[1]), undefined, []) : undefined
}

function monthNumber(name: string | undefined): string {
  return String(monthNamed(name ?? "") ?? 0)
}

function fromParts(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  time: readonly (string | undefined)[],
): string | undefined {
  const y = Number(year)
  if (y < 1000) return undefined
  if (month === undefined) return year
  const m = Number(month)
  if (m < 1 || m > 12) return undefined
  if (day === undefined) return `${year}-${two(m)}`
  const d = Number(day)
  if (d < 1 || d > daysIn(y, m)) return undefined
  const date = `${year}-${two(m)}-${two(d)}`
  return time[0] === undefined ? date : timestamp(date, time)
}

function timestamp(date: string, [hour, minute, second, zone]: readonly (string | undefined)[]): string | undefined {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined
  const clock = `${two(Number(hour))}:${minute}:${second ?? "00"}`
  if (!zone || /^(z|utc|gmt)$/i.test(zone)) return `${date}T${clock}Z`
  const offset = zone.length === 3 ? `${zone}:00` : zone.replace(/^(.\d{2}):?(\d{2})$/, "$1:$2")
  const moment = new Date(`${date}T${clock}${offset}`)
  return Number.isNaN(moment.getTime()) ? undefined : utcSecond(moment)
}

/** Four digits are a year, larger numbers seconds or milliseconds since 1970 (ArcGIS writes them). */
function fromNumber(value: number): string | undefined {
  if (Number.isInteger(value) && value >= 1000 && value <= 2999) return String(value)
  const milliseconds = value >= 1e11 ? value : value * 1000
  if (!(milliseconds >= 1e11 && milliseconds < 3.3e13)) return undefined
  return utcSecond(new Date(milliseconds))
}

/** ISO 8601 in UTC, to the second. */
export function utcSecond(moment: Date): string {
  return moment.toISOString().replace(/\.\d{3}Z$/, "Z")
}

function westernDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
}

function daysIn(year: number, month: number): number {
  return month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
