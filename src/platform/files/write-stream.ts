import type { FileHandle } from "node:fs/promises"
import { FileTooLarge, storageError } from "./errors.ts"

export interface Writing {
  /** Where the first byte goes. */
  readonly position: number
  /** How many bytes may come. */
  readonly maxBytes: number
  /** Sees each piece before it is written. */
  readonly see?: (piece: Uint8Array) => void
}

/** What a write gathers before it goes to the disk: fewer, larger writes. */
const gatherBytes = 1024 * 1024

/**
 * Writes what comes, and forces it to the disk before it returns or throws: whatever the file's length is afterwards has
 * arrived for good, also when the sender breaks off. Answers how many bytes were written.
 */
export async function writeStream(
  file: FileHandle,
  source: AsyncIterable<Uint8Array>,
  { position, maxBytes, see }: Writing,
): Promise<number> {
  let written = 0
  let came = 0
  let waiting: Uint8Array[] = []
  const flush = async () => {
    const pieces = waiting
    waiting = []
    if (pieces.length > 0) written += await writeAll(file, pieces, position + written)
  }
  try {
    try {
      for await (const piece of source) {
        if (came + piece.length > maxBytes) throw new FileTooLarge(maxBytes)
        came += piece.length
        see?.(piece)
        waiting.push(piece)
        if (came - written >= gatherBytes) await flush()
      }
    } finally {
      await flush()
      await file.sync()
    }
  } catch (error) {
    throw storageError(error)
  }
  return written
}

async function writeAll(file: FileHandle, pieces: readonly Uint8Array[], position: number): Promise<number> {
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0)
  let { bytesWritten: done } = await file.writev(pieces, position)
  // A disk that fills up takes some of it first, and says so at the next write.
  for (const rest = done < size ? Buffer.concat(pieces) : undefined; rest && done < size; ) {
    done += (await file.write(rest, done, size - done, position + done)).bytesWritten
  }
  return size
}
