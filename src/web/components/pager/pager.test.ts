import assert from "node:assert/strict"
import { it } from "node:test"
import { shownPages } from "./pager.tsx"

it("the pager shows the ends and the neighbours, and a gap only where more than one page is left out", () => {
  assert.deepEqual(shownPages(1, 3), [1, 2, 3])
  assert.deepEqual(shownPages(1, 20), [1, 2, undefined, 20])
  assert.deepEqual(shownPages(10, 20), [1, undefined, 9, 10, 11, undefined, 20])
  assert.deepEqual(shownPages(4, 20), [1, 2, 3, 4, 5, undefined, 20])
})
