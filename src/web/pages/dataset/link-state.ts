import { type MeasuredFacts, verdictOf } from "../../../catalogue/index.ts"
import { given } from "../../../platform/given.ts"

/** What the checks of a file's address said. */
export type LinkState =
  | { readonly kind: "unchecked" }
  | {
      /** `failing`: it worked until its last check; `unsure`: its first ones failed. */
      readonly kind: "ok" | "failing" | "unsure" | "broken" | "suspicious"
      readonly checkedAt: Date
      readonly problem?: string
      /** ISO timestamp. */
      readonly since?: string
      /** What the file really is. */
      readonly format?: string
    }

export function linkState(measured: MeasuredFacts | undefined): LinkState {
  if (!measured?.checkedAt) return { kind: "unchecked" }
  const { problem = problemOf(measured), since, format } = measured
  return {
    kind: kindOf(measured, problem),
    checkedAt: new Date(measured.checkedAt),
    ...given("problem", problem),
    ...given("since", since),
    ...given("format", format),
  }
}

function kindOf(measured: MeasuredFacts, problem: string | undefined) {
  const verdict = verdictOf(measured)
  if (verdict === "unknown") return "unsure"
  return verdict === "ok" && problem !== undefined ? "failing" : verdict
}

function problemOf({ status = 0 }: MeasuredFacts): string | undefined {
  return status >= 200 && status < 400 ? undefined : `http-${status}`
}
