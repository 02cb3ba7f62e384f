import type { MeasuredFacts } from "../../../catalogue/index.ts"

/** What the last check of a file's address said. */
export type LinkState =
  | { readonly kind: "unchecked" }
  | { readonly kind: "ok"; readonly checkedAt: Date }
  | { readonly kind: "broken"; readonly checkedAt: Date; readonly problem: string | number }

export function linkState(measured: MeasuredFacts | undefined): LinkState {
  if (!measured?.checkedAt) return { kind: "unchecked" }
  const checkedAt = new Date(measured.checkedAt)
  if (measured.problem) return { kind: "broken", checkedAt, problem: measured.problem }
  const status = measured.status ?? 0
  return status >= 200 && status < 400 ? { kind: "ok", checkedAt } : { kind: "broken", checkedAt, problem: status }
}
