import assert from "node:assert/strict"
import { mkdtemp, open, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, it } from "node:test"
import { openSpool, type SpooledRecord, type SpoolPlace } from "./spool.ts"

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fihrist-spool-"))
})
afterEach(() => rm(folder, { recursive: true }))

const at = new Date("2026-11-23T08:00:00Z")
const spoolOf = (runId: string, more: Partial<SpoolPlace> = {}) =>
  openSpool({ folder, sourceId: "s", runId, key: "k", now: at, ...more })
const later = (hours: number) => new Date(at.getTime() + hours * 3_600_000)

const record = (remoteId: string) => JSON.stringify({ kind: "dataset", remoteId, hash: "h", problems: [], facts: {} })
const pageEnd = (next: string) => JSON.stringify({ kind: "page-end", next })
const fileOf = (runId: string) => join(folder, `s.${runId}.jsonl`)

/** What a run wrote that was killed: two pages to their ends, and a record of the third. */
async function killedRun(runId = "1"): Promise<void> {
  const spool = await spoolOf(runId)
  for (const line of [record("a"), pageEnd("10"), record("b"), pageEnd("20"), record("c")]) await spool.add(line)
  await spool.close()
}

async function idsIn(spool: Awaited<ReturnType<typeof openSpool>>): Promise<string[]> {
  const batches: SpooledRecord[][] = await Array.fromAsync(spool.batches("dataset"))
  return batches.flat().map(({ remoteId }) => remoteId)
}

/** Goes on with what is there, adds a record, and answers all that it then has. */
async function goneOn(more: Partial<SpoolPlace> = {}) {
  const spool = await spoolOf("2", more)
  await spool.add(record("d"))
  await spool.close()
  const ids = await idsIn(spool)
  const lines = await Array.fromAsync(spool.lines())
  assert.ok(lines.every(({ kind }) => kind === "dataset" || kind === "page-end"))
  return { resumedAt: spool.resumedAt, ids }
}

describe("what a killed run left", () => {
  it("is gone on with after its last page end, and what came behind it is read again", async () => {
    await killedRun()
    assert.deepEqual(await goneOn(), { resumedAt: "20", ids: ["a", "b", "d"] })
    assert.deepEqual(await readdir(folder), ["s.2.jsonl"])
  })

  it("may end anywhere: each byte at which it can be cut gives whole pages", async () => {
    await killedRun()
    const whole = await readFile(fileOf("1"))
    for (let bytes = 0; bytes <= whole.length; bytes += 1) {
      await writeFile(fileOf("1"), whole.subarray(0, bytes))
      const ends =
        whole
          .subarray(0, bytes)
          .toString()
          .match(/"page-end","next":"\d+"}\n/g)?.length ?? 0
      const expected = [
        { resumedAt: undefined, ids: ["d"] },
        { resumedAt: "10", ids: ["a", "d"] },
        { resumedAt: "20", ids: ["a", "b", "d"] },
      ][ends]
      assert.deepEqual(await goneOn(), expected, `cut at byte ${bytes}`)
      await rm(fileOf("2"))
    }
  })

  it("is not gone on with where it is of another reading, too old, of a time to come, or has holes", async () => {
    const beginnings = { resumedAt: undefined, ids: ["d"] }
    for (const more of [{ key: "other" }, { key: undefined }, { now: later(25) }, { now: later(-1) }]) {
      await killedRun()
      assert.deepEqual(await goneOn(more), beginnings, JSON.stringify(more))
      await rm(fileOf("2"))
    }
    await killedRun()
    const file = await open(fileOf("1"), "r+")
    await file.write(Buffer.alloc(30), 0, 30, 80)
    await file.close()
    assert.deepEqual(await goneOn(), beginnings)
  })

  it("is as old as its first reading, however often it is gone on with", async () => {
    await killedRun()
    const second = await spoolOf("2", { now: later(20) })
    assert.equal(second.resumedAt, "20")
    await second.close()
    assert.equal((await spoolOf("3", { now: later(25) })).resumedAt, undefined)
  })

  it("takes no harm from a run that lost its lock and goes on writing", async () => {
    const lost = await spoolOf("1")
    for (const line of [record("a"), pageEnd("10"), record("b"), record("c")]) await lost.add(line)
    await new Promise((resolve) => setTimeout(resolve, 20))
    const next = await spoolOf("2")
    assert.equal(next.resumedAt, "10")
    await next.add(record("d"))
    for (let n = 0; n < 50; n += 1) await lost.add(record(`lost ${n}`))
    await lost.close()
    await next.add(record("e"))
    await next.close()
    assert.deepEqual(await idsIn(next), ["a", "d", "e"])
  })

  it("that another run removes at the same moment is simply not there", async () => {
    // A link that leads nowhere is found in the folder, and gone when it is opened.
    await symlink(join(folder, "gone"), fileOf("1"))
    assert.equal((await spoolOf("2")).resumedAt, undefined)
  })

  it("stays where a dry run passes by", async () => {
    await killedRun()
    const dry = await spoolOf("2", { key: undefined, keepsOthers: true })
    await dry.close()
    await dry.remove()
    assert.equal((await goneOn()).resumedAt, "20")
  })
})

describe("a spool", () => {
  it("takes no more than it is given room for: a source without end is left", async () => {
    const spool = await spoolOf("1", { mostBytes: 10_000 })
    const fill = async () => {
      for (;;) await spool.add(record("x".repeat(100)))
    }
    await assert.rejects(fill, { code: "too-large" })
    await spool.remove()
    assert.deepEqual(await readdir(folder), [])
  })

  it("counts what an earlier reading left", async () => {
    const first = await spoolOf("1", { mostBytes: 10_000 })
    await first.add(record("x".repeat(9_000)))
    await first.add(pageEnd("10"))
    await first.keep()
    const second = await spoolOf("2", { mostBytes: 10_000 })
    await assert.rejects(second.add(record("x".repeat(2_000))), { code: "too-large" })
    await second.remove()
  })

  it("that is kept for the next run holds no file open", async () => {
    const openFiles = async () => (await readdir("/proc/self/fd")).length
    const before = await openFiles()
    for (let n = 0; n < 20; n += 1) {
      const spool = await spoolOf(String(n))
      await spool.add(pageEnd("10"))
      await spool.keep()
    }
    assert.ok((await openFiles()) < before + 10)
    assert.equal((await spoolOf("last")).resumedAt, "10")
  })

  it("breaks no line at the separators that JSON leaves as they are", async () => {
    const spool = await spoolOf("1")
    await spool.add(record("a\u2028b\u2029c"))
    await spool.close()
    assert.deepEqual(await idsIn(spool), ["a\u2028b\u2029c"])
  })
})
