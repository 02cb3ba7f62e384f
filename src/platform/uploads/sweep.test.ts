import assert from "node:assert/strict"
import { readdir, utimes, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { Readable } from "node:stream"
import { after, before, test } from "node:test"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../../tests/support/database.ts"
import { temporaryFolder } from "../../../tests/support/folder.ts"
import { type Actor, anonymousActor } from "../actor.ts"
import { fixedClock } from "../clock.ts"
import { type BlobStore, createLocalBlobStore } from "../files/index.ts"
import { newId } from "../ids.ts"
import { migrateJobs } from "../jobs/index.ts"
import { createUploads, storedFile, sweepFiles, type Uploads, uploadLimits } from "./index.ts"

const amina: Actor = { ...anonymousActor, id: "amina", organizationIds: ["m"], grants: { m: "contributor" } }
// The age of blobs is told by the disk, so these days are counted from the real one.
const today = new Date()
const inDays = (days: number) => new Date(today.getTime() + days * 86_400_000)
const clock = fixedClock(today.toISOString())

let database: TestDatabase
let remove: () => void
let folder: string
let blobs: BlobStore
let uploads: Uploads
before(async () => {
  database = await testDatabase()
  await migrateJobs(database.url)
  const temporary = temporaryFolder()
  remove = temporary.remove
  folder = join(temporary.path, "uploads")
  blobs = createLocalBlobStore(join(temporary.path, "files"))
  const limits = { ...uploadLimits(1000), reserveBytes: 0 }
  uploads = createUploads({ db: database.db, blobs, folder, limits, clock, newId })
})
after(async () => {
  await database.drop()
  remove()
})

const keep = (text: string) => uploads.receive(amina, Readable.from([Buffer.from(text)]), { name: "a.txt" })

const named = new Set<string>()
const blobsInUse = async (_db: unknown, hashes: readonly string[]) => new Set(hashes.filter((hash) => named.has(hash)))

function sweep(now: Date, inUse: readonly string[] = []) {
  return sweepFiles({ db: database.db, blobs, folder, now, filesInUse: async () => new Set(inUse), blobsInUse })
}

test("a file that joined no dataset for a week goes, with its bytes; one in use stays", async () => {
  const [used, unused] = [await keep("used"), await keep("unused")]
  assert.deepEqual(await sweep(inDays(6)), { uploads: 0, files: 0, blobs: 0 })
  assert.deepEqual(await sweep(inDays(8), [used.id]), { uploads: 0, files: 1, blobs: 1 })
  assert.equal((await storedFile(database.db, used.id))?.sha256, used.sha256)
  assert.deepEqual([await blobs.has(used.sha256), await blobs.has(unused.sha256)], [true, false])
  assert.deepEqual(await sweep(inDays(8), [used.id]), { uploads: 0, files: 0, blobs: 0 })
})

test("bytes that something else names stay without a file", async () => {
  const file = await keep("a table")
  named.add(file.sha256)
  await sweep(inDays(8))
  assert.equal(await storedFile(database.db, file.id), undefined)
  assert.ok(await blobs.has(file.sha256))
})

test("bytes stay as long as one of the files that have them", async () => {
  const [one, two] = [await keep("shared"), await keep("shared")]
  await sweep(inDays(8), [one.id])
  assert.equal(await storedFile(database.db, two.id), undefined)
  assert.equal(await blobs.has(one.sha256), true)
})

test("bytes that came again are young again", async () => {
  const { sha256 } = await keep("again")
  const path = join(folder, "..", "files", sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  await utimes(path, inDays(-30), inDays(-30))
  await keep("again")
  await sweep(inDays(0))
  assert.equal(await blobs.has(sha256), true)
})

test("an upload that nobody goes on with for a week goes with what had arrived", async () => {
  const { id } = await uploads.begin(amina, { name: "a.txt", byteSize: 10 })
  await uploads.append(amina, id, { offset: 0, source: Readable.from([Buffer.from("abc")]) })
  assert.equal((await sweep(inDays(6))).uploads, 0)
  assert.equal((await uploads.progress(amina, id)).offset, 3)
  assert.equal((await sweep(inDays(8))).uploads, 1)
  await assert.rejects(uploads.progress(amina, id), { code: "upload-not-found" })
  assert.deepEqual(await readdir(folder), [])
})

test("what a killed process left of a finished upload goes after a day", async () => {
  const left = join(folder, newId())
  await writeFile(left, "left")
  assert.equal((await sweep(inDays(0.5))).uploads, 0)
  assert.equal((await sweep(inDays(1.5))).uploads, 1)
})

test("a file that somebody begins to use while it is asked after stays, or is found gone", async () => {
  const { db } = database
  const file = await keep("contested")
  const inUse = new Set<string>()
  const filesInUse = async () => inUse
  let sweeping: Promise<unknown> | undefined
  await db.transaction().execute(async (tx) => {
    await sql`select from stored_file where id = ${file.id} for key share`.execute(tx)
    sweeping = sweepFiles({ db, blobs, folder, now: inDays(8), filesInUse, blobsInUse })
    while (!(await somebodyWaits())) await new Promise((resolve) => setTimeout(resolve, 5))
    inUse.add(file.id)
  })
  await sweeping
  assert.ok(await storedFile(db, file.id))
})

async function somebodyWaits(): Promise<boolean> {
  const { rows } = await sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
  `.execute(database.db)
  return rows.length > 0
}
