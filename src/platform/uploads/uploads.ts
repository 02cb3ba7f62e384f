import { createHash, type Hash } from "node:crypto"
import { Readable } from "node:stream"
import type { Actor } from "../actor.ts"
import type { Clock } from "../clock.ts"
import type { Db } from "../db.ts"
import { type BlobStore, FileTooLarge, unlinkIfThere } from "../files/index.ts"
import type { NewId } from "../ids.ts"
import { NotAllowed } from "../refusal.ts"
import { arrivedBytes, arrivingPath, assertRoom, cutOff, writePiece } from "./arriving.ts"
import {
  ChecksumMismatch,
  TooManyUploads,
  UploadInterrupted,
  UploadNotFound,
  UploadQuotaExceeded,
  WrongOffset,
} from "./errors.ts"
import { cleanFileName } from "./file-name.ts"
import { keepFile } from "./keep-file.ts"
import type { StoredFile } from "./stored-file.ts"
import { storedFile } from "./stored-file-store.ts"
import { createTurns } from "./turns.ts"
import { mayUpload, type UploadLimits } from "./upload-policy.ts"
import {
  deleteUpload,
  insertUpload,
  lockUploadsOf,
  markVerified,
  markWriting,
  type Upload,
  uploadOf,
  uploadsUnderWay,
} from "./upload-store.ts"

export interface UploadsDeps {
  readonly db: Db
  readonly blobs: BlobStore
  /** Where the files under way lie: on the same disk as the blobs, so that the end of an upload copies nothing. */
  readonly folder: string
  readonly limits: UploadLimits
  readonly clock: Clock
  readonly newId: NewId
}

export interface FileIntent {
  readonly name: string
  readonly declaredType?: string | undefined
}

/** How far an upload is. One that arrived whole is a stored file of the same id. */
export interface UploadProgress {
  readonly id: string
  readonly name: string
  readonly offset: number
  readonly byteSize: number
  /** Absent when it has arrived whole. */
  readonly expiresAt?: Date
}

export interface Checksum {
  readonly algorithm: "sha1" | "sha256"
  /** Base64. */
  readonly digest: string
}

export interface Bytes {
  readonly offset: number
  readonly source: Readable
  /** As announced, where it was. */
  readonly byteCount?: number | undefined
  readonly checksum?: Checksum | undefined
}

/** Every function tells an upload only to the account that began it; to others it does not exist. */
export interface Uploads {
  readonly limits: UploadLimits
  begin(by: Actor, intent: FileIntent & { readonly byteSize: number }): Promise<UploadProgress>
  progress(by: Actor, id: string): Promise<UploadProgress>
  append(by: Actor, id: string, bytes: Bytes): Promise<UploadProgress>
  end(by: Actor, id: string): Promise<void>
  /** A whole file in one stream, its length not known before. */
  receive(by: Actor, source: AsyncIterable<Uint8Array>, intent: FileIntent): Promise<StoredFile>
}

const longestType = 200

export function createUploads(deps: UploadsDeps): Uploads {
  const { db, blobs, folder, limits, clock } = deps
  const turns = createTurns()

  function assertMayUpload(by: Actor): void {
    if (!mayUpload(by)) throw new NotAllowed("upload")
  }

  async function own(by: Actor, id: string): Promise<Upload | undefined> {
    assertMayUpload(by)
    return uploadOf(db, by.id, id)
  }

  const newExpiry = () => new Date(clock.now().getTime() + limits.keptDays * 86_400_000)

  /** Bytes whose checksum nobody compared, because the server was killed meanwhile, are cut off first. */
  async function arrived({ id, unverifiedFrom }: Upload): Promise<number> {
    const path = arrivingPath(folder, id)
    if (unverifiedFrom !== undefined) {
      await cutOff(path, unverifiedFrom)
      await markVerified(db, id)
    }
    return arrivedBytes(path)
  }

  /** From the last byte on every step can be done again: killed between two of them, the next question does the rest. */
  async function settled(upload: Upload): Promise<UploadProgress> {
    const { id, name, byteSize, expiresAt } = upload
    const offset = await arrived(upload)
    if (offset < byteSize) return { id, name, offset, byteSize, expiresAt }
    const path = arrivingPath(folder, id)
    if (byteSize === 0) await writePiece(path, Readable.from([]), { position: 0, maxBytes: 0 })
    const blob = await blobs.adopt(path)
    await keepFile({ db, blobs, at: clock.now() }, upload, blob)
    await unlinkIfThere(path)
    return { id, name, offset, byteSize }
  }

  async function finished(by: Actor, id: string): Promise<UploadProgress> {
    const file = await storedFile(db, id)
    if (!file || file.owner !== by.id) throw new UploadNotFound(id)
    return { id, name: file.name, offset: file.byteSize, byteSize: file.byteSize }
  }

  async function write(upload: Upload, { offset, source, checksum }: Bytes): Promise<void> {
    const path = arrivingPath(folder, upload.id)
    const hash = checksum && createHash(checksum.algorithm)
    await markWriting(db, upload.id, { expiresAt: newExpiry(), ...(hash ? { unverifiedFrom: offset } : {}) })
    const piece = { position: offset, maxBytes: upload.byteSize - offset }
    try {
      await writePiece(path, source.iterator({ destroyOnReturn: false }), { ...piece, ...seenBy(hash) })
    } catch (error) {
      throw isBroken(source) ? new UploadInterrupted() : error
    }
    if (!checksum || !hash) return
    if (hash.digest("base64") !== checksum.digest) {
      await arrived({ ...upload, unverifiedFrom: offset })
      throw new ChecksumMismatch()
    }
    await markVerified(db, upload.id)
  }

  async function inTurn<Result>(id: string, interrupt: () => void, work: () => Promise<Result>): Promise<Result> {
    const release = await turns.take(id, interrupt)
    try {
      return await work()
    } finally {
      release()
    }
  }

  return {
    limits,

    async begin(by, { name, declaredType, byteSize }) {
      assertMayUpload(by)
      if (byteSize > limits.fileBytes) throw new FileTooLarge(limits.fileBytes)
      await assertRoom(folder, byteSize + limits.reserveBytes)
      const upload = {
        ...{ id: deps.newId(), owner: by.id, byteSize, expiresAt: newExpiry() },
        ...cleaned({ name, declaredType }),
      }
      await db.transaction().execute(async (tx) => {
        await lockUploadsOf(tx, by.id)
        const underWay = await uploadsUnderWay(tx, by.id, clock.now())
        if (underWay.count >= limits.uploads) throw new TooManyUploads(limits.uploads)
        if (underWay.bytes + byteSize > limits.unfinishedBytes) throw new UploadQuotaExceeded(limits.unfinishedBytes)
        await insertUpload(tx, upload, clock.now())
      })
      return settled(upload)
    },

    progress: (by, id) =>
      inTurn(id, noInterrupt, async () => {
        const upload = await own(by, id)
        return upload ? settled(upload) : finished(by, id)
      }),

    append: (by, id, bytes) =>
      inTurn(
        id,
        () => bytes.source.destroy(new UploadInterrupted()),
        async () => {
          const upload = await own(by, id)
          const before = upload ? await settled(upload) : await finished(by, id)
          if (before.offset !== bytes.offset) throw new WrongOffset(before.offset)
          if (bytes.offset + (bytes.byteCount ?? 0) > before.byteSize) throw new FileTooLarge(before.byteSize)
          if (!upload || before.offset === before.byteSize) return before
          await write(upload, bytes)
          const { unverifiedFrom: _, ...verified } = { ...upload, expiresAt: newExpiry() }
          return settled(verified)
        },
      ),

    end: (by, id) =>
      inTurn(id, noInterrupt, async () => {
        const upload = await own(by, id)
        if (!upload) throw new UploadNotFound(id)
        await deleteUpload(db, id)
        await unlinkIfThere(arrivingPath(folder, id))
      }),

    async receive(by, source, intent) {
      assertMayUpload(by)
      await assertRoom(folder, limits.reserveBytes)
      const blob = await blobs.put(source, { maxBytes: limits.fileBytes })
      const sent = { id: deps.newId(), owner: by.id, ...cleaned(intent) }
      return keepFile({ db, blobs, at: clock.now() }, sent, blob)
    },
  }
}

function noInterrupt(): void {}

function cleaned({ name, declaredType }: FileIntent): { name: string; declaredType?: string } {
  const type = declaredType?.toWellFormed().replaceAll(/\p{C}/gu, "").slice(0, longestType)
  return { name: cleanFileName(name), ...(type ? { declaredType: type } : {}) }
}

function seenBy(hash: Hash | undefined): { see?: (piece: Uint8Array) => void } {
  return hash ? { see: (piece) => hash.update(piece) } : {}
}

function isBroken(source: Readable): boolean {
  return source.errored !== null || (source.destroyed && !source.readableEnded)
}
