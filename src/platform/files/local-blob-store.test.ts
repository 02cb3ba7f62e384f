import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { existsSync, statSync } from "node:fs"
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import fc from "fast-check"
import { temporaryFolder } from "../../../tests/support/folder.ts"
import { BlobMissing, type BlobStore, createLocalBlobStore, FileTooLarge, StorageFull } from "./index.ts"

let folder: string
let remove: () => void
let blobs: BlobStore
before(() => {
  ;({ path: folder, remove } = temporaryFolder())
  blobs = createLocalBlobStore(join(folder, "files"))
})
after(() => remove())

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")
const limits = { maxBytes: 1_000_000 }

async function* streamOf(...pieces: (string | Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece
    yield Buffer.from(piece)
  }
}

async function read(hash: string, range?: { start: number; end: number }): Promise<Buffer> {
  return Buffer.concat(await (await blobs.open(hash, range)).toArray())
}

const incoming = () => readdir(join(folder, "files", "incoming"))

describe("a blob", () => {
  it("is named by its bytes, in whatever pieces they came, and read whole or in part", async () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(pieces, fc.nat(40_000), fc.nat(40_000), async (parts, one, other) => {
        const bytes = Buffer.concat(parts)
        const { hash, size } = await blobs.put(streamOf(...parts), limits)
        assert.deepEqual([hash, size], [sha256(bytes), bytes.length])
        assert.deepEqual(await read(hash), bytes)
        const [start, end] = [Math.min(one, other), Math.max(one, other)]
        assert.deepEqual(await read(hash, { start, end }), bytes.subarray(start, end + 1))
      }),
      { numRuns: 30 },
    )
    assert.deepEqual(await incoming(), [])
  })

  it("lies in two levels of folders", async () => {
    const { hash } = await blobs.put(streamOf("abc"), limits)
    const names = await readdir(join(folder, "files", hash.slice(0, 2), hash.slice(2, 4)))
    assert.deepEqual(names, ["ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"])
  })

  it("is made of a finished file, which stays until it is removed", async () => {
    const path = join(folder, "finished")
    await writeFile(path, "finished")
    const once = await blobs.adopt(path)
    assert.deepEqual(await blobs.adopt(path), once)
    assert.equal((await read(once.hash)).toString(), "finished")
  })

  const otherDisk = "/dev/shm"
  const isElsewhere = existsSync(otherDisk) && statSync(otherDisk).dev !== statSync(tmpdir()).dev
  it("is copied whole from another disk", { skip: isElsewhere ? false : "there is no other disk" }, async () => {
    const elsewhere = await mkdtemp(join(otherDisk, "fihrist-"))
    try {
      await writeFile(join(elsewhere, "far"), "from afar")
      const { hash } = await blobs.adopt(join(elsewhere, "far"))
      assert.equal((await read(hash)).toString(), "from afar")
      const names = await readdir(join(folder, "files", hash.slice(0, 2), hash.slice(2, 4)))
      assert.deepEqual(names, [hash])
    } finally {
      await rm(elsewhere, { recursive: true })
    }
  })

  it("is removed, and missing then", async () => {
    const { hash } = await blobs.put(streamOf("short-lived"), limits)
    await blobs.delete(hash)
    await blobs.delete(hash)
    assert.equal(await blobs.has(hash), false)
    await assert.rejects(blobs.open(hash), BlobMissing)
  })

  it("never has a name from outside", async () => {
    for (const name of ["../../etc/passwd", "", "a".repeat(63), "A".repeat(64), `${"a".repeat(64)}/..`]) {
      await assert.rejects(async () => blobs.open(name), /Not the name of a blob/)
      await assert.rejects(async () => blobs.delete(name), /Not the name of a blob/)
      await assert.rejects(async () => blobs.has(name), /Not the name of a blob/)
    }
  })
})

describe("nothing of a blob stays", () => {
  it("when its sender breaks off", async () => {
    await assert.rejects(blobs.put(streamOf("half", new Error("gone")), limits), /gone/)
    assert.deepEqual(await incoming(), [])
  })

  it("when it is larger than it may be", async () => {
    await assert.rejects(blobs.put(streamOf("12345", "6"), { maxBytes: 5 }), FileTooLarge)
    assert.equal((await blobs.put(streamOf("12345"), { maxBytes: 5 })).size, 5)
    assert.deepEqual(await incoming(), [])
  })

  it("when the disk is full, which is told as such", async () => {
    const full = Object.assign(new Error("no space left on device"), { code: "ENOSPC" })
    await assert.rejects(blobs.put(streamOf("half", full), limits), (error) => {
      assert.ok(error instanceof StorageFull)
      assert.deepEqual([error.code, error.status], ["storage-full", 507])
      return true
    })
    assert.deepEqual(await incoming(), [])
  })

  it("once a day has passed since its writer was killed", async () => {
    const left = join(folder, "files", "incoming", "left")
    await writeFile(left, "half")
    await utimes(left, new Date("2026-01-01"), new Date("2026-01-01"))
    const { hash } = await blobs.put(streamOf("young"), limits)
    for await (const hashes of blobs.storedBefore(new Date("2026-01-02"))) assert.ok(!hashes.includes(hash))
    assert.deepEqual(await incoming(), [])
  })
})
