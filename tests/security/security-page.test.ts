import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { describe, it } from "node:test"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../..", import.meta.url))
const page = readFileSync(`${root}/docs/reference/security.md`, "utf8")

describe("the page of security requirements", () => {
  it("names places and tests that exist", () => {
    const named = [...page.matchAll(/`((?:src|tests)\/[^`*]+)`/g)].map(([, path = ""]) => path)
    assert.ok(named.length > 80)
    assert.deepEqual(
      named.filter((path) => !existsSync(`${root}/${path}`)),
      [],
    )
  })

  it("has a test for each item that it says is met", () => {
    const rows = page.split("\n").filter((line) => line.startsWith("| ") && !/^\| (item|---)/.test(line))
    const untested = rows.filter(
      (row) => !/\*\*(?:not|in part)/.test(row) && !/`(?:src|tests)\/[^`]+\.test\.tsx?`/.test(row),
    )
    assert.deepEqual(untested, [])
  })
})
