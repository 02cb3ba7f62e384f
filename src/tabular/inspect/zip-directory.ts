/** Reads the list at the end of a ZIP archive: what is in it, and how large it says that it will be. Nothing is unpacked. */
export interface ZipDirectory {
  readonly names: readonly string[]
  /** As declared; whoever unpacks still counts. */
  readonly unpackedBytes: number
  readonly encrypted: boolean
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const endLength = 22
const entryLength = 46
const mostEntries = 10_000

export function readZipDirectory(bytes: Uint8Array): ZipDirectory | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  if (end === undefined) return undefined
  const names: string[] = []
  let [at, unpackedBytes, encrypted] = [view.getUint32(end + 16, true), 0, false]
  while (at + entryLength <= bytes.length && view.getUint32(at, true) === entryMark && names.length < mostEntries) {
    const nameLength = view.getUint16(at + 28, true)
    names.push(new TextDecoder().decode(bytes.subarray(at + entryLength, at + entryLength + nameLength)))
    unpackedBytes += view.getUint32(at + 24, true)
    encrypted ||= (view.getUint16(at + 8, true) & 1) === 1
    at += entryLength + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return names.length > 0 ? { names, unpackedBytes, encrypted } : undefined
}

/** It may be followed by a comment of 64 kB. */
function endOfDirectory(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - endLength - 0xffff)
  for (let at = view.byteLength - endLength; at >= first; at--) {
    if (view.getUint32(at, true) === endMark) return at
  }
  return undefined
}
