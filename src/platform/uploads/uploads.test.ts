import assert from "node:assert/strict"
import { readdir } from "node:fs/promises"
import { join } from "node:path"
import { Readable } from "node:stream"
import { after, before, describe, it } from "node:test"
import { type TestDatabase, testDatabase } from "../../../tests/support/database.ts"
import { temporaryFolder } from "../../../tests/support/folder.ts"
import { type Actor, anonymousActor, systemActor } from "../actor.ts"
import { systemClock } from "../clock.ts"
import { type BlobStore, createLocalBlobStore } from "../files/index.ts"
import { newId } from "../ids.ts"
import { migrateJobs } from "../jobs/index.ts"
import {
  answerWarnings,
  createUploads,
  hasOpenWarnings,
  storedFile,
  storedFiles,
  storeInspection,
  uploadLimits,
} from "./index.ts"
import { mayUpload } from "./upload-policy.ts"

const amina: Actor = { ...anonymousActor, id: "amina", organizationIds: ["m"], grants: { m: "contributor" } }
let database: TestDatabase
let folder: string
let remove: () => void
let blobs: BlobStore
before(async () => {
  database = await testDatabase()
  await migrateJobs(database.url)
  ;({ path: folder, remove } = temporaryFolder())
  blobs = createLocalBlobStore(join(folder, "files"))
})
after(async () => {
  await database.drop()
  remove()
})

/** The uploads of a process; `breaking` replaces parts of its blob store. */
function uploadsWith(breaking: Partial<BlobStore> = {}, limits = {}) {
  return createUploads({
    ...{
      db: database.db,
      blobs: { ...blobs, ...breaking },
      folder: join(folder, "uploads"),
      clock: systemClock,
      newId,
    },
    limits: { ...uploadLimits(1000), reserveBytes: 0, ...limits },
  })
}

const bytes = (text: string) => Readable.from([Buffer.from(text)])

describe("an upload whose server dies at its end", () => {
  const deaths: Record<string, Partial<BlobStore>> = {
    "before its bytes are a blob": {
      adopt: async () => {
        throw new Error("killed")
      },
    },
    "when its bytes are a blob and nothing says so": {
      adopt: async (path) => {
        await blobs.adopt(path)
        throw new Error("killed")
      },
    },
    "before its row is committed": {
      has: async () => {
        throw new Error("killed")
      },
    },
  }
  for (const [when, breaking] of Object.entries(deaths)) {
    it(`${when}, is a stored file as soon as somebody asks for it`, async () => {
      const { id } = await uploadsWith().begin(amina, { name: "a.txt", byteSize: 4 })
      await assert.rejects(
        uploadsWith(breaking).append(amina, id, { offset: 0, source: bytes(when.slice(0, 4)) }),
        /killed/,
      )
      assert.equal(await storedFile(database.db, id), undefined)
      const { offset, byteSize, expiresAt } = await uploadsWith().resume(amina, id)
      assert.deepEqual([offset, byteSize, expiresAt], [4, 4, undefined])
      const file = await storedFile(database.db, id)
      assert.equal(Buffer.concat(await (await blobs.open(file?.sha256 ?? "")).toArray()).toString(), when.slice(0, 4))
      assert.deepEqual(await readdir(join(folder, "uploads")), [])
    })
  }
})

describe("a disk that is nearly full", () => {
  const limits = { reserveBytes: Number.MAX_SAFE_INTEGER / 2 }

  it("refuses uploads before a byte of them is sent, and says what to do", async () => {
    const begun = uploadsWith({}, limits).begin(amina, { name: "a.txt", byteSize: 4 })
    await assert.rejects(begun, { code: "storage-full", status: 507 })
    await assert.rejects(uploadsWith({}, limits).receive(amina, bytes("abc"), { name: "a" }), { code: "storage-full" })
  })
})

describe("what was found in a stored file", () => {
  const signs = [{ column: "CIN", kind: "identity-number", count: 12 }]
  const answer = { by: "amina", at: "2026-11-23T10:00:00Z", answer: "lawful" as const, note: "décret 2021-3" }

  it("is answered by a person; other signs want another answer", async () => {
    const { id } = await uploadsWith().receive(amina, bytes("CIN;nom\n"), { name: "agents.csv" })
    const now = async () => (await storedFile(database.db, id))!
    assert.equal(hasOpenWarnings(await now()), false)
    await storeInspection(database.db, id, { facts: { encoding: "utf-8" }, warnings: signs })
    assert.equal(hasOpenWarnings(await now()), true)
    await answerWarnings(database.db, id, answer)
    assert.deepEqual([(await now()).answer, hasOpenWarnings(await now())], [answer, false])
    await storeInspection(database.db, id, { facts: { encoding: "utf-8" }, warnings: signs })
    assert.deepEqual((await now()).answer, answer)
    await storeInspection(database.db, id, { facts: {}, warnings: [{ ...signs[0]!, count: 13 }] })
    assert.equal(hasOpenWarnings(await now()), true)
  })

  it("of a file that is not there is answered by nobody", async () => {
    await assert.rejects(answerWarnings(database.db, newId(), answer), { code: "file-not-found" })
  })
})

it("stored files come in the order asked for, without those that are not there", async () => {
  const kept = []
  for (const text of ["1", "2", "3"]) kept.push((await uploadsWith().receive(amina, bytes(text), { name: text })).id)
  const asked = [kept[2]!, newId(), kept[0]!, "nonsense"]
  assert.deepEqual(
    (await storedFiles(database.db, asked)).map(({ id }) => id),
    [kept[2], kept[0]],
  )
})

it("files are sent by whoever may write a draft somewhere", () => {
  const actor = (given: Partial<Actor>) => mayUpload({ ...anonymousActor, id: "a", ...given })
  const inBody = (role: "reader" | "contributor" | "coordinator") => ({ organizationIds: ["m"], grants: { m: role } })
  assert.deepEqual(
    [actor(inBody("reader")), actor(inBody("contributor")), actor(inBody("coordinator")), actor({})],
    [false, true, true, false],
  )
  assert.equal(actor({ collaborations: { d: "editor" } }), true)
  assert.equal(actor({ collaborations: { d: "reader" } }), false)
  assert.equal(actor({ ...inBody("coordinator"), scopes: ["read"] }), false)
  assert.equal(actor({ ...inBody("coordinator"), scopes: ["write"] }), true)
  assert.equal(actor({ roles: ["administrator"] }), true)
  assert.deepEqual([mayUpload(systemActor), mayUpload(anonymousActor)], [true, false])
})
