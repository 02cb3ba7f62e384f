import assert from "node:assert/strict"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { createOrganization, datasetsByIds } from "../../src/catalogue/index.ts"
import { addSource, type HarvestDeps, runHarvest } from "../../src/harvest/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { fixedClock } from "../../src/platform/clock.ts"
import { newId } from "../../src/platform/ids.ts"
import { silentLog } from "../../src/platform/log.ts"
import { type TestDatabase, testDatabase } from "../support/database.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { root, server } from "./arcgis-fixtures.ts"
import { collectionOf, recordOf, servingJson, wells } from "./records-fixtures.ts"
import { catalogueOf, collectionNamed } from "./stac-fixtures.ts"

let database: TestDatabase
let folder: string
let deps: Omit<HarvestDeps, "fetch">
const clock = fixedClock("2026-11-23T08:00:00Z")

before(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), "fihrist-geo-"))
  deps = {
    db: database.db,
    vocabularies: await tunisianVocabularies(),
    clock,
    newId,
    log: silentLog,
    spoolFolder: folder,
    checkLinks: async () => {},
  }
  const body = { slug: "cnct", name: { fr: "Centre national de cartographie" } }
  await createOrganization(database.db, body, { newId, by: systemActor, at: clock.now() })
})
after(async () => {
  await rm(folder, { recursive: true })
  await database.drop()
})

type Documents = Readonly<Record<string, unknown>>

const items = "/collections/catalogue/items?limit=100"
const catalogues: readonly {
  readonly kind: string
  readonly url: string
  readonly documents: Documents
  readonly records: number
  /** The same with one record less. */
  readonly shrunk: Documents
}[] = [
  {
    kind: "records",
    url: "https://geo.example/collections/catalogue/items",
    documents: { [items]: collectionOf([wells, recordOf("a")]) },
    records: 2,
    shrunk: { [items]: collectionOf([wells]) },
  },
  {
    kind: "stac",
    url: "https://stac.example/catalog.json",
    documents: { "/catalog.json": catalogueOf("/a", "/b"), "/a": collectionNamed("a"), "/b": collectionNamed("b") },
    records: 2,
    shrunk: { "/catalog.json": catalogueOf("/a"), "/a": collectionNamed("a") },
  },
  {
    kind: "arcgis",
    url: root,
    documents: server,
    records: 9,
    shrunk: {
      ...server,
      "/arcgis/rest/services/Forets/Zones/FeatureServer/layers?f=json": { layers: [] },
      "/arcgis/rest/services/Forets/Zones/MapServer/layers?f=json": { layers: [], tables: [] },
    },
  },
]

describe("portals of geodata, harvested into the catalogue", () => {
  for (const { kind, url, documents, records, shrunk } of catalogues)
    it(`${kind}: two runs change nothing; what is gone at the source is withdrawn`, async () => {
      const source = { kind, url, organization: "cnct", name: kind }
      const id = await addSource(database.db, source, { newId, clock, by: systemActor })
      const run = (shown: Documents) =>
        runHarvest(id, { ...deps, fetch: servingJson(new URL(url).origin, shown).fetch })
      const unchanging = { updated: 0, withdrawn: 0, refused: 0 }
      assert.deepEqual((await run(documents)).counts, { ...unchanging, created: records, unchanged: 0 })
      assert.deepEqual((await run(documents)).counts, { ...unchanging, created: 0, unchanged: records })
      const { counts, status } = await run(shrunk)
      assert.deepEqual([status, counts.withdrawn > 0, counts.created], ["done", true, 0])
    })

  it("an Arabic record is there in full", async () => {
    const source = { kind: "records", url: "https://geo.example/one/items", organization: "cnct", name: "One" }
    const id = await addSource(database.db, source, { newId, clock, by: systemActor })
    const { fetch } = servingJson("https://geo.example", { "/one/items?limit=100": collectionOf([wells]) })
    const report = await runHarvest(id, { ...deps, fetch })
    const [dataset] = await datasetsByIds(database.db, [report.records[0]?.datasetId ?? ""])
    assert.equal(dataset?.title.ar, "آبار المياه العميقة بولاية القيروان")
    assert.equal(dataset?.distributions.length, 4)
  })
})
