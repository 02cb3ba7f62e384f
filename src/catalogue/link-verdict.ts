import { sql } from "kysely"
import type { LinkVerdict, MeasuredFacts } from "./dataset.ts"

/** Nobody gets the file, whatever the answer looks like; another format than declared is still the file. */
export function leadsToFile(measured: MeasuredFacts | undefined): boolean | "unknown" {
  const verdict = verdictOf(measured)
  if (verdict === "unknown") return "unknown"
  return verdict === "ok" || (verdict === "suspicious" && measured?.problem === "other-format")
}

/** Its publisher wants to be asked, or to give it to nobody (any more). */
export const forbiddingCodes: readonly string[] = ["http-401", "http-403", "http-451", "login-page"]

export function isForbidden(measured: MeasuredFacts | undefined): boolean {
  return forbiddingCodes.includes(measured?.problem ?? "")
}

export function verdictOf(measured: MeasuredFacts | undefined): LinkVerdict {
  if (measured?.verdict) return measured.verdict
  const { status, problem } = measured ?? {}
  if (status === undefined) return "unknown"
  return problem === undefined && status >= 200 && status < 400 ? "ok" : "broken"
}

/** Of a row of `distribution`: something is to be put right. */
export const hasTroubledLink = sql`measured ->> 'verdict' in ('broken', 'suspicious')`
