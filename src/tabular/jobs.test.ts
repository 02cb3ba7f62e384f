import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { Readable } from "node:stream"
import { after, before, describe, it } from "node:test"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { tunisianVocabularies } from "../../tests/support/vocabularies.ts"
import { changesOf } from "../platform/changes/index.ts"
import { fixedClock } from "../platform/clock.ts"
import { newId } from "../platform/ids.ts"
import type { Job } from "../platform/jobs/index.ts"
import { hasOpenWarnings, saveStoredFile, storedFile } from "../platform/uploads/index.ts"
import { inspectionJobs } from "./jobs.ts"

const clock = fixedClock("2026-11-23T08:00:00Z")
const contents = new Map<string, string>()
let database: TestDatabase
let job: Job

before(async () => {
  database = await testDatabase()
  const { placeFrom } = await tunisianVocabularies()
  const blobs = { open: async (hash: string) => Readable.from([Buffer.from(contents.get(hash) ?? "")]) }
  job = inspectionJobs({ db: database.db, blobs, placeFrom, clock })[0]!
})
after(() => database.drop())

async function aStoredFile(content: string, name: string): Promise<string> {
  const [id, sha256] = [newId(), createHash("sha256").update(content).digest("hex")]
  contents.set(sha256, content)
  await saveStoredFile(database.db, {
    ...{ id, owner: "system", name, byteSize: Buffer.byteLength(content), sha256 },
    ...{ mediaType: "text/csv", createdAt: clock.now() },
  })
  return id
}

const run = (id: string) => job.run({ id }, AbortSignal.timeout(10_000))
const csvOfPersons = `CIN;Nom et prénom;Montant\n${Array.from({ length: 9 }, (_, index) => `0${7123450 + index * 101};Sami Trabelsi;${index}`).join("\n")}\n`

describe("the job that looks inside an uploaded file", () => {
  it("keeps what it finds with the file, and says in the change log that it did", async () => {
    const id = await aStoredFile("gouvernorat;population\nTunis;10\nSfax;20\n", "population.csv")
    await run(id)
    const file = await storedFile(database.db, id)
    assert.deepEqual([file?.facts?.kind, file?.warnings, file?.inspectedAt !== undefined], ["csv", [], true])
    const changes = await changesOf(database.db, { entity: "stored-file", entityId: id, limit: 5 })
    assert.deepEqual(
      changes.map(({ kind }) => kind),
      ["inspected"],
    )
  })

  it("keeps signs of personal data as open warnings, and no value of them anywhere", async () => {
    const id = await aStoredFile(csvOfPersons, "liste.csv")
    await run(id)
    const file = await storedFile(database.db, id)
    assert.ok(file && hasOpenWarnings(file))
    assert.deepEqual(
      file.warnings.map(({ column, kind, count }) => [column, kind, count]),
      [
        ["CIN", "identity-number", 9],
        ["Nom et prénom", "person-name", 9],
      ],
    )
    assert.ok(!JSON.stringify(file).includes("07123450") && !JSON.stringify(file).includes("Trabelsi"))
  })

  it("may run twice, and does nothing about a file that is gone", async () => {
    const id = await aStoredFile("a;b\n1;2\n3;4\n", "a.csv")
    await run(id)
    const first = await storedFile(database.db, id)
    await run(id)
    assert.deepEqual((await storedFile(database.db, id))?.facts, first?.facts)
    await run(newId())
  })
})
