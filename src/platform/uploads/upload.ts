import type { Readable } from "node:stream"
import type { Clock } from "../clock.ts"
import type { Db } from "../db.ts"
import type { BlobStore } from "../files/index.ts"
import type { NewId } from "../ids.ts"
import { cleanFileName } from "./file-name.ts"
import type { UploadLimits } from "./upload-policy.ts"

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

/** What one request brings. */
export interface Bytes {
  readonly offset: number
  readonly source: Readable
  /** As announced, where it was. */
  readonly byteCount?: number | undefined
  readonly checksum?: Checksum | undefined
}

const longestType = 200

/** What the sender says of a file, made harmless. */
export function cleanIntent({ name, declaredType }: FileIntent): { name: string; declaredType?: string } {
  const type = declaredType?.toWellFormed().replaceAll(/\p{C}/gu, "").slice(0, longestType)
  return { name: cleanFileName(name), ...(type ? { declaredType: type } : {}) }
}

/** Every sign of life gives an upload another week. */
export function newExpiry({ clock, limits }: UploadsDeps): Date {
  return new Date(clock.now().getTime() + limits.keptDays * 86_400_000)
}
