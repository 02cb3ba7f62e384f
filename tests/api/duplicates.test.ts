import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { type DatasetFacts, findNextDuplicates, saveHarvested } from "../../src/catalogue/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { fixedClock } from "../../src/platform/clock.ts"
import { newId } from "../../src/platform/ids.ts"
import { ids } from "./support/catalogue.ts"
import { settlePeople } from "./support/office-people.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"

let portal: ApiPortal
const clock = fixedClock("2026-11-23T08:00:00Z")
let aggregator: string

before(async () => {
  portal = await apiPortal()
  await settlePeople(portal)
  aggregator = newId()
  await sql`
    insert into harvest_source (id, kind, name, url, organization_id, organizations)
    values (${aggregator}, 'ckan', 'Agrégateur', 'https://tout.example.tn', ${ids.agriculture}, 'remote')
  `.execute(portal.db)
})
after(() => portal.close())

async function harvest(sourceId: string, facts: DatasetFacts, organizationId: string): Promise<string> {
  const record = { remoteId: newId(), hash: new Uint8Array([1]), problems: [], facts, organizationId }
  const context = { sourceId, at: clock.now(), by: systemActor, newId }
  const { saved } = await portal.db.transaction().execute((tx) => saveHarvested(tx, [record], context))
  return saved[0]!.datasetId
}

async function aPair(organizationId = ids.agriculture) {
  const landingPage = `https://agri.example.tn/${newId()}`
  const files = (name: string) => [{ downloadUrl: `${landingPage}/${name}.csv` }]
  const facts = { landingPage, title: { fr: `Barrages ${newId()}` } }
  const keep = await harvest(ids.source, { ...facts, distributions: files("a") }, ids.agriculture)
  const other = await harvest(aggregator, { ...facts, distributions: files("b") }, organizationId)
  while (await findNextDuplicates({ db: portal.db, clock })) {
    // Until all is looked at.
  }
  return { keep, other }
}

const send = (as: string, method: "GET" | "POST", path: string, body?: object, headers: Record<string, string> = {}) =>
  portal.send(method, `/api/v1${path}`, { as, headers, ...(body ? { body } : {}) })

const slugOf = async (id: string) => {
  const { rows } = await sql<{ slug: string }>`select slug from dataset where id = ${id}`.execute(portal.db)
  return rows[0]!.slug
}

describe("questions about datasets that may be the same", () => {
  it("are listed a page at a time, each with what they share and which one speaks", async () => {
    const pairs = [await aPair(), await aPair(), await aPair()]
    const seen = new Map<string, { speaks: string; signs: string[] }>()
    for (let cursor = ""; ; ) {
      const { body } = await send("coordinator", "GET", `/duplicates?limit=2${cursor}`)
      for (const one of body.items) seen.set([one.one.id, one.other.id].sort().join(), one)
      if (!body.next) break
      cursor = `&cursor=${encodeURIComponent(body.next)}`
    }
    for (const { keep, other } of pairs) {
      const found = seen.get([keep, other].sort().join())
      assert.deepEqual([found?.speaks, found?.signs], [keep, ["landing-page", "title"]])
    }
    assert.equal((await send("coordinator", "GET", "/duplicates?cursor=x")).body.code, "invalid-cursor")
  })

  it("are told to nobody whose bodies they are not", async () => {
    const { keep, other } = await aPair()
    assert.deepEqual((await send("stranger", "GET", "/duplicates")).body.items, [])
    const refused = await send("stranger", "POST", `/duplicates/${keep}/${other}/keep-apart`)
    assert.deepEqual([refused.status, refused.body.code], [404, "duplicate-not-found"])
    const shared = await aPair(ids.culture)
    assert.equal((await send("stranger", "GET", "/duplicates")).body.items.length, 1)
    const path = `/duplicates/${shared.keep}/${shared.other}/join`
    assert.equal((await send("stranger", "POST", path, { keep: shared.keep })).status, 403)
  })

  it("are answered once: kept apart they are asked no more, nor joined", async () => {
    const { keep, other } = await aPair()
    const [apart, join] = [`/duplicates/${other}/${keep}/keep-apart`, `/duplicates/${keep}/${other}/join`]
    assert.equal((await send("coordinator", "POST", apart)).status, 204)
    for (const [path, body] of [[apart], [join, { keep }]] as const) {
      const late = await send("coordinator", "POST", path, body, { "accept-language": "ar" })
      assert.deepEqual([late.status, late.body.code], [409, "wrong-state"])
      assert.match(late.body.detail, /الحال هي decided/)
    }
  })

  it("are refused what is no answer", async () => {
    const { keep, other } = await aPair()
    const path = `/duplicates/${keep}/${other}/join`
    const [third, none, unknown] = [{ keep: ids.census }, {}, { keep, more: 1 }]
    for (const body of [third, none, unknown])
      assert.equal((await send("administrator", "POST", path, body)).status, 422, JSON.stringify(body))
    assert.equal((await send("administrator", "POST", "/duplicates/a/b/join", { keep })).status, 404)
    assert.equal((await send("administrator", "POST", `/duplicates/${keep}/${keep}/join`, { keep })).status, 404)
  })
})

describe("a joined dataset", () => {
  it("is joined once with one key, and leads to the one that stays wherever it is asked for", async () => {
    const { keep, other } = await aPair()
    const former = await slugOf(other)
    const older = `encore-${former}`
    await sql`insert into slug_history (entity, slug, entity_id) values ('dataset', ${older}, ${other})`.execute(
      portal.db,
    )
    const slug = await slugOf(keep)
    const again = { "idempotency-key": newId() }
    for (let n = 0; n < 2; n += 1) {
      const joined = await send("coordinator", "POST", `/duplicates/${keep}/${other}/join`, { keep }, again)
      assert.deepEqual([joined.status, joined.body], [200, { id: keep, slug }])
    }
    for (const ref of [other, former, older]) {
      const rest = await portal.send("GET", `/api/v1/datasets/${ref}`)
      assert.deepEqual([rest.status, rest.headers.location], [308, `/api/v1/datasets/${slug}`], ref)
      const rdf = await portal.send("GET", `/datasets/${ref}.ttl`)
      assert.deepEqual([rdf.status, rdf.headers.location], [308, `/datasets/${slug}.ttl`])
      const ckan = await portal.send("GET", `/api/3/action/package_show?id=${ref}`)
      assert.deepEqual([ckan.status, ckan.body.result.id], [200, keep])
    }
  })

  it("is told as gone to who harvests us, its files with it, and is listed nowhere", async () => {
    const { keep, other } = await aPair()
    const { body: before } = await portal.send("GET", `/api/v1/datasets/${other}`)
    const [file] = before.distributions
    await send("administrator", "POST", `/duplicates/${keep}/${other}/join`, { keep })
    const oai = await portal.app.inject(`/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=${oaiName(other)}`)
    assert.match(oai.body, /status="deleted"/)
    const gone = await portal.send("GET", `/api/v1/distributions/${file.id}`)
    assert.deepEqual([gone.status, gone.body.code], [410, "distribution-vanished"])
    const list = await portal.send("GET", "/api/3/action/package_list?limit=1000")
    assert.ok(!list.body.result.includes(await slugOf(other)))
    const { body: changes } = await portal.send("GET", "/api/v1/changes?limit=1000")
    const last = changes.items.findLast((one: { id: string }) => one.id === other)
    assert.equal(last?.gone, true)
  })
})

const oaiName = (id: string) => `oai:127.0.0.1:dataset/${id}`
