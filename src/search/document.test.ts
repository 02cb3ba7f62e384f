import assert from "node:assert/strict"
import { describe, it } from "node:test"
import type { Dataset } from "../catalogue/index.ts"
import { createVocabularies, type Place } from "../vocabulary/index.ts"
import { documentFromDataset } from "./document.ts"

const place = (code: Place["code"], level: string, parentCode?: Place["code"]): Place => ({
  code,
  name: { fr: code },
  level,
  otherCodes: [],
  aliases: [`${code} alias`],
  ...(parentCode ? { parentCode } : {}),
})

const vocabularies = createVocabularies({
  themes: [{ code: "agri", label: { fr: "Agriculture", ar: "الفلاحة" }, position: 0 }],
  licences: [],
  places: [
    place("iso:TN", "country"),
    place("iso:TN-11", "governorate", "iso:TN"),
    place("ins:1151", "delegation", "iso:TN-11"),
  ],
  frequencies: [],
})

function aDataset(given: Partial<Dataset> = {}): Dataset {
  return {
    id: "00000000-0000-7000-8000-000000000001",
    slug: "prix-huile",
    state: "published",
    title: { fr: "Prix de l'huile" },
    organization: { id: "o", slug: "onagri", name: { fr: "Observatoire" } },
    metadataModified: "2024-02-03T00:00:00.000Z",
    createdAt: "2024-02-03T00:00:00.000Z",
    sources: [],
    distributions: [],
    editedFields: [],
    ...given,
  }
}

const documentOf = (given?: Partial<Dataset>) => documentFromDataset(aDataset(given), vocabularies)

describe("the document of a dataset", () => {
  it("has its places and those they lie in, short of the country", () => {
    const { facets, texts } = documentOf({ spatial: [{ code: "ins:1151" }] })
    assert.deepEqual(facets.place, ["ins:1151", "iso:TN-11"])
    assert.ok(texts.place?.some(({ text }) => text === "iso:TN-11 alias"))
    assert.deepEqual(documentOf({ spatial: [{ code: "iso:TN" }] }).facets.place, ["iso:TN"])
  })

  it("has the years its data speaks of, else that of its date, else none", () => {
    assert.deepEqual(documentOf({ temporal: [{ start: "2019-05", end: "2021" }], modified: "2024" }).facets.year, [
      "2019",
      "2020",
      "2021",
    ])
    assert.deepEqual(documentOf({ modified: "2024-05-06" }).facets.year, ["2024"])
    assert.deepEqual(documentOf().facets.year, [])
    assert.equal(documentOf({ temporal: [{ start: "1800", end: "2100" }] }).facets.year?.length, 100)
  })

  it("says that a licence is unknown, and takes the one that all files share", () => {
    assert.deepEqual(documentOf().facets.licence, ["unknown"])
    const file = { id: "d", position: 0, licence: { code: "odbl" } }
    assert.deepEqual(documentOf({ distributions: [file] }).facets.licence, ["odbl"])
    assert.equal(documentOf({ distributions: [file, { id: "e", position: 1 }] }).card.licence, undefined)
  })

  it("is found by the words of its theme in any language, of its files and by its identifier", () => {
    const { texts } = documentOf({
      themes: ["agri"],
      identifier: "TN-77",
      distributions: [{ id: "d", position: 0, title: { fr: "Série 2020" } }],
    })
    assert.deepEqual(
      texts.theme?.map(({ text }) => text),
      ["Agriculture", "الفلاحة"],
    )
    assert.deepEqual(
      texts.description?.map(({ text }) => text),
      ["Série 2020", "TN-77"],
    )
  })

  it("has a card whose description is short plain text in each of its languages", () => {
    const { card } = documentOf({ description: { fr: `**Prix** ${"mot ".repeat(200)}`, ar: "<p>أسعار</p>" } })
    assert.ok(card.description!.fr!.startsWith("Prix mot"))
    assert.ok(card.description!.fr!.length <= 300)
    assert.equal(card.description!.ar, "أسعار")
    assert.deepEqual(documentOf({ title: { fr: "a", "ar-tn": "ب", und: "c" } }).facets.language, ["fr", "ar"])
  })

  it("survives dates and periods that are none", () => {
    const { modified, facets } = documentOf({ modified: "bientôt", temporal: [{ start: "x" }, {}] })
    assert.equal(modified, 0)
    assert.deepEqual(facets.year, [])
  })
})
