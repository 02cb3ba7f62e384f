import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { MemoryWatch } from "./memory-watch.ts"
import { QueryTooLarge } from "./refusals.ts"

const never = new AbortController().signal
const untilStopped = (stop: AbortSignal) =>
  new Promise((_, stopped) => stop.addEventListener("abort", () => stopped(stop.reason)))

function watchOf() {
  const state = { heldMb: 100, at: 0, ended: 0 }
  const end = () => void state.ended++
  return { state, watch: new MemoryWatch({ mostMb: 1000, heldMb: () => state.heldMb, end, now: () => state.at }) }
}

describe("the watch over memory", () => {
  it("refuses what has run for a while when too much is held, and leaves what has just begun", async () => {
    const { state, watch } = watchOf()
    const old = watch.watched(never, untilStopped)
    state.at = 300
    const young = watch.watched(never, async (stop) => {
      await new Promise((done) => setImmediate(done))
      return stop.aborted
    })
    watch.look()
    state.heldMb = 1100
    watch.look()

    await assert.rejects(old, QueryTooLarge)
    assert.equal(await young, false)
    assert.equal(state.ended, 0)
  })

  it("ends the process that holds far too much, or does so while it has nothing to do", () => {
    const { state, watch } = watchOf()
    void watch.watched(never, untilStopped)
    state.heldMb = 1600
    watch.look()
    assert.equal(state.ended, 1)

    const idle = watchOf()
    idle.state.heldMb = 1100
    idle.watch.look()
    assert.equal(idle.state.ended, 1)
  })
})
