/**
 * The layout of a segment: one flat buffer that is memory and file at once.
 *   magic, version, length of the directory, its checksum | directory (JSON) | sections, each at a multiple of 8
 * The buffer is shared between threads, so handing a segment over copies nothing.
 */
import { crc32 } from "node:zlib"

/** Raise it with any change of layout, analysis or scoring: older files are then rebuilt. */
export const segmentVersion = 1
const magic = 0x46685367
const headerBytes = 16

const arrays = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f64: Float64Array }
export type SectionArray = Uint8Array | Uint16Array | Uint32Array | Float64Array

interface Section {
  readonly name: string
  readonly type: keyof typeof arrays
  readonly at: number
  readonly length: number
  readonly crc: number
}

interface Directory {
  readonly facts: unknown
  readonly sections: readonly Section[]
}

export class BadSegment extends Error {
  readonly code = "search-segment-unreadable"
}

export function packSections(facts: unknown, sections: ReadonlyMap<string, SectionArray>): SharedArrayBuffer {
  const place = (start: number): Section[] => {
    let at = start
    return [...sections].map(([name, array]) => {
      const section = { name, type: typeOf(array), at, length: array.length, crc: crc32(bytesOf(array)) }
      at += aligned(array.byteLength)
      return section
    })
  }
  // Positions are relative to the end of the directory, so that its own length does not matter.
  const placed = place(0)
  const directory = Buffer.from(JSON.stringify({ facts, sections: placed } satisfies Directory))
  const body = aligned(headerBytes + directory.length)
  const last = placed.at(-1)
  const buffer = new SharedArrayBuffer(
    body + (last ? last.at + aligned(last.length * arrays[last.type].BYTES_PER_ELEMENT) : 0),
  )
  new Uint32Array(buffer, 0, 4).set([magic, segmentVersion, directory.length, crc32(directory)])
  const bytes = new Uint8Array(buffer)
  bytes.set(directory, headerBytes)
  for (const section of placed) bytes.set(bytesOf(sections.get(section.name)!), body + section.at)
  return buffer
}

export interface Unpacked {
  readonly facts: unknown
  readonly sections: ReadonlyMap<string, SectionArray>
}

/** Views on the buffer, nothing copied. `verify` reads it all once, for buffers that come from a disk. */
export function unpackSections(buffer: SharedArrayBuffer, { verify }: { verify: boolean }): Unpacked {
  if (buffer.byteLength < headerBytes) throw new BadSegment("too short")
  const [found, version, length, crc] = new Uint32Array(buffer, 0, 4) as unknown as [number, number, number, number]
  if (found !== magic) throw new BadSegment("not a segment")
  if (version !== segmentVersion) throw new BadSegment(`version ${version}, not ${segmentVersion}`)
  if (headerBytes + length > buffer.byteLength) throw new BadSegment("cut short")
  const text = Buffer.from(new Uint8Array(buffer, headerBytes, length))
  if (crc32(text) !== crc) throw new BadSegment("directory damaged")
  const directory = JSON.parse(text.toString()) as Directory
  const body = aligned(headerBytes + length)
  const sections = directory.sections.map((section) => [section.name, view(buffer, body, section, verify)] as const)
  return { facts: directory.facts, sections: new Map(sections) }
}

function view(buffer: SharedArrayBuffer, body: number, section: Section, verify: boolean): SectionArray {
  const ArrayType = arrays[section.type]
  const at = body + section.at
  if (at + section.length * ArrayType.BYTES_PER_ELEMENT > buffer.byteLength) throw new BadSegment("cut short")
  const array: SectionArray = new ArrayType(buffer as unknown as ArrayBuffer, at, section.length)
  if (verify && crc32(bytesOf(array)) !== section.crc) throw new BadSegment(`section ${section.name} damaged`)
  return array
}

function typeOf(array: SectionArray): Section["type"] {
  if (array instanceof Uint8Array) return "u8"
  if (array instanceof Uint16Array) return "u16"
  return array instanceof Uint32Array ? "u32" : "f64"
}

function bytesOf(array: SectionArray): Buffer {
  return Buffer.from(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength)
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8
}
