import type { Frequency } from "../../vocabulary/index.ts"

/** How the age of data stands to the rhythm their publisher declared. */
export type Freshness =
  | { readonly kind: "on-time"; readonly dueAt: Date }
  | { readonly kind: "late"; readonly lateMs: number; readonly dueAt: Date }
  /** A rhythm without a period: irregular, as needed. */
  | { readonly kind: "no-rhythm" }
  | { readonly kind: "closed" }
  | { readonly kind: "unknown" }
  | { readonly kind: "no-date" }

const dayMs = 86_400_000
/** `Frequency.days` is the rhythm and a quarter: nobody is called late within the quarter, but late is counted from the rhythm. */
const grace = 1.25
const closed = new Set(["NEVER", "NOT_PLANNED"])

export function freshnessOf(
  facts: { readonly frequency: Frequency | undefined; readonly modified: string | undefined },
  now: Date,
): Freshness {
  const { frequency, modified } = facts
  if (!frequency || frequency.code === "UNKNOWN") return { kind: "unknown" }
  if (closed.has(frequency.code)) return { kind: "closed" }
  if (frequency.days === undefined) return { kind: "no-rhythm" }
  const updatedAt = modified ? Date.parse(modified) : Number.NaN
  if (Number.isNaN(updatedAt)) return { kind: "no-date" }
  const dueAt = new Date(updatedAt + (frequency.days * dayMs) / grace)
  const isLate = now.getTime() > updatedAt + frequency.days * dayMs
  return isLate ? { kind: "late", lateMs: now.getTime() - dueAt.getTime(), dueAt } : { kind: "on-time", dueAt }
}
