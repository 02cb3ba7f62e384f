import { Readable } from "node:stream"
import { crc32, createDeflateRaw } from "node:zlib"

export interface ZipMember {
  readonly name: string
  readonly content: AsyncIterable<string> | Iterable<string>
}

interface Written {
  readonly name: Buffer
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

const maxUint32 = 0xffffffff
/** Sizes follow the content; names are UTF-8; deflated. */
const [flags, deflated] = [0x0808, 8]
/** 1 January 1980: the same answer is the same bytes. */
const [noTime, firstDay] = [0, 0x0021]

/**
 * An archive, written while its members are read. One member holds less than 4 GiB; the archive may be larger (ZIP64 where
 * it has to be), with less than 65,535 members.
 */
export async function* zipStream(members: AsyncIterable<ZipMember> | Iterable<ZipMember>): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let offset = 0
  for await (const member of members) {
    const name = Buffer.from(member.name)
    const start = offset
    const counted = new Counted()
    const head = localHeader(name)
    yield head
    offset += head.length
    let packed = 0
    for await (const piece of counted.deflate(member.content)) {
      packed += piece.length
      yield piece
    }
    const tail = numbers("LLLL", [0x08074b50, counted.crc, packed, counted.size])
    yield tail
    offset += packed + tail.length
    written.push({ name, crc: counted.crc, packed, size: counted.size, offset: start })
  }
  yield directory(written, offset)
}

class Counted {
  crc = 0
  size = 0

  deflate(content: ZipMember["content"]): AsyncIterable<Buffer> {
    const source = Readable.from(this.#count(content), { objectMode: true, highWaterMark: 1 })
    const deflate = createDeflateRaw({ level: 5 })
    source.on("error", (error) => deflate.destroy(error))
    deflate.on("close", () => source.destroy())
    return source.pipe(deflate)
  }

  async *#count(content: ZipMember["content"]): AsyncGenerator<Buffer> {
    for await (const text of content) {
      const bytes = Buffer.from(text)
      this.crc = crc32(bytes, this.crc)
      this.size += bytes.length
      if (this.size > maxUint32) throw new Error("A member of an archive is larger than 4 GiB")
      yield bytes
    }
  }
}

function localHeader(name: Buffer): Buffer {
  const head = numbers("LSSSSSLLLSS", [0x04034b50, 20, flags, deflated, noTime, firstDay, 0, 0, 0, name.length, 0])
  return Buffer.concat([head, name])
}

function directory(written: readonly Written[], start: number): Buffer {
  const entries = Buffer.concat(written.map(directoryEntry))
  const count = written.length
  const isLarge = start > maxUint32
  const large = isLarge ? largeEnd({ start, count, size: entries.length }) : Buffer.alloc(0)
  const end = numbers("LSSSSLLS", [0x06054b50, 0, 0, count, count, entries.length, Math.min(start, maxUint32), 0])
  return Buffer.concat([entries, large, end])
}

function directoryEntry({ name, crc, packed, size, offset }: Written): Buffer {
  const isLarge = offset >= maxUint32
  const extra = isLarge ? numbers("SSQ", [1, 8, offset]) : Buffer.alloc(0)
  const fixed = [0x02014b50, isLarge ? 45 : 20, isLarge ? 45 : 20, flags, deflated, noTime, firstDay, crc, packed, size]
  const rest = [name.length, extra.length, 0, 0, 0, 0, Math.min(offset, maxUint32)]
  return Buffer.concat([numbers("LSSSSSSLLLSSSSSLL", [...fixed, ...rest]), name, extra])
}

function largeEnd({ start, count, size }: { start: number; count: number; size: number }): Buffer {
  return Buffer.concat([
    numbers("LQSSLLQQQQ", [0x06064b50, 44, 45, 45, 0, 0, count, count, size, start]),
    numbers("LLQL", [0x07064b50, 0, start + size, 1]),
  ])
}

/** Little-endian: S is 16 bits, L is 32, Q is 64. */
function numbers(layout: string, values: readonly number[]): Buffer {
  const parts = [...layout].map((width, at) => {
    const bytes = Buffer.alloc(width === "S" ? 2 : width === "L" ? 4 : 8)
    if (width === "S") bytes.writeUInt16LE(values[at]!)
    else if (width === "L") bytes.writeUInt32LE(values[at]!)
    else bytes.writeBigUInt64LE(BigInt(values[at]!))
    return bytes
  })
  return Buffer.concat(parts)
}
