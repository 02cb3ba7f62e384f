import assert from "node:assert/strict"
import { after, before, it } from "node:test"
import { sql } from "kysely"
import { openOffice, type TestOffice } from "../../../tests/support/office.ts"
import { changesOf } from "../../platform/changes/index.ts"
import { type Db, openDb } from "../../platform/db.ts"
import { newId } from "../../platform/ids.ts"
import { InvalidInput } from "../../platform/refusal.ts"
import {
  beginDataset,
  type DatasetDocument,
  datasetHistory,
  documentAt,
  officeDataset,
  patchDataset,
  publishDataset,
  requestChanges,
  saveDraft,
  submitDataset,
  trashDataset,
} from "../index.ts"

let office: TestOffice
let db: Db
before(async () => {
  office = await openOffice()
  db = office.db
})
after(() => office.database.drop())

const languages = ["ar", "en", "it", "es", "de", "tr", "pt", "nl"]

function titledIn(document: DatasetDocument, language: string): DatasetDocument {
  const title = { ...document.facts.title, [language]: `Prix (${language})` }
  return { ...document, facts: { ...document.facts, title } }
}

it("of many who save at once, each in another language, nobody loses a word", async () => {
  const { id, document, version } = await office.begin()
  const saves = languages.map((language) =>
    saveDraft(db, { id, base: document, document: titledIn(document, language) }, office.by(office.contributor)),
  )
  assert.ok((await Promise.all(saves)).every(({ kind }) => kind === "saved"))
  const after = await officeDataset(db, id, office.reader)
  assert.deepEqual(Object.keys(after.document.facts.title).sort(), [...languages, "fr"].sort())
  assert.equal(after.version, version + languages.length)
})

it("two first publications of one title give two slugs; of one draft, one publication", async () => {
  const [one, two] = [await office.begin(), await office.begin()]
  const published = await Promise.all(
    [one, two].map(({ id }) => publishDataset(db, { id }, office.by(office.coordinator))),
  )
  assert.notEqual(published[0]?.slug, published[1]?.slug)
  const { id } = await office.begin()
  const twice = await Promise.allSettled([1, 2].map(() => publishDataset(db, { id }, office.by(office.coordinator))))
  assert.deepEqual(twice.map(({ status }) => status).sort(), ["fulfilled", "rejected"])
})

it("whoever publishes while another throws away: in the end it lies in the trash, and is not public", async () => {
  const { id } = await office.begin()
  await Promise.allSettled([
    publishDataset(db, { id }, office.by(office.coordinator)),
    trashDataset(db, { id }, office.by(office.coordinator)),
  ])
  const end = await officeDataset(db, id, office.reader)
  assert.ok(end.trashedAt)
  assert.notEqual(end.shownState, "published")
})

it("a connection that dies in the middle leaves a publication whole or undone", async () => {
  const { id, document } = await office.published()
  let position = await lastPosition(id)
  let expected = document
  for (let round = 1; round <= 12; round++) {
    const victim = openDb({ url: office.database.url, maxConnections: 1, applicationName: "victim" })
    const patch = { facts: { version: String(round), keywords: { fr: [`mot-${round}`] } } }
    const work = patchDataset(victim, { id, patch }, office.by(office.coordinator)).then(
      () => true,
      () => false,
    )
    const killer = killAfter(round % 6)
    const [done] = await Promise.all([work, killer])
    await victim.destroy().catch(() => {})
    const now = await officeDataset(db, id, office.reader)
    const last = await lastPosition(id)
    if (done) assert.equal(now.document.facts.version, String(round))
    if (last === position) assert.deepEqual(now.document, expected)
    else assert.deepEqual(await documentAt(db, { id, position }), expected)
    position = last
    expected = now.document
  }
})

async function killAfter(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms))
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'victim'
  `.execute(db)
}

async function lastPosition(entityId: string): Promise<number> {
  return (await changesOf(db, { entity: "dataset", entityId, limit: 1 }))[0]!.position
}

it("of two who bring the same identifier along, the second is told that it is taken", async () => {
  const id = newId()
  const given = { id, organizationId: office.ministry, facts: { title: { fr: "Venu d’ailleurs" } } }
  const begun = await Promise.allSettled([1, 2].map(() => beginDataset(db, given, office.by(office.administrator))))
  const refused = begun.find((one) => one.status === "rejected")
  assert.equal(begun.filter(({ status }) => status === "fulfilled").length, 1)
  assert.ok(refused?.reason instanceof InvalidInput, String(refused?.reason))
})

it("words given with a step stand in the history also where the clock was put back since", async () => {
  const { id } = await office.begin()
  const [early, late] = [office.by(office.coordinator), office.by(office.coordinator)]
  await submitDataset(db, { id, comment: "Prêt" }, late)
  await requestChanges(db, { id, comment: "Pas encore" }, early)
  const history = await datasetHistory(db, { id, limit: 2 }, office.coordinator)
  assert.deepEqual(
    history.map(({ comment }) => comment),
    ["Pas encore", "Prêt"],
  )
})
