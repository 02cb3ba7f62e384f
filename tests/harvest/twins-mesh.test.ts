import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { patchDataset, withdrawDataset } from "../../src/catalogue/index.ts"
import { previewSource } from "../../src/harvest/index.ts"
import { newId } from "../../src/platform/ids.ts"
import {
  countsOf,
  harvested,
  interfaces,
  museums,
  olives,
  openWorld,
  otherPortal,
  ownOf,
  sourceOf,
  stateOf,
  type Twin,
  titled,
  type World,
  wheat,
} from "./twin-portals.ts"

const [ckan, datajson, turtle, , , dublinCore] = interfaces
const oaiDcat = interfaces[4]

let world: World
const open = (...hosts: string[]) => {
  world = openWorld()
  return Promise.all(hosts.map((host) => world.open(host)))
}

for (const ways of [
  [ckan, datajson, dublinCore],
  [turtle, dublinCore, ckan],
  [oaiDcat, ckan, datajson],
] as const)
  describe(`a ring of three portals over ${ways.map(({ name }) => name).join(", ")}`, () => {
    let twins: Twin[]
    const sources: string[] = []
    /** A → B → C → A. */
    const round = async () => {
      for (const at of [1, 2, 0]) {
        world.wait(24)
        await harvested(twins[at]!, sources[at]!)
      }
    }
    const sizes = async () => Promise.all(twins.map(async (twin) => (await twin.datasets()).length))

    before(async () => {
      twins = await open("a.example", "b.example", "c.example")
      const [a, b, c] = twins as [Twin, Twin, Twin]
      for (const facts of [wheat, olives]) await a.publish(facts)
      await b.publish(museums)
      sources[1] = await b.addSource(sourceOf(a, ways[0]))
      sources[2] = await c.addSource(sourceOf(b, ways[1]))
      sources[0] = await a.addSource(sourceOf(c, ways[2]))
    })
    after(() => world.close())

    it("has everything everywhere after one round, and rests from then on", async () => {
      await round()
      assert.deepEqual(await sizes(), [3, 3, 3])
      await round()
      const settled = await stateOf(...twins)
      await round()
      await round()
      assert.deepEqual(await stateOf(...twins), settled)
    })

    it("hands a correction on, and never back to the origin", async () => {
      const [a, b, c] = twins as [Twin, Twin, Twin]
      const { id } = await titled(b, "Prix du blé")
      await patchDataset(b.db, { id, patch: { facts: { title: { fr: "Cours du blé" } } } }, b.writing())
      await round()
      await round()
      assert.deepEqual((await titled(c, "Cours du blé")).title.fr, "Cours du blé")
      assert.deepEqual((await titled(a, "Prix du blé")).title, wheat.title)
      assert.deepEqual(await sizes(), [3, 3, 3])
    })

    it("lets go what the origin withdraws, for good", async () => {
      const [a] = twins as [Twin]
      for (const [title, from] of [
        ["Récolte des olives", a],
        ["Musées", twins[1]!],
      ] as const) {
        const { id } = await titled(from, title)
        await withdrawDataset(from.db, { id, reason: "error" }, from.writing())
      }
      await round()
      await round()
      assert.deepEqual(await sizes(), [1, 1, 1])
      const settled = await stateOf(...twins)
      await round()
      assert.deepEqual(await stateOf(...twins), settled)
    })
  })

describe("three portals that all harvest each other and one more portal", () => {
  let twins: Twin[]
  const origins: string[] = []
  const sources: { twin: Twin; id: string }[] = []
  const others = async () => {
    for (const { twin, id } of sources) {
      world.wait(1)
      await harvested(twin, id)
    }
  }
  const stations = "Stations de metro.example"

  before(async () => {
    twins = await open("a.example", "b.example", "c.example")
    // The last one is empty, and asks first.
    for (const [at, twin] of [...twins.entries()].reverse()) {
      origins[at] = await twin.addSource(otherPortal(world, "metro.example"))
      for (const [of, other] of twins.entries()) {
        if (other === twin) continue
        const way = [ckan, turtle, datajson][(at + of) % 3]!
        sources.push({ twin, id: await twin.addSource({ ...sourceOf(other, way), organizations: "remote" }) })
      }
    }
    await twins[0]!.publish(olives)
    for (const at of [0, 1]) await harvested(twins[at]!, origins[at]!)
    for (let round = 0; round < 3; round += 1) await others()
    await harvested(twins[2]!, origins[2]!)
    for (let round = 0; round < 2; round += 1) await others()
  })
  after(() => world.close())

  it("have what is named for the world once, and the portal it is from speaks for it", async () => {
    for (const twin of twins) {
      const found = await titled(twin, stations)
      assert.equal(found.identifier, "https://metro.example/id/1")
      assert.equal(found.sources[0]?.name, "metro.example")
      assert.equal((await titled(twin, "Récolte des olives")).identifier, "AGR-7")
    }
  })

  it("rest", async () => {
    const settled = await stateOf(...twins)
    await others()
    await others()
    assert.deepEqual(await stateOf(...twins), settled)
  })

  it("do not keep each other believing in what is gone at its origin", async () => {
    const { dataset } = world.documents.get("https://metro.example/data.json") as { dataset: unknown[] }
    world.documents.set("https://metro.example/data.json", { dataset: dataset.slice(1) })
    for (const [at, twin] of twins.entries()) await harvested(twin, origins[at]!)
    for (let round = 0; round < 3; round += 1) await others()
    for (const twin of twins) assert.ok(await titled(twin, stations, "withdrawn"))
    const settled = await stateOf(...twins)
    await others()
    assert.deepEqual(await stateOf(...twins), settled)
  })
})

describe("a portal that is harvested by portals of other kinds", () => {
  let a: Twin
  let ours: string
  const place = "https://k.example/data.json"
  before(async () => {
    ;[a] = (await open("a.example")) as [Twin]
    ours = await a.publish(wheat)
  })
  after(() => world.close())

  it("knows its own again in a CKAN that took it over with CKAN's own harvester", async () => {
    const { result } = (await a.get("/api/3/action/package_search?rows=10")).body
    const kept = ["id", "name", "title", "notes", "url", "license_id", "tags", "type", "state"]
    // §2.6 of CKAN's harvester: the id stays, unknown fields go, extras stay, and three of its own come.
    const copies = result.results.map((one: Record<string, unknown>) => ({
      ...Object.fromEntries(kept.map((name) => [name, one[name]])),
      ...{ owner_org: newId(), private: false, resources: one.resources },
      extras: [
        ...(one.extras as object[]),
        { key: "harvest_object_id", value: newId() },
        { key: "harvest_source_id", value: newId() },
        { key: "harvest_source_title", value: "Portail A" },
      ],
    }))
    const own = { id: newId(), name: "bus", title: "Lignes de bus", state: "active", resources: [], extras: [] }
    const search = "https://ckan.example/api/3/action/package_search"
    world.documents.set(search, { success: true, result: { count: 2, results: [...copies, own] } })
    const report = await harvested(a, await a.addSource({ kind: "ckan", url: "https://ckan.example/", name: "K" }))
    assert.deepEqual(countsOf(report), [1, 0, 0, 0])
    assert.deepEqual(
      ownOf(report).map(({ remoteId, verdict }) => [remoteId, verdict]),
      [[ours, "skipped"]],
    )
  })

  it("takes over what links to its pages, and what another portal calls as it would", async () => {
    const record = (identifier: string, more: object = {}) => ({ identifier, title: `Jeu ${identifier}`, ...more })
    const page = `${a.baseUrl}/id/dataset/${ours}`
    world.documents.set(place, {
      dataset: [
        record("derived", { landingPage: page, references: [page], distribution: [{ accessURL: page }] }),
        record(`${a.baseUrl}/id/dataset/${newId()}`),
        record(`${a.baseUrl}/id/distribution/${newId()}`),
        record(newId()),
      ],
    })
    const report = await harvested(a, await a.addSource({ kind: "datajson", url: place, name: "K" }))
    assert.deepEqual([countsOf(report), ownOf(report)], [[4, 0, 0, 0], []])
  })

  it("knows its own under the address that it had before, by each of its names, withdrawn or not", async () => {
    const gone = await a.publish(olives)
    await withdrawDataset(a.db, { id: gone, reason: "error" }, a.writing())
    const url = "https://old.example/data.json"
    const names = [
      `https://old.example/portail/id/dataset/${ours}`,
      ours.toUpperCase(),
      `urn:uuid:${ours}`,
      `oai:old.example:dataset/${gone}`,
    ]
    world.documents.set(url, { dataset: names.map((identifier) => ({ identifier, title: "À nous" })) })
    const source = { kind: "datajson", url, name: "Ancien" }
    const report = await harvested(a, await a.addSource(source))
    assert.deepEqual([countsOf(report), ownOf(report).length], [[0, 0, 0, 0], 4])
    assert.equal((await titled(a, "Récolte des olives", "withdrawn")).id, gone)
  })

  it("believes a source that tells our address of what it gave itself, and it alone", async () => {
    const url = "https://ministry.example/data.json"
    const record = { identifier: "M-1", title: "Budget" }
    const other = { identifier: "M-2", title: "Comptes" }
    world.documents.set(url, { dataset: [record, other] })
    const id = await a.addSource({ kind: "datajson", url, name: "Ministère" })
    await harvested(a, id)
    const address = async (title: string) => `${a.baseUrl}/id/dataset/${(await titled(a, title)).id}`
    const told = { ...record, fihrist: { otherIdentifier: [await address("Budget")] }, description: "Adresse dite." }
    const copy = { identifier: await address("Comptes"), title: "Comptes, copie" }
    world.documents.set(url, { dataset: [told, other, copy] })

    const report = await harvested(a, id)
    assert.deepEqual(countsOf(report), [0, 1, 1, 0])
    assert.deepEqual(
      ownOf(report).map(({ remoteId, verdict }) => [remoteId, verdict]),
      [[copy.identifier, "skipped"]],
    )
    assert.deepEqual((await titled(a, "Budget")).description, { und: "Adresse dite." })
    const again = await harvested(a, id)
    assert.deepEqual(countsOf(again), [0, 0, 2, 0])
  })

  it("says in a preview what it would leave out as its own, and lets go what it took before it knew", async () => {
    const url = "https://late.example/data.json"
    const record = { identifier: "X-1", title: "Prix du blé, copie" }
    const other = { identifier: "X-2", title: "Autre" }
    world.documents.set(url, { dataset: [record, other] })
    const id = await a.addSource({ kind: "datajson", url, name: "Tardif" })
    await harvested(a, id)
    world.documents.set(url, {
      dataset: [{ ...record, fihrist: { otherIdentifier: [`${a.baseUrl}/id/dataset/${ours}`] } }, other],
    })

    const { records } = await previewSource({ id }, a.harvest)
    assert.deepEqual(
      records.map(({ verdict, problems }) => [verdict, problems[0]?.code]),
      [
        ["unchanged", undefined],
        ["withdrawn", "own-record"],
      ],
    )
    const report = await harvested(a, id)
    assert.deepEqual([countsOf(report), ownOf(report)[0]?.verdict], [[0, 0, 1, 1], "withdrawn"])
    assert.ok(await titled(a, "Prix du blé"))
  })
})

describe("series and services of portals that harvest each other over DCAT", () => {
  after(() => world.close())

  it("are there once", async () => {
    const [a, b] = (await open("a.example", "b.example")) as [Twin, Twin]
    const id = await a.publish(wheat)
    const seriesId = newId()
    await sql`
      insert into dataset_series (id, slug, organization_id, facts, metadata_modified)
      select ${seriesId}, 'prix', organization_id, '{"title": {"fr": "Prix de gros"}}', now() from dataset where id = ${id}
    `.execute(a.db)
    await sql`update dataset set series_id = ${seriesId} where id = ${id}`.execute(a.db)
    const fromA = await b.addSource(sourceOf(a, turtle))
    const fromB = await a.addSource(sourceOf(b, turtle))
    for (let round = 0; round < 3; round += 1) {
      world.wait(24)
      await harvested(b, fromA)
      await harvested(a, fromB)
    }
    for (const { db } of [a, b]) {
      const { rows } = await sql<{ title: string }>`select facts #>> '{title,fr}' as title from dataset_series`.execute(
        db,
      )
      assert.deepEqual(rows, [{ title: "Prix de gros" }])
    }
    assert.equal((await titled(b, "Prix du blé")).series?.title.fr, "Prix de gros")
  })
})
