import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../../tests/support/database.ts"
import type { Tx } from "../db.ts"
import { forgetOldAnswers, once } from "./index.ts"

let database: TestDatabase
before(async () => {
  database = await testDatabase()
  await sql`create table made (name text)`.execute(database.db)
})
after(() => database.drop())

const request = { method: "POST", path: "/api/v1/datasets", body: { title: { ar: "أسعار" } } }
const asked = (key: string, changes: object = {}) => ({ account: "amina", key, request, ...changes })

function make(name: string) {
  return async (tx: Tx) => {
    await sql`insert into made values (${name})`.execute(tx)
    return { status: 201, body: { name } }
  }
}

async function countOf(name: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from made where name = ${name}`.execute(
    database.db,
  )
  return rows[0]?.n ?? -1
}

test("the same request with the same key is done once and answered twice", async () => {
  const first = await once(database.db, asked("k1"), make("a"))
  const second = await once(database.db, asked("k1"), make("a"))
  assert.deepEqual(first, { answer: { status: 201, body: { name: "a" } }, repeated: false })
  assert.deepEqual(second, { ...first, repeated: true })
  assert.equal(await countOf("a"), 1)
})

test("a key belongs to one request", async () => {
  await once(database.db, asked("k2"), make("b"))
  for (const other of [{ body: { title: {} } }, { path: "/api/v1/organizations" }, { method: "PUT" }]) {
    const again = once(database.db, asked("k2", { request: { ...request, ...other } }), make("b"))
    await assert.rejects(again, { code: "idempotency-key-reused", status: 422 })
  }
  assert.equal(await countOf("b"), 1)
})

test("a key belongs to one account", async () => {
  await once(database.db, asked("k3"), make("c"))
  const other = await once(database.db, asked("k3", { account: "bechir" }), make("c"))
  assert.equal(other.repeated, false)
})

test("while the first request is under way, the second is told so", async () => {
  const gate = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const first = once(database.db, asked("k4"), async (tx) => {
    begun.resolve()
    await gate.promise
    return make("d")(tx)
  })
  await begun.promise
  await assert.rejects(once(database.db, asked("k4"), make("d")), { code: "idempotency-key-in-use", status: 409 })
  gate.resolve()
  await first
  assert.equal(await countOf("d"), 1)
})

test("what failed was not done, and may be tried again", async () => {
  const failing = once(database.db, asked("k5"), async (tx) => {
    await make("e")(tx)
    throw new Error("the disk is on fire")
  })
  await assert.rejects(failing, /on fire/)
  assert.equal(await countOf("e"), 0)
  assert.equal((await once(database.db, asked("k5"), make("e"))).repeated, false)
})

test("an answer is kept for a day", async () => {
  await once(database.db, asked("k6"), make("f"))
  await forgetOldAnswers(database.db, new Date(Date.now() + 23 * 3_600_000))
  assert.equal((await once(database.db, asked("k6"), make("f"))).repeated, true)
  await forgetOldAnswers(database.db, new Date(Date.now() + 25 * 3_600_000))
  assert.equal((await once(database.db, asked("k6"), make("f"))).repeated, false)
})

test("keys that are none are refused", async () => {
  for (const key of ["", "x".repeat(256), "a b", "clé", "a\n"]) {
    await assert.rejects(once(database.db, asked(key), make("g")), { code: "invalid-idempotency-key" })
  }
})
