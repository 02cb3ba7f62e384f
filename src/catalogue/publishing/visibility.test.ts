import assert from "node:assert/strict"
import { after, before, it } from "node:test"
import { openOffice, type TestOffice } from "../../../tests/support/office.ts"
import type { Db } from "../../platform/db.ts"
import {
  type Dataset,
  datasetByRef,
  datasetsByIds,
  distributionByRef,
  everPublic,
  isPublicDataset,
  listOfficeDatasets,
  officeDataset,
  patchDataset,
  publishDataset,
  publishedCount,
  publishedDatasets,
  publishedSlugs,
} from "../index.ts"

let office: TestOffice
let db: Db
let open: string
let secret: string
let wasOpen: string
before(async () => {
  office = await openOffice()
  db = office.db
  const file = { downloadUrl: "https://a.tn/1.csv" }
  const hidden = { visibility: "private", privateReason: { fr: "Secret statistique" } } as const
  open = (await office.published()).id
  secret = (await office.published({ ...hidden, distributions: [file] })).id
  wasOpen = (await office.published()).id
  await patchDataset(db, { id: wasOpen, patch: hidden }, office.by(office.coordinator))
})
after(() => office.database.drop())

it("a private dataset is in no public list, count, page or site map, under no address it ever had", async () => {
  assert.equal(await publishedCount(db, "dataset"), 1)
  assert.deepEqual(idsOf(await publishedDatasets(db, { limit: 10 })), [open])
  assert.deepEqual(idsOf(await publishedSlugs(db, "dataset", { limit: 10 })), [open])
  for (const id of [secret, wasOpen]) {
    const dataset = await officeDataset(db, id, office.reader)
    for (const ref of [id, dataset.slug]) assert.deepEqual(await datasetByRef(db, ref), { kind: "none" })
    for (const file of dataset.document.distributions) {
      assert.deepEqual(await distributionByRef(db, file.id), { kind: "none" })
    }
  }
})

it("a private dataset is read by the members of its organisation, and named so to the search", async () => {
  const [dataset] = await datasetsByIds(db, [secret])
  assert.deepEqual(
    [dataset?.visibleTo, dataset && isPublicDataset(dataset)],
    [[office.ministry, secret, "everything"], false],
  )
  const indexed = await publishedDatasets(db, { limit: 10, withPrivate: true })
  assert.deepEqual(idsOf(indexed).sort(), [open, secret, wasOpen].sort())
  const { items } = await listOfficeDatasets(db, office.reader, { limit: 10 })
  assert.equal(items.length, 3)
})

it("only of what was public is told that it is gone", async () => {
  const { id: draft } = await office.begin()
  assert.deepEqual(await everPublic(db, [open, secret, wasOpen, draft]), new Set([open, wasOpen]))
})

it("a private dataset can be published for everybody", async () => {
  const { id } = await office.published({ visibility: "private", privateReason: { fr: "Embargo" } })
  const patch = { visibility: "public", privateReason: null } as const
  await patchDataset(db, { id, patch }, office.by(office.contributor))
  await publishDataset(db, { id }, office.by(office.coordinator))
  assert.equal((await datasetByRef(db, id)).kind, "found")
})

function idsOf(datasets: readonly Pick<Dataset, "id">[]): string[] {
  return datasets.map(({ id }) => id)
}
