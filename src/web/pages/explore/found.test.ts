import assert from "node:assert/strict"
import { it } from "node:test"
import { statusOf } from "./found.ts"

it("a page whose question was not answered is no success", () => {
  assert.deepEqual([statusOf({ kind: "busy" }), statusOf({ kind: "too-slow" })], [503, 422])
  assert.equal(statusOf({ kind: "found", found: {} }), 200)
})
