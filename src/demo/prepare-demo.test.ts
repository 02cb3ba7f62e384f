import assert from "node:assert/strict"
import { createServer, type Server } from "node:http"
import { after, before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { temporaryFolder } from "../../tests/support/folder.ts"
import {
  countOpenPairs,
  datasetsOfService,
  findNextDuplicates,
  publishedDataServices,
  publishedDatasets,
  publishedSeries,
  seedCountry,
} from "../catalogue/index.ts"
import {
  correctionsOfSource,
  linesOfReport,
  listSources,
  openHarvester,
  problemKinds,
  type RunReport,
  runsOfSource,
  troubledRuns,
} from "../harvest/index.ts"
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
      assert.equal(reports.length, 10)
      assert.equal(
        sum(({ counts }) => counts.created),
        205 + 39 + 4 + 3,
      )
      assert.equal(
        sum(({ counts }) => counts.refused),
        6,
      )
      assert.deepEqual([...new Set(reports.map(({ status }) => status))].sort(), ["done", "done-with-errors"])
    } finally {
      await portals.close()
    }
  })

  it("has something to decide: a portal that lost much, a duplicate to look at beside one that is settled, corrections", async () => {
    const { db } = database
    while (await findNextDuplicates({ db, clock: systemClock })) {
      // All changes are looked at.
    }
    const waiting = await troubledRuns(db, { organizationIds: undefined, limit: 10 })
    assert.deepEqual(
      waiting.map(({ status, planned, reason }) => [status, planned.withdrawn, reason?.code]),
      [["needs-confirmation", 9, "mass-disappearance"]],
    )
    assert.equal(await countOpenPairs(db, undefined), 1)
    const sources = await listSources(db)
    const inTwo = (await publishedDatasets(db, { limit: 500 })).filter((dataset) => dataset.sources.length > 1)
    assert.deepEqual(
      inTwo.map(({ title }) => title.fr),
      ["Communes du gouvernorat de Tunis"],
    )
    const corrected = await Promise.all(
      sources.map(async ({ id }) => (await correctionsOfSource(db, { sourceId: id, limit: 10 })).corrections),
    )
    assert.deepEqual([...new Set(corrected.flat().map(({ field }) => field))].sort(), [
      "contactPoints",
      "frequency",
      "title",
    ])
  })

  it("has problems of many kinds at one portal, and says why records were left out", async () => {
    const { db } = database
    const tourism = (await listSources(db)).find(({ kind }) => kind === "udata")!
    const [run] = (await runsOfSource(db, { sourceId: tourism.id, limit: 1 })).runs
    const kinds = await problemKinds(db, run!)
    assert.ok(kinds.length >= 7 && kinds[0]?.code === "unknown-licence" && kinds[0].records === 3)
    const { lines } = await linesOfReport(db, run!, { verdicts: ["skipped"], limit: 10 })
    assert.deepEqual(
      lines.map(({ problems }) => problems.map(({ value }) => value)),
      [["private"], ["archived"]],
    )
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
      const lost = await json(
        `http://127.0.0.1:${portals.port}/portals/sfax/api/explore/v2.1/catalog/datasets?limit=100`,
      )
      assert.equal(lost.total_count, 5)
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
      assert.equal(sources.length, 10)
      for (const { url } of sources) assert.equal(new URL(url).port, String(portals.port))
      const reports = await harvest()
      for (const { counts } of reports) assert.equal(counts.created + counts.withdrawn, 0)
      const datasets = await publishedDatasets(database.db, { limit: 500 })
      assert.equal(datasets.length, 243)
      const addresses = datasets
        .flatMap(({ distributions }) => distributions)
        .flatMap(({ downloadUrl }) => (downloadUrl ? new URL(downloadUrl) : []))
      for (const { hostname, port } of addresses)
        assert.ok(port === String(portals.port) || hostname === "tourisme.example")
    } finally {
      await portals.close()
      other.close()
    }
  })
})

async function json(address: string): Promise<{ total_count: number }> {
  return (await fetch(address)).json() as Promise<{ total_count: number }>
}

function occupy(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject)
    server.listen(port, "127.0.0.1", () => resolve(server))
  })
}
