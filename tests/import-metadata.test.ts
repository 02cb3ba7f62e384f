import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import fc from "fast-check"
import { readXlsx } from "hucre/xlsx"
import { bulkWork } from "../src/catalogue/bulk/apply-bulk-edit.ts"
import { readLines } from "../src/catalogue/bulk/bulk-store.ts"
import { BulkWorkNotFound } from "../src/catalogue/bulk/errors.ts"
import { exportMetadata, metadataRows } from "../src/catalogue/bulk/metadata/export-metadata.ts"
import { columnNameFrom } from "../src/catalogue/bulk/metadata/headers.ts"
import { applyImport, type ImportRequest, previewImport } from "../src/catalogue/bulk/metadata/import-metadata.ts"
import { importReport } from "../src/catalogue/bulk/metadata/import-report.ts"
import { csvLine, workbookBytes } from "../src/catalogue/bulk/metadata/table-files.ts"
import { csvTemplate, workbookTemplate } from "../src/catalogue/bulk/metadata/template.ts"
import { readCountryPack } from "../src/catalogue/country-pack.ts"
import { createOrganization } from "../src/catalogue/create-organization.ts"
import { patchDataset, publishDataset } from "../src/catalogue/publishing/publish-dataset.ts"
import { officeDataset } from "../src/catalogue/publishing/read-office-dataset.ts"
import { beginDataset } from "../src/catalogue/publishing/save-draft.ts"
import { type Actor, anonymousActor, systemActor } from "../src/platform/actor.ts"
import { newId } from "../src/platform/ids.ts"
import { InvalidInput } from "../src/platform/refusal.ts"
import { readTable } from "../src/tabular/index.ts"
import { loadVocabularies, seedVocabularies, type Vocabularies } from "../src/vocabulary/index.ts"
import { type TestDatabase, testDatabase } from "./support/database.ts"

const at = new Date("2026-11-23T08:00:00Z")

let database: TestDatabase
let vocabularies: Vocabularies
before(async () => {
  database = await testDatabase()
  const seeds = fileURLToPath(new URL("../seeds", import.meta.url))
  await seedVocabularies(database.db, await readCountryPack(seeds, "tn"))
  vocabularies = await loadVocabularies(database.db)
})
after(() => database.drop())

const system = () => ({ by: systemActor, at, newId, vocabularies })

let count = 0
async function aBody(): Promise<{ id: string; slug: string }> {
  const slug = `body-${++count}`
  const given = { slug, name: { fr: `Organisme ${count}`, ar: `هيكل ${count}` } }
  return { id: await createOrganization(database.db, given, system()), slug }
}

function as(organizationId: string, role: "contributor" | "coordinator" = "coordinator") {
  const by: Actor = {
    ...anonymousActor,
    id: newId(),
    organizationIds: [organizationId],
    grants: { [organizationId]: role },
  }
  return { by, at, newId, vocabularies }
}

type Given = string | Uint8Array

function request(content: Given, more: Partial<ImportRequest> = {}): ImportRequest {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content
  return { file: { bytes, name: "import.csv" }, language: "fr", ...more }
}

const preview = (content: Given, more: Partial<ImportRequest>, context: ReturnType<typeof system>) =>
  previewImport(database.db, request(content, more), { ...context, readTable })

async function imported(content: Given, more: Partial<ImportRequest>, context: ReturnType<typeof system>) {
  const { token } = await preview(content, more, context)
  await applyImport(database.db, { token }, context)
  return readLines(database.db, { id: token, limit: 100 })
}

async function exported(organizationId: string): Promise<string> {
  let text = ""
  for await (const part of exportMetadata(database.db, { organizationId }, system())) text += part
  return text
}

describe("a table of metadata is imported", () => {
  it("each line a draft of the body it names, in whatever words its columns and values are written", async () => {
    const body = await aBody()
    const table = [
      "Titre;العنوان;Description (français);Mots clés;Thème;Licence;Fréquence;Lieu;Début;Fin;Courriel;URL du fichier 1;Format 1",
      `Écoles;المدارس;Les écoles publiques.;école, élève;Éducation;CC BY 4.0;annuelle;Tunis;01/09/2025;30/06/2026;a@b.tn;https://b.tn/x.csv;csv`,
    ].join("\n")
    const [line] = await imported(table, { organizationId: body.id }, as(body.id))
    assert.equal(line?.verdict, "created")
    const { document, state } = await officeDataset(database.db, line!.datasetId!, systemActor)
    assert.equal(state, "draft")
    const { facts, distributions } = document
    assert.deepEqual(facts.title, { ar: "المدارس", fr: "Écoles" })
    assert.deepEqual(facts.keywords, { fr: ["école", "élève"] })
    assert.deepEqual(
      [facts.themes, facts.licence, facts.frequency],
      [["education"], { code: "cc-by-4.0" }, { code: "ANNUAL" }],
    )
    assert.equal(vocabularies.placeFrom("Tunis")?.code, facts.spatial?.[0]?.code)
    assert.deepEqual(facts.temporal, [{ start: "2025-09-01", end: "2026-06-30" }])
    assert.deepEqual(facts.contactPoints, [{ email: "a@b.tn" }])
    assert.deepEqual(
      distributions.map(({ downloadUrl, format }) => [downloadUrl, format]),
      [["https://b.tn/x.csv", "CSV"]],
    )
  })

  it("from files as offices write them: Windows-1256 with semicolons, Windows-1252, workbooks", async () => {
    const body = await aBody()
    const options = { organizationId: body.id }
    const arabic = windows1256("title_ar;description_ar\r\nميزانية بلدية تونس;المداخيل والمصاريف حسب السنوات\r\n")
    const french = Buffer.from("title_fr;description_fr\r\nÉcoles équipées;Où elles sont situées\r\n", "latin1")
    const workbook = await workbookBytes([
      {
        name: "Jeux",
        rows: [
          ["title_fr", "description_fr"],
          ["Écoles équipées", "Où elles sont situées"],
        ],
      },
    ])
    const titles = async (content: Uint8Array) =>
      (await preview(content, options, as(body.id))).lines.map(({ title }) => title)
    assert.deepEqual(await titles(arabic), [{ ar: "ميزانية بلدية تونس" }])
    assert.deepEqual(await titles(french), [{ fr: "Écoles équipées" }])
    assert.deepEqual(await titles(workbook), [{ fr: "Écoles équipées" }])
  })

  it("and published where it is complete and asked for; what lacks something stays a draft and says what", async () => {
    const body = await aBody()
    const table = ["identifier,title_fr,description_fr,licence", "a,Complet,Tout est dit.,otl", "b,Incomplet,,"].join(
      "\n",
    )
    const lines = await imported(table, { organizationId: body.id, publish: true }, as(body.id))
    const offices = await Promise.all(lines.map((line) => officeDataset(database.db, line.datasetId!, systemActor)))
    assert.deepEqual(
      offices.map(({ state }) => state),
      ["published", "draft"],
    )
    assert.deepEqual((lines[1]!.detail as { problems: object[] }).problems, [
      { path: "description", rule: "missing" },
      { path: "licence", rule: "missing" },
    ])
  })

  it("lines with mistakes are refused, each mistake at its row and column, and the others go on", async () => {
    const [body, other] = [await aBody(), await aBody()]
    const table = [
      "Identifiant,Titre,Licence,Début,file_url_1,Organisme,colonne inconnue",
      "a,Bon,otl,2024,https://b.tn/1,,x",
      "b,Mauvais,ma licence,31/02/x,javascript:alert(1),,",
      "c,Ailleurs,,,,Organisme 999,",
      `d,À un autre,,,,${other.slug},`,
      "a,Deux fois,,,,,",
      "e,,,,,,",
    ].join("\n")
    const context = as(body.id)
    const plan = await preview(table, { organizationId: body.id }, context)
    assert.deepEqual(plan.counts, { create: 1, update: 0, unchanged: 0, refused: 5 })
    assert.deepEqual(plan.unknownColumns, ["colonne inconnue"])
    assert.deepEqual(
      plan.lines.flatMap(({ problems = [] }) =>
        problems.map(({ row, path, rule, values }) => [row, path, rule, values?.value]),
      ),
      [
        [3, "file_url_1", "not-a-url", "javascript:alert(1)"],
        [3, "Licence", "unknown", "ma licence"],
        [3, "Début", "not-a-date", "31/02/x"],
        [4, "Organisme", "unknown", "Organisme 999"],
        [5, "Organisme", "not-allowed", other.slug],
        [6, "Identifiant", "repeated", "a"],
        [7, "Titre", "missing", undefined],
      ],
    )
    await applyImport(database.db, { token: plan.token }, context)
    const { verdicts } = await bulkWork(database.db, { id: plan.token }, context)
    assert.deepEqual([verdicts.created, verdicts.refused], [1, 5])
  })

  it("changes what the line names, by identifier or id, and only in the cells that say something else", async () => {
    const body = await aBody()
    const facts = {
      identifier: "ref-1",
      title: { fr: "Avant", ar: "قبل" },
      description: { fr: "Inchangé" },
      keywords: { fr: ["a", "b"] },
    }
    const { id } = await beginDataset(database.db, { organizationId: body.id, facts }, system())
    const table = "identifier,title_fr,description_fr,keywords_fr\nref-1,Après,,-\n"
    const [line] = await imported(table, {}, as(body.id))
    assert.deepEqual([line?.verdict, line?.datasetId], ["changed", id])
    const { document } = await officeDataset(database.db, id, systemActor)
    assert.deepEqual(document.facts, {
      identifier: "ref-1",
      title: { fr: "Après", ar: "قبل" },
      description: { fr: "Inchangé" },
    })
  })

  it("a published dataset gets a draft, unless publication is asked for", async () => {
    const body = await aBody()
    const facts = { identifier: "pub", title: { fr: "Avant" }, description: { fr: "D" }, licence: { code: "otl" } }
    const { id } = await beginDataset(database.db, { organizationId: body.id, facts }, system())
    await publishDataset(database.db, { id }, system())
    await imported("identifier,title_fr\npub,Brouillon\n", {}, as(body.id))
    const drafted = await officeDataset(database.db, id, systemActor)
    assert.deepEqual([drafted.shown?.facts.title.fr, drafted.draft?.document.facts.title.fr], ["Avant", "Brouillon"])
    await imported("identifier,title_fr\npub,Publié\n", { publish: true }, as(body.id))
    const shown = await officeDataset(database.db, id, systemActor)
    assert.deepEqual([shown.shown?.facts.title.fr, shown.draft], ["Publié", undefined])
  })

  it("leaves alone what somebody changed after the preview; datasets of others are unknown", async () => {
    const [body, other] = [await aBody(), await aBody()]
    const { id } = await beginDataset(database.db, { organizationId: body.id, facts: { title: { fr: "A" } } }, system())
    const context = as(body.id)
    const { token } = await preview(`id,title_fr\n${id},B\n`, {}, context)
    await patchDataset(database.db, { id, patch: { facts: { title: { fr: "C" } } } }, system())
    await applyImport(database.db, { token }, context)
    assert.equal((await bulkWork(database.db, { id: token }, context)).verdicts["changed-since"], 1)
    const stranger = await preview(`id,title_fr\n${id},X\n`, {}, as(other.id))
    assert.deepEqual(
      stranger.lines[0]?.problems?.map(({ rule }) => rule),
      ["unknown"],
    )
  })

  it("a file that is no table, or has no column that anybody knows, is refused with the reason", async () => {
    const rule = async (content: Given) => {
      const error = await preview(content, {}, system()).catch((reason: unknown) => reason)
      assert.ok(error instanceof InvalidInput, String(error))
      return error.problems[0]?.rule
    }
    assert.equal(await rule("%PDF-1.7 …"), "not-a-table")
    assert.equal(await rule("a,b\n1,2\n"), "no-known-column")
    assert.equal(await rule("title_fr,Titre\n1,2\n"), "repeated")
    assert.equal(await rule(Buffer.from("PK\u0003\u0004 no workbook")), "damaged")
  })
})

describe("the report of an import", () => {
  it("says of each row what came of it and what to do, in the reader's language", async () => {
    const body = await aBody()
    const context = as(body.id)
    const table = "title_fr,licence\nBon,otl\nMauvais,=ma licence\n"
    const { token } = await preview(table, { organizationId: body.id, publish: true }, context)
    await applyImport(database.db, { token }, context)
    const report = async (language: "ar" | "fr") => {
      let text = ""
      for await (const part of importReport(database.db, { token, language }, context)) text += part
      return text.split("\r\n").map((line) => line.replace(/[0-9a-f-]{36}/, "ID"))
    }
    assert.deepEqual(await report("fr"), [
      "\ufeffLigne,Résultat,Jeu de données,Colonne,Valeur,Que faire",
      '2,créé,ID,,,"Resté à l’état de brouillon : complétez-le, puis publiez-le."',
      "2,créé,ID,description,,Ce champ est à remplir.",
      "3,refusé,,licence,'=ma licence,Cette valeur n’est pas dans la liste.",
      "",
    ])
    assert.match((await report("ar"))[3]!, /رُفض/)
    await assert.rejects(async () => {
      for await (const _part of importReport(database.db, { token, language: "fr" }, as(body.id))) assert.fail()
    }, BulkWorkNotFound)
  })
})

describe("the template", () => {
  it("has columns that are all known, and a guide in each language with the values of the lists", async () => {
    const [header] = csvTemplate().slice(1).split("\r\n")
    const names = header!.split(",")
    assert.deepEqual(
      names.filter((name) => columnNameFrom(name, "fr") !== name),
      [],
    )
    for (const language of ["ar", "fr", "en"] as const) {
      const bytes = await workbookTemplate(language, vocabularies)
      const table = await readTable({ bytes, name: "x.xlsx" }, { maxRows: 10 })
      assert.deepEqual(table, { kind: "rows", rows: [names] })
      const { sheets } = await readXlsx(bytes)
      const guide = sheets[1]!.rows.slice(3)
      assert.deepEqual(
        guide.filter(([, holds]) => !holds).map(([name]) => name),
        [],
      )
      assert.match(String(guide.find(([name]) => name === "themes")?.[2]), /sante: /)
    }
  })
})

describe("metadata are exported", () => {
  it("and come back without a difference", async () => {
    const body = await aBody()
    const facts = {
      identifier: "=1+1",
      title: { fr: '=HYPERLINK("http://x")', ar: "‏عنوان، بفاصلة", de: "Titel" },
      description: { fr: ' Deux\nlignes ; "guillemets" | barres ', en: "-" },
      keywords: { fr: ["un, deux"], ar: ["مياه", "ري"] },
      themes: ["sante", "culture"],
      licence: { raw: "licence maison" },
      frequency: { code: "MONTHLY" },
      spatial: [{ code: "iso:TN-11" as const }, { label: { fr: "Quelque part" } }],
      temporal: [{ start: "2020" }, { end: "2021-05-01" }],
      contactPoints: [{ name: "A" }, { name: "B", phone: "+216 71 000 000", email: "b@c.tn" }],
      landingPage: "https://b.tn/",
      languages: ["fr", "ar"],
    }
    const distributions = [
      { downloadUrl: "https://b.tn/1.csv", format: "CSV", byteSize: 12, title: { fr: "Un", ar: "واحد" } },
      { accessUrl: "https://b.tn/2", conformsTo: ["https://c.tn/"] },
    ]
    await beginDataset(database.db, { organizationId: body.id, facts, distributions }, system())
    await beginDataset(database.db, { organizationId: body.id, facts: { title: { ar: "ثان" } } }, system())
    const csv = await exported(body.id)
    assert.ok(csv.startsWith("\ufeffid,identifier,organization,title_ar"))
    const again = await preview(csv, {}, system())
    assert.deepEqual(again.counts, { create: 0, update: 0, unchanged: 2, refused: 0 })
    const rows: string[][] = []
    for await (const row of metadataRows(database.db, { organizationId: body.id }, system())) rows.push(row)
    const workbook = await workbookBytes([{ name: "Fihrist", rows }])
    assert.deepEqual((await preview(workbook, {}, system())).counts.unchanged, 2)
  })

  it("so that no cell is calculated by a spreadsheet, and every cell is read back as it was", async () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1 }), (cells) => {
        const line = csvLine(cells)
        assert.doesNotMatch(line, /(?:^|,)"?[=+\-@\t]/)
      }),
    )
    assert.equal(csvLine(["=1", "+216", "-", "@x", "'=", "a,b", 'q"q']), `'=1,'+216,'-,'@x,''=,"a,b","q""q"\r\n`)
  })

  it("to whoever may see the work on them, nobody else", async () => {
    const body = await aBody()
    await beginDataset(database.db, { organizationId: body.id, facts: { title: { fr: "Secret" } } }, system())
    let text = ""
    for await (const part of exportMetadata(database.db, { organizationId: body.id }, { by: anonymousActor }))
      text += part
    assert.doesNotMatch(text, /Secret/)
    assert.equal(text.split("\r\n").length, 2)
  })
})

describe("columns are known by many names", () => {
  const names: readonly (readonly [string, string | undefined])[] = [
    ["title_ar", "title_ar"],
    ["Title (Arabic)", "title_ar"],
    ["TITRE EN FRANÇAIS", "title_fr"],
    ["العنوان بالفرنسية", "title_fr"],
    ["الوصف", "description_ar"],
    ["Mots-clés", "keywords_fr"],
    ["رابط الملف 2", "file_url_2"],
    ["Format du fichier", "file_format_1"],
    ["Périodicité", "frequency"],
    ["file_url_21", undefined],
    ["constructor", undefined],
    ["", undefined],
  ]
  for (const [header, name] of names) {
    it(`“${header}” is ${name ?? "nothing"}`, () => assert.equal(columnNameFrom(header, "fr"), name))
  }
})

/** The encoding of old Arabic spreadsheets, which Node reads and does not write. */
function windows1256(text: string): Uint8Array {
  const decoder = new TextDecoder("windows-1256")
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(new Uint8Array([byte])), byte]))
  return new Uint8Array([...text].map((letter) => bytes.get(letter) ?? 0x3f))
}
