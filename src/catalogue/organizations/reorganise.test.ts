import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../../tests/support/database.ts"
import { type Actor, anonymousActor, systemActor } from "../../platform/actor.ts"
import { changesOf, readChanges, readHead } from "../../platform/changes/index.ts"
import { newId } from "../../platform/ids.ts"
import { NotAllowed, WrongState } from "../../platform/refusal.ts"
import { createOrganization } from "../create-organization.ts"
import { datasetIdsOfOrganization } from "../dataset-store.ts"
import { organizationNames } from "../organization-store.ts"
import { saveHarvested } from "../save-harvested.ts"
import { OrganizationCycle } from "./errors.ts"
import { moveOrganization } from "./move-organization.ts"
import { officeOrganization } from "./office-organization.ts"
import { organizationGlance } from "./organization-glance.ts"
import { previewReorganisation, reorganise } from "./reorganise.ts"

const at = new Date("2026-11-23T08:00:00Z")
const administrator: Actor = { ...anonymousActor, id: newId(), roles: ["administrator"] }
const context = { by: administrator, at }

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.drop())

let count = 0
async function aBody(parentId?: string): Promise<string> {
  const slug = `body-${++count}`
  const given = { slug, name: { fr: `Organisme ${count}` }, parentId }
  return createOrganization(database.db, given, { by: systemActor, at, newId })
}

async function aSource(organizationId: string): Promise<string> {
  const id = newId()
  await sql`
    insert into harvest_source (id, kind, name, url, organization_id)
    values (${id}, 'ckan', 'Portail', ${`https://portail.tn/${id}`}, ${organizationId})
  `.execute(database.db)
  return id
}

/** Harvested ones, of a source of the body. */
async function datasetsOf(organizationId: string, number: number, facts: object = {}): Promise<string[]> {
  const sourceId = await aSource(organizationId)
  const records = Array.from({ length: number }, (_, index) => ({
    remoteId: `r${index}`,
    hash: new Uint8Array([index % 256]),
    facts: { title: { fr: `Jeu ${index}` }, distributions: [], ...facts },
    problems: [],
    organizationId,
  }))
  const context = { sourceId, at, by: systemActor, newId }
  const { saved } = await database.db.transaction().execute((tx) => saveHarvested(tx, records, context))
  return saved.map(({ datasetId }) => datasetId)
}

async function aDraft(organizationId: string): Promise<string> {
  const id = newId()
  const document = { organizationId, visibility: "public", facts: { title: { fr: "Projet" } }, distributions: [] }
  await sql`
    insert into dataset (id, slug, organization_id, state, facts, draft_state)
    values (${id}, ${id}, ${organizationId}, 'draft', '{"title": {}}', 'draft')
  `.execute(database.db)
  await sql`
    insert into draft (dataset_id, document, begun_at, updated_by, updated_at)
    values (${id}, ${JSON.stringify(document)}, ${at}, 'somebody', ${at})
  `.execute(database.db)
  return id
}

const oneValue = async <Value>(query: ReturnType<typeof sql<{ value: Value }>>) =>
  (await query.execute(database.db)).rows[0]?.value

describe("a body is merged into another", () => {
  it("first as a plan that counts what would move, and writes nothing", async () => {
    const [from, into] = [await aBody(), await aBody()]
    await datasetsOf(from, 3)
    const { position } = await readHead(database.db)
    const plan = await previewReorganisation(database.db, { kind: "merge", id: from, into }, context)
    assert.deepEqual(plan.holdings, { datasets: 3, series: 0, services: 0, sources: 1, aliases: 0, children: 0 })
    assert.deepEqual(
      plan.moves.map(({ to, count }) => [to.id, count]),
      [[into, 3]],
    )
    assert.equal((await readHead(database.db)).position, position)
  })

  it("with datasets, drafts, sources, names, bodies below it and members; its page says who goes on", async () => {
    const [from, into] = [await aBody(), await aBody()]
    const child = await aBody(from)
    const datasets = [...(await datasetsOf(from, 1)), await aDraft(from)]
    await sql`insert into organization_alias (alias, organization_id) values ('old name', ${from})`.execute(database.db)
    const asked: object[] = []
    const answer = await reorganise(
      database.db,
      { kind: "merge", id: from, into },
      { ...context, moveMembers: async (_tx, move) => void asked.push(move) },
    )
    assert.equal(answer.moved, 2)
    assert.deepEqual(asked, [{ from, to: into }])
    assert.deepEqual((await datasetIdsOfOrganization(database.db, into)).sort(), datasets.sort())
    const closed = await officeOrganization(database.db, from)
    assert.deepEqual([closed.successorId, closed.closedAt], [into, at])
    assert.equal((await officeOrganization(database.db, child)).parentId, into)
    const draft = sql<{ value: string }>`
      select document ->> 'organizationId' as value from draft where dataset_id = ${datasets[1]!}
    `
    assert.equal(await oneValue(draft), into)
    const sources = sql<{ value: number }>`
      select count(*) as value from harvest_source where organization_id = ${into}
    `
    assert.equal(await oneValue(sources), 1)
    const alias = sql<{
      value: string
    }>`select organization_id as value from organization_alias where alias = 'old name'`
    assert.equal(await oneValue(alias), into)
    const [told] = await changesOf(database.db, { entity: "dataset", entityId: datasets[0]!, limit: 1 })
    assert.deepEqual(
      [told?.kind, told?.diff, told?.actor],
      ["transferred", [{ path: "organizationId", before: from, after: into }], administrator.id],
    )
    const named = (await organizationNames(database.db)).filter(({ id }) => id === into)
    assert.equal(named.length, 2)
  })

  it("in batches; interrupted, the same call goes on, and once more does nothing", async () => {
    const [from, into] = [await aBody(), await aBody()]
    const ids = await datasetsOf(from, 1203)
    const wanted = { kind: "merge", id: from, into } as const
    await sql`update organization set closed_at = ${at}, successor_id = ${into} where id = ${from}`.execute(database.db)
    assert.equal((await reorganise(database.db, wanted, context)).moved, 1203)
    const { position } = await readHead(database.db)
    assert.equal((await reorganise(database.db, wanted, context)).moved, 0)
    assert.equal((await readHead(database.db)).position, position)
    assert.equal((await datasetIdsOfOrganization(database.db, into)).length, ids.length)
  })

  it("into one below it, which then takes its place", async () => {
    const top = await aBody()
    const from = await aBody(top)
    const middle = await aBody(from)
    const into = await aBody(middle)
    await reorganise(database.db, { kind: "merge", id: from, into }, context)
    assert.equal((await officeOrganization(database.db, into)).parentId, top)
    assert.equal((await officeOrganization(database.db, middle)).parentId, into)
    await assert.rejects(moveOrganization(database.db, { id: into, parentId: middle }, context), OrganizationCycle)
  })

  it("never into itself, into a closed one, into another than before, or by others than administrators", async () => {
    const [from, into, other] = [await aBody(), await aBody(), await aBody()]
    const merge = (into: string, by = administrator) =>
      reorganise(database.db, { kind: "merge", id: from, into }, { by, at })
    await assert.rejects(merge(from), OrganizationCycle)
    const coordinator: Actor = { ...anonymousActor, id: newId(), grants: { [from]: "coordinator" } }
    await assert.rejects(merge(into, coordinator), NotAllowed)
    await merge(into)
    await assert.rejects(merge(other), WrongState)
    const intoClosed = reorganise(database.db, { kind: "merge", id: other, into: from }, context)
    await assert.rejects(intoClosed, WrongState)
  })
})

describe("a body is split", () => {
  it("with the datasets chosen for each part, the remainder to one of them", async () => {
    const [from, b, c] = [await aBody(), await aBody(), await aBody()]
    const ids = await datasetsOf(from, 6)
    const stranger = newId()
    const parts = [
      { into: b, datasetIds: ids.slice(0, 1) },
      { into: c, datasetIds: [...ids.slice(1, 3), stranger] },
    ]
    const answer = await reorganise(database.db, { kind: "split", id: from, parts, rest: b }, context)
    assert.deepEqual(
      answer.moves.map(({ to, count }) => [to.id, count]),
      [
        [b, 1],
        [c, 2],
        [b, 3],
      ],
    )
    assert.deepEqual(answer.notOwned, [stranger])
    assert.deepEqual((await datasetIdsOfOrganization(database.db, c)).sort(), ids.slice(1, 3).sort())
    assert.equal((await datasetIdsOfOrganization(database.db, b)).length, 4)
    const closed = await officeOrganization(database.db, from)
    assert.deepEqual([closed.successorId, closed.otherSuccessorIds], [b, [c]])
  })

  it("holds a part that leaves against the source it came from", async () => {
    const [from, part] = [await aBody(), await aBody()]
    const [id] = await datasetsOf(from, 1)
    const parts = [{ into: part, datasetIds: [id!] }]
    await reorganise(database.db, { kind: "split", id: from, parts }, context)
    const pinned = sql<{ value: string }>`
      select value from field_edit where entity = 'dataset' and entity_id = ${id} and field = 'organizationId'
    `
    assert.equal(await oneValue(pinned), part)
    assert.equal((await officeOrganization(database.db, from)).closedAt, undefined)
  })
})

describe("a body is closed", () => {
  it("keeps what it published; bodies below it and sources go to its successor", async () => {
    const [id, successorId] = [await aBody(), await aBody()]
    const child = await aBody(id)
    await datasetsOf(id, 2)
    await reorganise(database.db, { kind: "close", id, successorId }, context)
    assert.equal((await datasetIdsOfOrganization(database.db, id)).length, 2)
    assert.equal((await officeOrganization(database.db, child)).parentId, successorId)
    assert.equal((await officeOrganization(database.db, id)).successorId, successorId)
  })

  it("without a successor its sources are read no more, and bodies below it rise", async () => {
    const parent = await aBody()
    const id = await aBody(parent)
    const child = await aBody(id)
    const sourceId = await aSource(id)
    const { position } = await readHead(database.db)
    await reorganise(database.db, { kind: "close", id }, context)
    assert.equal((await officeOrganization(database.db, child)).parentId, parent)
    const active = sql<{ value: boolean }>`select active as value from harvest_source where id = ${sourceId}`
    assert.equal(await oneValue(active), false)
    const changes = await readChanges(database.db, { after: position, limit: 10 })
    assert.deepEqual(
      changes.map(({ entity, kind }) => `${entity} ${kind}`),
      ["organization moved", "harvest-source updated", "organization closed"],
    )
  })
})

describe("a body at a glance", () => {
  it("counts what it and those below it have", async () => {
    const top = await aBody()
    const low = await aBody(top)
    await datasetsOf(top, 2, { frequency: { code: "MONTHLY" }, modified: "2026-11-02" })
    const [late] = await datasetsOf(low, 1, {
      frequency: { code: "MONTHLY" },
      modified: "2026-08",
      distributions: [{ downloadUrl: "https://a.tn/x.csv" }, { downloadUrl: "https://a.tn/y.csv" }],
    })
    await sql`
      update distribution set measured = '{"status": 404, "problem": "http-404", "verdict": "broken"}' where dataset_id = ${late}
    `.execute(database.db)
    await datasetsOf(low, 1, { frequency: { code: "ANNUAL" }, modified: "2026" })
    await aDraft(low)
    const [trashed] = await datasetsOf(low, 1)
    await sql`update dataset set trashed_at = ${at} where id = ${trashed}`.execute(database.db)
    assert.deepEqual(await organizationGlance(database.db, top, at), {
      organizations: 2,
      published: 4,
      drafts: 1,
      inReview: 0,
      changesRequested: 0,
      scheduled: 0,
      withdrawn: 0,
      late: 1,
      withBrokenLinks: 1,
      updatedThisMonth: 4,
    })
    assert.equal((await organizationGlance(database.db, top, new Date("2026-12-01T00:00:00Z"))).updatedThisMonth, 0)
  })
})
