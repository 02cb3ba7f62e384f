import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import fc from "fast-check"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../../tests/support/database.ts"
import { systemActor } from "../actor.ts"
import { openDb } from "../db.ts"
import { newId } from "../ids.ts"
import { silentLog } from "../log.ts"
import { appendChanges, changesOf, readChanges, readHead } from "./change-log.ts"
import { listenForChanges } from "./follow-changes.ts"

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.drop())

const at = new Date("2026-11-23T08:00:00Z")
const change = (kind = "updated") => ({ entity: "dataset", entityId: newId(), kind, fields: ["title"] })

test("changes get positions one after another, in one statement, and are read back as written", async () => {
  const { position: start } = await readHead(database.db)
  const first = change("created")
  const last = await database.db
    .transaction()
    .execute((tx) => appendChanges(tx, [first, { ...change(), diff: { title: ["a", "b"] } }], systemActor, at))
  assert.equal(last, start + 2)
  const read = await readChanges(database.db, { after: start, limit: 10 })
  assert.deepEqual(
    read.map(({ position, kind, diff }) => ({ position, kind, diff })),
    [
      { position: start + 1, kind: "created", diff: undefined },
      { position: start + 2, kind: "updated", diff: { title: ["a", "b"] } },
    ],
  )
  assert.equal(
    (await changesOf(database.db, { entity: "dataset", entityId: first.entityId, limit: 5 }))[0]?.actor,
    "system",
  )
})

test("a transaction that is rolled back leaves no gap", async () => {
  const { position } = await readHead(database.db)
  const attempt = database.db.transaction().execute(async (tx) => {
    await appendChanges(tx, [change()], systemActor, at)
    throw new Error("the writer gave up")
  })
  await assert.rejects(attempt, /gave up/)
  assert.equal((await readHead(database.db)).position, position)
})

test("a listener hears of a commit within a second", async () => {
  let rung = 0
  const bell = listenForChanges(database.url, () => rung++, silentLog)
  while (rung === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  const before = rung
  await database.db.transaction().execute((tx) => appendChanges(tx, [change()], systemActor, at))
  const deadline = Date.now() + 1000
  while (rung === before && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5))
  assert.ok(rung > before)
  await bell.close()
})

/** Writes in transactions of its own, some slow, some rolled back; answers the ids that were committed. */
async function writer(url: string, sizes: readonly number[]): Promise<string[]> {
  const db = openDb({ url, maxConnections: 1, applicationName: "victim" })
  const committed: string[] = []
  for (const size of sizes) {
    const changes = Array.from({ length: Math.abs(size) + 1 }, () => change())
    try {
      await db.transaction().execute(async (tx) => {
        await sql`select pg_sleep(${(size % 3) / 1000})`.execute(tx)
        await appendChanges(tx, changes, systemActor, at)
        if (size < 0) throw new Error("rolled back")
      })
      committed.push(...changes.map((one) => one.entityId))
    } catch {
      // Rolled back on purpose, or its connection was killed: nothing of it may ever be seen. A kill between commit and
      // its acknowledgement leaves the writer unsure, so such ids are looked up below.
      const { rows } = await sql<{ entity_id: string }>`
        select entity_id from change where entity_id = any(${changes.map((one) => one.entityId)}::uuid[])
      `.execute(database.db)
      committed.push(...rows.map((row) => row.entity_id))
    }
  }
  await db.destroy().catch(() => {})
  return committed
}

/** Reads from its saved position; every few reads it dies and a new one goes on from there. */
async function consumer(url: string, start: number, done: () => boolean): Promise<string[]> {
  const seen: string[] = []
  let position = start
  for (;;) {
    const db = openDb({ url, maxConnections: 1, applicationName: "victim" })
    try {
      for (let reads = 0; reads < 7; reads++) {
        const finished = done()
        const batch = await readChanges(db, { after: position, limit: 5 })
        for (const one of batch) assert.equal(one.position, ++position, "positions follow one another without a gap")
        seen.push(...batch.map((one) => one.entityId))
        if (finished && batch.length === 0) return seen
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error
    } finally {
      await db.destroy().catch(() => {})
    }
  }
}

test("property: with many writers, kills and restarts, no consumer misses or repeats a change", async () => {
  const sizes = fc.array(fc.integer({ min: -4, max: 12 }), { minLength: 3, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(fc.array(sizes, { minLength: 3, maxLength: 6 }), async (writers) => {
      const { position: start } = await readHead(database.db)
      let writing = true
      const consumers = [1, 2].map(() => consumer(database.url, start, () => !writing))
      const killer = (async () => {
        while (writing) {
          await sql`
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and application_name = 'victim'
            order by random() limit 1
          `.execute(database.db)
          await new Promise((resolve) => setTimeout(resolve, 8))
        }
      })()
      const written = (await Promise.all(writers.map((one) => writer(database.url, one)))).flat()
      writing = false
      await killer
      for (const seen of await Promise.all(consumers)) assert.deepEqual([...seen].sort(), [...written].sort())
    }),
    { numRuns: 8 },
  )
})
