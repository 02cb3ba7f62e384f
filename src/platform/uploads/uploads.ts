import type { Actor } from "../actor.ts"
import { unlinkIfThere } from "../files/index.ts"
import { NotAllowed } from "../refusal.ts"
import { appendBytes, assertFits } from "./append-bytes.ts"
import { arrivingPath, assertRoom } from "./arriving.ts"
import { beginUpload } from "./begin-upload.ts"
import { UploadInterrupted, UploadNotFound } from "./errors.ts"
import { keepFile } from "./keep-file.ts"
import { finishedUpload, seenUpload, settleUpload } from "./settle-upload.ts"
import type { StoredFile } from "./stored-file.ts"
import { createTurns } from "./turns.ts"
import { type Bytes, cleanIntent, type FileIntent, type UploadProgress, type UploadsDeps } from "./upload.ts"
import { mayUpload, type UploadLimits } from "./upload-policy.ts"
import { deleteUpload, uploadOf } from "./upload-store.ts"

/** Every function tells an upload only to the account that began it; to others it does not exist. */
export interface Uploads {
  readonly limits: UploadLimits
  begin(by: Actor, intent: FileIntent & { readonly byteSize: number }): Promise<UploadProgress>
  /** Where to go on. Whoever asks means to: a request that is still sending is ended. */
  resume(by: Actor, id: string): Promise<UploadProgress>
  /** Only looks. */
  progress(by: Actor, id: string): Promise<UploadProgress>
  append(by: Actor, id: string, bytes: Bytes): Promise<UploadProgress>
  end(by: Actor, id: string): Promise<void>
  /** A whole file in one stream, its length not known before. */
  receive(by: Actor, source: AsyncIterable<Uint8Array>, intent: FileIntent): Promise<StoredFile>
}

export function createUploads(deps: UploadsDeps): Uploads {
  const { db, blobs, folder, limits, clock } = deps
  const turns = createTurns()

  function ownerFrom(by: Actor): string {
    if (!mayUpload(by)) throw new NotAllowed("upload")
    return by.id
  }

  // The owner is part of the key: a stranger who knows an id interrupts nobody.
  async function inTurn<Result>(
    { owner, id, interrupt = () => {} }: { owner: string; id: string; interrupt?: () => void },
    work: () => Promise<Result>,
  ): Promise<Result> {
    const release = await turns.take(`${owner} ${id}`, interrupt)
    try {
      return await work()
    } finally {
      release()
    }
  }

  return {
    limits,
    begin: async (by, intent) => settleUpload(deps, await beginUpload(deps, ownerFrom(by), intent)),
    async resume(by, id) {
      const owner = ownerFrom(by)
      return inTurn({ owner, id }, async () => {
        const upload = await uploadOf(db, owner, id)
        return upload ? settleUpload(deps, upload) : finishedUpload(deps, owner, id)
      })
    },
    async progress(by, id) {
      const owner = ownerFrom(by)
      const upload = await uploadOf(db, owner, id)
      return upload ? seenUpload(deps, upload) : finishedUpload(deps, owner, id)
    },
    async append(by, id, bytes) {
      const owner = ownerFrom(by)
      const interrupt = () => void bytes.source.destroy(new UploadInterrupted())
      return inTurn({ owner, id, interrupt }, async () => {
        const upload = await uploadOf(db, owner, id)
        if (upload) return appendBytes(deps, upload, bytes)
        const finished = await finishedUpload(deps, owner, id)
        assertFits(finished, bytes)
        return finished
      })
    },
    async end(by, id) {
      const owner = ownerFrom(by)
      await inTurn({ owner, id }, async () => {
        if (!(await uploadOf(db, owner, id))) throw new UploadNotFound(id)
        await deleteUpload(db, id)
        await unlinkIfThere(arrivingPath(folder, id))
      })
    },
    async receive(by, source, intent) {
      const sent = { id: deps.newId(), owner: ownerFrom(by), ...cleanIntent(intent) }
      await assertRoom(folder, limits.reserveBytes)
      const blob = await blobs.put(source, { maxBytes: limits.fileBytes })
      return keepFile({ db, blobs, at: clock.now() }, sent, blob)
    },
  }
}
