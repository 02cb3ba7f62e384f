import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { systemActor } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import { newId } from "../platform/ids.ts"
import { publicState } from "./public-state.ts"

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.drop())

const at = new Date("2026-11-23T08:00:00Z")
const told = (entity: string, kind: string, when = at) =>
  database.db.transaction().execute((tx) => appendChanges(tx, [{ entity, entityId: newId(), kind }], systemActor, when))
const state = () => publicState(database.db, "v1")

test("the public state has another name after a change that shows, and after no other", async () => {
  const empty = await state()
  await told("dataset", "updated")
  const first = await state()
  assert.notEqual(first.name, empty.name)
  assert.deepEqual(first.changedAt, at)
  for (const [entity, kind] of [
    ["dataset", "measured"],
    ["dataset", "draft-saved"],
    ["harvest-run", "finished"],
  ] as const)
    await told(entity, kind)
  assert.deepEqual(await state(), first)
  await told("licence", "updated", new Date("2026-11-23T09:00:00Z"))
  assert.notEqual((await state()).name, first.name)
})

test("after a restore it has another name, though the log ends where it ended", async () => {
  await told("dataset", "updated")
  const before = await state()
  await sql`update change_head set epoch = gen_random_uuid()`.execute(database.db)
  const restored = await state()
  assert.notEqual(restored.name, before.name)
  assert.deepEqual(restored.changedAt, before.changedAt)
})

test("what was read of the log is not read again", async () => {
  await told("dataset", "updated")
  const before = await state()
  const { rows } = await sql<{ position: number }>`select position from change_head`.execute(database.db)
  await told("dataset", "measured")
  await sql`update change set kind = 'updated' where position = ${rows[0]!.position}`.execute(database.db)
  await sql`delete from change where position <= ${rows[0]!.position}`.execute(database.db)
  assert.deepEqual(await state(), before)
})
