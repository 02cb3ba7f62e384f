import assert from "node:assert/strict"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, it } from "node:test"
import { createOrganization } from "../../src/catalogue/index.ts"
import { addSource, openHarvester, runHarvest } from "../../src/harvest/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { fixedClock } from "../../src/platform/clock.ts"
import { newId } from "../../src/platform/ids.ts"
import { silentLog } from "../../src/platform/log.ts"
import { readTable } from "../../src/tabular/index.ts"
import { type TestDatabase, testDatabase } from "../support/database.ts"
import { type Portal, startPortal } from "../support/portal-server.ts"
import { wells, wfs2 } from "./ogc-documents.ts"

const clock = fixedClock("2026-11-23T08:00:00Z")
let database: TestDatabase
let portal: Portal
let dataDir: string

before(async () => {
  database = await testDatabase()
  portal = await startPortal()
  dataDir = await mkdtemp(join(tmpdir(), "fihrist-files-"))
  const by = { newId, by: systemActor, at: clock.now() }
  await createOrganization(database.db, { slug: "commune", name: { ar: "البلدية" } }, by)
})

after(async () => {
  await portal.close()
  await rm(dataDir, { recursive: true })
  await database.drop()
})

it("an inventory and a feature service are harvested, and a second run changes nothing", async () => {
  portal.set("/inventaire.csv", () => ({
    body: "المعرف;العنوان;الرابط\nA;قائمة المدارس;1.csv\nA;;2.csv\nB;قائمة الأسواق;3.csv\n",
  }))
  portal.set("/wfs", () => ({ body: wfs2([wells]), type: "text/xml" }))
  const fetchAllow = ["127.0.0.1/32"]
  const options = {
    db: database.db,
    dataDir,
    fetchAllow,
    baseUrl: "http://test.example",
    log: silentLog,
    clock,
    readTable,
  }
  const harvester = await openHarvester(options)
  const sources = [
    ["files", `${portal.url}inventaire.csv`, 2],
    ["ogc", `${portal.url}wfs`, 2],
  ] as const
  for (const [kind, url, records] of sources) {
    const source = { kind, url, organization: "commune", name: kind }
    const id = await addSource(database.db, source, { newId, clock, by: systemActor })
    const [first, second] = [await runHarvest(id, harvester), await runHarvest(id, harvester)]
    assert.deepEqual([first.status, first.counts.created, second.counts.unchanged], ["done", records, records])
  }
  await harvester.close()
})
