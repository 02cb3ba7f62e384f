import { type Looked, lookAt, plain, type Shape } from "./shapes.ts"

/** How often each shape was met among the values of a column; empty cells are not counted. */
export interface Evidence {
  readonly counts: readonly ShapeCount[]
}

export interface ShapeCount {
  readonly shape: Shape
  readonly unit: string
  readonly count: number
  /** Most digits before and after the decimal mark. */
  readonly wholeDigits: number
  readonly fractionDigits: number
  /** Values that are not written plainly: Arabic digits, odd spaces, a plus. */
  readonly odd: number
  /** One of the values. */
  readonly example: string
}

/** The same that `evidenceSql` finds by a scan, from values in memory. */
export function evidenceOf(values: readonly string[]): Evidence {
  const counts = new Map<string, ShapeCount>()
  const known = new Map<string, Looked>()
  for (const value of values) {
    const seen = known.get(value) ?? lookAt(value)
    known.set(value, seen)
    const key = `${seen.shape}|${seen.unit}`
    const before = counts.get(key)
    const { wholeDigits, fractionDigits } = digitsOf(seen.rest)
    counts.set(key, {
      ...{ shape: seen.shape, unit: seen.unit },
      count: (before?.count ?? 0) + 1,
      wholeDigits: Math.max(before?.wholeDigits ?? 0, wholeDigits),
      fractionDigits: Math.max(before?.fractionDigits ?? 0, fractionDigits),
      odd: (before?.odd ?? 0) + (isOdd(value) ? 1 : 0),
      example: before?.example ?? value,
    })
  }
  return { counts: [...counts.values()] }
}

function isOdd(value: string): boolean {
  return plain(value) !== value || /^(?:\+|-? |-?[.,])/.test(value)
}

function digitsOf(rest: string): { wholeDigits: number; fractionDigits: number } {
  const fraction = /[.,]([0-9]+)$/.exec(rest)?.[1]?.length ?? 0
  const all = rest.match(/[0-9]/g)?.length ?? 0
  return { wholeDigits: all - fraction, fractionDigits: fraction }
}

export function countOf({ counts }: Evidence, holds: (one: ShapeCount) => boolean): number {
  return counts.reduce((sum, one) => sum + (holds(one) ? one.count : 0), 0)
}
