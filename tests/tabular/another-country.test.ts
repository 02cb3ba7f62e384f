import assert from "node:assert/strict"
import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { inspectFile } from "../../src/tabular/inspect/inspect-file.ts"
import { openTables } from "../../src/tabular/open/open-tables.ts"
import type { MadeTable } from "../../src/tabular/typing/made-table.ts"
import { makeTable } from "../../src/tabular/typing/make-table.ts"
import { openTypingDb, type TypingDb } from "../../src/tabular/typing/typing-db.ts"
import { conventionsFrom, createVocabularies, euFrequencies, useConventions } from "../../src/vocabulary/index.ts"

/** A country with other months, levels, money and numbers than any that we know. */
const conventions = {
  months: [["primo"], ["secundo"], ["tertio"], [], [], [], [], [], [], [], [], []],
  placeLevels: [
    { level: "country", before: ["realm of"], headers: [] },
    { level: "shire", before: ["shire of"], headers: ["shire", "shires"] },
    { level: "parish", before: ["parish of"], headers: ["parish"] },
  ],
  currencies: [{ code: "FLR", words: ["fl.", "florins"], decimals: 3, label: { en: "in florins" } }],
  phones: { prefix: "999", groups: [[3, 3]], mobile: ["69[01234]999"] },
  identityNumbers: ["AA9999"],
}
const place = (code: string, level: string, name: string, parentCode?: string) => ({
  ...{ code: code as `x:${string}`, level, name: { en: name }, otherCodes: [], aliases: [] },
  ...(parentCode ? { parentCode: parentCode as `x:${string}` } : {}),
})
const places = [
  place("x:0", "country", "Utopia"),
  ...["Amaurot", "Anyder", "Abraxa", "Hythe"].map((name, at) => place(`x:${at + 1}`, "shire", name, "x:0")),
  // A parish of each name: the header says which is meant.
  ...["Amaurot", "Anyder", "Abraxa", "Hythe"].map((name, at) => place(`x:1${at + 1}`, "parish", name, `x:${at + 1}`)),
]

const folder = mkdtempSync(join(tmpdir(), "another-country-"))
const path = join(folder, "taxes.csv")
const limits = { maxRows: 1000, maxColumns: 100 }
const shires = ["Amaurot", "Anyder", "Abraxa", "Hythe"]
const rows = Array.from({ length: 12 }, (_, at) => [
  shires[at % 4],
  shires[at % 4],
  ["primo", "secundo", "tertio"][at % 3],
  `${at + 1} primo 2024`,
  `${at + 1},${500 + at} fl.`,
  `691 2${10 + at}`,
  `AB${1000 + at}`,
])
let db: TypingDb
let table: MadeTable
let vocabularies: ReturnType<typeof createVocabularies>

before(async () => {
  useConventions(conventionsFrom(conventions, "made-up"))
  vocabularies = createVocabularies({ places, themes: [], licences: [], frequencies: euFrequencies })
  writeFileSync(
    path,
    ["shire;parish;month;day;tax;telephone;identity card", ...rows.map((row) => row.join(";"))].join("\n"),
  )
  db = await openTypingDb({ folder })
  const [raw] = await Array.fromAsync(
    openTables(
      { path, name: "taxes.csv", byteSize: statSync(path).size },
      { folder, limits: { ...limits, maxBytes: 1e6, maxUnpackedBytes: 1e6, maxTables: 1, maxCell: 1000 } },
    ),
  )
  table = await makeTable(raw!, { db, folder, limits, placeFrom: vocabularies.placeFrom })
})

after(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

const column = (name: string) => table.columns.find(({ header }) => header === name)!

describe("a table of another country", () => {
  it("has its places, of the level that the header names", () => {
    assert.deepEqual([column("shire").places?.level, column("parish").places?.level], ["shire", "parish"])
  })

  it("has its months", () => {
    assert.deepEqual([column("month").meaning, column("month").type], ["month", "integer"])
    assert.equal(column("day").type, "date")
    assert.equal(column("day").notFitting, undefined)
  })

  it("has its money, exact to its three decimals", async () => {
    const { type, meaning, unit } = column("tax")
    assert.deepEqual([type, meaning, unit], ["decimal", "money", "FLR"])
    const [first] = await db.withConnection(undefined, (sql) =>
      sql.rows(`select tax::varchar as tax, month, "day"::varchar as day from read_parquet('${table.parquetPath}')`),
    )
    assert.deepEqual(first, { tax: "1.500", month: "1", day: "2024-01-01" })
  })

  it("shows whom it is about by its own numbers", () => {
    const kinds = table.notes.filter(({ code }) => code === "personal-data").map(({ values }) => values?.kind)
    assert.ok(kinds.includes("identity-number"), String(kinds))
    assert.equal(column("telephone").meaning, "phone")
  })

  it("is seen alike when it is looked at before it is read", async () => {
    const { facts } = await inspectFile(
      { name: "taxes.csv", byteSize: statSync(path).size, open: async () => createReadStream(path) },
      { placeFrom: vocabularies.placeFrom },
    )
    assert.deepEqual(
      facts.table?.places.map(({ level }) => level),
      ["shire", "parish"],
    )
  })
})
