import assert from "node:assert/strict"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { makeTable } from "../../src/tabular/typing/make-table.ts"
import { openTypingDb, type TypingDb } from "../../src/tabular/typing/typing-db.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

const folder = mkdtempSync(join(tmpdir(), "parquet-tables-"))
let db: TypingDb

before(async () => {
  db = await openTypingDb({ folder })
})

after(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

describe("a Parquet file", () => {
  it("keeps its types; nested values are texts of JSON, names are ours, places are known", async () => {
    const path = join(folder, "in.parquet")
    await db.withConnection(undefined, (sql) =>
      sql.run(`
        copy (
          select 1::utinyint as "Année", 2.50::decimal(9, 2) as montant, {'a': 1} as "الوصف", [1, 2] as liste,
            'Sfax' as gouvernorat, 12345678901234567890::ubigint as grand, '2024-01-02 03:04:05'::timestamptz as quand
          union all select 2, 3, null, null, 'نابل', 1::ubigint, null
        ) to '${path}' (format parquet)
      `),
    )
    const { placeFrom } = await tunisianVocabularies()
    const limits = { maxRows: 100, maxColumns: 20 }
    const table = await makeTable({ kind: "parquet", path, name: "", notes: [] }, { db, folder, limits, placeFrom })
    assert.deepEqual(
      table.columns.map(({ name, type }) => `${name}: ${type}`),
      [
        ...["annee: integer", "montant: decimal", "al_wasf: text", "liste: text", "gouvernorat: text"],
        ...["grand: integer", "quand: datetime"],
      ],
    )
    assert.deepEqual([table.rows, table.notes], [2, [{ code: "nested-flattened", values: { columns: 2 } }]])
    const rows = await db.withConnection(undefined, (sql) =>
      sql.rows(`select * from read_parquet('${table.parquetPath}')`),
    )
    assert.deepEqual(rows[0], {
      ...{ annee: "1", montant: "2.50", al_wasf: '{"a":1}', liste: "[1,2]", gouvernorat: "Sfax" },
      ...{ gouvernorat__place: "iso:TN-61", grand: "12345678901234567890", quand: "2024-01-02 03:04:05+00" },
    })
  })

  it("work on it stops when its signal says so", async () => {
    const signal = AbortSignal.abort(new Error("stopped"))
    const raw = { kind: "parquet", path: join(folder, "in.parquet"), name: "", notes: [] } as const
    const limits = { maxRows: 100, maxColumns: 20 }
    await assert.rejects(makeTable(raw, { db, folder, limits, placeFrom: () => undefined, signal }), /stopped/)
  })
})
