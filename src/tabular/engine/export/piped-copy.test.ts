import assert from "node:assert/strict"
import { mkdtemp, open, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { setTimeout as sleep } from "node:timers/promises"
import { pipedCopy } from "./piped-copy.ts"

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "fihrist-pipe-"))
})
after(() => rm(folder, { recursive: true }))

/** Opens the pipe after a while, as a query does that is planned first, and writes to it. */
const writing =
  (text: string, afterMs = 0) =>
  async (path: string) => {
    await sleep(afterMs)
    const file = await open(path, "w")
    try {
      await file.writeFile(text)
    } finally {
      await file.close()
    }
  }

async function read(pieces: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all).toString()
}

const copying = (copy: (path: string) => Promise<unknown>, stop = new AbortController().signal) =>
  pipedCopy({ folder, stop, copy, interrupt: () => {} })

describe("a copy through a pipe", { timeout: 10_000 }, () => {
  it("gives all that was written, and leaves no pipe", async () => {
    const long = "é".repeat(300_000)
    assert.equal(await read(copying(writing(long))), long)
    assert.equal(await read(copying(writing(""))), "")
    assert.deepEqual(await readdir(folder), [])
  })

  it("fails with what failed before the pipe was opened", async () => {
    const refused = new Error("no such column")
    await assert.rejects(read(copying(() => Promise.reject(refused))), refused)
    assert.deepEqual(await readdir(folder), [])
  })

  it("ends when it is stopped before the pipe is opened for writing, and whoever opens it then does not wait", async () => {
    const reason = new Error("the reader left")
    const stop = new AbortController()
    setTimeout(() => stop.abort(reason), 50)
    await assert.rejects(read(copying(writing("late".repeat(100_000), 150), stop.signal)), reason)
    await assert.rejects(read(copying(writing("late".repeat(100_000), 50), AbortSignal.abort(reason))), reason)
    assert.deepEqual(await readdir(folder), [])
  })

  it("ends when its reader leaves in the middle", async () => {
    for await (const piece of copying(writing("x".repeat(1_000_000)))) {
      assert.ok(piece.length > 0)
      break
    }
    assert.deepEqual(await readdir(folder), [])
  })
})
