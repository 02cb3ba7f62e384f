/**
 * Where the bytes of our own files lie. A *blob* is a run of bytes under the name of its SHA-256; who names it, under which
 * name and for what, is `uploads`’ business. Written whole or not at all, kill -9 and full disks included.
 */
export type { Blob, BlobHash, BlobStore, ByteRange } from "./blob-store.ts"
export { isCode, isOlder, makeFolder, namesIn, unlinkIfThere } from "./durable.ts"
export { BlobMissing, FileTooLarge, StorageFull } from "./errors.ts"
export { createLocalBlobStore } from "./local-blob-store.ts"
export { writeStream } from "./write-stream.ts"
