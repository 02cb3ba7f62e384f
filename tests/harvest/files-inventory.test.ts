import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { before, describe, it } from "node:test"
import { writeXlsx } from "hucre/xlsx"
import { type FoundRecord, isRecord } from "../../src/harvest/connector.ts"
import { describeConnector } from "../../src/harvest/connectors/contract.ts"
import { filesConnector } from "../../src/harvest/connectors/files/index.ts"
import { inventoryColumn } from "../../src/harvest/connectors/files/inventory/columns.ts"
import { assertSound } from "../../src/harvest/connectors/sound-record.ts"
import { readTable } from "../../src/tabular/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { fetchAnswering, stopsWith } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

const url = "https://commune.example/donnees/inventaire.csv"

async function read(body: string | Uint8Array, options: Record<string, unknown> = {}, address = url) {
  const source = { id: "s", kind: "files", name: "Commune", url: address, options } as const
  const context = { fetch: fetchAnswering(body, { type: "text/csv" }), vocabularies, readTable }
  const found: FoundRecord[] = []
  for await (const record of filesConnector.records(source, context)) if (isRecord(record)) found.push(record)
  for (const record of found) assertSound(record)
  return found
}

async function onlyDataset(body: string | Uint8Array, options: Record<string, unknown> = {}) {
  const [record, ...more] = await read(body, options)
  assert.ok(record?.kind === "dataset" && more.length === 0)
  return record
}

const contractColumns = ["identifier", "title_fr", "description_fr", "keywords_fr", "licence", "modified", "file_url_1"]

describeConnector({
  connector: filesConnector,
  asksBefore: false,
  vocabularies: () => vocabularies,
  url,
  given: { readTable },
  good: (identifier) => ({
    identifier,
    title_fr: "Les permis de bâtir de la commune",
    description_fr: "Un permis par ligne, avec sa date et son quartier",
    keywords_fr: "permis, urbanisme",
    licence: "LNDPO",
    modified: "2024-02-15",
    file_url_1: "https://commune.example/permis.csv",
  }),
  bad: { description_fr: "Sans titre" },
  catalogue: (records) =>
    [
      contractColumns,
      ...records.map((one) => contractColumns.map((name) => (one as Record<string, string>)[name] ?? "")),
    ]
      .map((cells) => `${cells.join(";")}\n`)
      .join(""),
  jsonRecords: false,
})

/** Built here: the inventory of a municipality as its secretariat keeps it, a title above the table. */
const arabicRows: readonly (readonly string[])[] = [
  ["جرد مجموعات البيانات - بلدية المرسى"],
  [],
  [
    "المعرف",
    "العنوان",
    "الوصف",
    "الكلمات المفتاحية",
    "المحور",
    "الرخصة",
    "الدورية",
    "تاريخ التحيين",
    "الفترة",
    "المكان",
    "جهة الاتصال",
    "رابط الملف",
    "صيغة الملف",
    "اسم الملف",
  ],
  [
    "BM-01",
    "ميزانية بلدية المرسى",
    "الموارد والنفقات حسب الفصول",
    "ميزانية، مالية محلية",
    "المالية",
    "LNDPO",
    "سنوي",
    "15/02/2024",
    "2022-2023",
    "المرسى",
    "مكتب الضبط، bo@commune-marsa.tn",
    "https://commune.example/ميزانية 2022.csv",
    "CSV",
    "ميزانية 2022",
  ],
  ["", "", "", "", "", "", "", "", "", "", "", "https://commune.example/b2023.xlsx", "XLSX", "ميزانية 2023"],
  ["", "", "", ""],
  [
    "BM-02",
    "رخص البناء المسندة",
    "",
    "تعمير",
    "",
    "رخصة غير معروفة",
    "",
    "31/02/2024",
    "",
    "",
    "",
    "permis/رخص.csv",
    "",
    "",
  ],
  ["BM-01", "ميزانية بلدية المرسى", "", "", "", "", "", "", "", "", "", "https://commune.example/b2023.xlsx", "", ""],
  ["", "", "سطر دون عنوان", "", "", "", "", "", "", "", "", "", "", ""],
]

const csv = (rows: readonly (readonly string[])[], separator = ";") =>
  rows
    .map((row) =>
      row.map((cell) => (/[";,\n\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(separator),
    )
    .join("\r\n")

describe("an inventory in Arabic", () => {
  it("gives datasets with their files, and names row and column of what is wrong", async () => {
    const [budget, permits, nameless, ...more] = await read(`${csv(arabicRows)}\r\n`)
    assert.ok(budget?.kind === "dataset" && permits?.kind === "dataset" && nameless?.kind === "refused")
    assert.equal(more.length, 0)
    const { facts } = budget
    assert.equal(budget.remoteId, "BM-01")
    assert.deepEqual(
      {
        identifier: facts.identifier,
        title: facts.title,
        description: facts.description,
        keywords: facts.keywords,
        licence: facts.licence?.code,
        frequency: facts.frequency?.code,
        modified: facts.modified,
        temporal: facts.temporal,
        contactPoints: facts.contactPoints,
        sourceLanguage: facts.sourceLanguage,
      },
      {
        identifier: "BM-01",
        title: { ar: "ميزانية بلدية المرسى" },
        description: { ar: "الموارد والنفقات حسب الفصول" },
        keywords: { ar: ["ميزانية", "مالية محلية"] },
        licence: "lndpo-tn",
        frequency: "ANNUAL",
        modified: "2024-02-15",
        temporal: [{ start: "2022", end: "2023" }],
        contactPoints: [{ name: "مكتب الضبط", email: "bo@commune-marsa.tn" }],
        sourceLanguage: "ar",
      },
    )
    assert.equal(facts.spatial?.[0]?.label?.ar, "المرسى")
    assert.deepEqual(
      facts.distributions.map(({ downloadUrl, format, title }) => [decodeURI(downloadUrl ?? ""), format, title?.ar]),
      [
        ["https://commune.example/ميزانية 2022.csv", "CSV", "ميزانية 2022"],
        ["https://commune.example/b2023.xlsx", "XLSX", "ميزانية 2023"],
      ],
    )
    assert.deepEqual(
      budget.problems.filter(({ code }) => code !== "repaired-url").map(({ code, field }) => [code, field]),
      [["repeated-file", "row 8"]],
    )
    assert.equal(
      permits.facts.distributions[0]?.downloadUrl,
      "https://commune.example/donnees/permis/%D8%B1%D8%AE%D8%B5.csv",
    )
    assert.deepEqual(
      permits.problems.map(({ code, field, value }) => [code, field, value]),
      [
        ["unknown-licence", "row 7, column الرخصة", "رخصة غير معروفة"],
        ["bad-date", "row 7, column تاريخ التحيين", "31/02/2024"],
      ],
    )
    assert.deepEqual([nameless.remoteId, nameless.problems[0]?.code], ["#row 9", "missing-title"])
  })

  it("says the same in every encoding, separator and as a workbook", async () => {
    const expected = await read(`${csv(arabicRows)}\r\n`)
    const text = `${csv(arabicRows, "\t")}\r\n`
    const wide = Buffer.from(`\ufeff${text}`, "utf16le")
    assert.deepEqual(await read(`\ufeff${text}`), expected)
    assert.deepEqual(await read(wide), expected)
    assert.deepEqual(await read(windows1256(`${csv(arabicRows)}\r\n`)), expected)
    const workbook = await writeXlsx({ sheets: [{ name: "جرد", rows: arabicRows.map((row) => [...row]) }] })
    assert.deepEqual(await read(workbook), expected)
  })
})

/** The code page in which French and Arabic spreadsheets of Windows save CSV. */
function windows1256(text: string): Uint8Array {
  const table = new Map<string, number>()
  for (let byte = 0; byte < 256; byte += 1)
    table.set(new TextDecoder("windows-1256").decode(new Uint8Array([byte])), byte)
  return Uint8Array.from(text, (letter) => table.get(letter) ?? 0x3f)
}

describe("rows of an inventory", () => {
  it("are known by the names of the template, with several files in one row", async () => {
    const { facts } = await onlyDataset(
      [
        "identifier,title_ar,title_fr,organization,themes,places,period_start,period_end,landing_page,file_url_1,file_format_1,file_url_2,file_title_fr_2",
        "T1,التعداد,Recensement,Institut national,Population | Santé,Tunis | Sousse,2014,2024,https://ins.example/t1,https://ins.example/a.csv,,https://ins.example/carte,Carte",
        "",
      ].join("\n"),
    )
    assert.deepEqual(facts.title, { ar: "التعداد", fr: "Recensement" })
    assert.deepEqual(facts.publisher, { name: { und: "Institut national" } })
    assert.deepEqual(facts.temporal, [{ start: "2014", end: "2024" }])
    assert.deepEqual(
      facts.spatial?.map(({ code }) => code),
      ["iso:TN-11", "iso:TN-51"],
    )
    assert.deepEqual(
      facts.distributions.map(({ downloadUrl, accessUrl, format, title }) => [
        downloadUrl,
        accessUrl,
        format,
        title?.fr,
      ]),
      [
        ["https://ins.example/a.csv", undefined, "CSV", undefined],
        [undefined, "https://ins.example/carte", undefined, "Carte"],
      ],
    )
  })

  it("of one dataset may differ in the facts of their files, and are told where they contradict each other", async () => {
    const { facts, problems } = await onlyDataset(
      "id,titre,fréquence,date de mise à jour,lien\nA,Les marchés de la commune,annuelle,2023-01-01,https://x.example/1.csv\nA,Les marchés de la commune,mensuelle,2024-01-01,https://x.example/2.csv\n",
    )
    assert.deepEqual([facts.modified, facts.frequency?.code], ["2024-01-01", "ANNUAL"])
    assert.deepEqual(
      facts.distributions.map(({ modified }) => modified),
      ["2023-01-01", "2024-01-01"],
    )
    assert.deepEqual(
      problems.map(({ code, field, value }) => [code, field, value]),
      [["conflicting-value", "row 3, column fréquence", "mensuelle"]],
    )
  })

  it("with one identifier and two titles are two datasets: the second is refused at its cell", async () => {
    const [first, second] = await read("identifiant;titre\nA;Les écoles\nA;Les hôpitaux\n")
    assert.equal(first?.kind, "dataset")
    assert.deepEqual(
      second?.kind === "refused" && second.problems.map(({ code, field, value }) => [code, field, value]),
      [["duplicate-id", "row 3, column identifiant", "A"]],
    )
  })

  it("without an identifier are known by their title, and told that it should not stay so", async () => {
    const { remoteId, facts, problems } = await onlyDataset("titre;url\nLes écoles;https://x.example/e.csv\n")
    assert.equal(remoteId, "title:les ecoles")
    assert.equal(facts.identifier, undefined)
    assert.deepEqual(
      problems.map(({ code, field }) => [code, field]),
      [["identifier-from-title", "row 2"]],
    )
  })

  it("leave out columns that nobody knows, and say so once", async () => {
    const [first, second] = await read(
      "identifier,title,observations\nA,Roads of the town,x\nB,Schools of the town,y\n",
    )
    assert.ok(first?.kind === "dataset" && second?.kind === "dataset")
    assert.deepEqual(
      first.problems.map(({ code, field, value }) => [code, field, value]),
      [["unknown-column", "row 1", "observations"]],
    )
    assert.deepEqual(second.problems, [])
  })

  it("may be hostile: what is kept is sound", async () => {
    const nasty = [
      "javascript:alert(1)",
      "=cmd()",
      "\u202eevil",
      "x".repeat(5_000),
      "|||",
      "2024-13-45",
      "[[[",
      "<b>x</b>",
    ]
    const header = "identifier,title,url,licence,period,places,contact,themes,modified,access_rights,landing_page"
    for (const value of nasty) {
      const cell = `"${value}"`
      const found = await read(`${header}\nA,Roads${`,${cell}`.repeat(9)}\n`)
      assert.equal(found[0]?.kind, "dataset", value)
    }
  })
})

describe("the template of inventories", () => {
  const template = readFileSync(new URL("../../docs/how-to/inventory-template.csv", import.meta.url), "utf8")

  it("has no column that is not read", async () => {
    const columns = template.replace("\ufeff", "").trim().split(",")
    assert.deepEqual(
      columns.filter((name) => inventoryColumn(name) === undefined),
      [],
    )
    const { facts, problems } = await onlyDataset(
      `${template}A,ا,Routes${",".repeat(22)}https://x.example/a.csv,CSV,,,,2 Ko\r\n`,
    )
    assert.deepEqual(problems, [])
    assert.equal(facts.distributions[0]?.byteSize, 2_048)
  })

  it("may be headed as offices speak, in three languages", () => {
    const headings = {
      "Titre (français)": "title_fr",
      "Titre du jeu de données (arabe)": "title_ar",
      "عنوان مجموعة البيانات": "title_und",
      الفترة: "period",
      "Update frequency": "frequency",
      "Lien de téléchargement": "file_url_1",
      "رابط الملف 2": "file_url_2",
      الرخصة: "licence",
      "Observations internes": undefined,
    }
    for (const [heading, column] of Object.entries(headings)) assert.equal(inventoryColumn(heading), column, heading)
  })
})

describe("what is no inventory", () => {
  const table = "identifier,title\nA,Roads\n"
  const cases: readonly (readonly [title: string, body: string | Uint8Array, code: string])[] = [
    ["a table without a column of titles", "name of street,length\nx,1\n", "not-a-catalogue"],
    ["a header without rows", "identifier,title\n", "empty-catalogue"],
    ["a document", "%PDF-1.4 \u0000\u0001", "not-a-table"],
    ["a row that ends early", "identifier,title,url\nA,Roads,https://x.example/a.csv\nB,Sch", "truncated"],
    ["a quote that never ends", 'identifier,title\nA,Roads\nB,"Schools of', "truncated"],
    ["a web page", "<!doctype html><html><title>Mairie</title><a href='/x.csv'>x</a></html>", "html-instead"],
    ["other XML", '<?xml version="1.0"?><rss/>', "not-a-catalogue"],
  ]
  for (const [title, body, code] of cases)
    it(`${title} stops the run with ${code}`, () => assert.rejects(read(body), stopsWith(code)))

  it("a table with more rows than allowed stops the run with too-large", () =>
    assert.rejects(read(`${table}B,Schools\n`, { maxRows: 1 }), stopsWith("too-large")))

  it("a workbook that declares more than any inventory holds stops the run with too-large", async () => {
    const workbook = await writeXlsx({ sheets: [{ name: "a", rows: [["identifier", "title"]] }] })
    await assert.rejects(read(declaringGigabytes(workbook)), stopsWith("too-large"))
  })
})

/** The unpacked size of each entry in the directory of a ZIP archive, raised to a gigabyte. */
function declaringGigabytes(archive: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(archive)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at + 4 < bytes.length; at += 1)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 2 ** 30, true)
  return bytes
}
