import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { type Finding, type LinkState, newLink } from "./link.ts"
import { stateAfter } from "./next-state.ts"

const start = Date.parse("2026-11-23T08:00:00Z")
const hour = 3_600_000
const fine: Finding = { status: 200, seen: {} }
const failed = (code: string): Finding => ({ status: code === "http-500" ? 500 : 0, code, seen: {} })

/** Checks one after another, each when it was due; answers what was thought after each. */
function course(findings: readonly Finding[], before: LinkState = newLink, random = 0.5) {
  let state = before
  let now = new Date(start)
  return findings.map((finding) => {
    const at = now
    const next = stateAfter(state, finding, { now, ms: 12.4, random })
    state = next.state
    now = next.dueAt
    return { ...next, at, hours: (next.dueAt.getTime() - at.getTime()) / hour }
  })
}
const verdicts = (findings: readonly Finding[], before?: LinkState) =>
  course(findings, before).map(({ state }) => state.verdict)

describe("a link", () => {
  it("that works is asked again in a week, a tenth sooner or later", () => {
    assert.equal(course([fine])[0]?.hours, 168)
    assert.equal(course([fine], newLink, 0)[0]?.hours, 151.2)
  })

  it("that fails is asked again after an hour, six, a day, three, then weekly", () => {
    const failures = Array.from({ length: 6 }, () => failed("timeout"))
    assert.deepEqual(
      course(failures).map(({ hours }) => hours),
      [1, 6, 24, 72, 168, 168],
    )
  })

  it("is broken after two failures some hours apart, not after one bad hour", () => {
    assert.deepEqual(verdicts([fine, failed("timeout"), failed("http-500"), failed("timeout")]), [
      "ok",
      "ok",
      "ok",
      "broken",
    ])
    assert.deepEqual(verdicts([failed("dns"), failed("dns"), failed("dns")]), ["unknown", "unknown", "broken"])
  })

  it("is broken at once where the host says that the file is not there", () => {
    assert.deepEqual(verdicts([fine, failed("http-404")]), ["ok", "broken"])
    assert.deepEqual(verdicts([failed("http-410")]), ["broken"])
  })

  it("that answers with something else is suspicious at once", () => {
    assert.deepEqual(verdicts([fine, failed("html-instead"), failed("other-format")]), [
      "ok",
      "suspicious",
      "suspicious",
    ])
  })

  it("remembers since when it fails, until it works again", () => {
    const steps = course([fine, failed("timeout"), failed("timeout"), fine])
    assert.equal(steps[2]?.state.failingSince?.getTime(), steps[1]?.at.getTime())
    assert.deepEqual([steps[3]?.state.failingSince, steps[3]?.state.code], [undefined, undefined])
  })

  it("keeps what was known while its host is busy, and waits as long as it asks", () => {
    const [, busy] = course([fine, { status: 429, code: "http-429", seen: {}, waitMs: 2 * hour }])
    assert.deepEqual([busy?.state.verdict, busy?.state.code, busy?.hours], ["ok", undefined, 2])
    assert.equal(busy?.state.outcomes[0]?.code, "http-429")
  })

  it("keeps its last twenty outcomes, newest first, whatever they were", () => {
    const codes = fc.constantFrom(undefined, "timeout", "http-404", "http-503", "html-instead", "unsupported-scheme")
    fc.assert(
      fc.property(
        fc.array(codes, { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, random) => {
          const findings = all.map((code): Finding => (code ? failed(code) : fine))
          const steps = course(findings, newLink, random)
          const last = steps.at(-1)!
          assert.equal(last.state.outcomes.length, Math.min(all.length, 20))
          assert.equal(last.state.outcomes[0]?.code, all.at(-1))
          assert.ok(last.hours >= 0.9 && last.hours <= 168 * 1.1)
          assert.equal(
            last.state.verdict === "ok" && last.state.failures > 0,
            last.state.verdict === "ok" && all.at(-1) !== undefined,
          )
        },
      ),
    )
  })
})
