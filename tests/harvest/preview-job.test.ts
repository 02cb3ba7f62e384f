import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "kysely"
import { createOrganization } from "../../src/catalogue/index.ts"
import { askForPreview, harvestJobs, previewById } from "../../src/harvest/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { openPool } from "../../src/platform/db.ts"
import { newId } from "../../src/platform/ids.ts"
import { migrateJobs, startJobs } from "../../src/platform/jobs/index.ts"
import { silentLog } from "../../src/platform/log.ts"
import { createVocabularies } from "../../src/vocabulary/index.ts"
import { type TestDatabase, testDatabase } from "../support/database.ts"

const at = new Date("2026-11-23T08:00:00Z")
const clock = { now: () => at }
const by = { ...systemActor, id: "somebody" }

let database: TestDatabase
before(async () => {
  database = await testDatabase()
  await migrateJobs(database.url)
  await createOrganization(database.db, { slug: "m", name: { fr: "M" } }, { newId, by, at })
})
after(() => database.drop())

const ask = (url: string) => askForPreview(database.db, { kind: "ckan", url, organization: "m" }, { by, at, newId })

const packages = JSON.stringify({ success: true, result: { count: 1, results: [{ id: "a", title: "Prix" }] } })

/** A portal that falls over `faults` times before it has a harvester to make previews with. */
function failing(faults: number) {
  let failed = 0
  const open = async () => {
    if (failed < faults) {
      failed += 1
      throw new Error("the database went away")
    }
    const bytes = new TextEncoder().encode(packages)
    return {
      ...{ db: database.db, clock, newId, log: silentLog, spoolFolder: "/nonexistent", checkLinks: async () => {} },
      vocabularies: createVocabularies({ themes: [], licences: [], places: [], frequencies: [] }),
      fetch: async (url: string) => ({
        status: 200,
        url,
        headers: {},
        bytes: async () => bytes,
        text: async () => packages,
      }),
      close: async () => {},
    }
  }
  return { open, failed: () => failed }
}

/** A worker of its own for each attempt, as the wait between two is of seconds. */
async function attemptOnce(id: string, open: ReturnType<typeof failing>["open"]): Promise<void> {
  const attemptsBefore = (await jobOf(id))?.attempts
  await sql`update graphile_worker._private_jobs set run_at = now()`.execute(database.db)
  const pool = openPool({ url: database.url })
  const deps = { db: database.db, clock, timezone: "Africa/Tunis", log: silentLog }
  const previews = harvestJobs(open, deps).filter(({ cron }) => !cron)
  const runner = await startJobs(previews, { pool, log: silentLog })
  const isOver = async () => {
    const job = await jobOf(id)
    return !job || (job.attempts !== attemptsBefore && !job.locked)
  }
  while (!(await isOver())) await sleep(20)
  await runner.close()
  await pool.end()
}

async function jobOf(id: string): Promise<{ attempts: number; most: number; locked: boolean } | undefined> {
  const { rows } = await sql<{ attempts: number; most: number; locked: boolean }>`
    select attempts, max_attempts as most, locked_at is not null as locked
    from graphile_worker._private_jobs
    where payload ->> 'id' = ${id}
  `.execute(database.db)
  return rows[0]
}

describe("a preview whose worker fails", () => {
  it("is made at the third attempt where two failed", { timeout: 30_000 }, async () => {
    const id = await ask("https://twice.example.tn/")
    const { open, failed } = failing(2)
    for (const attempts of [1, 2]) {
      await attemptOnce(id, open)
      assert.equal((await jobOf(id))?.attempts, attempts)
      assert.equal((await previewById(database.db, id, by)).finishedAt, undefined)
    }
    await attemptOnce(id, open)
    assert.equal(failed(), 2)
    assert.equal(await jobOf(id), undefined)
    assert.equal((await previewById(database.db, id, by)).preview?.counts.created, 1)
  })

  it("is tried three times and no more, and then says so to who waits for it", { timeout: 30_000 }, async () => {
    const id = await ask("https://thrice.example.tn/")
    const { open, failed } = failing(9)
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      assert.equal((await previewById(database.db, id, by)).refusal, undefined)
      await attemptOnce(id, open)
    }
    const job = await jobOf(id)
    assert.deepEqual([failed(), job?.attempts, job?.most], [3, 3, 3])
    const { preview, refusal } = await previewById(database.db, id, by)
    assert.deepEqual([preview, refusal?.code], [undefined, "preview-failed"])
  })
})
