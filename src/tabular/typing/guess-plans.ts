import type { ColumnChoice } from "../table/data-table.ts"
import type { ColumnPlan } from "./column-plan.ts"
import { decidePlan } from "./decide-plan.ts"
import type { ColumnContext, Decision } from "./decision.ts"
import { countOf, type Evidence } from "./evidence.ts"
import { namesPhone } from "./meanings.ts"

export interface ColumnToPlan {
  readonly header: string
  readonly evidence: Evidence
  readonly chosen?: ColumnChoice
  readonly isGeometry?: boolean
}

/** Plans of all columns of a table; where the values of one leave a choice, those of the others speak for it. */
export function planColumns(columns: readonly ColumnToPlan[]): Decision[] {
  const alone = columns.map(({ header, evidence }) => decidePlan(evidence, { header }))
  const habits = habitsOf(columns.map(({ evidence }, index) => ({ evidence, plan: alone[index]!.plan })))
  return columns.map((column) => {
    if (column.isGeometry) return { plan: { kind: "geometry" }, notFitting: 0 }
    const context = { header: column.header, ...habits, ...orderChosen(column.chosen) }
    const decided = decidePlan(column.evidence, context)
    return withPhones(column, column.chosen?.type ? chosenPlan(column, context, decided) : decided)
  })
}

function withPhones({ header, evidence }: ColumnToPlan, decided: Decision): Decision {
  const wasNumber = countOf(evidence, ({ shape }) => shape === "whole") > 0
  if (decided.plan.kind !== "text" || !wasNumber || !namesPhone(header)) return decided
  return { ...decided, plan: { kind: "text", isPhone: true } }
}

function habitsOf(columns: readonly { evidence: Evidence; plan: ColumnPlan }[]): Omit<ColumnContext, "header"> {
  const has = (holds: (column: { evidence: Evidence; plan: ColumnPlan }) => boolean) => columns.some(holds)
  const shape = (...shapes: readonly string[]) =>
    has(({ evidence, plan }) => plan.kind !== "text" && countOf(evidence, (one) => shapes.includes(one.shape)) > 0)
  const [comma, dot] = [shape("comma-decimal", "groups-comma"), shape("dot-decimal", "groups-dot", "comma-groups")]
  const [days, months] = [shape("day-first"), shape("month-first")]
  return {
    ...(comma !== dot ? { decimalMark: comma ? ("," as const) : ("." as const) } : {}),
    ...(days !== months ? { dateOrder: days ? ("day-first" as const) : ("month-first" as const) } : {}),
  }
}

function orderChosen(chosen: ColumnChoice | undefined): Pick<ColumnContext, "dateOrder"> {
  if (!chosen?.dateFormat) return {}
  return { dateOrder: /^M/.test(chosen.dateFormat) ? "month-first" : "day-first" }
}

/** The publisher knows better: the type is theirs, and whatever does not fit stands beside it as written. */
function chosenPlan({ chosen }: ColumnToPlan, context: ColumnContext, decided: Decision): Decision {
  const decimalMark = context.decimalMark ?? "."
  const plans: Readonly<Record<string, ColumnPlan>> = {
    text: { kind: "text" },
    boolean: { kind: "boolean" },
    time: { kind: "time" },
    integer: {
      kind: "number",
      type: "integer",
      decimalMark,
      shapes: ["integer", "whole", "spaced", "quoted", "zeros"],
    },
    decimal: {
      ...{ kind: "number", type: "decimal", decimalMark },
      shapes: ["integer", "spaced", "quoted", "zeros", decimalMark === "," ? "comma-decimal" : "dot-decimal"],
    },
    date: dateOf(context, chosen?.dateFormat, "none"),
    datetime: dateOf(context, chosen?.dateFormat, "local"),
  }
  const plan = plans[chosen?.type ?? ""]
  if (!plan || isOfType(decided.plan, chosen?.type)) return decided
  return { plan, notFitting: 0, ...(plan.kind === "text" && decided.isCode ? { isCode: true } : {}) }
}

function dateOf({ dateOrder }: ColumnContext, format: string | undefined, hour: "none" | "local"): ColumnPlan {
  const order = /^Y/.test(format ?? "YYYY") ? "year-first" : (dateOrder ?? "day-first")
  return { kind: "date", order, hour, format: format ?? "YYYY-MM-DD" }
}

function isOfType(plan: ColumnPlan, type: ColumnChoice["type"]): boolean {
  if (plan.kind === "number") return plan.type === type
  if (plan.kind === "date") return (plan.hour === "none" || plan.hour === "midnight" ? "date" : "datetime") === type
  return plan.kind === type
}
