import assert from "node:assert/strict"
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { after, before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import { openTables } from "../../src/tabular/open/open-tables.ts"
import type { Column } from "../../src/tabular/table/column.ts"
import type { MadeTable } from "../../src/tabular/typing/made-table.ts"
import { makeTable } from "../../src/tabular/typing/make-table.ts"
import { openTypingDb, type TypingDb } from "../../src/tabular/typing/typing-db.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { csvOutcomes } from "./outcomes/csv.ts"
import type { ExpectedTable } from "./outcomes/outcome.ts"
import { recordsOutcomes } from "./outcomes/records.ts"
import { workbooksOutcomes } from "./outcomes/workbooks.ts"

const shared = fileURLToPath(new URL("../../../shared/", import.meta.url))
const skip = existsSync(shared) ? false : "../shared is absent"
const folder = mkdtempSync(join(tmpdir(), "made-tables-"))
const limits = { maxRows: 10_000_000, maxColumns: 1000 }
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

describe("every file of the collections becomes the tables that were seen in it", { skip }, () => {
  for (const { file, seen, tables } of [...csvOutcomes, ...recordsOutcomes, ...workbooksOutcomes])
    it(`${basename(file)}: ${seen}`, async () => {
      const made = await madeOf(file)
      assert.deepEqual(
        made.map(({ name }) => name),
        tables.map(({ name = "" }) => name),
      )
      for (const [index, { table }] of made.entries()) await assertTable(table, tables[index]!)
    })
})

async function madeOf(file: string): Promise<{ name: string; table: MadeTable }[]> {
  const path = join(shared, file)
  const opened = openTables(
    { path, name: basename(path), byteSize: statSync(path).size },
    { folder, limits: { ...limits, maxBytes: 1e8, maxUnpackedBytes: 1e9, maxTables: 100, maxCell: 1e6 } },
  )
  const made = []
  for await (const raw of opened)
    made.push({
      name: raw.name,
      table: await makeTable(raw, { db, folder, limits, placeFrom: vocabularies.placeFrom }),
    })
  return made
}

async function assertTable(table: MadeTable, expected: ExpectedTable): Promise<void> {
  const { layout, rows } = table
  const { headerRows = [1, 1], titles = 0, asideRows = 0, direction = "ltr", notes = [] } = expected
  assert.deepEqual(
    { rows, ...layout, titles: layout.titles.length, notes: [...new Set(table.notes.map(({ code }) => code))] },
    { rows: expected.rows, headerRows, firstDataRow: layout.firstDataRow, titles, asideRows, direction, notes },
  )
  assert.deepEqual(table.columns.map(lineOf), linesIn(expected.columns))
  assert.deepEqual(
    table.profile.map(({ name }) => name),
    table.columns.map(({ name }) => name),
  )
  const typeOf = (column: string) => table.columns.find(({ name }) => name === column)?.type
  const found = await rowsOf(table)
  assert.equal(found.length, rows)
  for (const [row, column, value] of expected.cells ?? [])
    assert.deepEqual(plainly(found[row]![column], typeOf(column)), value, `row ${row}, ${column}`)
}

function lineOf({ name, type, meaning, places, dateFormat, notFitting }: Column): string {
  const parts = [
    meaning,
    places && `${places.codeList}/${places.level}`,
    dateFormat,
    notFitting && `!${notFitting.count}`,
  ]
  return [`${name}: ${type}`, ...parts.filter((part) => part !== undefined)].join(" ")
}

function linesIn(text: string): string[] {
  return text
    .trim()
    .split("\n")
    .map((line) => line.trim())
}

function rowsOf({ parquetPath }: MadeTable) {
  return db.withConnection(undefined, (sql) => sql.rows(`select * from read_parquet('${parquetPath}')`))
}

/** Whole numbers of 64 bits come as texts. */
function plainly(value: unknown, type: string | undefined): unknown {
  return type === "integer" && value !== null ? Number(value) : value
}
