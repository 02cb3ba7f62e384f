import { hasThreeDecimals, unitWritten } from "../../vocabulary/index.ts"
import type { NumberPlan } from "./column-plan.ts"
import type { Candidate, ColumnContext } from "./decision.ts"
import { countOf, type Evidence, type ShapeCount } from "./evidence.ts"
import { namesMoney, unitNamed } from "./header-words.ts"
import type { Shape } from "./shapes.ts"

const plainShapes: readonly Shape[] = ["integer", "long", "whole", "spaced", "quoted"]
const decimalShapes: readonly Shape[] = ["comma-decimal", "dot-decimal", "dot-3", "groups-dot", "groups-comma"]
const otherShapes: readonly Shape[] = ["zeros", "comma-3", "comma-groups", "dot-groups", "exponent"]
export const numberShapes = new Set<Shape>([...plainShapes, ...decimalShapes, ...otherShapes])
const mostPlainDigits = 14
const fractionsAfterComma: readonly Shape[] = ["comma-decimal", "comma-3", "groups-comma"]

export function numberPlan(evidence: Evidence, context: ColumnContext): Candidate | undefined {
  const unit = unitOf(evidence, context.header)
  const numbers = evidence.counts.filter((one) => numberShapes.has(one.shape) && hasUnit(one, unit))
  const met = (shapes: readonly Shape[]) => countOf({ counts: numbers }, ({ shape }) => shapes.includes(shape))
  if (met([...numberShapes]) === 0) return undefined
  const isCode = met(["zeros"]) > 0 && met([...decimalShapes, "comma-3", "exponent"]) === 0
  if (isCode) return { plan: { kind: "text" }, fitting: met(["zeros", ...plainShapes]), isCode }
  const comma = commaMeans(numbers, { ...context, isMoney: isInThousandths(unit, context.header) })
  const shapes = acceptedShapes(comma, met(["groups-comma", "dot-groups"]) > 0)
  const fractions = comma === "decimal" ? fractionsAfterComma : decimalShapes
  const type = met(fractions) > 0 || met(["exponent"]) > met(plainShapes) ? "decimal" : "integer"
  const plan = { kind: "number", type, decimalMark: comma === "decimal" ? "," : ".", shapes } as const
  const full = { ...plan, ...(unit ? { unit } : {}), ...exactness(numbers, { ...plan, unit }) }
  return { plan: { ...full, ...(isPlain(numbers, full) ? { isPlain: true } : {}) }, fitting: met(shapes) }
}

function isInThousandths(unit: NumberPlan["unit"], header: string): boolean {
  return (unit !== undefined && hasThreeDecimals(unit)) || (hasThreeDecimals(undefined) && namesMoney(header))
}

const plainlyWritten: Readonly<Record<string, readonly Shape[]>> = {
  integer: ["integer"],
  "decimal.": ["integer", "dot-decimal", "dot-3"],
  "decimal,": ["integer", "comma-decimal", "comma-3"],
}

function isPlain(numbers: readonly ShapeCount[], { type, decimalMark, shapes, exact }: NumberPlan): boolean {
  const wanted = plainlyWritten[type === "integer" ? type : type + decimalMark]!
  const fitting = numbers.filter(({ shape }) => shapes.includes(shape))
  return fitting.every((one) => {
    const isShort = exact !== undefined || one.wholeDigits + one.fractionDigits <= mostPlainDigits
    return wanted.includes(one.shape) && one.unit === "" && one.odd === 0 && isShort
  })
}

export function currencyOf(unit: string): NumberPlan["unit"] {
  return unit === "%" ? "percent" : unitWritten(unit)
}

function unitOf(evidence: Evidence, header: string): NumberPlan["unit"] {
  const counts = new Map<NumberPlan["unit"], number>()
  for (const { shape, unit, count } of evidence.counts) {
    if (!numberShapes.has(shape)) continue
    const known = unit === "" ? undefined : currencyOf(unit)
    counts.set(known, (counts.get(known) ?? 0) + count)
  }
  const withUnit = [...counts].filter(([unit]) => unit !== undefined).sort((a, b) => b[1] - a[1])[0]
  if (!withUnit) return unitNamed(header)
  // "12" among "12 %" may be twelve or twelve hundredths.
  if (withUnit[0] === "percent") return withUnit[1] > (counts.get(undefined) ?? 0) ? "percent" : unitNamed(header)
  return withUnit[0]
}

function hasUnit({ unit }: ShapeCount, wanted: NumberPlan["unit"]): boolean {
  return unit === "" || (currencyOf(unit) !== undefined && currencyOf(unit) === wanted)
}

type Comma = "decimal" | "groups"

/** One convention for the whole column: `12,500` is twelve and a half or twelve thousand five hundred. */
function commaMeans(
  numbers: readonly ShapeCount[],
  { decimalMark, isMoney }: ColumnContext & { isMoney: boolean },
): Comma {
  const met = (...shapes: readonly Shape[]) => countOf({ counts: numbers }, ({ shape }) => shapes.includes(shape))
  const decimals = met("comma-decimal", "groups-comma", "dot-groups")
  const groups = met("comma-groups", "groups-dot")
  if (decimals !== groups) return decimals > groups ? "decimal" : "groups"
  if (met("comma-3") === 0) return decimalMark === "," ? "decimal" : "groups"
  if (met("dot-decimal", "dot-3") > 0) return "groups"
  if (decimalMark) return decimalMark === "," ? "decimal" : "groups"
  // Nobody groups some thousands and leaves others; some currencies have three decimals.
  const hasPlainThousands = numbers.some(({ shape, wholeDigits }) => shape === "integer" && wholeDigits > 3)
  return hasPlainThousands || isMoney ? "decimal" : "groups"
}

function acceptedShapes(comma: Comma, dotsGroup: boolean): readonly Shape[] {
  return comma === "decimal"
    ? [
        ...plainShapes.filter((shape) => shape !== "whole"),
        ...(["exponent", "comma-decimal", "comma-3", "groups-comma", "dot-groups"] as const),
        ...(dotsGroup ? (["dot-3"] as const) : []),
      ]
    : [...plainShapes, "exponent", "dot-decimal", "dot-3", "comma-3", "comma-groups", "groups-dot"]
}

/** Money, and numbers of more digits than a double holds, are stored as exact decimals. */
function exactness(
  numbers: readonly ShapeCount[],
  { type, shapes, unit }: Pick<NumberPlan, "type" | "shapes" | "unit">,
): { exact?: NumberPlan["exact"] } {
  const fitting = numbers.filter(({ shape }) => shapes.includes(shape) && shape !== "exponent")
  const wholeDigits = Math.max(1, ...fitting.map((one) => one.wholeDigits))
  const fractionDigits = type === "integer" ? 0 : Math.max(0, ...fitting.map((one) => one.fractionDigits))
  const isLong = type === "integer" ? wholeDigits > 18 : wholeDigits + fractionDigits > mostPrintedDigits
  const isMoney = type === "decimal" && unit !== undefined && unit !== "percent"
  if ((!isLong && !isMoney) || wholeDigits + fractionDigits > 38) return {}
  return { exact: { wholeDigits, fractionDigits } }
}

/** Doubles are printed with up to 17 digits; such a text gives the same double again. */
const mostPrintedDigits = 17
