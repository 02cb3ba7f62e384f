import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { systemActor } from "../platform/actor.ts"
import { readChanges, readHead } from "../platform/changes/index.ts"
import { newId } from "../platform/ids.ts"
import {
  type DataServiceFacts,
  type DatasetFacts,
  dataServiceByRef,
  datasetByRef,
  datasetsInSeries,
  datasetsOfService,
  insertOrganization,
  linkRelated,
  publishedCount,
  publishedDataServices,
  publishedSeries,
  publishedSlugs,
  type SeriesFacts,
  saveHarvested,
  saveRelated,
  seriesByRef,
  withdrawGone,
} from "./index.ts"

const organizationId = newId()
const sourceId = newId()
const at = new Date("2026-11-23T08:00:00Z")
const context = { sourceId, at, by: systemActor, newId }

let database: TestDatabase
before(async () => {
  database = await testDatabase()
  await database.db.transaction().execute(async (tx) => {
    await insertOrganization(tx, {
      id: organizationId,
      slug: "culture",
      name: { fr: "Ministère de la culture" },
      level: "ministry",
    })
    await sql`
      insert into harvest_source (id, kind, name, url, organization_id)
      values (${sourceId}, 'dcat', 'Portail', 'https://portail.example/', ${organizationId})
    `.execute(tx)
  })
})
after(() => database.drop())

describe("a series", () => {
  it("is found by id, by slug and by a former slug, with the number of its published members", async () => {
    const id = await aSeries("annees", { title: { fr: "Bibliothèques par année" } })
    await aDataset("annees-1", { modified: "2024-01-01" }, id)
    await sql`insert into slug_history (entity, slug, entity_id) values ('series', 'ancien', ${id})`.execute(
      database.db,
    )

    const bySlug = await seriesByRef(database.db, "bibliotheques-par-annee")
    assert.deepEqual(bySlug.kind === "found" && [bySlug.series.id, bySlug.series.datasets], [id, 1])
    assert.deepEqual(await seriesByRef(database.db, id), bySlug)
    assert.deepEqual(await seriesByRef(database.db, "ancien"), { kind: "moved", id, slug: "bibliotheques-par-annee" })
    assert.equal((await seriesByRef(database.db, "nulle-part")).kind, "none")
  })

  it("gives its members the freshest first, each once, page by page", async () => {
    const id = await aSeries("mois", { title: { fr: "Mois" } })
    const dates = ["2024-03-01", "2026-01", "2025-12-31", "2026-01", undefined]
    for (const [index, modified] of dates.entries()) await aDataset(`mois-${index}`, modified ? { modified } : {}, id)

    const seen: (string | undefined)[] = []
    let page = await datasetsInSeries(database.db, id, { limit: 2 })
    seen.push(...page.datasets.map(({ modified }) => modified))
    while (page.next) {
      page = await datasetsInSeries(database.db, id, { limit: 2, after: page.next })
      seen.push(...page.datasets.map(({ modified }) => modified))
    }
    assert.deepEqual(seen, ["2026-01", "2026-01", "2025-12-31", "2024-03-01", undefined])
  })

  it("that comes after its datasets takes them in", async () => {
    const dataset = await aDataset("precoce", { inSeries: "tardive" })
    const id = await aSeries("tardive", { title: { fr: "Série tardive" } })
    assert.deepEqual(await changedBy(() => database.db.transaction().execute((tx) => linkRelated(tx, context))), [
      dataset,
    ])
    assert.equal((await shown("precoce")).series?.id, id)
  })

  it("when withdrawn is still found with the reason, but no dataset names it and no list holds it", async () => {
    const id = await aSeries("finie", { title: { fr: "Série finie" } })
    await aDataset("finie-1", {}, id)
    assert.equal((await shown("finie-1")).series?.id, id)
    assert.ok((await publishedSeries(database.db, { limit: 100 })).some((one) => one.id === id))

    await database.db.transaction().execute((tx) => withdrawGone(tx, ["finie"], context))

    const found = await seriesByRef(database.db, id)
    assert.deepEqual(found.kind === "found" && [found.series.state, found.series.withdrawal?.reason], [
      "withdrawn",
      "gone-at-source",
    ])
    assert.equal((await shown("finie-1")).series, undefined)
    const listed = await publishedSeries(database.db, { limit: 100 })
    assert.ok(listed.length > 0 && listed.every((one) => one.id !== id))
    assert.equal(await publishedCount(database.db, "series"), listed.length)
    assert.ok((await publishedSlugs(database.db, "series", { limit: 100 })).every((one) => one.id !== id))
  })
})

describe("a data service", () => {
  it("is named by the datasets it serves, and told as a change of each when it begins or ends to serve it", async () => {
    const [first, second] = [await aDataset("servi-1", {}), await aDataset("servi-2", {})]
    const id = await aService("api", { title: { fr: "API des bibliothèques" }, endpointUrl: "https://x.example/api" })

    assert.deepEqual(await changedBy(() => serve(id, ["servi-1", "servi-2"])), [first, second].sort())
    assert.deepEqual(await changedBy(() => serve(id, ["servi-1", "servi-2"])), [])
    assert.deepEqual(await changedBy(() => serve(id, ["servi-2", "unknown"])), [first])

    assert.deepEqual((await shown("servi-1")).services, undefined)
    assert.deepEqual((await shown("servi-2")).services, [
      {
        id,
        slug: "api-des-bibliotheques",
        title: { fr: "API des bibliothèques" },
        endpointUrl: "https://x.example/api",
      },
    ])
    const lookup = await dataServiceByRef(database.db, id)
    assert.equal(lookup.kind === "found" && lookup.service.datasets, 1)
    const { datasets, next } = await datasetsOfService(database.db, id, { limit: 10 })
    assert.deepEqual([datasets.map((dataset) => dataset.id), next], [[second], undefined])
  })

  it("that named a dataset before it came, serves it once it is there", async () => {
    const id = await aService("early", { title: { fr: "Avant l'heure" } })
    await serve(id, ["late"])
    const late = await aDataset("late", {})
    assert.deepEqual(await changedBy(() => database.db.transaction().execute((tx) => linkRelated(tx, context))), [late])
    assert.equal((await shown("late")).services?.[0]?.id, id)
  })

  it("when withdrawn is still found, and no dataset names it any more", async () => {
    await aDataset("servi-3", {})
    const id = await aService("wms", { title: { fr: "WMS" } })
    await serve(id, ["servi-3"])
    await database.db.transaction().execute((tx) => withdrawGone(tx, ["wms"], context))

    const found = await dataServiceByRef(database.db, "wms")
    assert.deepEqual(found.kind === "found" && [found.service.id, found.service.state], [id, "withdrawn"])
    assert.deepEqual((await shown("servi-3")).services, undefined)
    assert.ok((await publishedDataServices(database.db, { limit: 100 })).every((one) => one.id !== id))
  })
})

async function aSeries(remoteId: string, facts: SeriesFacts): Promise<string> {
  return aRelated("series", remoteId, facts)
}

async function aService(remoteId: string, facts: DataServiceFacts): Promise<string> {
  return aRelated("service", remoteId, facts)
}

async function aRelated(kind: "series" | "service", remoteId: string, facts: SeriesFacts): Promise<string> {
  const record = { kind, remoteId, hash: hashOf(remoteId), facts, problems: [], organizationId }
  const [saved] = await database.db.transaction().execute((tx) => saveRelated(tx, [record], context))
  return saved!.entityId
}

async function aDataset(remoteId: string, facts: Partial<DatasetFacts>, seriesId?: string): Promise<string> {
  const record = {
    remoteId,
    hash: hashOf(remoteId),
    facts: { title: { fr: remoteId }, distributions: [], ...facts },
    problems: [],
    organizationId,
    ...(seriesId ? { seriesId } : {}),
  }
  const { saved } = await database.db.transaction().execute((tx) => saveHarvested(tx, [record], context))
  return saved[0]!.datasetId
}

async function shown(slug: string) {
  const lookup = await datasetByRef(database.db, slug)
  assert.ok(lookup.kind === "found")
  return lookup.dataset
}

/** The service's record now names these datasets. */
function serve(serviceId: string, datasetRemoteIds: readonly string[]): Promise<void> {
  return database.db.transaction().execute(async (tx) => {
    await sql`
      update source_record
      set snapshot = jsonb_set(snapshot, '{servesDatasets}', ${JSON.stringify(datasetRemoteIds)}::jsonb)
      where entity_id = ${serviceId}
    `.execute(tx)
    await linkRelated(tx, context)
  })
}

/** Datasets that the change log names for what an act did. */
async function changedBy(act: () => Promise<void>): Promise<string[]> {
  const { position } = await readHead(database.db)
  await act()
  const changes = await readChanges(database.db, { after: position, limit: 100 })
  assert.ok(changes.every(({ entity, fields }) => entity === "dataset" && /^(series|services)$/.test(fields.join())))
  return changes.map(({ entityId }) => entityId).sort()
}

function hashOf(text: string): Uint8Array {
  return createHash("sha256").update(text).digest()
}
