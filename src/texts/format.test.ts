import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { countMessages, formatterFor, languages } from "./index.ts"

const [ar, fr, en] = [formatterFor("ar"), formatterFor("fr"), formatterFor("en")]

describe("numbers", () => {
  it("have Western digits in all languages and a narrow no-break space between thousands", () => {
    assert.deepEqual(
      languages.map((language) => formatterFor(language).number(10_982_754.5)),
      ["10\u202f982\u202f754,5", "10\u202f982\u202f754,5", "10\u202f982\u202f754.5"],
    )
  })

  it("as shares carry the sign as the language sets it", () => {
    assert.deepEqual(
      [ar, fr, en].map(({ percent }) => percent(0.614)),
      ["61\u202f%", "61\u202f%", "61%"],
    )
  })

  it("of bytes are in decimal units, with one decimal below ten", () => {
    assert.deepEqual([0, 999, 1200, 734_003_200].map(fr.size), [
      "0\u00a0octets",
      "999\u00a0octets",
      "1,2\u00a0ko",
      "734\u00a0Mo",
    ])
    assert.equal(ar.size(1_234_567), "1,2\u00a0م.ب")
  })
})

describe("dates", () => {
  it("have Tunisian month names in Arabic", () => {
    const months = Array.from({ length: 12 }, (_, month) => ar.date(`2026-${String(month + 1).padStart(2, "0")}`))
    assert.deepEqual(months.slice(0, 8), [
      "جانفي 2026",
      "فيفري 2026",
      "مارس 2026",
      "أفريل 2026",
      "ماي 2026",
      "جوان 2026",
      "جويلية 2026",
      "أوت 2026",
    ])
  })

  it("are as precise as they were given, and timestamps are days of Tunis", () => {
    assert.deepEqual(["2023", "2023-07", "2023-07-25", "2026-11-20T23:30:00Z", "2026-08-01"].map(fr.date), [
      "2023",
      "juillet 2023",
      "25 juillet 2023",
      "21 novembre 2026",
      "1er août 2026",
    ])
  })

  it("that are none are shown as written", () => {
    assert.deepEqual(["hier", "2023-13-45", "", "25/07/2023"].map(en.date), ["hier", "2023-13-45", "", "25/07/2023"])
  })

  it("lie as far back as one unit can say", () => {
    const now = new Date("2026-11-23T12:00:00Z")
    const since = (iso: string) => [ar, fr, en].map(({ ago }) => ago(new Date(iso), now))
    assert.deepEqual(since("2026-11-23T10:00:00Z"), ["منذ ساعتين", "il y a 2 heures", "2 hours ago"])
    assert.deepEqual(since("2026-10-13T12:00:00Z"), ["منذ 41 يوما", "il y a 41 jours", "41 days ago"])
    assert.deepEqual(since("2020-01-01T00:00:00Z"), ["منذ 6 سنوات", "il y a 6 ans", "6 years ago"])
    assert.equal(since("2026-11-24T00:00:00Z")[2], "less than a minute ago")
  })
})

describe("counted things", () => {
  it("take the six forms of Arabic", () => {
    assert.deepEqual([0, 1, 2, 3, 11, 100, 1102].map(countMessages.ar.datasets), [
      "لا مجموعات بيانات",
      "مجموعة بيانات واحدة",
      "مجموعتا بيانات",
      "3 مجموعات بيانات",
      "11 مجموعة بيانات",
      "100 مجموعة بيانات",
      "1\u202f102 مجموعة بيانات",
    ])
  })

  it("take the forms of French, where nought is singular, and of English, where it is plural", () => {
    assert.deepEqual([0, 1, 2].map(countMessages.fr.datasets), [
      "0 jeu de données",
      "1 jeu de données",
      "2 jeux de données",
    ])
    assert.deepEqual([0, 1, 2].map(countMessages.en.datasets), ["0 datasets", "1 dataset", "2 datasets"])
  })
})

describe("names of languages", () => {
  it("are in the reader's language, and a tag that nobody knows stays a tag", () => {
    assert.deepEqual(
      [ar, fr, en].map(({ languageName }) => languageName("fr")),
      ["الفرنسية", "français", "French"],
    )
    assert.equal(fr.languageName("not a tag"), "not a tag")
  })
})
