import assert from "node:assert/strict"
import { type ChildProcess, spawn } from "node:child_process"
import { readdir } from "node:fs/promises"
import { join } from "node:path"
import { after, before, it } from "node:test"
import { fileURLToPath } from "node:url"
import { sql } from "kysely"
import { datasetByRef, filesInUse, seedCountry } from "../../src/catalogue/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { systemClock } from "../../src/platform/clock.ts"
import { createGuardedFetch } from "../../src/platform/fetch/index.ts"
import { type BlobStore, createLocalBlobStore } from "../../src/platform/files/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { silentLog } from "../../src/platform/log.ts"
import { sweepFiles } from "../../src/platform/uploads/index.ts"
import { createQueryEngine, type RunningEngine } from "../../src/tabular/engine/create-query-engine.ts"
import { candidateOf, wantIngestion } from "../../src/tabular/ingest/ingestion-store.ts"
import { ingestionJobs } from "../../src/tabular/ingest/jobs.ts"
import { readQuestion } from "../../src/tabular/query/read-question.ts"
import { defaultReadLimits, readRows } from "../../src/tabular/query/read-rows.ts"
import { readableTable } from "../../src/tabular/versions/readable-table.ts"
import { blobsOfTables, versionsOfTable } from "../../src/tabular/versions/table-store.ts"
import { eventually, temporaryFolder } from "../support/folder.ts"
import { openOffice, type TestOffice } from "../support/office.ts"
import { type Portal, startPortal } from "../support/portal-server.ts"
import { typescript } from "../support/typescript.ts"

let office: TestOffice
let portal: Portal
let folder: ReturnType<typeof temporaryFolder>
let blobs: BlobStore
let engine: RunningEngine
const workers = new Set<ChildProcess>()

before(async () => {
  office = await openOffice()
  await migrateJobs(office.database.url)
  const seedsDir = fileURLToPath(new URL("../../seeds", import.meta.url))
  await seedCountry(office.db, "none", { seedsDir, clock: systemClock, newId })
  portal = await startPortal()
  folder = temporaryFolder()
  blobs = createLocalBlobStore(join(folder.path, "files"))
  engine = createQueryEngine({ blobs, folder: join(folder.path, "query"), log: silentLog })
})
after(async () => {
  for (const worker of workers) worker.kill("SIGKILL")
  await engine.close()
  await portal.close()
  await office.database.drop()
  folder.remove()
})

const script = fileURLToPath(new URL("../support/run-worker.ts", import.meta.url))

function startWorker(): ChildProcess & { ended: Promise<string> } {
  const child = spawn(process.execPath, [...typescript, script, office.database.url, folder.path], {
    stdio: ["ignore", 2, 2],
  })
  workers.add(child)
  const ended = new Promise<string>((done) => child.once("exit", (code, signal) => done(signal ?? `code ${code}`)))
  return Object.assign(child, { ended })
}

const file = (rows: number, sign: string) =>
  `code,الولاية,القيمة\n${Array.from({ length: rows }, (_, at) => `${sign}${at},تونس,${at * 3}`).join("\n")}\n`

/** A published file with its first version, read in this process. */
async function aTable(): Promise<string> {
  portal.set("/prix.csv", { type: "text/csv", body: file(3, "A") })
  const { id } = await office.published({
    distributions: [{ downloadUrl: new URL("/prix.csv", portal.url).href, format: "CSV" }],
  })
  const found = await datasetByRef(office.db, id, systemActor)
  assert.ok(found.kind === "found")
  const distributionId = found.dataset.distributions[0]!.id
  const client = createGuardedFetch({ allow: ["127.0.0.0/8"], log: silentLog, userAgent: "test" })
  const [job] = ingestionJobs({
    ...{ db: office.db, blobs, stream: client.stream, placeFrom: () => undefined, newId, log: silentLog },
    ...{ clock: systemClock, folder: join(folder.path, "first"), maxBytes: 100_000_000 },
  })
  await wantFile(distributionId)
  await sql`select graphile_worker.remove_job(${`ingest-file:${distributionId}:again`})`.execute(office.db)
  await job!.run({ distributionId }, AbortSignal.timeout(20_000))
  await client.close()
  return distributionId
}

async function wantFile(distributionId: string): Promise<void> {
  const known = await candidateOf(office.db, distributionId)
  assert.ok(known)
  await office.db.transaction().execute((tx) => wantIngestion(tx, [known.candidate], { at: new Date(), again: true }))
}

/** What readers get of it now, by the query process. */
async function served(distributionId: string) {
  const found = await readableTable(office.db, distributionId)
  assert.ok(found.kind === "found")
  const { version } = found.table
  const question = readQuestion(version, [["limit", "5"]])
  const { rows, total } = await readRows({ engine, table: version, question, limits: defaultReadLimits })
  const versions = await versionsOfTable(office.db, found.table.id, 10)
  return { numbers: versions.map(({ number }) => number), total, values: rows.map(({ values }) => values) }
}

async function scratch(): Promise<string[]> {
  const names = await readdir(join(folder.path, "tables")).catch(() => [])
  const inside = names.map((name) => readdir(join(folder.path, "tables", name)).catch(() => []))
  return (await Promise.all(inside)).flat()
}

async function storedBlobs(): Promise<string[]> {
  const all: string[] = []
  for await (const hashes of blobs.storedBefore(new Date(Date.now() + 60_000))) all.push(...hashes)
  return all.sort()
}

/** A worker has written its new version and waits to append to the change log, which the caller holds. */
async function waitsToCommit(): Promise<boolean> {
  const { rows } = await sql`
    select from pg_locks as waiting
    join pg_locks as written on written.pid = waiting.pid and written.relation = 'table_version'::regclass
      and written.mode = 'RowExclusiveLock'
    where not waiting.granted
  `.execute(office.db)
  return rows.length > 0
}

it("a worker killed while it reads, and one killed before its commit, leave what was served; the next one does it all", async () => {
  const distributionId = await aTable()
  const before = await served(distributionId)
  assert.deepEqual([before.numbers, before.total], [[1], 3])
  const firstBlobs = await storedBlobs()

  // While it reads: the file lies there, no version of it.
  portal.set("/prix.csv", { type: "text/csv", body: file(150_000, "B") })
  await wantFile(distributionId)
  const reading = startWorker()
  await eventually(async () => (await scratch()).length > 0, "a file is being read", 30_000)
  reading.kill("SIGKILL")
  assert.equal(await reading.ended, "SIGKILL")
  assert.notDeepEqual(await scratch(), [])
  assert.deepEqual(await storedBlobs(), firstBlobs)
  assert.deepEqual(await served(distributionId), before)

  // Before its commit: the new version is written, and nobody sees it.
  portal.set("/prix.csv", { type: "text/csv", body: file(4, "C") })
  const committing = await office.db.transaction().execute(async (tx) => {
    await sql`select position from change_head for update`.execute(tx)
    const worker = startWorker()
    await eventually(waitsToCommit, "a version is about to be put in force", 30_000)
    assert.deepEqual(await served(distributionId), before)
    worker.kill("SIGKILL")
    return worker
  })
  assert.equal(await committing.ended, "SIGKILL")
  assert.deepEqual(await served(distributionId), before)
  const [half, ...others] = (await storedBlobs()).filter((hash) => !firstBlobs.includes(hash))
  assert.ok(half && others.length === 0)

  // The next one finds a file that is another one again.
  portal.set("/prix.csv", { type: "text/csv", body: file(5, "D") })
  const next = startWorker()
  await eventually(async () => (await served(distributionId)).numbers.length === 2, "the job is done", 30_000)
  const now = await served(distributionId)
  assert.deepEqual([now.numbers, now.total, now.values[0]?.code], [[2, 1], 5, "D0"])
  await eventually(async () => (await scratch()).length === 0, "nothing lies there any more")
  next.kill("SIGTERM")
  await next.ended

  const inAWeek = new Date(Date.now() + 8 * 86_400_000)
  const uploads = join(folder.path, "uploads")
  await sweepFiles({ db: office.db, blobs, folder: uploads, filesInUse, blobsInUse: blobsOfTables, now: inAWeek })
  const kept = await storedBlobs()
  assert.deepEqual([kept.includes(half), kept.length], [false, 2])
  assert.deepEqual(await served(distributionId), now)
})
