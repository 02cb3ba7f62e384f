import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { HostQueue, type Timer, type Turn } from "./host-queue.ts"

/** Time that passes when the test says so. */
function slowTimer(): Timer & { pass(ms: number): Promise<void> } {
  let now = 0
  let calls: { at: number; call: () => void }[] = []
  return {
    now: () => now,
    after(ms, call) {
      const one = { at: now + ms, call }
      calls.push(one)
      return () => {
        calls = calls.filter((other) => other !== one)
      }
    },
    async pass(ms) {
      const end = now + ms
      for (;;) {
        await settled()
        const [next] = calls.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
        if (!next) break
        calls = calls.filter((other) => other !== next)
        now = Math.max(now, next.at)
        next.call()
      }
      now = end
      await settled()
    },
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

/** Tasks that last until they are ended, and who began when. */
function visits(queue: HostQueue, timer: Timer) {
  const began: string[] = []
  const open: { name: string; end: () => void }[] = []
  return {
    began,
    open,
    visit(name: string, turn: Partial<Turn> = {}) {
      return queue.run({ host: "a.example", ...turn }, async () => {
        began.push(`${name}@${timer.now()}`)
        await new Promise<void>((end) => open.push({ name, end }))
      })
    },
    async endFirst() {
      open.shift()?.end()
      await settled()
    },
  }
}

describe("politeness to a host", () => {
  it("lets in two at once, and other hosts beside them", async () => {
    const timer = slowTimer()
    const { began, visit, endFirst } = visits(new HostQueue({ timer }), timer)
    for (const name of ["1", "2", "3"]) void visit(name)
    void visit("4", { host: "b.example" })
    await settled()
    assert.deepEqual(began, ["1@0", "2@0", "4@0"])
    await endFirst()
    assert.deepEqual(began.at(-1), "3@0")
  })

  it("serves those who wait in turn, not the longest line first", async () => {
    const timer = slowTimer()
    const { began, visit, endFirst } = visits(new HostQueue({ timer, perHost: 1 }), timer)
    for (const name of ["huge 1", "huge 2", "huge 3", "huge 4"]) void visit(name, { key: "huge" })
    for (const name of ["small 1", "small 2"]) void visit(name, { key: "small" })
    for (let count = 0; count < 6; count += 1) await endFirst()
    assert.deepEqual(
      began.map((one) => one.split("@")[0]),
      ["huge 1", "huge 2", "small 1", "huge 3", "small 2", "huge 4"],
    )
  })

  it("keeps a pause between two requests where a visitor wants one", async () => {
    const timer = slowTimer()
    const queue = new HostQueue({ timer })
    const { began, visit } = visits(queue, timer)
    for (const name of ["1", "2"]) void visit(name, { pauseMs: 500 })
    await timer.pass(499)
    assert.deepEqual(began, ["1@0"])
    await timer.pass(1)
    assert.deepEqual(began, ["1@0", "2@500"])
  })

  it("holds everybody back while the host asks for it", async () => {
    const timer = slowTimer()
    const queue = new HostQueue({ timer })
    const { began, visit } = visits(queue, timer)
    queue.pause("a.example", 2_000)
    queue.pause("a.example", 1_000)
    void visit("1", { key: "x" })
    void visit("2", { key: "y" })
    void visit("elsewhere", { host: "b.example" })
    await timer.pass(1_999)
    assert.deepEqual(began, ["elsewhere@0"])
    await timer.pass(1)
    assert.deepEqual(began, ["elsewhere@0", "1@2000", "2@2000"])
  })

  it("lets nobody wait behind one who gave up", async () => {
    const timer = slowTimer()
    const { began, visit, endFirst } = visits(new HostQueue({ timer, perHost: 1 }), timer)
    const patience = new AbortController()
    void visit("1")
    const given = assert.rejects(visit("2", { signal: patience.signal }), /no more/)
    void visit("3")
    await settled()
    patience.abort(new Error("no more"))
    await given
    await endFirst()
    assert.deepEqual(began, ["1@0", "3@0"])
    await assert.rejects(visit("late", { signal: patience.signal }), /no more/)
  })

  it("serves everybody once, never more than two at once, whatever comes in whatever order", async () => {
    const visitor = fc.record({ key: fc.constantFrom("a", "b", "c"), pauseMs: fc.constantFrom(0, 5), ms: fc.nat(9) })
    await fc.assert(
      fc.asyncProperty(fc.array(visitor, { maxLength: 20 }), fc.nat(20), async (all, pauseMs) => {
        const timer = slowTimer()
        const queue = new HostQueue({ timer })
        let [now, most, done] = [0, 0, 0]
        for (const { key, pauseMs: pause, ms } of all)
          void queue.run({ host: "a.example", key, pauseMs: pause }, async () => {
            now += 1
            most = Math.max(most, now)
            await new Promise<void>((end) => void timer.after(ms, end))
            now -= 1
            done += 1
          })
        queue.pause("a.example", pauseMs)
        await timer.pass(1_000)
        assert.equal(done, all.length)
        assert.ok(most <= 2)
      }),
      { numRuns: 50 },
    )
  })
})
