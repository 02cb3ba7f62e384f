import assert from "node:assert/strict"
import { once } from "node:events"
import { getPriority } from "node:os"
import { it } from "node:test"
import { Worker } from "node:worker_threads"
import { typescript } from "../../tests/support/typescript.ts"

it("a thread that gives way leaves the others of its process as they are", {
  skip: process.platform !== "linux",
}, async () => {
  const before = getPriority()
  const module = JSON.stringify(new URL("./give-way.ts", import.meta.url).href)
  const script = `
    const { getPriority } = require("node:os")
    const { parentPort } = require("node:worker_threads")
    import(${module}).then(({ giveWay }) => { giveWay(); parentPort.postMessage(getPriority()) })
  `
  const [inThread] = await once(new Worker(script, { eval: true, execArgv: [...typescript] }), "message")
  assert.equal(inThread, Math.max(before, 10))
  assert.equal(getPriority(), before)
})
