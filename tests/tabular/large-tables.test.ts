/** Large tables are planned by a sample: what it did not show is found all the same. */
import assert from "node:assert/strict"
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { openTables } from "../../src/tabular/open/open-tables.ts"
import { makeTable } from "../../src/tabular/typing/make-table.ts"
import { openTypingDb, type TypingDb } from "../../src/tabular/typing/typing-db.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

const folder = mkdtempSync(join(tmpdir(), "large-tables-"))
const limits = { maxRows: 1e7, maxColumns: 100, maxBytes: 1e9, maxUnpackedBytes: 1e9, maxTables: 10, maxCell: 1e6 }
const header = "n,jour,gouvernorat,nombre,libelle"
const count = 60_000
/** Between two chunks of the sample. */
const hidden = 43_210
let db: TypingDb
let vocabularies: Vocabularies

before(async () => {
  db = await openTypingDb({ folder })
  vocabularies = await tunisianVocabularies()
})

after(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

const line = (n: number) =>
  `${n},2021-${String((n % 12) + 1).padStart(2, "0")}-15,${n % 2 ? "Tunis" : "صفاقس"},${n % 977},texte ${n} de la ligne`

async function madeWith(lines: readonly string[], { first = header }: { first?: string } = {}) {
  const path = join(folder, "t.csv")
  writeFileSync(path, `${[first, ...lines].join("\n")}\n`)
  const file = { path, name: "t.csv", byteSize: statSync(path).size }
  for await (const raw of openTables(file, { folder, limits })) {
    const table = await makeTable(raw, { db, folder, limits, placeFrom: vocabularies.placeFrom })
    const rows = await db.withConnection(undefined, (sql) =>
      sql.rows(`select * from read_parquet('${table.parquetPath}') limit 5 offset ${hidden - 2}`),
    )
    return { ...table, rowsAround: rows, codes: table.notes.map(({ code }) => code) }
  }
  throw new Error("no table")
}

const lines = Array.from({ length: count }, (_, n) => line(n))
const changed = (text: string) => lines.with(hidden, text)
const columnOf = (table: Awaited<ReturnType<typeof madeWith>>, name: string) =>
  table.columns.find((column) => column.name === name)!

describe("what a sample of a large table does not show", () => {
  it("nothing: types, rows in their order, places", async () => {
    const table = await madeWith(lines)
    assert.deepEqual(
      table.columns.map(({ type }) => type),
      ["integer", "date", "text", "integer", "text"],
    )
    assert.deepEqual([table.rows, table.notes, table.profile[3]!.max], [count, [], 976])
    assert.deepEqual(table.rowsAround[2]!.n, String(hidden))
    assert.equal(table.rowsAround[2]!.gouvernorat__place, "iso:TN-61")
  })

  it("one value that is no number stands beside its column as written", async () => {
    const table = await madeWith(changed(`${hidden},2021-01-15,Tunis,douze,x`))
    assert.deepEqual(columnOf(table, "nombre"), {
      ...{ name: "nombre", header: "nombre", type: "integer", notFitting: { count: 1, examples: ["douze"] } },
    })
    assert.deepEqual([table.rowsAround[2]!.nombre, table.rowsAround[2]!.nombre__written], [null, "douze"])
  })

  it("one decimal makes the column decimal, one leading zero makes it a code", async () => {
    const decimal = await madeWith(changed(`${hidden},2021-01-15,Tunis,"12,5",x`))
    assert.equal(decimal.rowsAround[2]!.nombre, 12.5)
    const code = await madeWith(changed(`${hidden},2021-01-15,Tunis,007,x`))
    assert.deepEqual(
      [columnOf(code, "nombre"), code.rowsAround[2]!.nombre],
      [{ name: "nombre", header: "nombre", type: "text", meaning: "code" }, "007"],
    )
  })

  it("a day that no calendar has is kept as written", async () => {
    const table = await madeWith(changed(`${hidden},2021-02-31,Tunis,1,x`))
    assert.deepEqual(table.rowsAround[2]!.jour__written, "2021-02-31")
  })

  it("a missing value is missing, and no more", async () => {
    const table = await madeWith(changed(`${hidden},n.d.,Tunis,,x`))
    assert.deepEqual([table.notes, table.profile[1]!.missing, table.profile[3]!.missing], [[], 1, 1])
    assert.equal("jour__written" in table.rowsAround[0]!, false)
  })

  it("a place that comes late is known", async () => {
    const table = await madeWith(changed(`${hidden},2021-01-15,Tozeur,1,x`))
    assert.equal(table.rowsAround[2]!.gouvernorat__place, "iso:TN-72")
  })

  it("a header in the middle, empty lines and a total at the end are set aside", async () => {
    const table = await madeWith([...lines.toSpliced(hidden, 0, header, ",,,,"), "Total,,,123,"])
    assert.deepEqual([table.rows, table.layout.asideRows, table.codes], [count, 2, ["total-row", "header-repeated"]])
  })

  it("a record that is longer than the others keeps all of its cells", async () => {
    const table = await madeWith(changed(`${hidden},2021-01-15,Tunis,1,x,y,z`))
    assert.deepEqual([table.columns.length, table.codes], [7, ["unnamed-columns", "ragged-rows"]])
    assert.deepEqual([table.rowsAround[2]!.column_6, table.rowsAround[2]!.column_7], ["y", "z"])
  })

  it("line breaks in quotes beside short records are read", async () => {
    const table = await madeWith(
      changed(`${hidden},2021-01-15,Tunis`).with(hidden + 1, `${hidden + 1},2021-01-15,Tunis,1,"a\nb"`),
    )
    assert.deepEqual([table.rows, table.rowsAround[3]!.libelle], [count, "a\nb"])
  })

  it("days beyond 12 in the first place are found among thousands that do not tell", async () => {
    const slashed = lines.map((text, n) => text.replace(/2021-\d\d-15/, `0${(n % 9) + 1}/0${(n % 7) + 1}/2021`))
    const table = await madeWith(slashed.with(hidden, `${hidden},01/31/2021,Tunis,1,x`))
    assert.equal(columnOf(table, "jour").dateFormat, "MM/DD/YYYY")
    assert.equal(table.rowsAround[2]!.jour, "2021-01-31")
  })
})
