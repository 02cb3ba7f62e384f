import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { fold, foldedKey, tokensOf } from "./index.ts"

const terms = (text: string) => tokensOf(text).map(({ term }) => term)
const stems = (text: string) => tokensOf(text).map(({ stem }) => stem)

function assertSame(words: readonly string[], of: (text: string) => readonly string[]): void {
  const [first, ...others] = words
  for (const other of others) assert.deepEqual(of(other), of(first!), `${other} and ${first}`)
}

describe("Arabic words", () => {
  it("are the same with tashkeel, tatweel and invisible marks, and without", () => {
    assertSame(["مياه", "مِيَاه", "ميـــاه", "\u200fمياه\u200e", "\u202bمياه\u202c", "\u2067مي\u200bاه\u2069"], terms)
  })

  it("are the same whatever the shape of alef, ya, ta marbuta and hamza", () => {
    assertSame(["احصاء", "أحصاء", "إحصاء", "آحصاء", "ٱحصا"], terms)
    assertSame(["مستشفى", "مستشفي"], terms)
    assertSame(["مدرسة", "مدرسه"], terms)
    assertSame(["مؤسسة", "موسسه"], terms)
    assertSame(["بيئة", "بييه"], terms)
  })

  it("are the same in the Persian letters and presentation forms that PDF files hold", () => {
    assertSame(["بلدية", "بلدیة", "بلدیۃ", "ﺑﻠﺪﻳﺔ"], terms)
    assertSame(["شبكة", "شبکة", "شبكہ"], terms)
    assertSame(["لا", "ﻻ"], terms)
    assertSame(["قفصة", "ڨفصة", "گفصة"], terms)
  })

  it("are the same with the article, also behind wa, bi and li", () => {
    assertSame(["مياه", "المياه", "والمياه", "بالمياه", "للمياه", "وللمياه"], terms)
    assertSame(["ماء", "الماء", "والماء", "بالماء", "للماء"], terms)
  })

  it("keep a beginning that only looks like an article", () => {
    assert.deepEqual(terms("ولاية والي وزارة بلدية"), ["ولايه", "والي", "وزاره", "بلديه"])
  })

  it("meet their plural, feminine and adjective in the stem", () => {
    assertSame(["بلدية", "بلديات", "البلديات", "بلدي"], stems)
  })
})

describe("French and English words", () => {
  it("are the same with accents and ligatures, and without", () => {
    assertSame(["éducation", "education", "ÉDUCATION", "e\u0301ducation"], terms)
    assertSame(["œuvre", "oeuvre", "Œuvre"], terms)
  })

  it("are the same after either apostrophe, and lose what is elided before it", () => {
    assertSame(["eau", "l'eau", "l’eau", "L’EAU", "d'eau", "qu’eau"], terms)
    assertSame(["minister", "minister's", "minister’s"], terms)
    assert.deepEqual(terms("vitamine C et plan B"), ["vitamine", "c", "plan", "b"])
  })

  it("meet their plural and feminine in the stem, across the two languages", () => {
    assertSame(["régional", "régionale", "régionaux", "régionales"], stems)
    assertSame(["industrie", "industries", "industry"], stems)
    assertSame(["donnée", "données"], stems)
    assertSame(["eau", "eaux"], stems)
    assertSame(["annuel", "annuelle", "annuelles"], stems)
    assertSame(["house", "houses", "housing"], stems)
  })

  it("keep what is no plural", () => {
    assert.deepEqual(stems("Tunis access campus gaz taux"), ["tunis", "access", "campus", "gaz", "taux"])
  })
})

describe("numbers and codes", () => {
  it("are the same in Arabic, Persian and European digits", () => {
    assertSame(["2026", "٢٠٢٦", "۲۰۲۶"], terms)
  })

  it("keep every part: hyphens, underscores and Arabic punctuation separate", () => {
    assert.deepEqual(terms("COVID-19 TN-11 prix_unitaire"), ["covid", "19", "tn", "11", "prix", "unitaire"])
    assert.deepEqual(terms("زيت،تمور؛قمح؟"), ["زيت", "تمور", "قمح"])
    assert.deepEqual(terms("سنة2020"), ["سنه", "2020"])
    assert.deepEqual(terms("007"), ["007"])
  })
})

describe("any text at all", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(..."اأإآٱىيةهؤئءلوبالـَّ\u200f\u202e٣۴،’'-_ eéœßİıﷺ½ﻻ\ud800") }),
  )

  it("is folded once and for all", () => {
    fc.assert(
      fc.property(anything, (text) => assert.equal(fold(fold(text)), fold(text))),
      { numRuns: 2000 },
    )
    fc.assert(
      fc.property(anything, (text) => assert.equal(foldedKey(foldedKey(text)), foldedKey(text))),
      { numRuns: 2000 },
    )
  })

  it("is analysed without complaint, into words that are not empty", () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const { term, stem } of tokensOf(text)) assert.ok(term.length > 0 && stem.length > 0)
      }),
      { numRuns: 2000 },
    )
  })

  it("gives the same words with any marks put between its letters", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."بتجدرسمنيeaztr"), minLength: 1, maxLength: 12 })
    const mark = fc.constantFrom("", "\u064e", "\u0651", "\u0640", "\u200f", "\u202c", "\u2069")
    fc.assert(
      fc.property(letters, fc.infiniteStream(mark), (text, marks) => {
        const marked = [...text].map((letter) => letter + marks.next().value).join("")
        assert.deepEqual(terms(marked), terms(text))
      }),
    )
  })
})
