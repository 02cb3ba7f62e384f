import assert from "node:assert/strict"
import { it } from "node:test"
import { inAdvance } from "./in-advance.ts"

it("a page asked for in advance fails whoever takes it, and nobody else", async () => {
  const unhandled: unknown[] = []
  const note = (reason: unknown) => unhandled.push(reason)
  process.on("unhandledRejection", note)
  const taken = inAdvance(Promise.reject(new Error("gone")))
  inAdvance(Promise.reject(new Error("left")))
  await new Promise((resolve) => setTimeout(resolve, 1))
  process.off("unhandledRejection", note)
  assert.deepEqual(unhandled, [])
  await assert.rejects(taken, /gone/)
})
