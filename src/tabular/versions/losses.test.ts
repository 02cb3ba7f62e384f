import assert from "node:assert/strict"
import { describe, it } from "node:test"
import type { TableDifference, TableVersion } from "../table/data-table.ts"
import { lossOf } from "./losses.ts"

const same: TableDifference = {
  ...{ columnsAdded: [], columnsRemoved: [], columnsChanged: [], key: null },
  ...{ rowsAdded: 0, rowsRemoved: 0, rowsChanged: null },
}

function aVersion(rows: number, difference: Partial<TableDifference> | null): TableVersion {
  return {
    ...{ tableId: "t", number: 2, parquet: { sha256: "", byteSize: 0 }, fileSha256: "", rows },
    ...{ columns: [], profile: [], notes: [], madeAt: new Date(0) },
    layout: { headerRows: [1, 1], firstDataRow: 2, asideRows: 0, titles: [], direction: "ltr" },
    difference: difference && { ...same, ...difference },
  }
}

describe("a new version", () => {
  it("that is the first one, or has more than the one before, lacks nothing", () => {
    assert.equal(lossOf(aVersion(10, null), ""), undefined)
    assert.equal(lossOf(aVersion(10, { rowsAdded: 5, columnsAdded: ["prix"] }), ""), undefined)
  })

  it("without columns, or with other types, says which", () => {
    const loss = lossOf(
      aVersion(10, { columnsRemoved: ["prix"], columnsChanged: [{ name: "an", from: "integer", to: "text" }] }),
      "2026",
    )
    assert.deepEqual(loss, { tableId: "t", name: "2026", columnsRemoved: ["prix"], columnsChanged: ["an"] })
  })

  it("that lost a quarter of its rows says so; rows that others took the place of are not lost", () => {
    assert.deepEqual(lossOf(aVersion(75, { rowsRemoved: 25 }), "")?.rows, { before: 100, now: 75 })
    assert.equal(lossOf(aVersion(76, { rowsRemoved: 24 }), ""), undefined)
    assert.equal(lossOf(aVersion(100, { rowsRemoved: 100, rowsAdded: 100 }), ""), undefined)
    assert.deepEqual(lossOf(aVersion(0, { rowsRemoved: 1 }), "")?.rows, { before: 1, now: 0 })
  })
})
