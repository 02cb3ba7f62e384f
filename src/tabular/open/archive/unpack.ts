import { createReadStream } from "node:fs"
import { open } from "node:fs/promises"
import { createGunzip } from "node:zlib"
import { CannotBeTable } from "../table-refusal.ts"
import type { Workspace } from "../workspace.ts"

/** Honest data shrink to a hundredth at most; the formats themselves allow a thousandth. */
const mostRatio = 250
const looksFrom = 64 * 2 ** 20

interface Guard {
  readonly packedBytes: number
  readonly workspace: Workspace
}

/** The same bytes, as long as they are neither a bomb nor more than the limits allow. */
export async function* guardedAgainstBombs(
  stream: AsyncIterable<Buffer>,
  { packedBytes, workspace }: Guard,
): AsyncGenerator<Buffer> {
  let unpackedBytes = 0
  try {
    for await (const chunk of stream) {
      workspace.checkpoint()
      workspace.spend(chunk.length)
      unpackedBytes += chunk.length
      if (unpackedBytes > looksFrom && unpackedBytes > packedBytes * mostRatio) throw new CannotBeTable("bomb")
      yield chunk
    }
  } catch (error) {
    throw asRefusal(error)
  }
}

/** What a library says of broken bytes; what the system says (a full disk) stays what it is. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CannotBeTable || error.name === "AbortError") return error
  if ("syscall" in error) return error
  return new CannotBeTable("damaged", { reason: error.message.slice(0, 200) })
}

export function gunzipped(path: string, guard: Guard): AsyncIterable<Buffer> {
  const packed = createReadStream(path)
  const unpacked = createGunzip({ chunkSize: 256 * 1024 })
  packed.on("error", (error) => unpacked.destroy(error))
  unpacked.on("close", () => packed.destroy())
  return guardedAgainstBombs(packed.pipe(unpacked), guard)
}

/** Writes unpacked bytes to a file of ours; what they cost was counted when they were unpacked. */
export async function writtenTo(path: string, bytes: AsyncIterable<Buffer>): Promise<number> {
  const file = await open(path, "wx")
  let byteSize = 0
  try {
    for await (const chunk of bytes) {
      await file.writeFile(chunk)
      byteSize += chunk.length
    }
  } finally {
    await file.close()
  }
  return byteSize
}
