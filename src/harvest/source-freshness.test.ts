import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { sourceFreshness } from "./source-freshness.ts"

const now = new Date("2026-05-14T08:00:00Z")
const source = { active: true, schedule: "0 2 * * *", lastReadAt: "2026-05-14T01:00:00Z" }

describe("how a source is followed", () => {
  it("is up to date until two rounds and a day have gone by without a reading", () => {
    assert.equal(sourceFreshness(source, now), "up-to-date")
    assert.equal(sourceFreshness({ ...source, lastReadAt: "2026-05-11T09:00:00Z" }, now), "up-to-date")
    assert.equal(sourceFreshness({ ...source, lastReadAt: "2026-05-11T07:00:00Z" }, now), "late")
    assert.equal(
      sourceFreshness({ ...source, schedule: "0 3 1 * *", lastReadAt: "2026-03-20T07:00:00Z" }, now),
      "up-to-date",
    )
  })

  it("counts a full reading as well as one of changes", () => {
    assert.equal(
      sourceFreshness({ active: true, schedule: "0 2 * * *", lastCompleteAt: "2026-05-13T02:00:00Z" }, now),
      "up-to-date",
    )
  })

  it("says what has no date of its own", () => {
    assert.equal(sourceFreshness({ active: true, schedule: "0 2 * * *" }, now), "not-yet")
    assert.equal(sourceFreshness({ active: true, lastReadAt: "2020-01-01T00:00:00Z" }, now), "on-demand")
    assert.equal(sourceFreshness({ ...source, active: false }, now), "stopped")
  })
})
