import type { Tx } from "../db.ts"
import { FileTooLarge } from "../files/index.ts"
import { assertRoom } from "./arriving.ts"
import { TooManyUploads, UploadQuotaExceeded } from "./errors.ts"
import { cleanIntent, type FileIntent, newExpiry, type UploadsDeps } from "./upload.ts"
import { insertUpload, lockUploadsOf, type Upload, uploadsUnderWay } from "./upload-store.ts"

/** Takes note of a file to come, where there is room for it. */
export async function beginUpload(
  deps: UploadsDeps,
  owner: string,
  { byteSize, ...intent }: FileIntent & { readonly byteSize: number },
): Promise<Upload> {
  const { db, folder, limits, clock } = deps
  if (byteSize > limits.fileBytes) throw new FileTooLarge(limits.fileBytes)
  await assertRoom(folder, byteSize + limits.reserveBytes)
  const upload = { id: deps.newId(), owner, byteSize, expiresAt: newExpiry(deps), ...cleanIntent(intent) }
  await db.transaction().execute(async (tx) => {
    await lockUploadsOf(tx, owner)
    await assertQuota(tx, upload, deps)
    await insertUpload(tx, upload, clock.now())
  })
  return upload
}

async function assertQuota(tx: Tx, { owner, byteSize }: Upload, { limits, clock }: UploadsDeps): Promise<void> {
  const { count, bytes } = await uploadsUnderWay(tx, owner, clock.now())
  if (count >= limits.uploads) throw new TooManyUploads(limits.uploads)
  if (bytes + byteSize > limits.unfinishedBytes) throw new UploadQuotaExceeded(limits.unfinishedBytes)
}
