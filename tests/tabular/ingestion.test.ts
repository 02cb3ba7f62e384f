import assert from "node:assert/strict"
import { join } from "node:path"
import { Readable } from "node:stream"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { datasetByRef, patchDataset, storeMeasurements } from "../../src/catalogue/index.ts"
import { changesOf } from "../../src/platform/changes/index.ts"
import { fixedClock } from "../../src/platform/clock.ts"
import { createGuardedFetch } from "../../src/platform/fetch/index.ts"
import { type BlobStore, createLocalBlobStore } from "../../src/platform/files/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { silentLog } from "../../src/platform/log.ts"
import { keepFile } from "../../src/platform/uploads/index.ts"
import { wantNextFiles } from "../../src/tabular/ingest/follow-files.ts"
import { ingestionsOf } from "../../src/tabular/ingest/ingestion-store.ts"
import { ingestionJobs } from "../../src/tabular/ingest/jobs.ts"
import { readFirst } from "../../src/tabular/ingest/read-first.ts"
import { fileVersionIn } from "../../src/tabular/versions/losses.ts"
import { readableTable } from "../../src/tabular/versions/readable-table.ts"
import { blobsOfTables, tablesOfDistributions, versionsOfTable } from "../../src/tabular/versions/table-store.ts"
import { temporaryFolder } from "../support/folder.ts"
import { openOffice, type TestOffice } from "../support/office.ts"
import { type Portal, startPortal } from "../support/portal-server.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

const clock = fixedClock("2026-11-23T12:00:00Z")
const csvFormat = { type: "text/csv" }
let office: TestOffice
let portal: Portal
let client: ReturnType<typeof createGuardedFetch>
let folder: ReturnType<typeof temporaryFolder>
let blobs: BlobStore
let job: ReturnType<typeof ingestionJobs>[number]
let settle: ReturnType<typeof ingestionJobs>[number]

before(async () => {
  office = await openOffice()
  await migrateJobs(office.database.url)
  portal = await startPortal()
  client = createGuardedFetch({ allow: ["127.0.0.0/8"], log: silentLog, userAgent: "test" })
  folder = temporaryFolder()
  blobs = createLocalBlobStore(join(folder.path, "files"))
  const { placeFrom } = await tunisianVocabularies()
  const jobs = ingestionJobs({
    ...{ db: office.db, blobs, stream: client.stream, placeFrom, clock, newId, log: silentLog },
    ...{ folder: join(folder.path, "tables"), maxBytes: 100_000 },
  })
  job = jobs[0]!
  settle = jobs[1]!
})
after(async () => {
  await client.close()
  await portal.close()
  await office.database.drop()
  folder.remove()
})

/** Reads what waits, as the worker would; answers for how many files. */
async function ingestWaiting(): Promise<number> {
  while (await wantNextFiles({ db: office.db, clock })) {
    // On to the next batch.
  }
  const { rows } = await sql<{ payload: unknown; key: string }>`
    select payload, key from graphile_worker._private_jobs as jobs where key like 'ingest-file:%' order by id
  `.execute(office.db)
  for (const { payload, key } of rows) {
    await sql`select graphile_worker.remove_job(${key})`.execute(office.db)
    await job.run(payload, AbortSignal.timeout(30_000))
  }
  return rows.length
}

async function remoteFile(path: string, given: object = {}) {
  const { id } = await office.published({
    distributions: [{ downloadUrl: new URL(path, portal.url).href, format: "CSV" }],
    ...given,
  })
  return { datasetId: id, distributionId: (await onlyFile(id)).id }
}

async function onlyFile(datasetId: string) {
  const found = await datasetByRef(office.db, datasetId, office.coordinator)
  assert.ok(found.kind === "found")
  return found.dataset.distributions[0]!
}

async function upload(text: string, name = "بيانات.csv"): Promise<string> {
  const blob = await blobs.put(Readable.from([Buffer.from(text)]), { maxBytes: 1_000_000 })
  const at = { db: office.db, blobs, at: clock.now() }
  return (await keepFile(at, { id: newId(), owner: office.coordinator.id, name }, blob)).id
}

const stateOf = async (id: string) => (await ingestionsOf(office.db, [id])).get(id)

describe("a file of elsewhere", () => {
  it("becomes a table with its Arabic headers, and its dataset's pages are made anew", async () => {
    portal.set("/barrages.csv", { ...csvFormat, body: "السد;المخزون\nسيدي سالم;312,5\nبوهرتمة;80\n" })
    const { datasetId, distributionId } = await remoteFile("/barrages.csv")

    assert.equal(await ingestWaiting(), 1)

    const found = await readableTable(office.db, distributionId)
    assert.ok(found.kind === "found")
    const { columns, rows } = found.table.version
    assert.deepEqual(
      columns.map(({ header, type }) => [header, type]),
      [
        ["السد", "text"],
        ["المخزون", "decimal"],
      ],
    )
    assert.equal(rows, 2)
    assert.equal((await stateOf(distributionId))?.state, "done")
    const changes = await changesOf(office.db, { entity: "dataset", entityId: datasetId, limit: 1 })
    assert.equal(changes[0]?.kind, "measured")
  })

  it("is asked again only when something says that it changed, and a new version tells what changed", async () => {
    portal.set("/prix.csv", { ...csvFormat, body: "code,prix\nA1,10\nB2,20\n", headers: { etag: '"1"' } })
    const { datasetId, distributionId } = await remoteFile("/prix.csv")
    await ingestWaiting()
    assert.equal(await ingestWaiting(), 0)

    portal.set("/prix.csv", { ...csvFormat, body: "code,prix\nA1,10\nB2,25\nC3,30\n", headers: { etag: '"2"' } })
    await sql`
      update table_ingestion set validators = '{"byteSize": 1}' where distribution_id = ${distributionId}
    `.execute(office.db)
    await measured(datasetId, { byteSize: 35 })
    assert.equal(await ingestWaiting(), 1)

    const [table] = await tablesOfDistributions(office.db, [distributionId])
    assert.deepEqual(table?.version.difference, {
      ...{ columnsAdded: [], columnsRemoved: [], columnsChanged: [] },
      ...{ key: ["code"], rowsAdded: 1, rowsRemoved: 0, rowsChanged: 1 },
    })
    assert.deepEqual(
      (await versionsOfTable(office.db, table!.id, 10)).map(({ number }) => number),
      [2, 1],
    )
  })

  it("is left alone while the link checker sees what was read", async () => {
    const headers = { "last-modified": "Mon, 02 Nov 2026 10:00:00 GMT" }
    portal.set("/calme.csv", { ...csvFormat, body: "a,b\n1,2\n3,4\n", headers })
    const { datasetId } = await remoteFile("/calme.csv")
    await ingestWaiting()
    await measured(datasetId, { lastModified: "2026-11-02T10:00:00.000Z", verdict: "ok" })
    assert.equal(await ingestWaiting(), 0)
    await measured(datasetId, { lastModified: "2026-11-03T10:00:00.000Z", verdict: "ok" })
    assert.equal(await ingestWaiting(), 1)
  })

  it("that turns into a page keeps the table it gave before, and says why there is no newer one", async () => {
    portal.set("/page.csv", { ...csvFormat, body: "a,b\n1,2\n3,4\n" })
    const { distributionId } = await remoteFile("/page.csv")
    await ingestWaiting()
    portal.set("/page.csv", { type: "text/html", body: "<!doctype html><html><body>Bienvenue</body></html>" })
    await job.run({ distributionId, again: true }, AbortSignal.timeout(10_000))

    const state = await stateOf(distributionId)
    assert.deepEqual([state?.state, state?.reason], ["refused", "html-instead"])
    const found = await readableTable(office.db, distributionId)
    assert.ok(found.kind === "found" && found.table.version.rows === 2)
  })

  it("that does not answer is refused as unreachable", async () => {
    const { distributionId } = await remoteFile("/nowhere.csv")
    await ingestWaiting()
    const state = await stateOf(distributionId)
    assert.deepEqual([state?.state, state?.reason, state?.detail], ["refused", "unreachable", { status: 404 }])
    const found = await readableTable(office.db, distributionId)
    assert.equal(found.kind, "no-table")
  })

  it("that is larger than the limit is refused with the limit", async () => {
    portal.set("/huge.csv", { ...csvFormat, body: `a,b\n${"1,2\n".repeat(50_000)}` })
    const { distributionId } = await remoteFile("/huge.csv")
    await ingestWaiting()
    const state = await stateOf(distributionId)
    assert.deepEqual([state?.reason, state?.detail], ["too-large", { limit: 100_000 }])
  })
})

describe("a file kept here", () => {
  it("becomes a table, and another version of it when another file takes its place", async () => {
    const first = await upload("code;قيمة\n01;5\n02;7\n")
    const { id, document } = await office.published({ distributions: [{ file: { id: first, name: "قيم.csv" } }] })
    assert.equal(await ingestWaiting(), 1)
    const file = await onlyFile(id)
    const [table] = await tablesOfDistributions(office.db, [file.id])
    assert.equal(table?.version.number, 1)
    assert.equal(await ingestWaiting(), 0)

    const second = await upload("code;قيمة\n01;5\n02;8\n03;9\n")
    const distributions = [{ ...document.distributions[0]!, file: { id: second, name: "قيم.csv" } }]
    await patchDataset(office.db, { id, patch: { distributions } }, office.by(office.coordinator))
    assert.equal(await ingestWaiting(), 1)

    const [now] = await tablesOfDistributions(office.db, [file.id])
    assert.deepEqual([now?.id, now?.version.number, now?.version.rows], [table?.id, 2, 3])
    assert.equal(now?.version.difference?.rowsChanged, 1)
    assert.equal((await blobsOfTables(office.db, [now!.version.parquet.sha256])).size, 1)
  })

  it("of a private dataset is a table for its people alone", async () => {
    const file = await upload("secret;n\nx;1\ny;2\n")
    const { id } = await office.published({
      ...{ distributions: [{ file: { id: file, name: "s.csv" } }], visibility: "private" },
      privateReason: { fr: "Loi" },
    })
    await ingestWaiting()
    const { id: distributionId } = await onlyFile(id)

    assert.equal((await readableTable(office.db, distributionId)).kind, "none")
    assert.equal((await readableTable(office.db, distributionId, office.stranger)).kind, "none")
    assert.equal((await readableTable(office.db, distributionId, office.reader)).kind, "found")
  })
})

describe("a new version with less in it", () => {
  const inHistory = async (datasetId: string) => {
    const changes = await changesOf(office.db, { entity: "dataset", entityId: datasetId, limit: 1 })
    return { kind: changes[0]!.kind, version: fileVersionIn(changes[0]!.diff) }
  }

  it("is in the history of its dataset as such, once for the file; one with more in it is just another version", async () => {
    portal.set("/moins.csv", { ...csvFormat, body: "code,prix,an\nA1,10,2024\nB2,20,2025\n" })
    const { datasetId, distributionId } = await remoteFile("/moins.csv")
    await ingestWaiting()
    assert.deepEqual(await inHistory(datasetId), { kind: "measured", version: undefined })

    portal.set("/moins.csv", { ...csvFormat, body: "code,prix,an\nA1,10,2024\nB2,20,2025\nC3,30,2026\n" })
    await job.run({ distributionId, again: true }, AbortSignal.timeout(10_000))
    const more = await inHistory(datasetId)
    assert.deepEqual([more.kind, more.version?.tables.map(({ number }) => number)], ["table-versioned", [2]])

    portal.set("/moins.csv", { ...csvFormat, body: "code,an\nA1,inconnu\n" })
    await job.run({ distributionId, again: true }, AbortSignal.timeout(10_000))
    const less = await inHistory(datasetId)
    assert.equal(less.kind, "table-reduced")
    assert.deepEqual(
      less.version?.losses.map(({ columnsRemoved, columnsChanged, rows }) => [columnsRemoved, columnsChanged, rows]),
      [[["prix"], ["an"], { before: 3, now: 1 }]],
    )
  })
})

describe("work that was cut", () => {
  it("leaves the version before in force, and is done by the next try", async () => {
    portal.set("/cut.csv", { ...csvFormat, body: "a,b\n1,2\n3,4\n" })
    const { distributionId } = await remoteFile("/cut.csv")
    await ingestWaiting()
    portal.set("/cut.csv", { ...csvFormat, body: "a,b\n1,2\n3,4\n5,6\n" })
    await assert.rejects(job.run({ distributionId, again: true }, AbortSignal.abort(new Error("stopping"))), /stopping/)
    const before = await readableTable(office.db, distributionId)
    assert.ok(before.kind === "found" && before.table.version.number === 1)

    await job.run({ distributionId, again: true }, AbortSignal.timeout(10_000))
    const after = await readableTable(office.db, distributionId)
    assert.ok(after.kind === "found" && after.table.version.number === 2 && after.table.version.rows === 3)
  })
})

describe("a file that somebody looks at while it waits", () => {
  const line = async () => {
    const { rows } = await sql<{ key: string; priority: number }>`
      select key, priority from graphile_worker.jobs where key like 'ingest-file:%' order by priority, run_at, id
    `.execute(office.db)
    return rows.map(({ key, priority }) => [key.slice("ingest-file:".length), priority])
  }

  it("goes first in its line, once; nobody brings more than a few forward", async () => {
    portal.set("/file.csv", { ...csvFormat, body: "a,b\n1,2\n3,4\n" })
    const ids: string[] = []
    for (let at = 0; at < 23; at++) ids.push((await remoteFile("/file.csv")).distributionId)
    while (await wantNextFiles({ db: office.db, clock })) {
      // On to the next batch.
    }
    const last = ids.at(-1)!
    const looked = await readableTable(office.db, last)
    await readFirst(office.db, looked)
    await readFirst(office.db, looked)
    assert.deepEqual((await line())[0], [last, -1])
    assert.equal((await line()).filter(([, priority]) => priority === -1).length, 1)

    for (const id of ids) await readFirst(office.db, await readableTable(office.db, id))
    assert.equal((await line()).filter(([, priority]) => priority === -1).length, 20)

    // Their host failed them: they wait to be tried again, and keep nobody's place until then.
    await sql`update graphile_worker._private_jobs set run_at = now() + interval '1 hour' where priority = -1`.execute(
      office.db,
    )
    for (const id of ids) await readFirst(office.db, await readableTable(office.db, id))
    assert.equal((await line()).filter(([, priority]) => priority === -1).length, 23)
    await sql`update graphile_worker._private_jobs set run_at = now()`.execute(office.db)

    assert.equal(await ingestWaiting(), 23)
    await readFirst(office.db, await readableTable(office.db, last))
    assert.deepEqual(await line(), [])
  })
})

describe("work that ends badly", () => {
  it("is refused where a file takes longer than it may, and leaves the version before in force", async () => {
    portal.set("/slow.csv", { ...csvFormat, body: "a,b\n1,2\n3,4\n" })
    const { distributionId } = await remoteFile("/slow.csv")
    await ingestWaiting()
    const late = AbortSignal.abort(new DOMException("too late", "TimeoutError"))
    await job.run({ distributionId, again: true }, late)
    const state = await stateOf(distributionId)
    assert.deepEqual([state?.state, state?.reason], ["refused", "took-too-long"])
    assert.equal((await readableTable(office.db, distributionId)).kind, "found")
  })

  it("has failed where it brought its worker down each time, and is tried again once its dataset changes", async () => {
    portal.set("/poison.csv", { ...csvFormat, body: "a,b\n1,2\n3,4\n" })
    const { datasetId, distributionId } = await remoteFile("/poison.csv")
    await ingestWaiting()
    await sql`update table_ingestion set state = 'running' where distribution_id = ${distributionId}`.execute(office.db)
    await settle.run({}, AbortSignal.timeout(10_000))
    assert.equal((await stateOf(distributionId))?.state, "failed")
    await measured(datasetId, { verdict: "ok" })
    assert.equal(await ingestWaiting(), 1)
    assert.equal((await stateOf(distributionId))?.state, "done")
  })

  it("is wanted anew where its queue was lost, and not touched while its job waits", async () => {
    portal.set("/lost.csv", { ...csvFormat, body: "a,b\n1,2\n3,4\n" })
    const { distributionId } = await remoteFile("/lost.csv")
    while (await wantNextFiles({ db: office.db, clock })) {
      // On to the next batch.
    }
    const jobs = () =>
      sql`select from graphile_worker.jobs where key = ${`ingest-file:${distributionId}`}`.execute(office.db)
    await settle.run({}, AbortSignal.timeout(10_000))
    assert.deepEqual([(await stateOf(distributionId))?.state, (await jobs()).rows.length], ["waiting", 1])
    await sql`select graphile_worker.remove_job(${`ingest-file:${distributionId}`})`.execute(office.db)
    await settle.run({}, AbortSignal.timeout(10_000))
    assert.deepEqual([(await stateOf(distributionId))?.state, (await jobs()).rows.length], ["waiting", 1])
    await ingestWaiting()
    assert.equal((await stateOf(distributionId))?.state, "done")
  })
})

/** Its metadata are as they were; the link checker saw something of its file. */
async function measured(datasetId: string, facts: object): Promise<void> {
  const { id, downloadUrl } = await onlyFile(datasetId)
  const by = office.coordinator
  await office.db
    .transaction()
    .execute((tx) => storeMeasurements(tx, [{ id, url: downloadUrl!, facts }], by, clock.now()))
}
