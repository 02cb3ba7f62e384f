/** What a finding means for a link, and when it is asked again. Pure. */
import type { Finding, LinkState } from "./link.ts"

const hourMs = 3_600_000
const weekMs = 7 * 24 * hourMs
/** Waits after the first, second… failure; then weekly. */
const backOffMs = [hourMs, 6 * hourMs, 24 * hourMs, 72 * hourMs]
/** Failures closer together may be one bad moment of the host. */
const apartMs = 2 * hourMs
const keptOutcomes = 20

/** The host says itself that the file is not there. */
const gone = new Set(["http-404", "http-410"])
/** It answers, but not with what it promises: seen, so there is nothing to wait for. */
const lies = new Set(["html-instead", "login-page", "soft-404", "redirected-home", "empty", "other-format"])
/** Nothing that we could ask. */
const unaskable = new Set(["unsupported-scheme", "credentials-in-url"])

export interface Moment {
  readonly now: Date
  /** How long the check took. */
  readonly ms: number
  /** From 0 to 1. */
  readonly random: number
}

export interface NextState {
  readonly state: LinkState
  readonly dueAt: Date
}

export function stateAfter(before: LinkState, finding: Finding, moment: Moment): NextState {
  const outcomes = [outcomeOf(finding, moment), ...before.outcomes].slice(0, keptOutcomes)
  // Nothing was learnt of the file.
  if (finding.waitMs !== undefined) return { state: { ...before, outcomes }, dueAt: after(finding.waitMs, moment) }
  const { code } = finding
  if (code === undefined) return { state: { verdict: "ok", failures: 0, outcomes }, dueAt: after(weekMs, moment) }
  const failures = before.failures + 1
  const failingSince = before.failingSince ?? moment.now
  const verdict = verdictAfter(before, code, moment.now.getTime() - failingSince.getTime())
  return {
    state: { verdict, code, failures, failingSince, outcomes },
    dueAt: after(backOffMs[failures - 1] ?? weekMs, moment),
  }
}

function verdictAfter(before: LinkState, code: string, failingMs: number): LinkState["verdict"] {
  if (unaskable.has(code)) return "unknown"
  if (lies.has(code)) return "suspicious"
  if (gone.has(code)) return "broken"
  return before.failures > 0 && failingMs >= apartMs ? "broken" : before.verdict
}

function outcomeOf({ status, code }: Finding, { now, ms }: Moment) {
  return { at: now.toISOString(), status, ...(code === undefined ? {} : { code }), ms: Math.round(ms) }
}

/** A tenth sooner or later, so that what was found together is not asked together for ever. */
function after(waitMs: number, { now, random }: Moment): Date {
  return new Date(now.getTime() + Math.round(waitMs * (0.9 + random * 0.2)))
}
