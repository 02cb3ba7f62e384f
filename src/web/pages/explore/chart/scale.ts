import { roundWidth } from "./chart-data.ts"

export interface Scale {
  readonly from: number
  readonly to: number
  readonly ticks: readonly number[]
}

/** Round figures around the values; from zero where lengths are compared. */
export function scaleOf(values: readonly number[], fromZero: boolean): Scale {
  const [least, most] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [
    fromZero ? 0 : Number.POSITIVE_INFINITY,
    fromZero ? 0 : Number.NEGATIVE_INFINITY,
  ] as readonly [number, number])
  if (!Number.isFinite(least) || !Number.isFinite(most)) return { from: 0, to: 1, ticks: [0, 1] }
  const step = roundWidth((most - least) / 4 || Math.abs(most) || 1)
  const from = Math.floor(least / step) * step
  const to = Math.max(from + step, Math.ceil(most / step) * step)
  const count = Math.round((to - from) / step)
  return { from, to, ticks: Array.from({ length: count + 1 }, (_, at) => Number((from + at * step).toPrecision(12))) }
}

export function place(value: number, { from, to }: Pick<Scale, "from" | "to">, length: number): number {
  return ((value - from) / (to - from || 1)) * length
}
