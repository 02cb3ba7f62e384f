import assert from "node:assert/strict"
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { BadSegment } from "./sections.ts"
import { SegmentBuilder } from "./segment-builder.ts"
import { readSegmentFile, writeSegmentFile } from "./segment-file.ts"

describe("the file of a segment", () => {
  let folder: string
  let path: string

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "fihrist-segment-"))
    path = join(folder, "deep", "base.segment")
  })
  after(() => rm(folder, { recursive: true, force: true }))

  const write = () => writeSegmentFile(path, new SegmentBuilder().finish({ epoch: "e", position: 7, generation: 2 }))

  it("gives back what was written, and leaves nothing else in its folder", async () => {
    assert.equal(await readSegmentFile(path), undefined)
    await write()
    await write()

    const segment = await readSegmentFile(path)
    assert.equal(segment?.facts.position, 7)
    assert.equal(segment?.length, 0)
    assert.deepEqual(await readdir(join(folder, "deep")), ["base.segment"])
  })

  it("is refused when any byte of it is another, however it came about", async () => {
    await write()
    const whole = await readFile(path)
    for (let at = 0; at < whole.length; at += 97) {
      const damaged = Buffer.from(whole)
      damaged[at]! ^= 0x10
      await writeFile(path, damaged)
      // Padding between sections is read by nobody.
      if (whole[at] !== 0) await assert.rejects(readSegmentFile(path), BadSegment, `byte ${at}`)
    }
  })

  it("is refused when it was cut short, is empty or is something else", async () => {
    for (const length of [0, 3, 20, 200]) {
      await write()
      await truncate(path, length)
      await assert.rejects(readSegmentFile(path), BadSegment, `${length} bytes`)
    }
    await writeFile(path, "x".repeat(5000))
    await assert.rejects(readSegmentFile(path), BadSegment)
  })
})
