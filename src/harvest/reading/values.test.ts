import assert from "node:assert/strict"
import { it } from "node:test"
import { countFrom } from "./index.ts"

it("a total is a whole number of at least nothing, or its digits", () => {
  assert.deepEqual([0, 12, " 12 ", "0"].map(countFrom), [0, 12, 12, 0])
  for (const value of [-1, 1.5, Number.NaN, 1e30, "1e3", "12 datasets", "", null, undefined, true, [3], {}])
    assert.equal(countFrom(value), undefined)
})
