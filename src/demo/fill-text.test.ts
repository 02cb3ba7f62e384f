import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { fillText } from "./fill-text.ts"

const labels = { governorate: { A: { slug: "a", fr: "Le Kef", ofFr: "du Kef", ar: "الكاف", en: "Kef" } } }
const rows = [
  { governorate: "A", cases: 1200, date: "2020-03-01", name_fr: "Premier", name_ar: "الأول" },
  { governorate: "A", cases: 34, date: "2020-09-17", name_fr: "Second", name_ar: "الثاني" },
  { governorate: null, cases: null, date: null, name_fr: null, name_ar: null },
]
const context = { rows, labels, label: labels.governorate.A }

describe("texts of the demo", () => {
  it("count in the rows and leave out what is empty", () => {
    assert.equal(fillText("{count} {sum:cases} {distinct:governorate}", "en", context), "3 1,234 1")
    assert.equal(fillText("{countOf:governorate=A}", "en", context), "2")
  })

  it("name places as the language does", () => {
    assert.equal(fillText("gouvernorat {of}, {top:governorate}", "fr", context), "gouvernorat du Kef, Le Kef")
    assert.equal(fillText("ولاية {place}، {maxName:cases}", "ar", context), "ولاية الكاف، الأول")
  })

  it("write days in words, with the months that Tunisia uses in Arabic", () => {
    assert.equal(fillText("du {min:date} au {max:date}", "fr", context), "du 1er mars 2020 au 17 septembre 2020")
    assert.equal(fillText("{max:date}", "ar", context), "17 سبتمبر 2020")
    assert.equal(fillText("{max:date}", "en", context), "17 September 2020")
  })

  it("agree in number", () => {
    assert.equal(fillText("{distinct:governorate} fichier(s), {count} ligne(s)", "fr", context), "1 fichier, 3 lignes")
    assert.equal(fillText("0 ligne(s)", "fr", context), "0 ligne")
    assert.equal(fillText("0 line(s)", "en", context), "0 lines")
  })

  it("a template that asks for something unknown is an error, not a hole in the page", () => {
    assert.throws(() => fillText("{nothing:here}", "fr", context), /nothing fills \{nothing:here\}/)
  })
})
