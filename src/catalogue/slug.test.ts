import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { nextFreeSlug, slugFromTitle } from "./slug.ts"

const wellFormed = /^[a-z0-9]+(-[a-z0-9]+)*$/

describe("slugs", () => {
  const arabicTitles: ReadonlyArray<readonly [title: string, slug: string]> = [
    ["قائمة المستشفيات العمومية بولاية نابل", "qaimat-al-mostachfayat-al-oumoumiya-bi-wilayat-nabeul"],
    ["عدد الإصابات بفيروس كورونا حسب الولايات", "adad-al-isabat-bi-virus-corona-hasab-al-wilayat"],
    ["ميزانية بلدية بوعرادة لسنة 2023", "mizaniyat-baladiyat-bou-arada-li-sana-2023"],
    ["مكتبات المطالعة العمومية بسيدي بوزيد", "maktabat-al-moutalaa-al-oumoumiya-bi-sidi-bouzid"],
    ["حدود الولايات التونسية", "houdoud-al-wilayat-al-tounsiya"],
    ["بلدية الكاف — رخص البناء", "baladiyat-kef-roukhas-al-bina"],
    ["كمّيات الأمطار المسجّلة ٢٠٢٤", "kammiyat-al-amtar-al-mousajjala-2024"],
  ]
  for (const [title, slug] of arabicTitles) {
    it(`"${title}" reads ${slug}`, () => assert.equal(slugFromTitle({ ar: title }), slug))
  }

  it("words outside the dictionary get the vowels that syllables need", () => {
    assert.equal(slugFromTitle({ ar: "مسرح" }), "masrah")
    assert.equal(slugFromTitle({ ar: "فُسَيْفِسَاء" }), "fousaifisa")
  })

  it("Persian letters copied out of PDF files read like Arabic ones", () => {
    assert.equal(slugFromTitle({ ar: "بلدیة أریانة" }), slugFromTitle({ ar: "بلدية أريانة" }))
  })

  it("French accents, ligatures and apostrophes are folded", () => {
    assert.equal(slugFromTitle({ fr: "L’œuvre d'art à l’École" }), "l-oeuvre-d-art-a-l-ecole")
  })

  it("a Latin title goes before an Arabic one, an Arabic one before the source's own slug", () => {
    assert.equal(slugFromTitle({ ar: "الأسعار", fr: "Les prix" }), "les-prix")
    assert.equal(slugFromTitle({ ar: "الأسعار" }, "-_-xlsx"), "al-asaar")
    assert.equal(slugFromTitle({ und: "؟؟" }, "prix-2020"), "prix-2020")
    assert.equal(slugFromTitle({ el: "Δοκιμή" }), "dataset")
  })

  it("a long title is cut between words at 80 characters", () => {
    const slug = slugFromTitle({ fr: "quantité d’eau transférée ".repeat(8) })
    assert.ok(slug.length <= 80 && slug.endsWith("-transferee"), slug)
    assert.equal(slugFromTitle({ fr: "x".repeat(200) }).length, 80)
  })

  it("a title that is an identifier never passes for one in an address", () => {
    const title = "01890000-aaaa-7000-8000-000000000000"
    assert.equal(slugFromTitle({ fr: title }), `id-${title}`)
  })

  it("any title whatever gives a well-formed slug", () => {
    const arabic = fc.string({ unit: fc.constantFrom(..."ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ ًٌٍَُِّْـ٠٩".split("")) })
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("ar", "fr", "und", "en"), fc.oneof(arabic, fc.string({ unit: "binary" }))),
        (title) => {
          const slug = slugFromTitle(title)
          assert.match(slug, wellFormed)
          assert.ok(slug.length <= 80)
        },
      ),
    )
  })

  it("the next free slug counts up from two", () => {
    assert.equal(nextFreeSlug("prix", new Set()), "prix")
    assert.equal(nextFreeSlug("prix", new Set(["prix", "prix-2"])), "prix-3")
  })
})
