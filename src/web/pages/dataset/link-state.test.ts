import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { safeUrl } from "../../models/safe-url.ts"
import { linkState } from "./link-state.ts"

const checkedAt = "2026-11-23T03:00:00Z"
const since = "2026-11-20T03:00:00Z"
const checked = { checkedAt: new Date(checkedAt) }

describe("what the checks of a link said", () => {
  it("is that none was made, or that it is fine", () => {
    assert.equal(linkState(undefined).kind, "unchecked")
    assert.deepEqual(linkState({ checkedAt, status: 200, verdict: "ok" }), { kind: "ok", ...checked })
    assert.equal(linkState({ checkedAt, status: 200 }).kind, "ok")
  })

  it("is that it is broken or suspicious, why and since when", () => {
    const broken = linkState({ checkedAt, status: 404, problem: "http-404", verdict: "broken", since })
    assert.deepEqual(broken, { kind: "broken", ...checked, problem: "http-404", since })
    const other = {
      checkedAt,
      status: 200,
      problem: "other-format",
      verdict: "suspicious",
      format: "XLSX",
      since,
    } as const
    assert.deepEqual(linkState(other), {
      ...{ kind: "suspicious", ...checked, problem: "other-format", since, format: "XLSX" },
    })
    assert.deepEqual(linkState({ checkedAt, status: 404 }), { kind: "broken", ...checked, problem: "http-404" })
  })

  it("is a doubt, no more, after one failure", () => {
    const failed = { checkedAt, status: 0, problem: "timeout", since }
    assert.equal(linkState({ ...failed, verdict: "ok" }).kind, "failing")
    assert.equal(linkState({ ...failed, verdict: "unknown" }).kind, "unsure")
  })
})

describe("addresses of a source", () => {
  it("become links only where a browser opens them harmlessly", () => {
    assert.equal(safeUrl("https://example.tn/a b"), undefined)
    for (const url of ["javascript:alert(1)", "data:text/html,x", " https://x", "//example.tn", "", undefined]) {
      assert.equal(safeUrl(url), undefined)
    }
    assert.equal(safeUrl("ftp://example.tn/a.csv"), "ftp://example.tn/a.csv")
  })
})
