import { createHash } from "node:crypto"
import type { Readable } from "node:stream"
import { FileTooLarge } from "../files/index.ts"
import { arrivingPath, type Piece, writePiece } from "./arriving.ts"
import { ChecksumMismatch, UploadInterrupted, WrongOffset } from "./errors.ts"
import { settleUpload, verifiedBytes } from "./settle-upload.ts"
import { type Bytes, type Checksum, newExpiry, type UploadProgress, type UploadsDeps } from "./upload.ts"
import { markVerified, markWriting, type Upload } from "./upload-store.ts"

export function assertFits({ offset, byteSize }: UploadProgress, bytes: Bytes): void {
  if (offset !== bytes.offset) throw new WrongOffset(offset)
  if (offset + (bytes.byteCount ?? 0) > byteSize) throw new FileTooLarge(byteSize)
}

/** Writes what comes behind what is there. When the sender breaks off, what came stays. */
export async function appendBytes(deps: UploadsDeps, upload: Upload, bytes: Bytes): Promise<UploadProgress> {
  const before = await settleUpload(deps, upload)
  assertFits(before, bytes)
  if (before.offset === before.byteSize) return before
  const expiresAt = newExpiry(deps)
  const { unverifiedFrom: _, ...verified } = { ...upload, expiresAt }
  if (bytes.checksum) await writeVerified(deps, verified, { ...bytes, checksum: bytes.checksum })
  else {
    await markWriting(deps.db, upload.id, { expiresAt })
    await write(deps, verified, bytes)
  }
  return settleUpload(deps, verified)
}

/** The row says where unverified bytes begin for as long as there are any, so that no death makes them count. */
async function writeVerified(
  deps: UploadsDeps,
  upload: Upload,
  bytes: Bytes & { readonly checksum: Checksum },
): Promise<void> {
  const { checksum, offset: unverifiedFrom } = bytes
  const hash = createHash(checksum.algorithm)
  await markWriting(deps.db, upload.id, { expiresAt: upload.expiresAt, unverifiedFrom })
  await write(deps, upload, bytes, (piece) => hash.update(piece))
  if (hash.digest("base64") !== checksum.digest) {
    await verifiedBytes(deps, { ...upload, unverifiedFrom })
    throw new ChecksumMismatch()
  }
  await markVerified(deps.db, upload.id)
}

async function write(
  { folder }: UploadsDeps,
  { id, byteSize }: Upload,
  { offset, source }: Bytes,
  see: Piece["see"] = () => {},
): Promise<void> {
  const piece = { position: offset, maxBytes: byteSize - offset, see }
  try {
    await writePiece(arrivingPath(folder, id), source.iterator({ destroyOnReturn: false }), piece)
  } catch (error) {
    throw isBroken(source) ? new UploadInterrupted() : error
  }
}

function isBroken(source: Readable): boolean {
  return source.errored !== null || (source.destroyed && !source.readableEnded)
}
