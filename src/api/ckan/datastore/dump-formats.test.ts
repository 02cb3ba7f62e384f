import assert from "node:assert/strict"
import { once } from "node:events"
import { PassThrough } from "node:stream"
import { describe, it } from "node:test"
import { dumpOf, jsonDump } from "./dump-formats.ts"

const fields = [{ id: "a", type: "int8" }]

describe("a dump", () => {
  it("that is left in the middle leaves its rows, whose error then harms nobody", async () => {
    const rows = new PassThrough()
    rows.write('{"a":1}\n'.repeat(1000))
    const dump = dumpOf(rows, jsonDump(rows, fields))
    await once(dump, "readable")
    dump.destroy()
    await once(dump, "close")
    assert.ok(rows.destroyed)
    rows.destroy(new Error("The export broke off"))
    await new Promise(setImmediate)
  })

  it("breaks off where its rows do, before the first one too", async () => {
    const rows = new PassThrough()
    const dump = dumpOf(rows, jsonDump(rows, fields))
    rows.destroy(new Error("The export broke off"))
    const [error] = await once(dump, "error")
    assert.match(String(error), /broke off/)
  })
})
