import assert from "node:assert/strict"
import { test } from "node:test"
import { localMoment, momentFrom } from "./local-moment.ts"

test("a moment in Tunis is an hour before the same hour of Greenwich, and comes back as it was typed", () => {
  assert.equal(momentFrom("2026-11-23T09:30")?.toISOString(), "2026-11-23T08:30:00.000Z")
  assert.equal(localMoment(new Date("2026-11-23T08:30:00Z")), "2026-11-23T09:30")
})

test("what is no moment is none", () => {
  for (const text of ["", "2026-13-01T00:00", "2026-02-31T00:00", "demain", "2026-11-23"]) {
    assert.equal(momentFrom(text), undefined, text)
  }
})
