import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { languages } from "../texts/index.ts"
import { isDue } from "./due-sources.ts"
import { type HealthFinding, healthOf, type SourceHistory } from "./health.ts"
import { healthSentence } from "./health-texts.ts"

const now = new Date("2026-11-23T12:00:00Z")
const at = (text: string) => new Date(`2026-${text}Z`)
const moment = { now, timezone: "Africa/Tunis" }
const done = (startedAt: Date) => ({ id: "run", status: "done" as const, startedAt })
const failed = (startedAt: Date, code = "source-unreachable") => ({
  id: "run",
  status: "failed" as const,
  startedAt,
  code,
})

const aHistory = (more: Partial<SourceHistory> = {}): SourceHistory => ({
  active: true,
  addedAt: at("01-01T00:00:00"),
  timings: [],
  last: done(at("11-23T02:00:00")),
  ...more,
})
const health = (more: Partial<SourceHistory> = {}) => healthOf(aHistory(more), moment)
const failures = (since: Date, lastAt: Date, more = {}) => ({
  since,
  lastAt,
  count: 2,
  scheduled: 2,
  code: "source-unreachable",
  ...more,
})

describe("health of a source", () => {
  it("is in order after a run that came to its end", () => {
    assert.deepEqual(health(), { verdict: "ok", findings: [] })
  })

  it("is new before its first run, and off once it was switched off, whatever happened before", () => {
    const { last: _last, ...unseen } = aHistory()
    assert.equal(healthOf(unseen, moment).verdict, "new")
    assert.equal(health({ active: false, last: failed(now) }).verdict, "off")
  })

  it("fails after a first failure, and is down once it has failed at both ends of a day", () => {
    const lastAt = at("11-23T02:00:00")
    const last = failed(lastAt)
    assert.equal(health({ last, failures: failures(at("11-22T05:00:00"), lastAt) }).verdict, "failing")
    const down = health({ last, failures: failures(at("11-22T02:00:20"), lastAt) })
    assert.deepEqual(down.findings[0], {
      kind: "down",
      since: at("11-22T02:00:20"),
      failures: 2,
      code: "source-unreachable",
      runId: "run",
    })
  })

  it("is down after three scheduled failures, not after somebody pressed a button thrice", () => {
    const [since, lastAt] = [at("11-23T10:00:00"), at("11-23T11:00:00")]
    const pressed = failures(since, lastAt, { count: 3, scheduled: 0 })
    const scheduled = failures(since, lastAt, { count: 3, scheduled: 3 })
    assert.equal(health({ last: failed(lastAt), failures: pressed }).verdict, "failing")
    assert.equal(health({ last: failed(lastAt), failures: scheduled }).verdict, "down")
  })

  it("is never down by a fault of the portal", () => {
    assert.equal(health({ last: failed(now, "portal-fault") }).verdict, "failing")
  })

  it("waits for a decision, also when a later run failed", () => {
    const waiting = { runId: "held", since: at("11-22T02:00:00"), disappearing: 40 }
    const both = health({ waiting, last: failed(at("11-23T02:00:00")) })
    assert.deepEqual(
      both.findings.map(({ kind }) => kind),
      ["waiting", "failing"],
    )
  })

  it("is overdue once its schedule was missed by hours, unless a run is under way", () => {
    const daily = { schedule: "0 3 * * *" }
    assert.equal(health({ ...daily, last: done(at("11-23T02:00:10")) }).verdict, "ok")
    assert.deepEqual(health({ ...daily, last: done(at("11-22T02:00:10")) }).findings, [
      { kind: "stale", due: at("11-23T02:00:00") },
    ])
    const running = { id: "run", status: "running" as const, startedAt: at("11-22T02:00:00") }
    assert.equal(health({ ...daily, last: running }).verdict, "ok")
  })

  it("shrinks when a tenth of its records went little by little", () => {
    const mostAt = at("11-02T02:00:00")
    assert.deepEqual(health({ size: { now: 90, most: 100, mostAt } }).findings, [
      { kind: "shrinking", since: mostAt, before: 100, now: 90 },
    ])
    assert.equal(health({ size: { now: 91, most: 100, mostAt } }).verdict, "ok")
    assert.equal(health({ size: { now: 3, most: 5, mostAt } }).verdict, "ok")
  })

  it("is slow when its last run took far longer than its like, minutes longer at least", () => {
    const timings = (last: number, ...others: number[]) =>
      [last, ...others].map((ms) => ({ mode: "full" as const, ms }))
    const slow = health({ timings: timings(600_000, 100_000, 90_000, 110_000, 95_000) })
    assert.deepEqual(slow.findings, [{ kind: "slow", ms: 600_000, usualMs: 97_500 }])
    assert.equal(health({ timings: timings(5_000, 900, 1_000, 1_100) }).verdict, "ok")
    assert.equal(health({ timings: timings(600_000, 100_000, 90_000) }).verdict, "ok")
    const changes = [90, 100, 110].map((ms) => ({ mode: "changes" as const, ms }))
    assert.equal(health({ timings: [...timings(600_000), ...changes] }).verdict, "ok")
  })

  it("is told in three languages, with numbers and dates", () => {
    const findings: readonly HealthFinding[] = [
      { kind: "down", since: at("11-20T02:00:00"), failures: 3, code: "source-unreachable", runId: "run" },
      { kind: "failing", since: at("11-20T02:00:00"), code: "a code of tomorrow", runId: "run" },
      { kind: "waiting", since: at("11-20T02:00:00"), disappearing: 40, runId: "run" },
      { kind: "stale", due: at("11-20T02:00:00") },
      { kind: "shrinking", since: at("11-02T02:00:00"), before: 100, now: 90 },
      { kind: "slow", ms: 600_000, usualMs: 97_500 },
      { kind: "new" },
      { kind: "off" },
    ]
    for (const language of languages)
      for (const finding of findings) assert.doesNotMatch(healthSentence(finding, language), /undefined|NaN|\[object/)
    assert.equal(
      healthSentence(findings[4]!, "en"),
      "The source shrinks little by little: 100 records on 2 November 2026 at 03:00, 90 records now. Ask its publisher whether that is meant.",
    )
    assert.match(healthSentence(findings[0]!, "ar"), /فشلت 3 عمليات جلب متتالية/)
  })
})

describe("a clock that jumps", () => {
  const source = { id: "s", schedule: "0 3 * * *", lastStartedAt: at("11-22T02:00:01"), clockWentBack: false }
  const due = (more: Partial<typeof source>, moment: string) =>
    isDue({ ...source, ...more }, at(moment), "Africa/Tunis")

  it("makes up once for what was missed, forward as after a sleep", () => {
    assert.equal(due({}, "11-22T12:00:00"), false)
    assert.equal(due({}, "11-23T02:00:00"), true)
    assert.equal(due({}, "12-31T12:00:00"), true)
  })

  it("backward makes no source due at once, and none forgotten", () => {
    const back = { clockWentBack: true, lastStartedAt: at("11-10T02:00:01") }
    assert.equal(due(back, "11-15T12:00:00"), false)
    assert.equal(due(back, "11-16T02:00:30"), true)
    assert.equal(due({ ...back, lastStartedAt: at("11-16T02:00:31") }, "11-16T02:01:30"), false)
  })

  it("backward to before the source was added runs it when its schedule says so", () => {
    const unseen = { clockWentBack: false, lastStartedAt: at("11-22T02:00:01") }
    assert.equal(due(unseen, "11-15T12:00:00"), false)
    assert.equal(due(unseen, "11-16T02:00:30"), true)
  })
})
