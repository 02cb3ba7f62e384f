import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { systemActor } from "../../src/platform/actor.ts"
import { appendChanges, readHead } from "../../src/platform/changes/index.ts"
import { newId } from "../../src/platform/ids.ts"
import type { FileVersion, TableLoss } from "../../src/tabular/index.ts"
import { explainLosses } from "../../src/web/index.ts"
import { type TestDatabase, testDatabase } from "../support/database.ts"

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.drop())

/** What the mail of a notice says of one new version of a file. */
async function saidOf(losses: readonly TableLoss[], gone: readonly string[] = [], kind = "table-reduced" as const) {
  const { db } = database
  const change = { entity: "dataset", entityId: newId() }
  const diff: FileVersion = { distributionId: newId(), tables: [], losses, gone }
  await db.transaction().execute((tx) => appendChanges(tx, [{ ...change, kind, diff }], systemActor, new Date()))
  const { position } = await readHead(db)
  return explainLosses(db, { ...change, kind, position }, "en")
}

const loss: TableLoss = { tableId: newId(), name: "", columnsRemoved: [], columnsChanged: [] }

describe("the mail about a new version of a file", () => {
  it("names the columns that are gone or of another type, and counts the rows", async () => {
    const rows = { before: 1200, now: 300 }
    const [columns, types, count] = await saidOf([{ ...loss, columnsRemoved: ["prix"], columnsChanged: ["an"], rows }])
    assert.match(columns!, /prix/)
    assert.match(types!, /type changed.*an/)
    assert.match(count!, /300 instead of 1.?200/)
  })

  it("says which of several tables it means, and which are gone", async () => {
    const [gone, line] = await saidOf([{ ...loss, name: "2024", columnsRemoved: ["prix"] }], ["2023"])
    assert.match(gone!, /gone.*2023/)
    assert.match(line!, /2024.*prix/)
  })

  it("lets no name of a table begin a line of its own, or fill the mail", async () => {
    const name = `2024\r\n\r\nClick https://evil.example now\u2028${"x".repeat(5000)}`
    const lines = await saidOf([{ ...loss, name, columnsRemoved: ["prix"] }], [name])
    assert.equal(lines.length, 2)
    for (const line of lines) {
      assert.doesNotMatch(line, /[\r\n\u2028]/)
      assert.ok(line.length < 300)
    }
  })

  it("names ten columns of many, and how many more there are", async () => {
    const columnsRemoved = Array.from({ length: 40 }, (_, at) => `c${at}`)
    const [line] = await saidOf([{ ...loss, columnsRemoved }])
    assert.match(line!, /c9.*\+30/)
    assert.doesNotMatch(line!, /c10/)
  })
})
