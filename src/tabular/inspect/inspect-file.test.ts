import assert from "node:assert/strict"
import { createReadStream, existsSync, readdirSync, statSync } from "node:fs"
import { basename, join } from "node:path"
import { before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import { deflateRawSync } from "node:zlib"
import fc from "fast-check"
import { writeOds } from "hucre/ods"
import { writeXlsx } from "hucre/xlsx"
import { tunisianVocabularies } from "../../../tests/support/vocabularies.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import type { FileFacts, TableFacts } from "./file-facts.ts"
import { type InspectionOptions, inspectFile } from "./inspect-file.ts"

let vocabularies: Vocabularies
before(async () => {
  vocabularies = await tunisianVocabularies()
})

type Limits = InspectionOptions["limits"]

async function inspect(content: string | Uint8Array, name = "table.csv", limits: Limits = {}) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content
  const open = async () => inPieces(bytes)
  return inspectFile({ open, name, byteSize: bytes.length }, { placeFrom: vocabularies.placeFrom, limits })
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000)
}

async function tableOf(content: string | Uint8Array, name?: string): Promise<TableFacts> {
  const { facts } = await inspect(content, name)
  assert.ok(facts.table, JSON.stringify(facts))
  return facts.table
}

const namesOf = (table: TableFacts) => table.columns.map(({ name }) => name)
const typesOf = (table: TableFacts) => table.columns.map(({ type }) => type)
const codesOf = (facts: FileFacts) => facts.notes.map(({ code }) => code)

describe("the kind of a file is told by its content", () => {
  const bytes = (text: string) => Buffer.from(text, "latin1")
  for (const [kind, content] of [
    ["csv", "a;b\n1;2\n3;4\n"],
    ["tsv", "a\tb\n1\t2\n"],
    ["json", '{"rows": [{"a": 1}]}'],
    ["geojson", '{"type":"FeatureCollection","features":[]}'],
    ["html", "<!DOCTYPE html><html><body>Erreur, page, introuvable"],
    ["xml", '<?xml version="1.0"?><rss/>'],
    ["pdf", bytes("%PDF-1.7\n%\xe2\xe3")],
    ["image", bytes("\x89PNG\r\n\x1a\n\0\0")],
    ["parquet", bytes("PAR1\0\0\0")],
    ["gzip", bytes("\x1f\x8b\x08\0\0")],
    ["text", "Un texte en une ligne"],
    ["empty", " \n"],
    ["empty", ""],
    ["other", bytes("\x01\0\x02\0\0\x07\x09\0\0\0\x03")],
  ] as [string, string | Uint8Array][]) {
    it(kind, async () => {
      assert.equal((await inspect(content, "file")).facts.kind, kind)
    })
  }

  it("and an editor hears when the name says something else", async () => {
    const { facts } = await inspect("<html><body>404", "-.csv")
    assert.deepEqual(facts.notes, [
      { code: "name-says-otherwise", values: { name: "csv", content: "html" } },
      { code: "html-instead" },
    ])
  })
})

describe("the table in a file", () => {
  it("begins under its titles and ends before totals and footnotes", async () => {
    const { facts } = await inspect(
      "وزارة الشؤون الاجتماعية;;\nالسنة 2023;;\n;;\nالولاية;عدد العائلات;عدد الأطفال\nتونس;10;20\nأريانة;11;21\nقفصة;5;9\nالمجموع;26;50\nالمصدر: الوزارة;;\n",
    )
    const table = facts.table!
    assert.deepEqual(
      [table.rows, table.countType, table.headerLine, table.headerLines, table.dir],
      [3, "exact", 4, 1, "rtl"],
    )
    assert.deepEqual(namesOf(table), ["الولاية", "عدد العائلات", "عدد الأطفال"])
    assert.deepEqual(typesOf(table), ["place", "integer", "integer"])
    assert.deepEqual(table.period, { start: "2023", end: "2023" })
    assert.deepEqual(codesOf(facts), ["header-at-line", "total-row", "footnotes", "places-recognised"])
    assert.deepEqual(table.places, [
      {
        column: "الولاية",
        level: "governorate",
        recognised: 3,
        of: 3,
        codes: ["iso:TN-11", "iso:TN-12", "iso:TN-71"],
        unknown: [],
      },
    ])
  })

  it("may have a header of two rows, the upper one over several columns", async () => {
    const table = await tableOf("Gouvernorat;2022;;2023;\n;H;F;H;F\nTunis;1;2;3;4\nSfax;5;6;7;8\n")
    assert.deepEqual(namesOf(table), ["Gouvernorat", "2022 – H", "2022 – F", "2023 – H", "2023 – F"])
    assert.deepEqual([table.rows, table.headerLine, table.headerLines], [2, 2, 2])
  })

  it("may begin with rows that lack their numbers", async () => {
    const table = await tableOf(
      "nom;ville;lat;lon\nA;Béja;;\nB;Béja;;\nC;Tunis;36,1;10,2\nD;Tunis;36,2;10,3\nE;Sfax;34,1;10,1\n",
    )
    assert.deepEqual([namesOf(table), table.rows], [["nom", "ville", "lat", "lon"], 5])
  })

  it("may have years as names of columns", async () => {
    const table = await tableOf("Produit,2021,2022,2023\nBlé,100,110,120\nOrge,50,60,70\n")
    assert.deepEqual(namesOf(table), ["Produit", "2021", "2022", "2023"])
    assert.deepEqual([table.rows, table.period], [2, { start: "2021", end: "2023", stepDays: 365 }])
  })

  it("may have a header only later in the file again, or none", async () => {
    const repeated = await inspect("a;b\n1;2\na;b\n3;4\n")
    assert.deepEqual([repeated.facts.table?.rows, codesOf(repeated.facts)], [2, ["header-repeated"]])
    const none = await inspect("1;2;3\n4;5;6\n7;8;9\n")
    assert.deepEqual([none.facts.table?.rows, codesOf(none.facts)], [3, ["no-header"]])
  })

  it("is not shifted by empty columns, and keeps the place of the others", async () => {
    const { facts } = await inspect(";nom;;total\n;a;;1\n;b;;2\n")
    assert.deepEqual(
      facts.table?.columns.map(({ name, index }) => [name, index]),
      [
        ["nom", 1],
        ["total", 3],
      ],
    )
    assert.deepEqual(codesOf(facts), ["empty-columns"])
  })

  it("says of each column its type, examples and how much is missing", async () => {
    const table = await tableOf(
      [
        "code;date;montant;taux;ouvert;lat;lon;site;mail;telephone;campagne;vide",
        "0071;03/04/2024;1 234,500;12,5 %;oui;36,8;10,18;https://a.tn;contact@a.tn;71 123 456;2019/2020;",
        "0072;05/04/2024;2 000,000;ND;non;36,9;10,19;www.b.tn;info@b.tn;71 123 457;2020/2021;",
        "0073;06 avril 2024;12,5;-;oui;37,1;9,5;http://c.tn;dg@c.tn;+216 71 123 458;2021/2022;",
      ].join("\n"),
    )
    assert.deepEqual(
      typesOf(table),
      "code date decimal decimal boolean latitude longitude url email phone date empty".split(" "),
    )
    assert.deepEqual(table.columns[0]?.examples, ["0071", "0072", "0073"])
    assert.equal(table.columns[3]?.missing, 2)
  })

  it("reads dates with the months of Tunisia, and tells the rhythm of its dates", async () => {
    const table = await tableOf("الشهر;الكمية\nجانفي 2024;10\nفيفري 2024;12\nمارس 2024;13\nأفريل 2024;9\n")
    assert.deepEqual(table.period, { start: "2024-01", end: "2024-04", stepDays: 31 })
  })

  it("estimates its rows when only the start was read", async () => {
    const lines = `a;b\n${"12345;67890\n".repeat(10_000)}`
    const { facts } = await inspect(lines, "a.csv", { textBytes: 12_000 })
    assert.equal(facts.table?.countType, "estimate")
    assert.ok(Math.abs(facts.table.rows - 10_000) < 50, String(facts.table.rows))
    const capped = await inspect(lines, "a.csv", { rows: 500 })
    assert.ok(Math.abs(capped.facts.table!.rows - 10_000) < 50, String(capped.facts.table?.rows))
  })

  it("names the places that nobody knows", async () => {
    const { facts } = await inspect("ville;n\nTunis;1\nSfax;2\nSousse;3\nAtlantide;4\n")
    assert.deepEqual(facts.notes.find(({ code }) => code === "places-unknown")?.values, {
      column: "ville",
      names: "Atlantide",
    })
  })

  it("shows no value of a column that looks personal", async () => {
    const rows = Array.from(
      { length: 20 },
      (_, index) => `${String(7_100_000 + index * 7919).padStart(8, "0")};Ali Ben Salah;${index}`,
    )
    const { facts, signs } = await inspect(["رقم بطاقة التعريف;الاسم واللقب;المبلغ", ...rows].join("\n"))
    assert.deepEqual(
      signs.map(({ kind, count, confidence }) => [kind, count, confidence]),
      [
        ["identity-number", 20, "strong"],
        ["person-name", 20, "strong"],
      ],
    )
    assert.deepEqual(
      facts.table?.columns.map(({ examples }) => examples.length),
      [0, 0, 3],
    )
    assert.ok(!JSON.stringify({ facts, signs }).includes("07100000"))
  })
})

describe("workbooks", () => {
  const rows = [
    ["Commune", "Budget"],
    ["Sfax", 1200],
    ["Gabès", 800.5],
  ]

  it("are read sheet by sheet; the fullest one that is shown is the table", async () => {
    const bytes = await writeXlsx({
      sheets: [
        { name: "Lisez-moi", rows: [["Note"]] },
        { name: "2024", rows },
      ],
    })
    const { facts } = await inspect(bytes, "budget.xlsx")
    assert.deepEqual([facts.kind, facts.sheet, facts.table?.rows], ["xlsx", "2024", 2])
    assert.deepEqual(
      facts.table?.columns.map(({ name, type }) => [name, type]),
      [
        ["Commune", "place"],
        ["Budget", "decimal"],
      ],
    )
    assert.deepEqual(
      facts.sheets?.map(({ name }) => name),
      ["Lisez-moi", "2024"],
    )
    assert.deepEqual(facts.table?.period, { start: "2024", end: "2024" })
  })

  it("may be OpenDocument", async () => {
    const { facts } = await inspect(await writeOds({ sheets: [{ name: "A", rows }] }), "budget.ods")
    assert.deepEqual([facts.kind, facts.table?.rows], ["ods", 2])
  })

  it("with a password, damaged ones and those that unpack to too much are said to be so", async () => {
    const bytes = await writeXlsx({ sheets: [{ name: "A", rows }] })
    const locked = await writeXlsx({ sheets: [{ name: "A", rows }], encryption: { password: "x", spinCount: 10 } })
    assert.deepEqual((await inspect(locked, "a.xlsx")).facts, {
      kind: "xlsx",
      format: "XLSX",
      notes: [{ code: "encrypted" }],
    })
    const cut = await inspect(bytes.subarray(0, bytes.length - 40), "a.xlsx")
    assert.deepEqual([cut.facts.kind, codesOf(cut.facts)], ["xlsx", ["damaged"]])
    const bomb = await inspect(bytes, "a.xlsx", { unpackedBytes: 100 })
    assert.deepEqual(codesOf(bomb.facts), ["too-large"])
    const late = await inspect(bytes, "a.xlsx", { timeoutMs: 1 })
    assert.deepEqual(codesOf(late.facts), ["took-too-long"])
  })

  it("that lie about their size are not unpacked", async () => {
    const { facts } = await inspect(lyingBomb(400), "bomb.xlsx", { unpackedBytes: 64 * 2 ** 20, timeoutMs: 20_000 })
    assert.deepEqual(facts, { kind: "xlsx", format: "XLSX", notes: [{ code: "damaged" }] })
  })
})

describe("whatever the bytes", () => {
  it("the answer is facts and notes, storable as JSON", async () => {
    const check = async (bytes: Uint8Array | string) => {
      const { facts } = await inspect(bytes, "x.csv")
      assert.ok(facts.kind && Array.isArray(facts.notes))
      assert.ok(!/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(facts)))
    }
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), check), { numRuns: 150 })
    await fc.assert(fc.asyncProperty(fc.string({ unit: "binary", maxLength: 500 }), check), { numRuns: 150 })
    await fc.assert(fc.asyncProperty(fc.stringMatching(/^[",;|\n\ta-c0-9]{0,300}$/), check), { numRuns: 150 })
    await fc.assert(fc.asyncProperty(fc.json(), check), { numRuns: 100 })
    await check('[{"a\\u0000": "\\ud83d", "b": "\\u0000"}]')
  })
})

const fixtures = fileURLToPath(new URL("../../../../shared/fixtures/tables", import.meta.url))

describe("real files", { skip: existsSync(fixtures) ? false : `no ${fixtures}` }, () => {
  // file → kind, rows, line of the header, columns, governorates recognised
  for (const [path, kind, rows, header, columns, governorates] of [
    ["csv/tn-allocations-enfants-6-18-2023.csv", "csv", 24, 1, 6, 24],
    ["csv/tn-covid19-cases.csv", "csv", 5298, 1, 7, 23],
    ["csv/gb-co2-title-rows.csv", "csv", 13, 4, 9, undefined],
    ["csv/nl-begroting-multirow-header.csv", "csv", 36, 7, 14, undefined],
    ["csv/fr-vaccination-communes-semicolon.csv", "csv", 404, 1, 11, undefined],
    ["csv/tn-presidential-2014-polling-stations.csv", "csv", 10_567, 1, 49, undefined],
    ["xlsx/tn-municipal-2018-ariana.xlsx", "xlsx", 139, 6, 15, undefined],
    ["xls/tn-municipal-2018-bizerte.xls", "xls", 157, 7, 11, undefined],
    ["xlsx/tn-municipal-2018-ariana-clean.xlsx", "xlsx", 139, 1, 15, undefined],
    ["xlsx/tn-municipal-2018-all-lists.xlsx", "xlsx", 2074, 1, 16, 24],
    ["geojson/tn-governorates-data4tunisia.geojson", "geojson", 24, 1, 3, 24],
    ["json/tn-health-facilities.json", "json", 1555, 1, 17, 24],
  ] as [string, string, number, number, number, number | undefined][]) {
    it(path, async () => {
      const { facts } = await inspectFixture(path)
      const table = facts.table!
      assert.deepEqual([facts.kind, table.rows, table.headerLine, table.columns.length], [kind, rows, header, columns])
      if (governorates) {
        const most = Math.max(
          ...table.places.filter(({ level }) => level === "governorate").map(({ recognised }) => recognised),
        )
        assert.equal(most, governorates)
      }
    })
  }

  it("of the right-to-left sheets say so, and the header of a file is that of its cleaned copy", async () => {
    const raw = await inspectFixture("xlsx/tn-municipal-2018-ariana.xlsx")
    const clean = await inspectFixture("xlsx/tn-municipal-2018-ariana-clean.xlsx")
    assert.ok(codesOf(raw.facts).includes("right-to-left"))
    assert.deepEqual(namesOf(raw.facts.table!), namesOf(clean.facts.table!))
    assert.deepEqual(raw.facts.table?.period, { start: "2018", end: "2018" })
  })

  it("raise no alarm of personal data: none of them holds any", async () => {
    const files = ["csv", "xlsx", "xls", "json", "geojson"].flatMap((folder) =>
      readdirSync(join(fixtures, folder)).map((name) => `${folder}/${name}`),
    )
    const alarms: string[] = []
    for (const path of files) {
      const { signs } = await inspectFixture(path)
      alarms.push(...signs.map(({ kind, column }) => `${path}: ${kind} in ${column}`))
    }
    assert.deepEqual(alarms, [])
    assert.ok(files.length >= 26)
  })
})

function inspectFixture(path: string) {
  const file = join(fixtures, path)
  return inspectFile(
    { open: async () => createReadStream(file), name: basename(file), byteSize: statSync(file).size },
    { placeFrom: vocabularies.placeFrom },
  )
}

/** A workbook whose one sheet unpacks to so many megabytes while the directory says 100 bytes. */
function lyingBomb(megabytes: number): Uint8Array {
  const sheet = deflateRawSync(Buffer.alloc(megabytes * 2 ** 20, 0x20), { level: 9 })
  const entries = [
    ["[Content_Types].xml", deflateRawSync(Buffer.from("<Types/>"))],
    [
      "xl/workbook.xml",
      deflateRawSync(Buffer.from('<workbook><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>')),
    ],
    [
      "xl/_rels/workbook.xml.rels",
      deflateRawSync(
        Buffer.from(
          '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        ),
      ),
    ],
    ["xl/worksheets/sheet1.xml", sheet],
  ] as const
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, data] of entries) {
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(data.length, 14)
    fields.writeUInt32LE(100, 18)
    fields.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), fields, Buffer.from(name), data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), fields, tail, Buffer.from(name)]))
    parts.push(local)
    offset += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write("PK\x05\x06", "latin1")
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, list, end])
}
