import assert from "node:assert/strict"
import { test } from "node:test"
import { prefersCsv } from "./prefers-csv.ts"

test("CSV is sent to who names it, and not JSON before it", () => {
  for (const accept of [
    "text/csv",
    "TEXT/CSV; charset=utf-8",
    "text/csv, */*;q=0.1",
    "application/json;q=0.5, text/csv;q=0.6",
  ])
    assert.equal(prefersCsv(accept), true, accept)
  for (const accept of [
    undefined,
    "",
    "*/*",
    "text/*",
    "application/json",
    "text/csv;q=0",
    "text/csv;q=x",
    "application/json, text/csv;q=0.9",
  ])
    assert.equal(prefersCsv(accept), false, accept)
})
