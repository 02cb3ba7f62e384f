import assert from "node:assert/strict"
import { join } from "node:path"
import { after, before, describe, test } from "node:test"
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api"
import { temporaryFolder } from "../../../tests/support/folder.ts"
import type { Column } from "../table/column.ts"
import { type Compared, compareVersions } from "./compare-versions.ts"

const code: Column = { name: "code", header: "رمز", type: "text", meaning: "code" }
const level: Column = { name: "level", header: "المنسوب", type: "decimal" }

describe("two versions of a table", () => {
  const folder = temporaryFolder()
  let connection: DuckDBConnection
  before(async () => {
    connection = await (await DuckDBInstance.create(":memory:")).connect()
  })
  after(() => folder.remove())

  let files = 0
  async function version(columns: readonly Column[], values: string): Promise<Compared> {
    const path = join(folder.path, `${files++}.parquet`)
    const names = columns.map(({ name }) => name).join(", ")
    await connection.run(`copy (select * from (values ${values}) as t (${names})) to '${path}' (format parquet)`)
    const counts = await askOne(
      `select count(*) as rows, ${columns.map(({ name }) => `count(distinct ${name}) as ${name}`).join(", ")} from '${path}'`,
    )
    const profile = columns.map(({ name }) => ({
      name,
      missing: 0,
      distinct: Number(counts[name]),
      distinctType: "exact" as const,
    }))
    return { path, rows: Number(counts.rows), columns, profile }
  }
  async function askOne(sql: string): Promise<Record<string, unknown>> {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson()[0]!
  }

  test("with a key are compared row by row", async () => {
    const old = await version([code, level], "('01', 1.5), ('02', 2.5), ('03', 3.5)")
    const now = await version([code, level], "('01', 1.5), ('02', 9.5), ('04', 3.5), ('05', 0)")

    const difference = await compareVersions(old, now, askOne)

    assert.deepEqual(difference.key, ["code"])
    assert.deepEqual([difference.rowsAdded, difference.rowsRemoved, difference.rowsChanged], [2, 1, 1])
  })

  test("without a key are compared by whole rows, each as often as it is there", async () => {
    const old = await version([level], "(1.0), (1.0), (2.0)")
    const now = await version([level], "(1.0), (2.0), (2.0), (3.0)")

    const difference = await compareVersions(old, now, askOne)

    assert.equal(difference.key, null)
    assert.deepEqual([difference.rowsAdded, difference.rowsRemoved, difference.rowsChanged], [2, 1, null])
  })

  test("tell columns that came, went, or changed their type", async () => {
    const old = await version([code, level], "('01', 1.5)")
    const now = await version(
      [
        { ...code, type: "integer" },
        { ...level, name: "volume" },
      ],
      "(1, 1.5)",
    )

    const difference = await compareVersions(old, now, askOne)

    assert.deepEqual(difference.columnsAdded, ["volume"])
    assert.deepEqual(difference.columnsRemoved, ["level"])
    assert.deepEqual(difference.columnsChanged, [{ name: "code", from: "text", to: "integer" }])
    assert.deepEqual([difference.rowsAdded, difference.rowsRemoved], [1, 1])
  })

  test("that are the same differ in nothing", async () => {
    const old = await version([code, level], "('01', 1.5), ('02', null)")
    const difference = await compareVersions(old, old, askOne)

    assert.deepEqual([difference.rowsAdded, difference.rowsRemoved, difference.rowsChanged], [0, 0, 0])
  })
})
