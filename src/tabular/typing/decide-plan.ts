import type { ColumnPlan } from "./column-plan.ts"
import { datePlan } from "./date-plan.ts"
import type { Candidate, ColumnContext, Decision } from "./decision.ts"
import { countOf, type Evidence } from "./evidence.ts"
import { numberPlan } from "./number-plan.ts"
import type { Shape } from "./shapes.ts"

/** What may not fit in a column of a type: real columns have slips. */
export const mostNotFitting = 0.05

/** The type of a column by the shapes of its values: nearly all must agree. Pure: a sample or a scan, it is the same rule. */
export function decidePlan(evidence: Evidence, context: ColumnContext): Decision {
  const present = countOf(evidence, ({ shape }) => shape !== "missing")
  const text: Decision = { plan: { kind: "text" }, notFitting: 0 }
  if (present === 0) return text
  const candidates = [
    numberPlan(evidence, context),
    datePlan(evidence, context),
    simple(evidence, { kind: "boolean" }, ["boolean"]),
    simple(evidence, { kind: "time" }, ["time"]),
    simple(evidence, { kind: "month" }, ["month"]),
    yearMonth(evidence),
  ]
  const [best] = candidates
    .filter((candidate) => candidate !== undefined)
    .map(({ plan, fitting, isCode }) => ({ plan, notFitting: present - fitting, ...(isCode ? { isCode } : {}) }))
    .sort((a, b) => a.notFitting - b.notFitting)
  return best && best.notFitting <= present * mostNotFitting ? best : text
}

function simple(evidence: Evidence, plan: ColumnPlan, shapes: readonly Shape[]): Candidate | undefined {
  const fitting = countOf(evidence, ({ shape, unit }) => unit === "" && shapes.includes(shape))
  return fitting > 0 ? { plan, fitting } : undefined
}

const yearMonthShapes: readonly Shape[] = ["year-month", "month-year", "month-words"]

function yearMonth(evidence: Evidence): Candidate | undefined {
  const [most] = [...yearMonthShapes].sort((a, b) => countIn(b) - countIn(a))
  return most ? simple(evidence, { kind: "year-month", shapes: [most] }, [most]) : undefined

  function countIn(wanted: Shape): number {
    return countOf(evidence, ({ shape }) => shape === wanted)
  }
}
