/** Reads the list at the end of a ZIP archive: what is in it, and how large it says that it will be. Nothing is unpacked. */
import { inflateRawSync } from "node:zlib"

export interface ZipEntry {
  readonly name: string
  readonly at: number
  readonly packedBytes: number
  /** As declared. */
  readonly unpackedBytes: number
  readonly isPacked: boolean
  readonly isEncrypted: boolean
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const endLength = 22
const entryLength = 46
const localLength = 30
const mostEntries = 10_000

/** Nothing where there is no such list: the archive was cut, or is none. */
export function readZipDirectory(bytes: Uint8Array): readonly ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  if (end === undefined) return undefined
  const entries: ZipEntry[] = []
  let at = view.getUint32(end + 16, true)
  while (at + entryLength <= bytes.length && view.getUint32(at, true) === entryMark && entries.length < mostEntries) {
    const nameLength = view.getUint16(at + 28, true)
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + entryLength, at + entryLength + nameLength)),
      at: view.getUint32(at + 42, true),
      packedBytes: view.getUint32(at + 20, true),
      unpackedBytes: view.getUint32(at + 24, true),
      isPacked: view.getUint16(at + 10, true) === 8,
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    })
    at += entryLength + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries.length > 0 ? entries : undefined
}

/** It may be followed by a comment of 64 kB. */
function endOfDirectory(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - endLength - 0xffff)
  for (let at = view.byteLength - endLength; at >= first; at--) {
    if (view.getUint32(at, true) === endMark) return at
  }
  return undefined
}

/**
 * Whether every entry unpacks to no more than it declares. Unpacking twice costs little; a library that believes the bytes
 * instead of the list would fill the memory of the machine.
 */
export function isHonest(bytes: Uint8Array, entries: readonly ZipEntry[]): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return entries.every(({ at, packedBytes, unpackedBytes, isPacked }) => {
    if (!isPacked) return packedBytes === unpackedBytes
    if (at + localLength > bytes.length) return false
    const start = at + localLength + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
    try {
      inflateRawSync(bytes.subarray(start, start + packedBytes), { maxOutputLength: Math.max(1, unpackedBytes) })
      return true
    } catch {
      // Longer than declared, or no deflated data at all.
      return false
    }
  })
}
