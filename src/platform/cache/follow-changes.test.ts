import assert from "node:assert/strict"
import { after, before, it } from "node:test"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../../tests/support/database.ts"
import { systemActor } from "../actor.ts"
import { appendChanges } from "../changes/index.ts"
import { fixedClock } from "../clock.ts"
import { silentLog } from "../log.ts"
import { createPageStore, evictOnChange } from "./index.ts"

const id = "01930000-0000-7000-8000-000000000001"
let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.drop())

it("a change in the database evicts the pages made of it, and another life of the database evicts all", async () => {
  const { db, url: databaseUrl } = database
  const store = createPageStore({ maxBytes: 100_000, clock: fixedClock("2026-01-01T00:00:00Z") })
  const follower = await evictOnChange({ stores: [store], db, databaseUrl, log: silentLog })
  const keep = (key: string, entity: string) => {
    const reads = [{ entity, id }]
    store.put(key, { headers: {}, body: Buffer.from("x") }, { reads, maxAgeMs: 60_000, begun: store.begin() })
  }
  keep("page", "dataset")
  keep("other", "organization")

  const change = { entity: "dataset", entityId: id, kind: "updated" }
  await db.transaction().execute((tx) => appendChanges(tx, [change], systemActor, new Date()))
  await until(() => store.get("page") === undefined)
  assert.ok(store.get("other"))

  await sql`update change_head set epoch = gen_random_uuid()`.execute(db)
  await sql`select pg_notify('fihrist_change', '0')`.execute(db)
  await until(() => store.get("other") === undefined)
  await follower.close()
})

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000
  while (!holds()) {
    assert.ok(Date.now() < deadline, "not within five seconds")
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
