import assert from "node:assert/strict"
import { createServer, type Server } from "node:http"
import { after, before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { temporaryFolder } from "../../tests/support/folder.ts"
import {
  datasetsOfService,
  publishedDataServices,
  publishedDatasets,
  publishedSeries,
  seedCountry,
} from "../catalogue/index.ts"
import { listSources, openHarvester, type RunReport } from "../harvest/index.ts"
import { systemClock } from "../platform/clock.ts"
import { newId } from "../platform/ids.ts"
import { migrateJobs } from "../platform/jobs/index.ts"
import { createLog } from "../platform/log.ts"
import { harvestDemo, openDemo } from "./index.ts"

const seedsDir = fileURLToPath(new URL("../../seeds", import.meta.url))

describe("the demo", () => {
  const folder = temporaryFolder()
  let database: TestDatabase
  const open = () => openDemo({ db: database.db, seedsDir, clock: systemClock, newId })
  before(async () => {
    database = await testDatabase()
    await migrateJobs(database.url)
    await seedCountry(database.db, "tn", { seedsDir, clock: systemClock, newId })
  })
  after(async () => {
    await database.drop()
    folder.remove()
  })

  async function harvest(): Promise<RunReport[]> {
    const harvester = await openHarvester({
      db: database.db,
      dataDir: folder.path,
      fetchAllow: ["127.0.0.1/32"],
      baseUrl: "http://localhost",
      log: createLog({ level: "silent", name: "test" }),
    })
    const reports: RunReport[] = []
    try {
      await harvestDemo(harvester, (report) => reports.push(report))
    } finally {
      await harvester.close()
    }
    return reports
  }

  it("really harvests its portals: all but the broken records are in the catalogue", async () => {
    const portals = await open()
    try {
      const reports = await harvest()
      const sum = (count: (report: RunReport) => number) => reports.map(count).reduce((a, b) => a + b, 0)
      assert.equal(reports.length, 6)
      assert.equal(
        sum(({ counts }) => counts.created),
        205 + 4 + 3,
      )
      assert.equal(
        sum(({ counts }) => counts.refused),
        2,
      )
      assert.deepEqual([...new Set(reports.map(({ status }) => status))].sort(), ["done", "done-with-errors"])
    } finally {
      await portals.close()
    }
  })

  it("has series whose members are found, and data services with address, documentation, contact and datasets", async () => {
    const { db } = database
    const series = await publishedSeries(db, { limit: 100 })
    assert.deepEqual(
      series.map(({ datasets }) => datasets).sort((a, b) => a - b),
      [7, 23, 24, 24],
    )
    assert.ok(series.some(({ title }) => title.ar === "المكتبات العمومية حسب الولايات"))
    const services = await publishedDataServices(db, { limit: 100 })
    assert.equal(services.length, 3)
    for (const { endpointUrl, endpointDescription, contactPoints, licence, datasets, title } of services) {
      assert.match(endpointUrl ?? "", /^http:\/\/127\.0\.0\.1:\d+\/portals\//)
      assert.match(endpointDescription ?? "", /\/openapi\.json$/)
      assert.ok(contactPoints?.[0]?.url && licence?.code && datasets > 20, title.fr)
    }
    const [first] = (await datasetsOfService(db, services[0]!.id, { limit: 1 })).datasets
    assert.ok(first?.services?.some(({ id }) => id === services[0]!.id) && first.contactPoints?.[0]?.url)
  })

  it("at its next start keeps its port and its sources, and has nothing to harvest", async () => {
    const before = await listSources(database.db)
    const portals = await open()
    try {
      assert.deepEqual(await listSources(database.db), before)
      assert.equal(new URL(before[0]!.url).port, String(portals.port))
      assert.deepEqual(await harvest(), [])
    } finally {
      await portals.close()
    }
  })

  it("where another program took the port, moves its sources: the same datasets at new addresses", async () => {
    const taken = Number(new URL((await listSources(database.db))[0]!.url).port)
    const other = await occupy(taken)
    const portals = await open()
    try {
      assert.notEqual(portals.port, taken)
      const sources = await listSources(database.db)
      assert.equal(sources.length, 6)
      for (const { url } of sources) assert.equal(new URL(url).port, String(portals.port))
      const reports = await harvest()
      for (const { counts } of reports) assert.equal(counts.created + counts.withdrawn, 0)
      const datasets = await publishedDatasets(database.db, { limit: 500 })
      assert.equal(datasets.length, 205)
      for (const { distributions } of datasets) {
        for (const { downloadUrl } of distributions)
          assert.ok(!downloadUrl || new URL(downloadUrl).port === String(portals.port))
      }
    } finally {
      await portals.close()
      other.close()
    }
  })
})

function occupy(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject)
    server.listen(port, "127.0.0.1", () => resolve(server))
  })
}
