import { round } from "./filled-portal.ts"

export interface Times {
  readonly count: number
  readonly p50: number
  readonly p95: number
  readonly max: number
}

/** What a list of durations comes to, in milliseconds. */
export function timesOf(durations: readonly number[]): Times {
  const sorted = [...durations].sort((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) }
}
