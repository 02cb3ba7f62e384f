import assert from "node:assert/strict"
import { after, before, beforeEach, describe, it } from "node:test"
import { sql } from "kysely"
import { openOffice, type TestOffice } from "../../../tests/support/office.ts"
import { systemActor } from "../../platform/actor.ts"
import { fixedClock } from "../../platform/clock.ts"
import { newId } from "../../platform/ids.ts"
import { type DatasetFacts, datasetByRef, joinDatasets, saveHarvested, withdrawGone } from "../index.ts"

let office: TestOffice
const clock = fixedClock("2026-11-23T08:00:00Z")
let sources: { readonly aggregator: string; readonly own: string; readonly other: string }

before(async () => {
  office = await openOffice()
})
after(async () => {
  await office.database.drop()
})
beforeEach(async () => {
  sources = {
    aggregator: await aSource(office.ministry, "remote"),
    own: await aSource(office.ministry),
    other: await aSource(office.agency),
  }
})

async function aSource(organizationId: string, organizations: "given" | "remote" = "given"): Promise<string> {
  const id = newId()
  await sql`
    insert into harvest_source (id, kind, name, url, organization_id, organizations)
    values (${id}, 'ckan', ${id}, ${`http://${id}.example/`}, ${organizationId}, ${organizations})
  `.execute(office.db)
  return id
}

const facts = (more: Partial<DatasetFacts> = {}): DatasetFacts => ({
  title: { fr: `Stations de mesure ${newId()}` },
  distributions: [],
  ...more,
})

const context = (sourceId: string) => ({ sourceId, at: clock.now(), by: systemActor, newId })

async function harvest(
  sourceId: string,
  given: DatasetFacts,
  more: { remoteId?: string; datasetId?: string; organizationId?: string } = {},
) {
  const record = {
    ...{ remoteId: newId(), hash: new Uint8Array([1]), problems: [], organizationId: office.ministry },
    ...more,
  }
  const { saved } = await office.db
    .transaction()
    .execute((tx) => saveHarvested(tx, [{ ...record, facts: given }], context(sourceId)))
  return saved[0]!
}

const gone = (sourceId: string, ...remoteIds: string[]) =>
  office.db.transaction().execute((tx) => withdrawGone(tx, remoteIds, context(sourceId)))

async function shown(id: string) {
  const found = await datasetByRef(office.db, id)
  return found.kind === "found" ? found.dataset : assert.fail(found.kind)
}

const identifier = () => `https://data.example.tn/id/${newId()}`

describe("a source that carries the identifier of another's dataset", () => {
  it("does not take it over for a body that it is not of", async () => {
    const same = identifier()
    const first = await harvest(sources.aggregator, facts({ identifier: same, title: { fr: "Du ministère" } }))
    const claim = await harvest(sources.other, facts({ identifier: same, title: { fr: "Prétendu" } }), {
      organizationId: office.agency,
    })
    assert.notEqual(claim.datasetId, first.datasetId)
    const dataset = await shown(first.datasetId)
    assert.deepEqual([dataset.title, dataset.organization.id], [{ fr: "Du ministère" }, office.ministry])
  })

  it("joins it without a word where another goes on speaking", async () => {
    const same = identifier()
    const first = await harvest(sources.own, facts({ identifier: same, title: { fr: "Du ministère" } }))
    const later = await harvest(sources.other, facts({ identifier: same }), { organizationId: office.agency })
    assert.equal(later.datasetId, first.datasetId)
    const dataset = await shown(first.datasetId)
    assert.deepEqual([dataset.title, dataset.organization.id], [{ fr: "Du ministère" }, office.ministry])
  })

  it("does not disappear into one that is kept from the public", async () => {
    const same = identifier()
    const first = await harvest(sources.own, facts({ identifier: same }))
    await sql`update dataset set visibility = 'private' where id = ${first.datasetId}`.execute(office.db)
    const second = await harvest(sources.aggregator, facts({ identifier: same }))
    assert.notEqual(second.datasetId, first.datasetId)
  })
})

describe("datasets that are joined", () => {
  it("are both for the public, or both not: what was kept from it is never told by a join", async () => {
    const [keep, other] = [await harvest(sources.own, facts()), await harvest(sources.aggregator, facts())]
    await sql`update dataset set visibility = 'private' where id = ${other.datasetId}`.execute(office.db)
    for (const step of [
      { keep: keep.datasetId, other: other.datasetId },
      { keep: other.datasetId, other: keep.datasetId },
    ])
      await assert.rejects(joinDatasets(office.db, step, office.by(office.administrator)), { code: "wrong-state" })
  })

  it("stay so where a run over one of them was under way", async () => {
    const keep = await harvest(sources.own, facts({ title: { fr: "À la source" } }))
    const other = await harvest(sources.aggregator, facts(), { remoteId: newId() })
    await joinDatasets(office.db, { keep: keep.datasetId, other: other.datasetId }, office.by(office.administrator))
    // What the run knew when it began.
    const known = { remoteId: other.remoteId, datasetId: other.datasetId }
    const saved = await harvest(sources.aggregator, facts({ title: { fr: "Repris" } }), known)
    assert.equal(saved.datasetId, keep.datasetId)
    const dataset = await shown(keep.datasetId)
    assert.deepEqual([dataset.title, dataset.sources.length], [{ fr: "À la source" }, 2])
  })

  it("do not speak for it what its portal listed beside it once", async () => {
    const keep = await harvest(sources.own, facts({ title: { fr: "À la source" } }))
    const { datasetId: other } = await harvest(sources.aggregator, facts())
    await harvest(sources.own, facts(), { remoteId: "beside", datasetId: other })
    await gone(sources.own, "beside")
    await joinDatasets(office.db, { keep: keep.datasetId, other }, office.by(office.administrator))
    const back = await harvest(sources.own, facts({ title: { fr: "À côté" } }), {
      remoteId: "beside",
      datasetId: other,
    })
    assert.equal(back.datasetId, other)
    assert.deepEqual((await shown(keep.datasetId)).title, { fr: "À la source" })
  })
})

describe("a dataset that one portal came to name twice", () => {
  const file = (name: string) => ({ downloadUrl: `http://files.example/${name}.csv`, title: { fr: name } })

  /** The portal named it anew, and then has it under the old name, too. */
  async function namedTwice() {
    const same = facts({ identifier: identifier() })
    const { datasetId } = await harvest(sources.aggregator, same, { remoteId: newId() })
    await harvest(sources.own, same, { remoteId: `${datasetId} one` })
    await gone(sources.own, `${datasetId} one`)
    assert.equal((await harvest(sources.own, same, { remoteId: `${datasetId} two` })).datasetId, datasetId)
    const records = ["one", "two"].map((name) => ({
      ...{ remoteId: `${datasetId} ${name}`, datasetId, organizationId: office.ministry, problems: [] },
      ...{ hash: new Uint8Array([2]), facts: { ...same, title: { fr: name }, distributions: [file(name)] } },
    }))
    await office.db.transaction().execute((tx) => saveHarvested(tx, records, context(sources.own)))
    return datasetId
  }

  it("has the files of the one that speaks", async () => {
    const { title, distributions } = await shown(await namedTwice())
    assert.deepEqual(title, { fr: "one" })
    assert.deepEqual(
      distributions.map(({ downloadUrl }) => downloadUrl),
      [file("one").downloadUrl],
    )
  })

  it("stays while the portal has it under one of its names", async () => {
    const datasetId = await namedTwice()
    await sql`update source_record set gone_at = now() where entity_id = ${datasetId} and source_id = ${sources.aggregator}`.execute(
      office.db,
    )
    assert.deepEqual(await gone(sources.own, `${datasetId} one`), [])
    assert.deepEqual((await shown(datasetId)).title, { fr: "two" })
    assert.deepEqual(await gone(sources.own, `${datasetId} two`), [datasetId])
  })
})
