import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import { openOffice, type TestOffice } from "../../tests/support/office.ts"
import type { Db } from "../platform/db.ts"
import { newId } from "../platform/ids.ts"
import { editOrganization, filesInUse, patchDataset, publishDataset, purgeDataset, trashDataset } from "./index.ts"

let office: TestOffice
let db: Db
before(async () => {
  office = await openOffice()
  db = office.db
})
after(() => office.database.drop())

const inUse = async (...ids: string[]) => [...(await filesInUse(db, ids))].sort()
const withFile = (id: string, fileId: string) => ({ distributions: [{ id, file: { id: fileId, name: "a.csv" } }] })

test("a file is in use from the first draft on, as an earlier version too, in the trash too, and until it is purged", async () => {
  const [first, second, third] = await Promise.all([1, 2, 3].map(() => office.storeFile(office.coordinator)))
  assert.ok(first && second && third)
  const all = [first, second, third].sort()
  const distributionId = newId()
  const { id } = await office.begin(withFile(distributionId, first))
  assert.deepEqual(await inUse(...all), [first])

  await publishDataset(db, { id }, office.by(office.coordinator))
  await patchDataset(db, { id, patch: withFile(distributionId, second) }, office.by(office.coordinator))
  assert.deepEqual(await inUse(...all), [first, second].sort())

  await trashDataset(db, { id }, office.by(office.coordinator))
  assert.deepEqual(await inUse(...all), [first, second].sort())
  await purgeDataset(db, { id }, office.by(office.administrator))
  assert.deepEqual(await inUse(...all), [])
})

test("the file of a review that waits, and the logo of a body, are in use", async () => {
  const [waiting, logo] = await Promise.all([1, 2].map(() => office.storeFile(office.contributor)))
  assert.ok(waiting && logo)
  const { id } = await office.published()
  await patchDataset(db, { id, patch: withFile(newId(), waiting) }, office.by(office.contributor))
  await editOrganization(db, { id: office.ministry, changes: { logoFileId: logo } }, office.by(office.administrator))
  assert.deepEqual(await inUse(waiting, logo), [waiting, logo].sort())
})
