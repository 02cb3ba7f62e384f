import assert from "node:assert/strict"
import { test } from "node:test"
import { Gate } from "./gate.ts"

test("a gate lets some in, seats a few, and sends the others away at once", async () => {
  const gate = new Gate({ places: 2, seats: 1 })
  const leave: (() => void)[] = []
  const visit = () => gate.pass(() => new Promise<void>((done) => leave.push(done)))
  const [first, second, third] = [visit(), visit(), visit()]

  await assert.rejects(visit(), { code: "unavailable" })
  assert.equal(leave.length, 2)
  leave[0]!()
  await first
  await new Promise(setImmediate)
  assert.equal(leave.length, 3, "the one who waited has come in")

  for (const go of leave) go()
  await Promise.all([second, third])
})

test("a failure inside frees the place", async () => {
  const gate = new Gate({ places: 1, seats: 0 })
  await assert.rejects(gate.pass(() => Promise.reject(new Error("no"))))
  assert.equal(await gate.pass(async () => "in"), "in")
})
