import assert from "node:assert/strict"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { createOrganization } from "../../src/catalogue/index.ts"
import { addSource, type HarvestDeps, runHarvest } from "../../src/harvest/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { silentLog } from "../../src/platform/log.ts"
import { type TestDatabase, testDatabase } from "../support/database.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { odsPortal } from "./ods-portal.ts"
import { tunisianCatalogue } from "./ods-tunisia.ts"
import { type UdataPortal, udataPortal } from "./udata-portal.ts"
import { tunisianDataservices, tunisianDatasets, tunisianLicences, tunisianZones } from "./udata-tunisia.ts"

let database: TestDatabase
let folder: string
let now = new Date("2026-11-23T08:00:00Z")
let deps: Omit<HarvestDeps, "fetch">

before(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), "fihrist-udata-"))
  const clock = { now: () => now }
  const { db } = database
  const vocabularies = await tunisianVocabularies()
  deps = { db, vocabularies, clock, newId, log: silentLog, spoolFolder: folder, checkLinks: async () => {} }
  await createOrganization(db, { slug: "m", name: { fr: "Ministère" } }, { newId, by: systemActor, at: now })
})
after(async () => {
  await rm(folder, { recursive: true })
  await database.drop()
})

async function newSource(kind: string, options: Record<string, unknown> = {}) {
  const by = { newId, clock: deps.clock, by: systemActor }
  return addSource(database.db, { kind, url: `http://${kind}.example/`, organization: "m", options }, by)
}

async function run(sourceId: string, fetch: FetchGuarded, mode: "full" | "changes" = "full") {
  now = new Date(now.getTime() + 3_600_000)
  const { status, counts } = await runHarvest(sourceId, { ...deps, fetch }, { mode })
  return { status, ...counts }
}

const none = { created: 0, updated: 0, unchanged: 0, withdrawn: 0, refused: 0 }

describe("a Tunisian portal is harvested again and again", () => {
  it("of udata: datasets and services once, then only what changed; what was made private goes", async () => {
    const portal: UdataPortal = {
      datasets: tunisianDatasets,
      dataservices: tunisianDataservices,
      licences: tunisianLicences,
      zones: tunisianZones,
      served: { "610000000000000000000001": ["600000000000000000000001"] },
    }
    const { fetch } = udataPortal(portal)
    const source = await newSource("udata")
    assert.deepEqual(await run(source, fetch), { ...none, status: "done", created: 4 })
    assert.deepEqual(await run(source, fetch), { ...none, status: "done", unchanged: 4 })
    const [budget, stations, ...others] = tunisianDatasets
    portal.datasets = [{ ...budget, private: true }, { ...stations, title: "Stations d’épuration en 2025" }, ...others]
    assert.deepEqual(await run(source, fetch), { ...none, status: "done", updated: 1, unchanged: 2, withdrawn: 1 })
  })

  it("of Opendatasoft: a run of changes touches what changed and lets the rest be", async () => {
    const portal = { datasets: [...tunisianCatalogue] }
    const { fetch, requests } = odsPortal(portal)
    const source = await newSource("ods", { skipFederated: true })
    assert.deepEqual(await run(source, fetch), { ...none, status: "done", created: 2 })
    const [metro, water] = tunisianCatalogue
    assert.ok(metro && water)
    const basic = {
      ...water.metas.default,
      title: "Consommation d’eau par délégation",
      metadata_processed: now.toISOString(),
    }
    portal.datasets = [metro, { ...water, metas: { ...water.metas, default: basic } }]
    requests.length = 0
    assert.deepEqual(await run(source, fetch, "changes"), { ...none, status: "done", updated: 1 })
    assert.match(requests[0]?.searchParams.get("where") ?? "", /^\(metadata_processed >= date'2026-11-2/)
    assert.deepEqual(await run(source, fetch), { ...none, status: "done", unchanged: 2 })
  })
})
