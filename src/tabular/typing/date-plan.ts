import type { DatePlan } from "./column-plan.ts"
import type { Candidate, ColumnContext } from "./decision.ts"
import { countOf, type Evidence, type ShapeCount } from "./evidence.ts"
import type { Shape } from "./shapes.ts"

const dayMonth: readonly Shape[] = ["day-first", "month-first", "day-or-month"]

/** One order for the whole column. Days and months are never swapped value by value: where both orders occur, it is text. */
export function datePlan(evidence: Evidence, habits: ColumnContext): Candidate | undefined {
  const met = (...shapes: readonly Shape[]) => countOf(evidence, ({ shape }) => shapes.includes(shape))
  const slashed = met(...dayMonth)
  const [order, most] = (
    [
      ["year-first", met("iso")],
      ["slashed", slashed],
      ["words", met("date-words")],
    ] as const
  ).toSorted((a, b) => b[1] - a[1])[0]!
  if (most === 0) return undefined
  const decided = order === "slashed" ? dayOrMonthFirst(evidence, habits) : order
  return decided ? withHour(evidence, decided) : undefined
}

/** The day first where no value tells: the habit of nearly all countries. */
function dayOrMonthFirst(evidence: Evidence, { dateOrder }: ColumnContext): "day-first" | "month-first" | undefined {
  const met = (wanted: Shape) => countOf(evidence, ({ shape }) => shape === wanted)
  const [days, months] = [met("day-first"), met("month-first")]
  if (days === 0 && months === 0) return dateOrder ?? "day-first"
  if (Math.min(days, months) * 20 > Math.max(days, months)) return undefined
  return days > months ? "day-first" : "month-first"
}

export const shapesOfOrder: Readonly<Record<DatePlan["order"], readonly Shape[]>> = {
  "year-first": ["iso"],
  "day-first": ["day-first", "day-or-month"],
  "month-first": ["month-first", "day-or-month"],
  words: ["date-words"],
}

function withHour(evidence: Evidence, order: DatePlan["order"]): Candidate {
  const fitting = evidence.counts.filter(({ shape }) => shapesOfOrder[order].includes(shape))
  const met = (...units: readonly string[]) => countOf({ counts: fitting }, ({ unit }) => units.includes(unit))
  const [none, midnight, local, zoned] = [met(""), met("T0"), met("T"), met("TZ")]
  const withTime = midnight + local
  const hour =
    zoned > Math.max(none, withTime)
      ? "zoned"
      : local > 0 && withTime > none
        ? "local"
        : withTime > none
          ? "midnight"
          : "none"
  const format = formatOf(order, hour, fitting)
  const isPlain = fitting.every((one) => one.odd === 0 && isInFormat(one.example, format))
  const fits = { none, midnight, local: withTime, zoned }[hour]
  return { plan: { kind: "date", order, hour, format, ...(isPlain ? { isPlain } : {}) }, fitting: fits }
}

function isInFormat(value: string, format: string): boolean {
  const day = format.slice(0, 10).replace(/[A-Z]/g, "[0-9]").replaceAll(".", "[.]")
  return new RegExp(`^${day}(?:[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]{1,6})?(?:Z|[-+][0-9]{2}:[0-9]{2})?)?$`).test(
    value,
  )
}

function formatOf(order: DatePlan["order"], hour: DatePlan["hour"], fitting: readonly ShapeCount[]): string {
  const [example = ""] = fitting.toSorted((a, b) => b.count - a.count).map((one) => one.example)
  const mark = /[0-9\u0660-\u0669]([-/.])/.exec(example)?.[1] ?? "/"
  const day = {
    "year-first": ["YYYY", "MM", "DD"].join(mark),
    "day-first": ["DD", "MM", "YYYY"].join(mark),
    "month-first": ["MM", "DD", "YYYY"].join(mark),
    words: "D MMMM YYYY",
  }[order]
  return hour === "none" || hour === "midnight" ? day : `${day} HH:mm${hour === "zoned" ? " Z" : ""}`
}
