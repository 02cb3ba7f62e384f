/** How a source is doing, judged by its runs. Pure: what happened was read before (`health-store.ts`). */
import { nextRunAfter } from "./due-sources.ts"
import type { RunMode, RunStatus } from "./report.ts"

/** What happened lately, as far as a judgement needs it. Runs that the clock puts into the future are not among it. */
export interface SourceHistory {
  readonly active: boolean
  readonly schedule?: string
  readonly addedAt: Date
  /** The newest run. */
  readonly last?: PastRun
  /** A run that waits for a person, and no later one answered its question. */
  readonly waiting?: { readonly runId: string; readonly since: Date; readonly disappearing: number }
  /** Runs that failed by the source since the last one that did not. */
  readonly failures?: FailuresInARow
  /** Of runs that were read to their end, the newest first. */
  readonly timings: readonly { readonly mode: RunMode; readonly ms: number }[]
  /** Live records now, and the most there were in the last weeks, since a person last agreed to losses. */
  readonly size?: { readonly now: number; readonly most: number; readonly mostAt: Date }
}

export interface PastRun {
  readonly id: string
  readonly status: RunStatus
  readonly startedAt: Date
  readonly code?: string
}

export interface FailuresInARow {
  readonly since: Date
  readonly lastAt: Date
  readonly count: number
  /** How many of them a schedule asked for. */
  readonly scheduled: number
  /** Why the last one failed. */
  readonly code: string
}

export type HealthFinding =
  | { readonly kind: "off" }
  | {
      readonly kind: "down"
      readonly since: Date
      readonly failures: number
      readonly code: string
      readonly runId?: string
    }
  | { readonly kind: "waiting"; readonly since: Date; readonly disappearing: number; readonly runId: string }
  | { readonly kind: "failing"; readonly since: Date; readonly code: string; readonly runId: string }
  | { readonly kind: "stale"; readonly due: Date }
  | { readonly kind: "shrinking"; readonly since: Date; readonly before: number; readonly now: number }
  | { readonly kind: "slow"; readonly ms: number; readonly usualMs: number }
  | { readonly kind: "new" }

export type HealthVerdict = HealthFinding["kind"] | "ok"

export interface SourceHealth {
  /** Of the first finding; `ok` where there is none. */
  readonly verdict: HealthVerdict
  /** The most urgent first. */
  readonly findings: readonly HealthFinding[]
}

interface Moment {
  readonly now: Date
  /** IANA name, of the schedules. */
  readonly timezone: string
}

export function healthOf(history: SourceHistory, moment: Moment): SourceHealth {
  const findings: readonly HealthFinding[] = history.active
    ? [
        ...downOrFailing(history),
        ...(history.waiting ? [{ kind: "waiting" as const, ...history.waiting }] : []),
        ...stale(history, moment),
        ...shrinking(history),
        ...slow(history),
        ...(history.last ? [] : [{ kind: "new" as const }]),
      ].sort((a, b) => urgency.indexOf(a.kind) - urgency.indexOf(b.kind))
    : [{ kind: "off" }]
  return { verdict: findings[0]?.kind ?? "ok", findings }
}

const urgency: readonly HealthVerdict[] = ["down", "waiting", "failing", "stale", "shrinking", "slow", "new", "off"]

/** A day, less what a daily run may begin earlier than the day before. */
const dayMs = 23 * 60 * 60 * 1000
const scheduledFailures = 3

/** Nothing came of the source for a day, though it was asked at both ends of it. */
export function isDownForADay({ since, lastAt }: Pick<FailuresInARow, "since" | "lastAt">): boolean {
  return lastAt.getTime() - since.getTime() >= dayMs
}

function downOrFailing({ failures, last }: SourceHistory): HealthFinding[] {
  if (failures && (isDownForADay(failures) || failures.scheduled >= scheduledFailures)) {
    const { since, count, code } = failures
    return [{ kind: "down", since, failures: count, code, ...(last ? { runId: last.id } : {}) }]
  }
  if (last?.status !== "failed") return []
  return [{ kind: "failing", since: failures?.since ?? last.startedAt, code: last.code ?? "", runId: last.id }]
}

/** The worker looks every minute; large sources wait for one another. */
const graceMs = 3 * 60 * 60 * 1000

function stale({ schedule, last, addedAt }: SourceHistory, { now, timezone }: Moment): HealthFinding[] {
  if (!schedule || last?.status === "running") return []
  const due = nextRunAfter(schedule, last?.startedAt ?? addedAt, timezone)
  return due && now.getTime() - due.getTime() > graceMs ? [{ kind: "stale", due }] : []
}

const loss = { share: 0.1, records: 3 }

function shrinking({ size }: SourceHistory): HealthFinding[] {
  if (!size) return []
  const { now, most, mostAt } = size
  const lost = most - now
  if (lost < loss.records || lost < most * loss.share) return []
  return [{ kind: "shrinking", since: mostAt, before: most, now }]
}

const slowTimes = 4
const shortMs = 60_000
const fewestTimings = 3

/** Compared with earlier runs of its own kind: one that asks for changes says nothing of one that reads everything. */
function slow({ timings }: SourceHistory): HealthFinding[] {
  const [last, ...others] = timings
  const alike = others.filter(({ mode }) => mode === last?.mode).map(({ ms }) => ms)
  if (!last || alike.length < fewestTimings) return []
  const usualMs = median(alike)
  if (last.ms < usualMs * slowTimes || last.ms - usualMs < shortMs) return []
  return [{ kind: "slow", ms: last.ms, usualMs }]
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
