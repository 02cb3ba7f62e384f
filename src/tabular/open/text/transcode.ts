/** The text of a file as UTF-8, piece by piece: encodings of one byte a letter by a table, which is quicker. */
import { createReadStream } from "node:fs"
import { singleByteEncodings } from "../../text/guess-encoding.ts"

const chunkBytes = 1 << 18

export interface Transcoding {
  readonly encoding: string
  /** Bytes that are left out at the start: a mark, a line that names the separator. */
  readonly skip?: number
}

export async function* transcoded(path: string, { encoding, skip = 0 }: Transcoding): AsyncGenerator<Buffer> {
  const bytes = createReadStream(path, { start: skip, highWaterMark: chunkBytes }) as AsyncIterable<Buffer>
  const isSingle = (singleByteEncodings as readonly string[]).includes(encoding)
  const convert = isSingle ? byTable(encoding) : byDecoder(encoding)
  for await (const chunk of bytes) yield convert(chunk)
  const rest = convert(Buffer.alloc(0), true)
  if (rest.length > 0) yield rest
}

type Convert = (chunk: Buffer, last?: boolean) => Buffer

function byDecoder(encoding: string): Convert {
  const decoder = new TextDecoder(encoding)
  return (chunk, last = false) => Buffer.from(decoder.decode(chunk, { stream: !last }).replaceAll("\u0000", ""))
}

/** What each byte is in UTF-8: one to three bytes. */
function byTable(encoding: string): Convert {
  const decoder = new TextDecoder(encoding)
  const written = Array.from({ length: 256 }, (_, byte) => {
    return Buffer.from(byte === 0 ? "" : decoder.decode(Uint8Array.of(byte)))
  })
  const lengths = Uint8Array.from(written, ({ length }) => length)
  const parts = [0, 1, 2].map((part) => Uint8Array.from(written, (letter) => letter[part] ?? 0))
  const [first, second, third] = parts as [Uint8Array, Uint8Array, Uint8Array]
  return (chunk) => {
    const out = Buffer.allocUnsafe(chunk.length * 3)
    let at = 0
    for (let index = 0; index < chunk.length; index++) {
      const byte = chunk[index]!
      const length = lengths[byte]!
      if (length === 0) continue
      out[at] = first[byte]!
      out[at + 1] = second[byte]!
      out[at + 2] = third[byte]!
      at += length
    }
    return out.subarray(0, at)
  }
}
