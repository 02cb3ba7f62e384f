import type { Period } from "../../catalogue/index.ts"
import type { Problem } from "../connector.ts"
import { problem } from "./problem.ts"
import { dateFrom } from "./read-date.ts"
import { isBlank, textOf } from "./values.ts"

const openEnd = /^(|\*|\.\.|now|present|today|ongoing|en cours|à ce jour|9999(-12-31)?(T.*)?)$/i
const duration = /^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T.*)?$/i
const years = /^(\d{4})\s*[-–/]\s*(\d{4})$/

/** A period of a field: from two values, or nothing and a problem. */
export function readBounds(start: unknown, end: unknown, field: string, problems: Problem[]): Period | undefined {
  if (isBlank(start) && isBlank(end)) return undefined
  const from = bound(start)
  const to = bound(end)
  if (from === undefined || to === undefined) {
    problems.push(problem("bad-period", field, `${shown(start)} / ${shown(end)}`))
    return undefined
  }
  return periodOf(from, to, field, problems)
}

/** The forms met: `a/b`, `a..b`, `a/P1Y`, `P1Y/b`, `R/a/P1M`, `[a TO b]`, `2019-2020`, one date. */
export function readPeriod(raw: unknown, field: string, problems: Problem[]): Period | undefined {
  if (isBlank(raw)) return undefined
  const text = textOf(raw)
  const period = text && text.length <= 120 ? periodFrom(text) : undefined
  if (!period) {
    problems.push(problem("bad-period", field, raw))
    return undefined
  }
  return periodOf(period[0], period[1], field, problems)
}

type Bounds = readonly [string | null, string | null]

function periodFrom(text: string): Bounds | undefined {
  const single = dateFrom(text)
  if (single) return [single, single]
  const span = years.exec(text)
  if (span) return [span[1] as string, span[2] as string]
  const halves = halvesOf(text)
  if (!halves) return undefined
  const [first, second] = halves
  if (duration.test(second)) return spanning(bound(first), second, 1)
  if (duration.test(first)) return spanning(bound(second), first, -1)
  const [from, to] = [bound(first), bound(second)]
  return from === undefined || to === undefined ? undefined : [from, to]
}

function halvesOf(text: string): readonly [string, string] | undefined {
  const bracketed = /^\[(.*)\s+TO\s+(.*)\]$/i.exec(text)
  if (bracketed) return [bracketed[1] as string, bracketed[2] as string]
  const bare = text.replace(/^R\d*\//i, "")
  const parts =
    bare.includes("..") && !bare.includes("/..") && !bare.startsWith("../") ? bare.split("..") : splitAtSlash(bare)
  return parts.length === 2 ? [parts[0] as string, parts[1] as string] : undefined
}

// yyyy/mm/dd dates hold slashes of their own: six parts are two of them.
function splitAtSlash(text: string): readonly string[] {
  const parts = text.split("/")
  if (parts.length === 6) return [parts.slice(0, 3).join("/"), parts.slice(3).join("/")]
  return parts.length === 2 ? parts : text.split(/\s+(?:to|au|-|–|إلى)\s+/i)
}

/** `null` is an open end, `undefined` something unreadable. */
function bound(raw: unknown): string | null | undefined {
  if (isBlank(raw)) return null
  const text = textOf(raw)
  if (text !== undefined && openEnd.test(text.trim())) return null
  return dateFrom(typeof raw === "number" ? raw : text?.trim())
}

function spanning(date: string | null | undefined, length: string, direction: 1 | -1): Bounds | undefined {
  const parts = duration.exec(length)
  if (!date || !parts) return undefined
  const [years, months, weeks, days] = parts.slice(1).map((part) => Number(part ?? 0) * direction)
  const other = new Date(date)
  if (Number.isNaN(other.getTime())) return undefined
  other.setUTCFullYear(other.getUTCFullYear() + (years ?? 0), other.getUTCMonth() + (months ?? 0))
  // Both ends are included, so a year from 1 January ends on 31 December.
  other.setUTCDate(other.getUTCDate() + (weeks ?? 0) * 7 + (days ?? 0) - direction)
  if (Number.isNaN(other.getTime()) || other.getUTCFullYear() < 1000 || other.getUTCFullYear() > 9999) return undefined
  const end = other.toISOString().slice(0, 10)
  return direction === 1 ? [date, end] : [end, date]
}

function periodOf(start: string | null, end: string | null, field: string, problems: Problem[]): Period | undefined {
  if (start === null && end === null) return undefined
  if (start !== null && end !== null && isAfter(start, end)) {
    problems.push(problem("period-reversed", field, `${start} / ${end}`))
    return undefined
  }
  return { ...(start === null ? {} : { start }), ...(end === null ? {} : { end }) }
}

function isAfter(start: string, end: string): boolean {
  const shared = Math.min(start.length, end.length)
  return start.slice(0, shared) > end.slice(0, shared)
}

function shown(value: unknown): string {
  return textOf(value)?.slice(0, 80) ?? ""
}
