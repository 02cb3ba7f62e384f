const pattern = /^(NOW|\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z?)?)((?:[+-]\d{1,6}[A-Z]+|\/[A-Z]+)*)$/
const step = /([+-]\d{1,6}|\/)([A-Z]+?)S?(?=[+\-/]|$)/g

type Unit = "YEAR" | "MONTH" | "DAY" | "HOUR" | "MINUTE" | "SECOND" | "MILLI"
const units: readonly Unit[] = ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "MILLI"]
const synonyms: Readonly<Record<string, Unit>> = { DATE: "DAY", MILLISECOND: "MILLI" }

/**
 * A date of Solr with its date math (`NOW-6MONTHS/DAY`), as an ISO timestamp. A plain timestamp keeps all its digits:
 * PostgreSQL compares microseconds, which a JavaScript date does not have.
 */
export function momentFromSolr(text: string, now: Date): string | undefined {
  const parts = pattern.exec(text)
  if (!parts) return undefined
  const [, start = "", math = ""] = parts
  if (start !== "NOW" && !isOfCalendar(start)) return undefined
  if (start !== "NOW" && math === "") return zoned(start)
  let moment = start === "NOW" ? now : new Date(zoned(start))
  for (const [, how = "", name = ""] of math.matchAll(step)) {
    const unit = synonyms[name] ?? units.find((one) => one === name)
    if (!unit) return undefined
    moment = how === "/" ? floored(moment, unit) : moved(moment, Number(how), unit)
  }
  const inRange = !Number.isNaN(moment.getTime()) && moment.getUTCFullYear() >= 1 && moment.getUTCFullYear() <= 9999
  return inRange ? moment.toISOString() : undefined
}

// JavaScript rolls 31 February over into March and has a year 0; PostgreSQL refuses both.
function isOfCalendar(start: string): boolean {
  const moment = new Date(zoned(start))
  if (Number.isNaN(moment.getTime()) || start.startsWith("0000")) return false
  return moment.toISOString().startsWith(start.slice(0, 10))
}

function zoned(start: string): string {
  return start.length === 10 || start.endsWith("Z") ? start : `${start}Z`
}

function moved(moment: Date, by: number, unit: Unit): Date {
  const parts = fieldsOf(moment)
  parts[units.indexOf(unit)]! += by
  return fromFields(parts)
}

function floored(moment: Date, unit: Unit): Date {
  const kept = units.indexOf(unit)
  return fromFields(fieldsOf(moment).map((value, at) => (at <= kept ? value : at === units.indexOf("DAY") ? 1 : 0)))
}

function fieldsOf(moment: Date): number[] {
  return [
    moment.getUTCFullYear(),
    moment.getUTCMonth(),
    moment.getUTCDate(),
    moment.getUTCHours(),
    moment.getUTCMinutes(),
    moment.getUTCSeconds(),
    moment.getUTCMilliseconds(),
  ]
}

function fromFields(parts: readonly number[]): Date {
  const [year, month, day, hour, minute, second, milli] = parts as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return new Date(Date.UTC(year, month, day, hour, minute, second, milli))
}
