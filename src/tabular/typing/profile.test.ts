import assert from "node:assert/strict"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { profileOf } from "./profile.ts"
import { openTypingDb, type TypingDb } from "./typing-db.ts"

const folder = mkdtempSync(join(tmpdir(), "profile-"))
const path = join(folder, "t.parquet")
let db: TypingDb

before(async () => {
  db = await openTypingDb({ folder })
})

after(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

const columns = [
  { name: "n", type: "integer" },
  { name: "d", type: "date" },
  { name: "t", type: "datetime" },
  { name: "w", type: "text" },
  { name: "e", type: "decimal" },
] as const

function profile(rows: number, personal: readonly string[] = []) {
  return db.withConnection(undefined, async (sql) => {
    await sql.run(`
      copy (
        select i as n, '2024-01-01'::date + (i % 100)::integer as d, '2024-01-01 10:00:00'::timestamp as t,
          case when i % 4 = 0 then null else 'abc'[: (i % 4)::integer] end as w, null::double as e
        from range(${rows}) as r(i)
      ) to '${path}' (format parquet)
    `)
    return profileOf(sql, { path, rows, columns, personal: new Set(personal) })
  })
}

describe("profiles of columns", () => {
  it("numbers have extremes, a middle and bins that hold every value once", async () => {
    const [n] = await profile(1200)
    assert.deepEqual([n!.min, n!.max, n!.mean, n!.median, n!.distinct], [0, 1199, 599.5, 599.5, 1200])
    assert.equal(n!.histogram!.length, 12)
    assert.equal(
      n!.histogram!.reduce((sum, { count }) => sum + count, 0),
      1200,
    )
    assert.deepEqual(n!.histogram!.at(-1)!.to, 1199)
  })

  it("dates are told as the rows tell them; a column of one moment has no bins", async () => {
    const [, d, t] = await profile(1000)
    assert.deepEqual([d!.min, d!.max, d!.histogram![0]!.from], ["2024-01-01", "2024-04-09", "2024-01-01"])
    assert.deepEqual([t!.min, t!.distinct, t!.histogram], ["2024-01-01T10:00:00", 1, undefined])
  })

  it("words have their frequencies and their greatest length, missing ones are counted", async () => {
    const [, , , w] = await profile(1000)
    assert.deepEqual([w!.missing, w!.distinct, w!.longest], [250, 3, 3])
    assert.deepEqual(w!.top, [
      { value: "a", count: 250 },
      { value: "ab", count: 250 },
      { value: "abc", count: 250 },
    ])
  })

  it("many rows give the same frequencies", async () => {
    const [, , , w] = await profile(200_000)
    assert.deepEqual(
      w!.top!.map(({ count }) => count),
      [50_000, 50_000, 50_000],
    )
  })

  it("of columns about persons no values are shown, of empty ones there is nothing to show", async () => {
    const [, , , w, e] = await profile(100, ["w"])
    assert.equal(w!.top, undefined)
    assert.deepEqual(e, { name: "e", missing: 100, distinct: 0, distinctType: "exact" })
  })
})
