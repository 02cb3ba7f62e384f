import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { freshnessOf } from "./freshness.ts"

const now = new Date("2026-11-23T12:00:00Z")
const monthly = { code: "MONTHLY", label: { en: "Monthly" }, days: 40 }

describe("freshness against the declared rhythm", () => {
  it("is on time until the longest silence of the rhythm has passed", () => {
    const freshness = freshnessOf({ frequency: monthly, modified: "2026-11-01" }, now)
    assert.deepEqual(freshness, { kind: "on-time", dueAt: new Date("2026-12-03") })
  })

  it("counts how late data are from the day they were due, without the grace", () => {
    const freshness = freshnessOf({ frequency: monthly, modified: "2026-09-14T12:00:00Z" }, now)
    assert.deepEqual(freshness.kind === "late" && freshness.lateMs, 38 * 86_400_000)
  })

  it("is unknown without a declared rhythm, and never late for a closed or irregular series", () => {
    const old = "1999-01-01"
    const kinds = [undefined, "UNKNOWN", "NEVER", "NOT_PLANNED", "IRREG"].map(
      (code) => freshnessOf({ frequency: code ? { code, label: {} } : undefined, modified: old }, now).kind,
    )
    assert.deepEqual(kinds, ["unknown", "unknown", "closed", "closed", "no-rhythm"])
  })

  it("says that the date is missing where it is, or is not a date", () => {
    assert.equal(freshnessOf({ frequency: monthly, modified: undefined }, now).kind, "no-date")
    assert.equal(freshnessOf({ frequency: monthly, modified: "hier" }, now).kind, "no-date")
  })
})
