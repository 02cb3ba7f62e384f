import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { safeUrl } from "../../models/safe-url.ts"
import { linkState } from "./link-state.ts"

const checkedAt = "2026-11-23T03:00:00Z"

describe("the last check of a link", () => {
  it("is told as it went: never made, fine, or broken with its reason", () => {
    assert.equal(linkState(undefined).kind, "unchecked")
    assert.equal(linkState({ checkedAt, status: 200 }).kind, "ok")
    assert.deepEqual(linkState({ checkedAt, status: 404 }), {
      kind: "broken",
      checkedAt: new Date(checkedAt),
      problem: 404,
    })
    assert.deepEqual(linkState({ checkedAt, status: 200, problem: "html-instead" }), {
      kind: "broken",
      checkedAt: new Date(checkedAt),
      problem: "html-instead",
    })
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
