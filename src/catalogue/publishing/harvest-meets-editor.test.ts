import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { openOffice, type TestOffice } from "../../../tests/support/office.ts"
import { systemActor } from "../../platform/actor.ts"
import type { Db, Tx } from "../../platform/db.ts"
import { once } from "../../platform/idempotency/index.ts"
import { newId } from "../../platform/ids.ts"
import { InvalidInput } from "../../platform/refusal.ts"
import {
  createOrganization,
  type DatasetFacts,
  DraftConflicts,
  datasetByRef,
  officeDataset,
  patchDataset,
  publishDataset,
  purgeDataset,
  reorganise,
  saveDraft,
  saveHarvested,
  trashDataset,
  withdrawGone,
} from "../index.ts"

let office: TestOffice
let db: Db
let sourceId: string
before(async () => {
  office = await openOffice()
  db = office.db
  sourceId = newId()
  await sql`
    insert into harvest_source (id, kind, name, url, organization_id)
    values (${sourceId}, 'ckan', 'Ministère', 'https://source.tn', ${office.ministry})
  `.execute(db)
})
after(() => office.database.drop())

const facts: DatasetFacts = {
  title: { fr: "Écoles" },
  description: { fr: "Les écoles" },
  licence: { raw: "libre" },
  distributions: [{ remoteId: "a", downloadUrl: "https://s.tn/a" }],
}

interface Harvested extends Partial<DatasetFacts> {
  /** As the source named it when its run began. */
  readonly organizationId?: string
}

async function harvestIn(tx: Tx, remoteId: string, given: Harvested, datasetId?: string): Promise<string> {
  const { organizationId = office.ministry, ...said } = given
  const record = {
    remoteId,
    hash: new Uint8Array([1]),
    facts: { ...facts, ...said },
    problems: [],
    organizationId,
    ...(datasetId ? { datasetId } : {}),
  }
  const { by, at } = office.by(systemActor)
  const { saved } = await saveHarvested(tx, [record], { sourceId, at, by, newId })
  return saved[0]!.datasetId
}

const harvest = (remoteId: string, given: Harvested, datasetId?: string) =>
  db.transaction().execute((tx) => harvestIn(tx, remoteId, given, datasetId))

/** Waits until somebody waits for a lock. */
async function someoneWaits(): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ waiting: boolean }>`
      select exists (
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
      ) as waiting
    `.execute(db)
    if (rows[0]!.waiting) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

describe("a harvest that waits for an editor", () => {
  it("keeps the correction that was published meanwhile", async () => {
    const id = await harvest("correction", {})
    let harvested: Promise<string> | undefined
    await db.transaction().execute(async (tx) => {
      const patch = {
        facts: { version: "2" },
        distributions: [
          { ...(await officeDataset(tx, id, office.coordinator)).document.distributions[0]!, title: { fr: "Liste" } },
        ],
      }
      await patchDataset(tx, { id, patch }, office.by(office.coordinator))
      harvested = harvest("correction", { description: { fr: "Toutes les écoles" } }, id)
      await someoneWaits()
    })
    await harvested
    const { document } = await officeDataset(db, id, office.coordinator)
    assert.equal(document.facts.version, "2")
    assert.deepEqual(document.facts.description, { fr: "Toutes les écoles" })
    assert.deepEqual(document.distributions[0]?.title, { fr: "Liste" })
  })
})

describe("a draft that a harvest overtook", () => {
  it("is laid over what is shown also where the publication is part of a larger transaction", async () => {
    const id = await harvest("overtaken", {})
    const contributor = office.by(office.contributor)
    await patchDataset(db, { id, patch: { facts: { version: "ours" } } }, contributor)
    await harvest("overtaken", { version: "theirs" }, id)
    const by = office.by(office.coordinator)
    const request = { method: "POST", path: "/publish", body: null }
    const publish = () =>
      once(db, { account: by.by.id, key: "k", request }, async (tx) => {
        await publishDataset(tx, { id }, by)
        return "published"
      })
    await assert.rejects(publish(), DraftConflicts)
    assert.deepEqual(await publish(), { answer: "published", repeated: false })
    assert.equal((await officeDataset(db, id, systemActor)).document.facts.version, "ours")
  })
})

describe("what lies in the trash", () => {
  it("is not shown again because its source brings it back", async () => {
    const id = await harvest("trashed", {})
    const gone = office.by(systemActor)
    await db.transaction().execute((tx) => withdrawGone(tx, ["trashed"], { sourceId, at: gone.at, by: gone.by, newId }))
    await trashDataset(db, { id }, office.by(office.coordinator))
    await harvest("trashed", { version: "3" }, id)
    const lookup = await datasetByRef(db, id)
    assert.equal(lookup.kind, "found")
    assert.equal(lookup.kind === "found" && lookup.dataset.state, "withdrawn")
    await purgeDataset(db, { id }, office.by(office.administrator))
    const after = await datasetByRef(db, id)
    assert.equal(after.kind === "found" && after.dataset.state, "withdrawn")
  })
})

let bodies = 0
const aBody = () =>
  createOrganization(db, { slug: `organisme-${++bodies}`, name: { fr: "Organisme" } }, office.by(systemActor))
const homeOf = async (id: string) => (await officeDataset(db, id, systemActor)).organization.id

describe("a body that ends while its source is read", () => {
  it("in a merger: nothing comes back, nothing new stays behind", async () => {
    const [from, into] = [await aBody(), await aBody()]
    const id = await harvest("merged", { organizationId: from })
    let merging: Promise<unknown> | undefined
    const late = await db.transaction().execute(async (tx) => {
      const found = await harvestIn(tx, "late", { organizationId: from })
      merging = reorganise(db, { kind: "merge", id: from, into }, office.by(office.administrator))
      await someoneWaits()
      return found
    })
    await merging
    await harvest("merged", { organizationId: from, version: "2" }, id)
    const later = await harvest("later", { organizationId: from })
    assert.deepEqual(await Promise.all([id, late, later].map(homeOf)), [into, into, into])
  })

  it("with a successor: what it has stays its own, what is new is the successor's", async () => {
    const [id, successorId] = [await aBody(), await aBody()]
    const own = await harvest("own", { organizationId: id })
    await reorganise(db, { kind: "close", id, successorId }, office.by(office.administrator))
    await harvest("own", { organizationId: successorId, version: "2" }, own)
    const fresh = await harvest("fresh", { organizationId: successorId })
    assert.deepEqual([await homeOf(own), await homeOf(fresh)], [id, successorId])
  })

  it("while a draft of another body wants to move there: it is not published into what is closed", async () => {
    const [id, successorId] = [await aBody(), await aBody()]
    const moving = await office.published()
    const draft = { ...moving.document, organizationId: id }
    await saveDraft(db, { id: moving.id, base: moving.document, document: draft }, office.by(office.administrator))
    await reorganise(db, { kind: "close", id, successorId }, office.by(office.administrator))
    await assert.rejects(
      publishDataset(db, { id: moving.id }, office.by(office.administrator)),
      (error) => error instanceof InvalidInput && error.problems[0]?.path === "organizationId",
    )
  })
})
