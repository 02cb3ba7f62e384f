import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { setTimeout as sleep } from "node:timers/promises"
import { Agent } from "undici"
import { Agents } from "./agents.ts"

describe("agents of further certificates", () => {
  it("are shared while they are used, closed when nobody uses them for a while, and made anew", async () => {
    const made: Agent[] = []
    const agents = new Agents(() => made[made.push(new Agent()) - 1]!, 20)
    const first = Promise.withResolvers<void>()
    const running = agents.using("A", () => first.promise)
    await agents.using("A", async () => {})
    await agents.using("B", async () => {})
    await sleep(60)
    assert.deepEqual([made.length, made.map(({ closed }) => closed), agents.size], [2, [false, true], 1])
    first.resolve()
    await running
    await sleep(60)
    assert.deepEqual([made[0]?.closed, agents.size], [true, 0])
    await agents.using("A", async (agent) => assert.equal(agent.closed, false))
    await agents.destroy()
    assert.deepEqual([made.length, made[2]?.destroyed], [3, true])
  })

  it("are let go after a failure, too", async () => {
    const agents = new Agents(() => new Agent(), 10)
    await assert.rejects(
      agents.using("A", async () => {
        throw new Error("the server broke off")
      }),
    )
    await sleep(40)
    assert.equal(agents.size, 0)
  })
})
