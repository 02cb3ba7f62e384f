import { open } from "node:fs/promises"
import { markedEncoding } from "../../text/decode-text.ts"

export interface TextSamples {
  readonly start: Buffer
  /** From the middle and the end, beginning after a line break; none of a file that is all start. */
  readonly later: readonly Buffer[]
  /** Whether the start is all there is. */
  readonly complete: boolean
}

const startBytes = 256 * 1024
const laterBytes = 64 * 1024

/** A few looks into a file: what holds for its first lines often does not for the others. */
export async function readSamples(path: string, byteSize: number): Promise<TextSamples> {
  const file = await open(path)
  try {
    const take = async (at: number, length: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
      return buffer.subarray(0, bytesRead)
    }
    const start = await take(0, Math.min(startBytes, byteSize))
    if (byteSize <= startBytes) return { start, later: [], complete: true }
    const isWide = markedEncoding(start)?.startsWith("utf-16") === true
    const places = isWide ? [] : [Math.floor(byteSize / 2), byteSize - laterBytes].filter((at) => at > startBytes)
    const later = await Promise.all(places.map((at) => take(at, laterBytes)))
    return { start, later: later.map(fromNextLine), complete: false }
  } finally {
    await file.close()
  }
}

/** A text without lines begins again at its next letter. */
function fromNextLine(bytes: Buffer): Buffer {
  const line = bytes.indexOf(10)
  if (line >= 0) return bytes.subarray(line + 1)
  let from = 0
  while (from < 3 && (bytes[from]! & 0xc0) === 0x80) from++
  return bytes.subarray(from)
}
