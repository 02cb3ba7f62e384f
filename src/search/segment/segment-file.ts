/** A segment on disk. It is derived data: whatever is wrong with the file, the answer is to build it again. */
import { mkdir, open, rename, rm } from "node:fs/promises"
import { dirname } from "node:path"
import { BadSegment } from "./sections.ts"
import { Segment } from "./segment.ts"

const bytesPerStep = 1 << 26

/** Written beside, made durable, then renamed: a crash leaves the old file or the new one, never half of one. A folder has one writer. */
export async function writeSegmentFile(path: string, buffer: SharedArrayBuffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const partial = `${path}.partial`
  try {
    const file = await open(partial, "w")
    try {
      await writeAll(file, buffer)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(partial, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

/** Nothing when there is no file; `BadSegment` when it cannot be used. */
export async function readSegmentFile(path: string): Promise<Segment | undefined> {
  const file = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined
    throw error
  })
  if (!file) return undefined
  try {
    const { size } = await file.stat()
    const buffer = new SharedArrayBuffer(size)
    await readAll(file, buffer)
    return new Segment(buffer, { verify: true })
  } catch (error) {
    throw error instanceof BadSegment ? error : new BadSegment(String(error), { cause: error })
  } finally {
    await file.close()
  }
}

type File = Awaited<ReturnType<typeof open>>

async function writeAll(file: File, buffer: SharedArrayBuffer): Promise<void> {
  for (let at = 0; at < buffer.byteLength; ) {
    const step = new Uint8Array(buffer, at, Math.min(bytesPerStep, buffer.byteLength - at))
    at += (await file.write(step, 0, step.length, at)).bytesWritten
  }
}

async function readAll(file: File, buffer: SharedArrayBuffer): Promise<void> {
  for (let at = 0; at < buffer.byteLength; ) {
    const step = new Uint8Array(buffer, at, Math.min(bytesPerStep, buffer.byteLength - at))
    const { bytesRead } = await file.read(step, 0, step.length, at)
    if (bytesRead === 0) throw new BadSegment("cut short")
    at += bytesRead
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r")
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
