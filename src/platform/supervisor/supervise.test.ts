import assert from "node:assert/strict"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { after, describe, test } from "node:test"
import { eventually, temporaryFolder } from "../../../tests/support/folder.ts"
import { stopAll, supervise } from "./index.ts"

describe("the supervisor", () => {
  const folder = temporaryFolder()
  after(() => folder.remove())

  /** A child in plain JavaScript; `ready()` tells the supervisor. */
  function program(name: string, code: string) {
    const file = join(folder.path, `${name}.mjs`)
    writeFileSync(file, `const ready = (url = "") => process.send({ kind: "ready", url })\n${code}`)
    return { name, args: [file], env: () => process.env }
  }

  test("answers with the address that the child tells", async () => {
    const child = await supervise(program("told", `ready("http://x"); setInterval(() => {}, 1000)`), { say: () => {} })

    assert.equal(child.url, "http://x")
    await child.stop()
  })

  test("gives up on a child that ends before it is ready", async () => {
    await assert.rejects(
      supervise(program("never", "process.exit(7)"), { say: () => {} }),
      /never ended before it was ready \(exit code 7\)/,
    )
  })

  test("restarts a child that crashes again and again, each time later, and stops it meanwhile", async () => {
    const said: string[] = []
    const crashing = program("crashing", "ready(); setTimeout(() => process.exit(1), 20)")
    const child = await supervise(crashing, { say: (line) => said.push(line), backOffMs: [1, 30, 60_000] })

    await eventually(() => said.length === 3, "three crashes")
    await child.stop()

    assert.deepEqual(
      said.map((line) => /restarting it in (\d+) ms/.exec(line)?.[1]),
      ["1", "30", "60000"],
    )
  })

  test("restarts quickly again a child that had run for a while", async () => {
    const said: string[] = []
    const crashing = program("recovering", "ready(); setTimeout(() => process.exit(1), 20)")
    const options = { say: (line: string) => said.push(line), backOffMs: [1, 60_000], recoveredAfterMs: 10 }
    const child = await supervise(crashing, options)

    await eventually(() => said.length === 3, "three crashes")
    await child.stop()

    assert.ok(said.every((line) => line.includes("in 1 ms")))
  })

  test("stops children in the reverse order of starting, one after the other", async () => {
    const events: string[] = []
    const stoppable = (name: string) => ({
      async stop() {
        events.push(`${name} asked`)
        await new Promise((done) => setTimeout(done, 5))
        events.push(`${name} gone`)
      },
    })

    await stopAll([stoppable("database"), stoppable("web"), stoppable("worker")])

    assert.deepEqual(events, [
      "worker asked",
      "worker gone",
      "web asked",
      "web gone",
      "database asked",
      "database gone",
    ])
  })
})
