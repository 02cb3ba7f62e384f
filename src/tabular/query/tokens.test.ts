import assert from "node:assert/strict"
import { test } from "node:test"
import { tokensOf } from "./tokens.ts"

test("many digits that are no number are refused in no time", () => {
  const began = performance.now()
  assert.throws(() => tokensOf(`${"1".repeat(19_000)}_`))
  assert.ok(performance.now() - began < 200)
})

test("numbers are read with and without digits on either side of the point", () => {
  assert.deepEqual(
    tokensOf("1 1. .5 1.5e3 2km").map(({ text }) => text),
    ["1", "1.", ".5", "1.5e3", "2000", ""],
  )
})
