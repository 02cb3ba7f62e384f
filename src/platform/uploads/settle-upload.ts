import { Readable } from "node:stream"
import { unlinkIfThere } from "../files/index.ts"
import { arrivedBytes, arrivingPath, cutOff, writePiece } from "./arriving.ts"
import { UploadNotFound } from "./errors.ts"
import { keepFile } from "./keep-file.ts"
import { storedFile } from "./stored-file-store.ts"
import type { UploadProgress, UploadsDeps } from "./upload.ts"
import { markVerified, type Upload } from "./upload-store.ts"

/**
 * How far an upload is; one whose last byte is there becomes a stored file. Each step can be done again: whoever is killed
 * between two of them leaves the rest to the next question.
 */
export async function settleUpload(deps: UploadsDeps, upload: Upload): Promise<UploadProgress> {
  const { id, name, byteSize, expiresAt } = upload
  const offset = await verifiedBytes(deps, upload)
  if (offset < byteSize) return { id, name, offset, byteSize, expiresAt }
  const path = arrivingPath(deps.folder, id)
  if (byteSize === 0) await writePiece(path, Readable.from([]), { position: 0, maxBytes: 0 })
  const blob = await deps.blobs.adopt(path)
  await keepFile({ ...deps, at: deps.clock.now() }, upload, blob)
  await unlinkIfThere(path)
  return { id, name, offset, byteSize }
}

/** Bytes whose checksum nobody compared, because the line or the server broke down meanwhile, are cut off. */
export async function verifiedBytes({ db, folder }: UploadsDeps, { id, unverifiedFrom }: Upload): Promise<number> {
  const path = arrivingPath(folder, id)
  if (unverifiedFrom !== undefined) {
    await cutOff(path, unverifiedFrom)
    await markVerified(db, id)
  }
  return arrivedBytes(path)
}

/** How far it is just now, without touching it: its bytes may be arriving. */
export async function seenUpload({ folder }: UploadsDeps, upload: Upload): Promise<UploadProgress> {
  const { id, name, byteSize, expiresAt, unverifiedFrom = byteSize } = upload
  const offset = Math.min(await arrivedBytes(arrivingPath(folder, id)), unverifiedFrom)
  return { id, name, offset, byteSize, expiresAt }
}

/** Of an upload that is over, to whoever sent it and lost the answer. */
export async function finishedUpload({ db }: UploadsDeps, owner: string, id: string): Promise<UploadProgress> {
  const file = await storedFile(db, id)
  if (!file || file.owner !== owner) throw new UploadNotFound(id)
  return { id, name: file.name, offset: file.byteSize, byteSize: file.byteSize }
}
