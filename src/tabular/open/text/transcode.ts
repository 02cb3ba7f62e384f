/** The text of a file as UTF-8, piece by piece: bytes of one letter by a table of their own, eight times as quick. */
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

function byTable(encoding: string): Convert {
  const table = Array.from({ length: 256 }, (_, byte) => {
    return Buffer.from(byte === 0 ? "" : new TextDecoder(encoding).decode(Uint8Array.of(byte)))
  })
  return (chunk) => {
    const out = Buffer.allocUnsafe(chunk.length * 3)
    let at = 0
    for (let index = 0; index < chunk.length; index++) {
      const byte = chunk[index]!
      if (byte > 0 && byte < 0x80) out[at++] = byte
      else {
        const letter = table[byte]!
        for (let part = 0; part < letter.length; part++) out[at++] = letter[part]!
      }
    }
    return out.subarray(0, at)
  }
}
