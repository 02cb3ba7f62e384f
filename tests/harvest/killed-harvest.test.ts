import assert from "node:assert/strict"
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, test } from "node:test"
import { fileURLToPath } from "node:url"
import { sql } from "kysely"
import { generatedPackages } from "../../benchmarks/support/generated-packages.ts"
import { createOrganization } from "../../src/catalogue/index.ts"
import { addSource } from "../../src/harvest/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { readChanges } from "../../src/platform/changes/index.ts"
import { systemClock } from "../../src/platform/clock.ts"
import { newId } from "../../src/platform/ids.ts"
import { type TestDatabase, testDatabase } from "../support/database.ts"
import { type Portal, startPortal } from "../support/portal-server.ts"
import { typescript } from "../support/typescript.ts"

const total = 3000
let database: TestDatabase
let portal: Portal
let folder: string
let sourceId: string

before(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), "fihrist-killed-"))
  const records = generatedPackages(total)
  portal = await startPortal({
    "/api/3/action/package_search": (url) => {
      const start = Number(url.searchParams.get("start"))
      const results = records.slice(start, start + Number(url.searchParams.get("rows")))
      return { body: JSON.stringify({ success: true, result: { count: total, results } }) }
    },
  })
  const deps = { newId, by: systemActor, at: new Date() }
  await createOrganization(database.db, { slug: "m", name: { fr: "Ministère" } }, deps)
  sourceId = await addSource(
    database.db,
    { kind: "ckan", url: portal.url, organization: "m" },
    { newId, clock: systemClock, by: systemActor },
  )
})
after(async () => {
  await portal.close()
  await database.drop()
  await rm(folder, { recursive: true })
})

const script = fileURLToPath(new URL("../support/harvest-once.ts", import.meta.url))

function harvestInProcess(): ChildProcess & { ended: Promise<string> } {
  const child = spawn(process.execPath, [...typescript, script, database.url, sourceId, folder], {
    stdio: ["ignore", 2, 2],
  })
  const ended = new Promise<string>((done) => child.once("exit", (code, signal) => done(signal ?? `code ${code}`)))
  return Object.assign(child, { ended })
}

async function count(table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(database.db)
  return rows[0]!.n
}

test("a harvest killed in the middle leaves whole batches, and the next run does the rest without repeating any", async () => {
  const killed = harvestInProcess()
  while ((await count("source_record")) === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  killed.kill("SIGKILL")
  assert.equal(await killed.ended, "SIGKILL")
  const partial = await count("dataset")
  assert.ok(partial > 0 && partial < total, `${partial} datasets when it died`)
  assert.equal(partial % 500, 0, "a batch is there as a whole or not at all")
  assert.equal(await count("source_record"), partial)

  assert.equal(await harvestInProcess().ended, "code 0")
  assert.equal(await count("dataset"), total)
  assert.equal(await count("source_record"), total)
  const changes = await readChanges(database.db, { after: 0, limit: 10_000, entity: "dataset" })
  assert.equal(changes.length, total)
  assert.equal(new Set(changes.map((change) => change.entityId)).size, total, "each dataset was created once")
  const { rows } = await sql<{ status: string }>`select status from harvest_run order by started_at`.execute(
    database.db,
  )
  assert.deepEqual(
    rows.map((row) => row.status),
    ["interrupted", "done"],
  )
})
