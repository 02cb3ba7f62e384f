import assert from "node:assert/strict"
import { test } from "node:test"
import { setTimeout as sleep } from "node:timers/promises"
import { Lanes } from "./lanes.ts"
import { EngineBusy, QueryTookTooLong } from "./refusals.ts"

const settings = { quickMs: 30, quick: 1, heavy: 1, waiting: { longest: 10, patienceMs: 1000 } }
const asked = (likeness: string, timeoutMs = 2000) => ({ timeoutMs, gone: new AbortController().signal, likeness })

/** Lasts so long, unless it is stopped; tells how often it was begun. */
function lasting(ms: number) {
  const work = async (stop: AbortSignal) => {
    work.begun++
    await sleep(ms, undefined, { signal: stop }).catch(() => {
      throw stop.reason
    })
    return ms
  }
  work.begun = 0
  return work
}

test("a question that lasts goes on where it is when the heavy lane has room", async () => {
  const lanes = new Lanes(settings)
  const work = lasting(100)

  assert.equal(await lanes.run(work, asked("a")), 100)
  assert.equal(work.begun, 1)
})

test("heavy questions wait for each other, asked twice only the first time, and quick ones pass them", async () => {
  const lanes = new Lanes(settings)
  const [first, second, third] = [lasting(300), lasting(300), lasting(300)]
  const running = [lanes.run(first, asked("a")), lanes.run(second, asked("b"))]
  await sleep(100)
  const again = lanes.run(third, asked("b"))
  const started = performance.now()
  await lanes.run(lasting(1), asked("c"))

  assert.ok(performance.now() - started < 150)
  await Promise.all([...running, again])
  assert.deepEqual([first.begun, second.begun, third.begun], [1, 2, 1])
})

test("a question is stopped at its limit, and leaves its place", async () => {
  const lanes = new Lanes(settings)

  await assert.rejects(lanes.run(lasting(1000), asked("a", 60)), QueryTookTooLong)
  await assert.rejects(lanes.run(lasting(1000), asked("a", 10)), QueryTookTooLong)
  assert.equal(await lanes.run(lasting(1), asked("a")), 1)
})

test("whoever waits too long, or finds too many waiting, is told to come back; whoever leaves, leaves the queue", async () => {
  const lanes = new Lanes({ ...settings, quickMs: 1000, waiting: { longest: 2, patienceMs: 50 } })
  const running = lanes.run(lasting(300), asked("a"))
  const leaving = new AbortController()
  const left = lanes.run(lasting(1), { timeoutMs: 100, gone: leaving.signal, likeness: "b" })
  const impatient = lanes.run(lasting(1), asked("c"))
  await assert.rejects(lanes.run(lasting(1), asked("d")), EngineBusy)
  leaving.abort(new Error("left"))

  await assert.rejects(left, /left/)
  await assert.rejects(impatient, EngineBusy)
  assert.equal(await running, 300)
})
