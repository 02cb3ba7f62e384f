import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import { tunisianVocabularies } from "../../../tests/support/vocabularies.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import { inspectFile } from "../inspect/inspect-file.ts"
import { suggestFacts } from "./suggest-facts.ts"
import type { SuggestionInput } from "./suggestion.ts"

let vocabularies: Vocabularies
before(async () => {
  vocabularies = await tunisianVocabularies()
})

const suggest = (given: Partial<SuggestionInput>) => suggestFacts({ titles: {}, files: [], vocabularies, ...given })

async function aFile(content: string, name = "fichier.csv") {
  const bytes = Buffer.from(content)
  const open = async () =>
    (async function* () {
      yield bytes
    })()
  const { facts } = await inspectFile({ open, name, byteSize: bytes.length }, { placeFrom: vocabularies.placeFrom })
  return { name, facts }
}

const governorates = () => vocabularies.places.filter(({ level }) => level === "governorate")

describe("suggestions for a dataset", () => {
  it("are themes by words of the title in Arabic, French or English", () => {
    for (const [title, theme] of [
      ["Production annuelle d’électricité par producteur", "energie-mines"],
      ["قائمة المستشفيات العمومية", "sante"],
      ["أسعار الخضر والغلال", "agriculture"],
      ["Nombre de nuitées dans les hôtels", "tourisme"],
      ["Higher education students by university", "enseignement-superieur"],
      ["Demandes d’emploi et offres de formation professionnelle", "emploi-formation"],
      ["Permis de bâtir délivrés", "equipement-habitat"],
    ] as const) {
      const [first] = suggest({ titles: { fr: title } }).themes
      assert.equal(first?.value, theme, title)
      assert.equal(first.reason.code, "words-in-text")
    }
  })

  it("are no theme where nothing speaks for one, and that of the organisation where it always has the same", () => {
    assert.deepEqual(suggest({ titles: { fr: "Tableau 3" } }).themes, [])
    const [first] = suggest({ titles: { fr: "Tableau 3" }, organizationHistory: { themes: ["culture"] } }).themes
    assert.deepEqual([first?.value, first?.reason.code], ["culture", "used-before"])
  })

  it("are keywords that the organisation used before, then words of the title, without places and empty words", () => {
    const { keywords } = suggest({
      titles: { fr: "Liste des stations de pompage de la commune de Sfax 2024", ar: "قائمة محطات الضخ بولاية صفاقس" },
      organizationHistory: { keywords: { fr: ["stations de pompage", "eau potable"] } },
    })
    assert.deepEqual(
      keywords.fr?.map(({ value, reason }) => [value, reason.code]),
      [
        ["stations de pompage", "used-before"],
        ["stations", "words-of-title"],
        ["pompage", "words-of-title"],
      ],
    )
    assert.deepEqual(
      keywords.ar?.map(({ value }) => value),
      ["محطات"],
    )
  })

  it("are a frequency by a word that says it, by the dates of the file, or yearly for one year", async () => {
    const frequency = (given: Partial<SuggestionInput>) => suggest(given).frequency
    assert.equal(frequency({ titles: { fr: "Importation mensuelle du pétrole" } })?.value, "MONTHLY")
    assert.equal(frequency({ titles: { ar: "التقرير السنوي" } })?.value, "ANNUAL")
    const monthly = await aFile("mois;n\n01/01/2024;1\n01/02/2024;2\n01/03/2024;3\n01/04/2024;4\n")
    assert.deepEqual(
      [frequency({ files: [monthly] })?.value, frequency({ files: [monthly] })?.reason.code],
      ["MONTHLY", "dates-in-file"],
    )
    assert.deepEqual(
      [frequency({ titles: { fr: "Budget 2024" } })?.value, frequency({ titles: { fr: "Budget 2024" } })?.confidence],
      ["ANNUAL", "low"],
    )
    assert.equal(frequency({ titles: { fr: "Budget" } }), undefined)
  })

  it("are places named in the title, the narrowest, else those in the files", async () => {
    const spatial = (given: Partial<SuggestionInput>) => suggest(given).spatial.map(({ value }) => value)
    const named = (name: string) => vocabularies.placeFrom(name)!.code
    assert.deepEqual(spatial({ titles: { fr: "Marchés publics – Commune de Sfax, Tunisie" } }), [
      named("Commune de Sfax"),
    ])
    assert.deepEqual(spatial({ titles: { ar: "المدارس بولاية قفصة" } }), [named("ولاية قفصة")])
    assert.deepEqual(spatial({ titles: { fr: "la production du centre" } }), [])

    const names = governorates().map(({ name }) => name.fr)
    const all = await aFile(`gouvernorat;n\n${names.map((name, index) => `${name};${index}`).join("\n")}\n`)
    assert.deepEqual(spatial({ files: [all] }), [vocabularies.places.find(({ level }) => level === "country")!.code])
    const two = await aFile("gouvernorat;n\nTozeur;1\nGafsa;2\n")
    assert.deepEqual(spatial({ files: [two] }), [named("Tozeur"), named("Gafsa")])
  })

  it("are a period from the years of the title, else of the files together", async () => {
    const temporal = (given: Partial<SuggestionInput>) => suggest(given).temporal?.value
    assert.deepEqual(temporal({ titles: { fr: "Pêche 2019-2023" } }), { start: "2019", end: "2023" })
    const files = [await aFile("annee;n\n2018;1\n2019;2\n"), await aFile("annee;n\n2021;1\n2022;2\n")]
    assert.deepEqual(temporal({ titles: { fr: "Pêche" }, files }), { start: "2018", end: "2022" })
  })

  it("are a title only where there is none but the name of a file", async () => {
    const file = await aFile(
      "الهيئة العليا;;\nنتائج الانتخابات البلدية 2018;;\n\nمكتب;قائمة;عدد\nأ;ب;1\nج;د;2\n",
      "res_2018 (1).csv",
    )
    assert.deepEqual(suggest({ titles: { fr: "res_2018 (1).csv" }, files: [file] }).title, {
      value: "نتائج الانتخابات البلدية 2018",
      reason: { code: "lines-above-table" },
      confidence: "medium",
    })
    const plain = await aFile("a;b\n1;2\n3;4\n", "liste_ecoles-2024.csv")
    assert.equal(suggest({ files: [plain] }).title?.value, "Liste ecoles 2024")
    assert.equal(suggest({ titles: { fr: "Les écoles" }, files: [plain] }).title, undefined)
  })

  it("are languages and formats by the content of the files", async () => {
    const files = [await aFile("الولاية;nom de la commune\nتونس;La Marsa\nأريانة;Raoued\n", "-.txt")]
    const { languages, formats } = suggest({ files })
    assert.deepEqual(
      languages.map(({ value }) => value),
      ["ar", "fr"],
    )
    assert.deepEqual(
      formats.map(({ file, value }) => [file, value]),
      [[0, "CSV"]],
    )
  })
})
