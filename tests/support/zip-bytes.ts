import { crc32, deflateRawSync } from "node:zlib"

interface Member {
  readonly name: string | Buffer
  readonly bytes: string | Uint8Array
  /** What the archive says of it, where that is not the truth. */
  readonly flags?: number
  readonly declaredBytes?: number
}

/** A ZIP archive, written by hand so that it may lie. */
export function zipBytes(members: readonly Member[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes, flags = 0x800, declaredBytes } of members) {
    const content = Buffer.from(bytes as Uint8Array)
    const packed = deflateRawSync(content)
    const label = Buffer.from(name as Buffer)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(flags, 2)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(content), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(declaredBytes ?? content.length, 18)
    facts.writeUInt16LE(label.length, 22)
    parts.push(Buffer.from("PK\x03\x04"), facts, label, packed)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.from("PK\x01\x02\x14\0", "latin1"), facts, rest, label)
    offset += 4 + facts.length + label.length + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write("PK\x05\x06", "latin1")
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, list, end])
}
