import type { Readable } from "node:stream"

/** Name of a blob: the SHA-256 of its bytes, 64 hexadecimal digits in lower case. */
export type BlobHash = string

export interface Blob {
  readonly hash: BlobHash
  readonly size: number
}

/** Both ends included, as in HTTP. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Where the bytes of our files lie. A blob never changes; the same bytes put twice lie there once. */
export interface BlobStore {
  /** Keeps what the stream brings, whole and safe on disk, or nothing of it. */
  put(source: AsyncIterable<Uint8Array>, limits: { readonly maxBytes: number }): Promise<Blob>
  /** Makes a finished file a blob without copying it where the disk allows; the file itself stays. */
  adopt(path: string): Promise<Blob>
  /** Throws `BlobMissing`, before anything is read. */
  open(hash: BlobHash, range?: ByteRange): Promise<Readable>
  /** A file on this machine with the bytes, for programs that read files themselves; only to be read. Throws `BlobMissing`. */
  localPath(hash: BlobHash): Promise<string>
  has(hash: BlobHash): Promise<boolean>
  delete(hash: BlobHash): Promise<void>
  /** Every blob put or adopted before the moment, some hundred at a time; what interrupted writes left is removed. */
  storedBefore(moment: Date): AsyncIterable<readonly BlobHash[]>
}

export function isBlobHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}
