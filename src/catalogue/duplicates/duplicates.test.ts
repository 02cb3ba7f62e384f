import assert from "node:assert/strict"
import { after, before, beforeEach, describe, it } from "node:test"
import { sql } from "kysely"
import { openOffice, type TestOffice } from "../../../tests/support/office.ts"
import { systemActor } from "../../platform/actor.ts"
import { fixedClock } from "../../platform/clock.ts"
import { newId } from "../../platform/ids.ts"
import {
  countOpenPairs,
  type DatasetFacts,
  datasetByRef,
  findNextDuplicates,
  inSpeakingOrder,
  joinDatasets,
  keepApart,
  openPairs,
  pairBetween,
  saveHarvested,
  withdrawGone,
} from "../index.ts"

let office: TestOffice
const clock = fixedClock("2026-11-23T08:00:00Z")
/** The portal of one ministry, another one like it, and one that gathers from many. */
let sources: { readonly own: string; readonly second: string; readonly aggregator: string }

before(async () => {
  office = await openOffice()
})
after(async () => {
  await office.database.drop()
})
beforeEach(async () => {
  const aggregator = await aSource("remote")
  sources = { aggregator, own: await aSource("given"), second: await aSource("given") }
})

let sourcesMade = 0
/** Each known longer than the next. */
async function aSource(organizations: "given" | "remote", rank = 0): Promise<string> {
  sourcesMade += 1
  const id = newId().replace(/^.{8}/, String(sourcesMade).padStart(8, "0"))
  await sql`
    insert into harvest_source (id, kind, name, url, organization_id, organizations, rank)
    values (${id}, 'ckan', ${id}, ${`http://${id}.example/`}, ${office.ministry}, ${organizations}, ${rank})
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
    remoteId: newId(),
    hash: new Uint8Array([1]),
    problems: [],
    organizationId: office.ministry,
    ...more,
  }
  const { saved } = await office.db
    .transaction()
    .execute((tx) => saveHarvested(tx, [{ ...record, facts: given }], context(sourceId)))
  return saved[0]!
}

const gone = (sourceId: string, remoteId: string) =>
  office.db.transaction().execute((tx) => withdrawGone(tx, [remoteId], context(sourceId)))

async function shown(id: string) {
  const found = await datasetByRef(office.db, id)
  assert.equal(found.kind, "found")
  return found.kind === "found" ? found.dataset : assert.fail()
}

async function lookForAll(): Promise<void> {
  while (await findNextDuplicates({ db: office.db, clock })) {
    // Until all is looked at.
  }
}

async function questions(...ids: string[]) {
  await lookForAll()
  const { pairs } = await openPairs(office.db, { limit: 1000 })
  return pairs.filter(({ one, other }) => ids.includes(one) && ids.includes(other)).map(({ signs }) => signs)
}

describe("a dataset that two sources give", () => {
  const identifier = () => `https://data.example.tn/id/${newId()}`

  it("is one where its identifier is unique in the world, and the portal of its body speaks for it", async () => {
    const same = identifier()
    const first = await harvest(sources.aggregator, facts({ identifier: same, title: { fr: "Repris" } }))
    const second = await harvest(sources.own, facts({ identifier: same, title: { fr: "À la source" } }))
    assert.deepEqual([second.datasetId, second.joined, first.joined], [first.datasetId, true, false])
    const dataset = await shown(first.datasetId)
    assert.deepEqual(dataset.title, { fr: "À la source" })
    assert.deepEqual(
      dataset.sources.map(({ sourceId }) => sourceId),
      [sources.own, sources.aggregator],
    )
  })

  it("says the same whichever of them is harvested last, and whichever came first", async () => {
    const same = identifier()
    const own = await harvest(sources.own, facts({ identifier: same, title: { fr: "À la source" } }))
    const { datasetId } = own
    for (const title of ["Repris", "Repris encore"])
      await harvest(sources.aggregator, facts({ identifier: same, title: { fr: title } }), { datasetId })
    assert.deepEqual((await shown(datasetId)).title, { fr: "À la source" })
    await harvest(sources.second, facts({ identifier: same, title: { fr: "Un autre" } }), { datasetId })
    assert.deepEqual((await shown(datasetId)).title, { fr: "À la source" }, "the one known longest goes on speaking")
  })

  it("goes on with the other when one of them loses it", async () => {
    const same = identifier()
    const own = await harvest(sources.own, facts({ identifier: same, title: { fr: "À la source" } }), { remoteId: "x" })
    await harvest(sources.aggregator, facts({ identifier: same, title: { fr: "Repris" } }))
    await gone(sources.own, "x")
    const dataset = await shown(own.datasetId)
    assert.deepEqual([dataset.state, dataset.title], ["published", { fr: "Repris" }])
  })

  it("is two where the identifier means something at its portal alone, or one portal lists it twice", async () => {
    for (const [one, other, id] of [
      [sources.own, sources.aggregator, "dataset-1"],
      [sources.own, sources.own, identifier()],
    ] as const) {
      const first = await harvest(one, facts({ identifier: id }))
      const second = await harvest(other, facts({ identifier: id }))
      assert.notEqual(second.datasetId, first.datasetId)
    }
  })
})

describe("datasets that may be the same", () => {
  it("are asked about: the same page, or the same title at the same body, from two sources", async () => {
    const landingPage = `https://portal.example/${newId()}`
    const page = [
      await harvest(sources.own, facts({ landingPage })),
      await harvest(sources.aggregator, facts({ landingPage })),
    ]
    assert.deepEqual(await questions(...page.map(({ datasetId }) => datasetId)), [["landing-page"]])
    const title = [
      await harvest(sources.own, facts({ title: { ar: "إحصاءات المدارس الابتدائية" } })),
      await harvest(sources.aggregator, facts({ title: { ar: "احصاءات  المدارس الإبتدائيّة" } })),
    ]
    assert.deepEqual(await questions(...title.map(({ datasetId }) => datasetId)), [["title"]])
  })

  it("are no question within one portal, nor for titles alike of different bodies", async () => {
    const same = facts({ title: { fr: "Budget communal de l’année" } })
    const one = await harvest(sources.own, same)
    const two = await harvest(sources.own, same)
    assert.deepEqual(await questions(one.datasetId, two.datasetId), [])
    const elsewhere = await harvest(sources.aggregator, same, { organizationId: office.agency })
    assert.deepEqual(await questions(one.datasetId, elsewhere.datasetId), [])
  })

  it("are found however many of one portal share their title", async () => {
    const same = facts({ title: { fr: `Budget de la commune ${newId()}` } })
    const many: string[] = []
    for (let i = 0; i < 25; i++) many.push((await harvest(sources.own, same)).datasetId)
    const { datasetId } = await harvest(sources.aggregator, same)
    assert.deepEqual(await questions(datasetId, many[0]!), [["title"]])
    assert.equal((await questions(datasetId, ...many)).length, many.length)
  })

  it("are found by a title that is longer than an index takes", async () => {
    const title = { fr: Array.from({ length: 400 }, () => newId()).join(" ") }
    const one = await harvest(sources.own, facts({ title }))
    const other = await harvest(sources.aggregator, facts({ title }))
    assert.deepEqual(await questions(one.datasetId, other.datasetId), [["title"]])
  })

  it("stay asked since they were first found, with what they share now", async () => {
    const landingPage = `https://portal.example/${newId()}`
    const title = { fr: `Barrages ${newId()}` }
    const one = await harvest(sources.own, facts({ landingPage }), { remoteId: "since" })
    const other = await harvest(sources.aggregator, facts({ landingPage, title }))
    const asked = { one: one.datasetId, other: other.datasetId }
    await lookForAll()
    await sql`update duplicate_pair set found_at = '2026-01-01' where other = ${asked.other}`.execute(office.db)
    await harvest(sources.own, facts({ landingPage, title }), { remoteId: "since", datasetId: asked.one })
    await lookForAll()
    const found = await pairBetween(office.db, asked)
    assert.ok(found.kind === "open")
    assert.deepEqual(found.pair.signs, ["landing-page", "title"])
    assert.equal(found.pair.foundAt.getUTCFullYear(), 2026)
    assert.equal(found.pair.foundAt.getUTCMonth(), 0)
  })

  it("are a question no more once they differ, or a person said so", async () => {
    const landingPage = `https://portal.example/${newId()}`
    const one = await harvest(sources.own, facts({ landingPage }), { remoteId: "one" })
    const other = await harvest(sources.aggregator, facts({ landingPage }), { remoteId: "other" })
    const ids = [one.datasetId, other.datasetId] as const
    assert.equal((await questions(...ids)).length, 1)
    await keepApart(office.db, { keep: ids[0], other: ids[1] }, office.by(office.administrator))
    await harvest(sources.own, facts({ landingPage, version: "2" }), { remoteId: "one", datasetId: ids[0] })
    assert.deepEqual(await questions(...ids), [])
  })
})

describe("two datasets that are joined", () => {
  async function aPair() {
    const landingPage = `https://portal.example/${newId()}`
    const other = await harvest(sources.aggregator, facts({ landingPage, title: { fr: "Repris" } }))
    const keep = await harvest(sources.own, facts({ landingPage, title: { fr: "À la source" } }), { remoteId: newId() })
    return { keep: keep.datasetId, other: other.datasetId }
  }

  it("are one with both provenances; addresses and identifiers of the other lead to it", async () => {
    const pair = await aPair()
    const before = await shown(pair.other)
    await joinDatasets(office.db, pair, office.by(office.administrator))
    const dataset = await shown(pair.keep)
    assert.deepEqual(dataset.title, { fr: "À la source" })
    assert.equal(dataset.sources.length, 2)
    for (const ref of [pair.other, before.slug])
      assert.deepEqual(await datasetByRef(office.db, ref), { kind: "moved", id: pair.keep, slug: dataset.slug })
    assert.deepEqual(await questions(pair.keep, pair.other), [])
  })

  it("stay one in the next harvest of either", async () => {
    const pair = await aPair()
    await joinDatasets(office.db, pair, office.by(office.administrator))
    const { rows } = await sql<{ remote_id: string }>`
      select remote_id from source_record where source_id = ${sources.aggregator} and entity_id = ${pair.keep}
    `.execute(office.db)
    const [record] = rows
    await harvest(sources.aggregator, facts(), { remoteId: record!.remote_id, datasetId: pair.keep })
    assert.deepEqual((await shown(pair.keep)).title, { fr: "À la source" })
  })

  it("lead on where the one that stayed is joined again", async () => {
    const first = await aPair()
    await joinDatasets(office.db, first, office.by(office.administrator))
    const third = await harvest(sources.second, facts())
    const step = { keep: third.datasetId, other: first.keep }
    await joinDatasets(office.db, step, office.by(office.administrator))
    const found = await datasetByRef(office.db, first.other)
    assert.equal(found.kind === "moved" && found.id, third.datasetId)
  })

  it("are joined by nobody who may not withdraw the other, and never with a draft that would be lost", async () => {
    const pair = await aPair()
    await assert.rejects(joinDatasets(office.db, pair, office.by(office.contributor)), { code: "not-allowed" })
    await assert.rejects(
      joinDatasets(office.db, { keep: pair.keep, other: pair.keep }, office.by(office.administrator)),
      { code: "wrong-state" },
    )
    const twice = { keep: pair.keep, other: (await harvest(sources.own, facts())).datasetId }
    await assert.rejects(joinDatasets(office.db, twice, office.by(office.administrator)), { code: "wrong-state" })
  })

  it("lead on from a former name of the one that went, too", async () => {
    const pair = await aPair()
    const former = `ancien-${newId()}`
    await sql`insert into slug_history (entity, slug, entity_id) values ('dataset', ${former}, ${pair.other})`.execute(
      office.db,
    )
    await joinDatasets(office.db, pair, office.by(office.administrator))
    const found = await datasetByRef(office.db, former)
    assert.equal(found.kind === "moved" && found.id, pair.keep)
  })

  it("keep what was entered here by hand, files included, and take from the source what is missing", async () => {
    const title = { fr: `Saisi ici ${newId()}` }
    const own = await office.published({
      facts: { title, description: { fr: "De notre main" }, licence: { code: "otl" } },
    })
    const { datasetId: other } = await harvest(sources.own, facts({ title: { fr: "À la source" }, version: "7" }))
    const files = (await shown(own.id)).distributions.map(({ id }) => id)
    await joinDatasets(office.db, { keep: own.id, other }, office.by(office.administrator))
    const dataset = await shown(own.id)
    assert.deepEqual([dataset.title, dataset.version], [title, "7"])
    assert.deepEqual(
      dataset.distributions.map(({ id }) => id),
      files,
    )
    assert.ok(dataset.editedFields.includes("description"))
  })

  it("are not joined once somebody said that they are different", async () => {
    const pair = await aPair()
    await lookForAll()
    await keepApart(office.db, pair, office.by(office.administrator))
    await assert.rejects(joinDatasets(office.db, pair, office.by(office.administrator)), { code: "wrong-state" })
    const asked = { one: pair.keep, other: pair.other }
    assert.deepEqual(await pairBetween(office.db, asked), { kind: "decided" })
  })
})

describe("of a question", () => {
  async function anAsked(organizationId: string) {
    const landingPage = `https://portal.example/${newId()}`
    const keep = await harvest(sources.own, facts({ landingPage }))
    const other = await harvest(sources.aggregator, facts({ landingPage }), { organizationId })
    await lookForAll()
    return { one: keep.datasetId, other: other.datasetId }
  }

  it("those hear who coordinate one of the two, as far as they may read the other", async () => {
    const pair = await anAsked(office.agency)
    const heard = async (organizationId: string) => {
      const found = await pairBetween(office.db, { ...pair, organizationIds: [organizationId] })
      const { pairs } = await openPairs(office.db, { organizationIds: [organizationId], limit: 1000 })
      const listed = pairs.some(({ one, other }) => [one, other].every((id) => Object.values(pair).includes(id)))
      assert.equal(found.kind === "open", listed)
      return listed
    }
    assert.deepEqual(
      [await heard(office.ministry), await heard(office.agency), await heard(newId())],
      [true, true, false],
    )
    assert.ok((await countOpenPairs(office.db, [office.agency])) > 0)
    await sql`update dataset set visibility = 'private' where id = ${pair.other}`.execute(office.db)
    assert.deepEqual([await heard(office.ministry), await heard(office.agency)], [false, true])
  })

  it("they may say that the two are different, and not join what is not theirs", async () => {
    const pair = await anAsked(office.agency)
    const step = { keep: pair.one, other: pair.other }
    await assert.rejects(joinDatasets(office.db, step, office.by(office.coordinator)), { code: "not-allowed" })
    await keepApart(office.db, step, office.by(office.coordinator))
    await assert.rejects(keepApart(office.db, step, office.by(office.stranger)), { code: "wrong-state" })
  })

  it("the one that speaks is entered here, else of the better source, else the older", async () => {
    const pair = await anAsked(office.ministry)
    const { id } = await office.published()
    const better = await harvest(await aSource("remote", 5), facts())
    const ids = [pair.other, pair.one, better.datasetId, id]
    assert.deepEqual(await inSpeakingOrder(office.db, ids), [id, better.datasetId, pair.one, pair.other])
  })
})
