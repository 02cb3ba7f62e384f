import type { Readable } from "node:stream"
import type { Db } from "../db.ts"
import { type Blob, BlobMissing, type BlobStore } from "../files/index.ts"
import { enqueueJob } from "../jobs/index.ts"
import { holdBlobs } from "./blob-lock.ts"
import { sniffedBytes, sniffMediaType } from "./sniff.ts"
import type { StoredFile } from "./stored-file.ts"
import { saveStoredFile } from "./stored-file-store.ts"
import { deleteUpload } from "./upload-store.ts"

/** Who sent which file under which name. */
export interface Sent {
  readonly id: string
  readonly owner: string
  readonly name: string
  readonly declaredType?: string
  /** Of a copy of somebody else's file nobody asks what is in it. */
  readonly isCopy?: true
}

/**
 * Makes a blob a stored file, and asks for the look inside it, in one transaction with the end of its upload. Done twice
 * it is done once.
 */
export async function keepFile(
  { db, blobs, at }: { readonly db: Db; readonly blobs: BlobStore; readonly at: Date },
  sent: Sent,
  blob: Blob,
): Promise<StoredFile> {
  const { id, owner, name, declaredType } = sent
  const mediaType = sniffMediaType(await endsOf(blobs, blob), name)
  const file = {
    ...{ id, owner, name, mediaType, createdAt: at },
    ...{ byteSize: blob.size, sha256: blob.hash },
    ...(declaredType === undefined ? {} : { declaredType }),
  }
  await db.transaction().execute(async (tx) => {
    await holdBlobs(tx)
    if (!(await blobs.has(blob.hash))) throw new BlobMissing(blob.hash)
    await saveStoredFile(tx, file)
    await deleteUpload(tx, id)
    if (!sent.isCopy) await enqueueJob(tx, { name: "inspect-file", payload: { id }, key: `inspect-file:${id}` })
  })
  return { ...file, warnings: [] }
}

async function endsOf(blobs: BlobStore, { hash, size }: Blob): Promise<{ head: Uint8Array; tail: Uint8Array }> {
  if (size === 0) return { head: new Uint8Array(), tail: new Uint8Array() }
  const piece = async (start: number, end: number) => bytesOf(await blobs.open(hash, { start, end }))
  return {
    head: await piece(0, Math.min(size, sniffedBytes) - 1),
    tail: await piece(Math.max(0, size - sniffedBytes), size - 1),
  }
}

async function bytesOf(stream: Readable): Promise<Uint8Array> {
  return Buffer.concat(await stream.toArray())
}
