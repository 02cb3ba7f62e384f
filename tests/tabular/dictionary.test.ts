import assert from "node:assert/strict"
import { join } from "node:path"
import { Readable } from "node:stream"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { datasetByRef, patchDataset } from "../../src/catalogue/index.ts"
import type { Actor } from "../../src/platform/actor.ts"
import { changesOf } from "../../src/platform/changes/index.ts"
import { fixedClock } from "../../src/platform/clock.ts"
import { createGuardedFetch } from "../../src/platform/fetch/index.ts"
import { type BlobStore, createLocalBlobStore } from "../../src/platform/files/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { silentLog } from "../../src/platform/log.ts"
import { InvalidInput } from "../../src/platform/refusal.ts"
import { keepFile } from "../../src/platform/uploads/index.ts"
import { wantNextFiles } from "../../src/tabular/ingest/follow-files.ts"
import { ingestionsOf } from "../../src/tabular/ingest/ingestion-store.ts"
import { ingestionJobs } from "../../src/tabular/ingest/jobs.ts"
import { decideTable } from "../../src/tabular/versions/decide-table.ts"
import { readAgain } from "../../src/tabular/versions/read-again.ts"
import { type TableDecision, tableDecision } from "../../src/tabular/versions/table-decision.ts"
import { tablesOfDistributions, versionsOfTable } from "../../src/tabular/versions/table-store.ts"
import { temporaryFolder } from "../support/folder.ts"
import { openOffice, type TestOffice } from "../support/office.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

const clock = fixedClock("2026-11-23T12:00:00Z")
let office: TestOffice
let client: ReturnType<typeof createGuardedFetch>
let folder: ReturnType<typeof temporaryFolder>
let blobs: BlobStore
let job: ReturnType<typeof ingestionJobs>[number]

before(async () => {
  office = await openOffice()
  await migrateJobs(office.database.url)
  client = createGuardedFetch({ allow: [], log: silentLog, userAgent: "test" })
  folder = temporaryFolder()
  blobs = createLocalBlobStore(join(folder.path, "files"))
  const { placeFrom } = await tunisianVocabularies()
  job = ingestionJobs({
    ...{ db: office.db, blobs, stream: client.stream, placeFrom, clock, newId, log: silentLog },
    ...{ folder: join(folder.path, "tables"), maxBytes: 1_000_000 },
  })[0]!
})
after(async () => {
  await client.close()
  await office.database.drop()
  folder.remove()
})

/** Reads what waits, as the worker would; answers for how many readings. */
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

async function upload(text: string): Promise<{ id: string; name: string }> {
  const blob = await blobs.put(Readable.from([Buffer.from(text)]), { maxBytes: 1_000_000 })
  const at = { db: office.db, blobs, at: clock.now() }
  return {
    id: (await keepFile(at, { id: newId(), owner: office.coordinator.id, name: "a.csv" }, blob)).id,
    name: "a.csv",
  }
}

async function tableOf(text: string) {
  const { id } = await office.published({ distributions: [{ file: await upload(text) }] })
  await ingestWaiting()
  return { datasetId: id, ...(await inForce(id)) }
}

async function inForce(datasetId: string) {
  const found = await datasetByRef(office.db, datasetId, office.coordinator)
  assert.ok(found.kind === "found")
  const distributionId = found.dataset.distributions[0]!.id
  const [table] = await tablesOfDistributions(office.db, [distributionId])
  assert.ok(table)
  return { table, distributionId }
}

async function replaceFile(datasetId: string, text: string) {
  const found = await datasetByRef(office.db, datasetId, office.coordinator)
  assert.ok(found.kind === "found")
  const { id } = found.dataset.distributions[0]!
  const distributions = [{ id, file: await upload(text) }]
  await patchDataset(office.db, { id: datasetId, patch: { distributions } }, office.by(office.coordinator))
  await ingestWaiting()
}

function decide(tableId: string, decision: TableDecision, given: { by?: Actor; revision?: number } = {}) {
  const { by = office.contributor, revision } = given
  return decideTable(office.db, { tableId, decision: tableDecision.parse(decision), revision }, { by, at: clock.now() })
}

const namesAndTypes = (columns: readonly { name: string; type: string }[]) =>
  columns.map(({ name, type }) => `${name}: ${type}`)

async function rulesOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => assert.fail("it was accepted"),
    (problem: unknown) => problem,
  )
  assert.ok(error instanceof InvalidInput, String(error))
  return error.problems.map(({ path, rule }) => `${path} ${rule}`)
}

describe("what a publisher decides about a table", () => {
  it("holds for the version made at once, and for the next file whose columns stand in another order", async () => {
    const { datasetId, table } = await tableOf("الرمز,القيمة\n12,5\n13,7\n")
    assert.deepEqual(namesAndTypes(table.version.columns), ["alrmz: integer", "alqymh: integer"].map(asNamed))

    const decided = await decide(table.id, {
      columns: [
        { header: "الرمز", name: "code", type: "text", meaning: "code" },
        { header: "القيمة", label: { fr: " Valeur ", en: "" } },
      ],
    })
    assert.equal(decided.isRemade, true)
    assert.equal(await ingestWaiting(), 1)
    const remade = (await inForce(datasetId)).table
    assert.equal(remade.version.number, 2)
    assert.deepEqual([remade.version.columns[0]?.name, remade.version.columns[0]?.type], ["code", "text"])

    await replaceFile(datasetId, "القيمة,الرمز\n5,12\n7,13\n9,14\n")
    const next = (await inForce(datasetId)).table
    assert.equal(next.version.number, 3)
    const code = next.version.columns.find(({ header }) => header === "الرمز")
    assert.deepEqual([code?.name, code?.type, code?.meaning], ["code", "text", "code"])
    assert.deepEqual(next.version.columns[0]?.label, { fr: "Valeur" })

    function asNamed(line: string, index: number): string {
      return `${table.version.columns[index]!.name}: ${line.split(": ")[1]}`
    }
  })

  it("waits for a column that a file leaves out, and holds again when it comes back", async () => {
    const { datasetId, table } = await tableOf("a,b\n01x,1\n02x,2\n")
    await decide(table.id, { columns: [{ header: "b", type: "text", label: { fr: "Bé" } }] })
    await replaceFile(datasetId, "a,c\n01x,1\n02x,2\n")
    const without = (await inForce(datasetId)).table
    assert.equal(without.version.columns.length, 2)
    await decide(without.id, { columns: [{ header: "b", label: { fr: "Bé", ar: "باء" } }] })
    await replaceFile(datasetId, "a,b\n01x,1\n02x,2\n")
    const b = (await inForce(datasetId)).table.version.columns.find(({ header }) => header === "b")
    assert.deepEqual([b?.type, b?.label], ["text", { fr: "Bé", ar: "باء" }])
  })

  it("corrects where the header stands, and is taken back", async () => {
    const { datasetId, table } = await tableOf("Nom,Ville\nAli,Tunis\nSami,Sfax\n")
    await decide(table.id, { headerRows: "none" })
    await ingestWaiting()
    const plain = (await inForce(datasetId)).table
    assert.deepEqual([plain.version.layout.headerRows, plain.version.rows], [null, 3])
    await decide(table.id, { headerRows: [2, 2] })
    await ingestWaiting()
    const second = (await inForce(datasetId)).table
    assert.deepEqual(
      second.version.columns.map(({ header }) => header),
      ["Ali", "Tunis"],
    )
    await decide(table.id, { headerRows: null })
    await ingestWaiting()
    assert.deepEqual((await inForce(datasetId)).table.version.layout.headerRows, [1, 1])
  })

  it("says of a column without a header what it is, by its number", async () => {
    const { datasetId, table } = await tableOf("a,\n01x,1\n02x,2\n")
    await decide(table.id, { columns: [{ header: "2", type: "text" }] })
    await ingestWaiting()
    assert.equal((await inForce(datasetId)).table.version.columns[1]?.type, "text")
  })

  it("a header beyond the end of the file is refused as a table, and the one before serves", async () => {
    const { datasetId, table, distributionId } = await tableOf("a,b\n1,2\n3,4\n")
    await decide(table.id, { headerRows: [50, 51] })
    await ingestWaiting()
    const state = (await ingestionsOf(office.db, [distributionId])).get(distributionId)
    assert.deepEqual([state?.state, state?.reason], ["refused", "no-table"])
    assert.equal((await inForce(datasetId)).table.version.rows, 2)
  })
})

describe("words about columns", () => {
  it("take effect at once, without a new version, and the next reading of the same file makes none", async () => {
    const { datasetId, table, distributionId } = await tableOf("a,b\n1,2\n3,4\n")
    const decided = await decide(table.id, {
      columns: [{ header: "a", label: { ar: "ألف" }, description: { en: "First letter" } }],
    })
    assert.equal(decided.isRemade, false)
    const now = (await inForce(datasetId)).table
    assert.deepEqual(now.version.columns[0]?.label, { ar: "ألف" })
    assert.deepEqual(now.version.columns[0]?.description, { en: "First letter" })

    await readAgain(office.db, distributionId, { by: office.contributor, at: clock.now() })
    assert.equal(await ingestWaiting(), 1)
    assert.equal((await versionsOfTable(office.db, table.id, 10)).length, 1)
    assert.equal((await ingestionsOf(office.db, [distributionId])).get(distributionId)?.state, "done")
  })

  it("are in the change log by the names of what changed, and a decision that changes nothing is not", async () => {
    const { table } = await tableOf("a,b\n1,2\n3,4\n")
    await decide(table.id, { columns: [{ header: "a", label: { fr: "A" }, type: "decimal" }] })
    await decide(table.id, { columns: [{ header: "a", label: { fr: "A" } }] })
    const changes = await changesOf(office.db, { entity: "table", entityId: table.id, limit: 5 })
    assert.deepEqual(
      changes.map(({ kind, fields, actor }) => [kind, fields, actor]),
      [
        ["described", ["type", "label"], office.contributor.id],
        ["versioned", [], "system"],
      ],
    )
  })
})

describe("two people who decide at once", () => {
  it("do not overwrite each other: the second is told that it was changed meanwhile", async () => {
    const { table } = await tableOf("a,b\n1,2\n3,4\n")
    const both = await Promise.allSettled([
      decide(table.id, { columns: [{ header: "a", label: { fr: "Un" } }] }, { revision: 0 }),
      decide(table.id, { columns: [{ header: "a", label: { fr: "Deux" } }] }, { revision: 0, by: office.coordinator }),
    ])
    const refused = both.filter((one) => one.status === "rejected")
    assert.deepEqual(
      refused.map(({ reason }) => (reason as { code: string }).code),
      ["stale"],
    )
  })
})

describe("who may not", () => {
  it("is told so, or not even that there is a table", async () => {
    const { table, distributionId } = await tableOf("a,b\n1,2\n3,4\n")
    const at = clock.now()
    await assert.rejects(decide(table.id, {}, { by: office.reader }), { code: "not-allowed" })
    await assert.rejects(decide(table.id, {}, { by: office.stranger }), { code: "table-not-found" })
    await assert.rejects(readAgain(office.db, distributionId, { by: office.reader, at }), { code: "not-allowed" })
    await assert.rejects(readAgain(office.db, newId(), { by: office.administrator, at }), { code: "table-not-found" })
    await assert.rejects(readAgain(office.db, "x", { by: office.administrator, at }), { code: "table-not-found" })
  })
})

describe("what cannot be decided", () => {
  it("is refused at its place: unknown headers with the nearest, names that are taken, things said twice", async () => {
    const { table } = await tableOf("Gouvernorat,Population\nTunis,1000\nSfax,900\n")
    assert.deepEqual(await rulesOf(decide(table.id, { columns: [{ header: "Gouvernorats", type: "text" }] })), [
      "columns.0.header no-such-column-but",
    ])
    assert.deepEqual(await rulesOf(decide(table.id, { columns: [{ header: "xyz" }] })), [
      "columns.0.header no-such-column",
    ])
    assert.deepEqual(await rulesOf(decide(table.id, { columns: [{ header: "Gouvernorat", name: "population" }] })), [
      "columns.0.name taken",
    ])
    const twice = [{ header: "Population" }, { header: "Population" }]
    assert.deepEqual(await rulesOf(decide(table.id, { columns: twice })), ["columns.1.header repeated"])
  })

  const a = (column: object) => ({ columns: [{ header: "a", ...column }] })
  const hostile: readonly object[] = [
    a({ name: "a b" }),
    a({ name: "a__written" }),
    a({ name: 'x"; drop table dataset; --' }),
    a({ name: "row_id" }),
    a({ name: "x".repeat(61) }),
    a({ type: "geometry" }),
    a({ type: "constructor" }),
    a({ meaning: "__proto__" }),
    a({ dateFormat: "%Y" }),
    a({ label: { fr: "x".repeat(201) } }),
    a({ description: { fr: "x".repeat(2001) } }),
    a({ label: { de: "Zahl" } }),
    a({ label: { fr: "a\0b" } }),
    a({ label: "text" }),
    a({ other: 1 }),
    { headerRows: [2, 1] },
    { headerRows: [0, 1] },
    { headerRows: [1, 50] },
    { headerRows: [1, 1e9] },
    { headerRows: "first" },
    { columns: Array.from({ length: 2001 }, () => ({ header: "a" })) },
  ]
  it("never gets past the schema when it is hostile", () => {
    for (const input of hostile) {
      assert.equal(tableDecision.safeParse(input).success, false, JSON.stringify(input).slice(0, 100))
    }
    assert.ok(tableDecision.safeParse(a({ name: "a_1", label: { ar: "نصّ", fr: "" }, meaning: null })).success)
  })
})
