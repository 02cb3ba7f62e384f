/** What nobody wants any more: uploads that nobody went on with, files that joined no dataset, bytes that no file names. */
import { join } from "node:path"
import { sql } from "kysely"
import type { Db } from "../db.ts"
import { type BlobHash, type BlobStore, isOlder, namesIn, unlinkIfThere } from "../files/index.ts"
import { isUuid } from "../ids.ts"
import { holdBlobsAlone } from "./blob-lock.ts"
import { deleteUpload, expiredUploads, uploadsAmong } from "./upload-store.ts"

export interface SweepDeps {
  readonly db: Db
  readonly blobs: BlobStore
  /** Of the uploads under way. */
  readonly folder: string
  /** Of these stored files, those that something names. */
  readonly filesInUse: (db: Db, ids: readonly string[]) => Promise<ReadonlySet<string>>
  /** Of these blobs, those that something names beside stored files. */
  readonly blobsInUse: (db: Db, hashes: readonly BlobHash[]) => Promise<ReadonlySet<BlobHash>>
  readonly now: Date
  readonly signal?: AbortSignal
}

export interface Swept {
  readonly uploads: number
  readonly files: number
  readonly blobs: number
}

const atOnce = 500
const day = 86_400_000
const keptDays = 7

/** In this order, so that what one step lets go the next one takes. Interrupted anywhere, the next sweep does the rest. */
export async function sweepFiles(deps: SweepDeps): Promise<Swept> {
  const uploads = (await sweepUploads(deps)) + (await sweepRemains(deps))
  const files = await sweepStoredFiles(deps)
  const blobs = await sweepBlobs(deps)
  return { uploads, files, blobs }
}

async function sweepUploads({ db, folder, now, signal }: SweepDeps): Promise<number> {
  for (let swept = 0; ; ) {
    const ids = await expiredUploads(db, now, atOnce)
    for (const id of ids) {
      signal?.throwIfAborted()
      await deleteUpload(db, id)
      await unlinkIfThere(join(folder, id))
    }
    swept += ids.length
    if (ids.length < atOnce) return swept
  }
}

/** Files of uploads that are over: their process was killed before it could remove them. */
async function sweepRemains({ db, folder, now }: SweepDeps): Promise<number> {
  const names = (await namesIn(folder)).filter(isUuid)
  let swept = 0
  for (let from = 0; from < names.length; from += atOnce) {
    const some = names.slice(from, from + atOnce)
    const underWay = await uploadsAmong(db, some)
    for (const name of some.filter((one) => !underWay.has(one))) {
      if (!(await isOlder(join(folder, name), new Date(now.getTime() - day)))) continue
      await unlinkIfThere(join(folder, name))
      swept += 1
    }
  }
  return swept
}

async function sweepStoredFiles({ db, filesInUse, now, signal }: SweepDeps): Promise<number> {
  const before = new Date(now.getTime() - keptDays * day)
  let swept = 0
  let after: { readonly createdAt: Date; readonly id: string } | undefined
  for (;;) {
    signal?.throwIfAborted()
    const old = await storedBefore(db, before, after)
    swept += await sweepUnused(
      { db, filesInUse },
      old.map(({ id }) => id),
    )
    if (old.length < atOnce) return swept
    after = old.at(-1)
  }
}

/** Held while they are asked after: whoever begins to name one meanwhile waits, and finds it or finds it gone. */
async function sweepUnused(
  { db, filesInUse }: Pick<SweepDeps, "db" | "filesInUse">,
  ids: readonly string[],
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await sql`select from stored_file where id = any(${ids}::uuid[]) order by id for update`.execute(tx)
    const used = await filesInUse(tx, ids)
    const unused = ids.filter((id) => !used.has(id))
    await sql`delete from stored_file where id = any(${unused}::uuid[])`.execute(tx)
    return unused.length
  })
}

async function storedBefore(
  db: Db,
  before: Date,
  after: { readonly createdAt: Date; readonly id: string } | undefined,
) {
  const { rows } = await sql<{ id: string; createdAt: Date }>`
    select id, created_at as "createdAt"
    from stored_file
    where created_at < ${before} and (${after?.id ?? null}::uuid is null
      or (created_at, id) > (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by created_at, id
    limit ${atOnce}
  `.execute(db)
  return rows
}

/** While a blob is asked after and removed, nobody may begin to name it. */
async function sweepBlobs({ db, blobs, blobsInUse, now, signal }: SweepDeps): Promise<number> {
  let swept = 0
  for await (const hashes of blobs.storedBefore(new Date(now.getTime() - keptDays * day))) {
    signal?.throwIfAborted()
    swept += await db.transaction().execute(async (tx) => {
      await holdBlobsAlone(tx)
      const used = await blobsInUse(tx, hashes)
      const unnamed = (await unnamedBlobs(tx, hashes)).filter((hash) => !used.has(hash))
      for (const hash of unnamed) await blobs.delete(hash)
      return unnamed.length
    })
  }
  return swept
}

async function unnamedBlobs(db: Db, hashes: readonly BlobHash[]): Promise<BlobHash[]> {
  const { rows } = await sql<{ hash: string }>`
    select hash
    from unnest(${hashes}::text[]) as hash
    where not exists (select from stored_file where sha256 = hash)
    order by hash
  `.execute(db)
  return rows.map(({ hash }) => hash)
}
