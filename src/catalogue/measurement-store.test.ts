import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import { openOffice, type TestOffice } from "../../tests/support/office.ts"
import { systemActor } from "../platform/actor.ts"
import type { Db } from "../platform/db.ts"
import { datasetByRef, patchDataset, storeMeasurements } from "./index.ts"

let office: TestOffice
let db: Db
before(async () => {
  office = await openOffice()
  db = office.db
})
after(() => office.database.drop())

async function measuredOf(id: string) {
  const lookup = await datasetByRef(db, id)
  assert.ok(lookup.kind === "found")
  return lookup.dataset.distributions[0]?.measured
}

test("what was measured while the address was put right says nothing of the new address, nor of a file kept here", async () => {
  const published = await office.published({ distributions: [{ downloadUrl: "https://a.tn/broken.csv" }] })
  const { id, document } = published
  const distributionId = document.distributions[0]!.id
  const { at } = office.by(systemActor)
  const found = (url: string) => {
    const facts = { checkedAt: at.toISOString(), problem: "not-found" }
    return db
      .transaction()
      .execute((tx) => storeMeasurements(tx, [{ id: distributionId, url, facts }], systemActor, at))
  }
  await found("https://a.tn/broken.csv")
  assert.equal((await measuredOf(id))?.problem, "not-found")

  const correct = (file: object) =>
    patchDataset(db, { id, patch: { distributions: [{ id: distributionId, ...file }] } }, office.by(office.coordinator))
  await correct({ downloadUrl: "https://a.tn/right.csv" })
  await found("https://a.tn/broken.csv")
  assert.equal(await measuredOf(id), undefined)

  const file = { id: await office.storeFile(office.coordinator), name: "a.csv" }
  await correct({ downloadUrl: "https://a.tn/right.csv", file })
  await found("https://a.tn/right.csv")
  assert.equal(await measuredOf(id), undefined)
})
