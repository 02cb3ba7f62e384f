import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import { tunisianVocabularies } from "../../../tests/support/vocabularies.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import type { DatasetDocument } from "../document.ts"
import { checkDocument } from "./check-document.ts"

let vocabularies: Vocabularies
before(async () => {
  vocabularies = await tunisianVocabularies()
})

const id = "0197b4a0-0000-7000-8000-000000000000"
const good: DatasetDocument = {
  organizationId: id,
  visibility: "public",
  facts: { title: { ar: "المدارس" }, description: { fr: "Les écoles" }, licence: { code: "otl" } },
  distributions: [{ id, downloadUrl: "https://a.tn/%20b?c#d" }],
}

function problems(given: Partial<DatasetDocument["facts"]>, rest: Partial<DatasetDocument> = {}): string[] {
  const document = { ...good, ...rest, facts: { ...good.facts, ...given } }
  return checkDocument(document, vocabularies).map(({ path, rule }) => `${path} ${rule}`)
}

describe("what publication asks for", () => {
  it("is a title and a description in one language, and a licence", () => {
    assert.deepEqual(problems({}), [])
    assert.deepEqual(
      checkDocument({ ...good, facts: { title: {} } }, vocabularies).map(({ path }) => path),
      ["title", "description", "licence"],
    )
  })

  it("takes a licence on each file for one of the dataset, and a source's own words for a licence", () => {
    const { licence: _licence, ...unlicensed } = good.facts
    const files = [{ ...good.distributions[0]!, licence: { code: "otl" } }]
    assert.deepEqual(checkDocument({ ...good, facts: unlicensed, distributions: files }, vocabularies), [])
    assert.deepEqual(problems({ licence: { raw: "domaine public" } }), [])
    assert.deepEqual(problems({ licence: { code: "mine" } }), ["licence unknown"])
  })

  it("knows the codes of its lists", () => {
    assert.deepEqual(problems({ themes: ["nothing"] }), ["themes.0 unknown"])
    assert.deepEqual(problems({ frequency: { code: "SOMETIMES" } }), ["frequency unknown"])
    assert.deepEqual(problems({ spatial: [{ label: { fr: "Kef" } }, { code: "iso:XX" }] }), ["spatial.1.code unknown"])
  })

  it("takes years, months and days for dates, and nothing else", () => {
    for (const date of ["2024", "2024-06", "2024-02-29", "2024-06-01T10:00:00Z"]) {
      assert.deepEqual(problems({ modified: date }), [], date)
    }
    for (const date of ["2023-02-29", "2024-13", "hier", "24", "2024-06-31T10:00:00Z", ""]) {
      assert.deepEqual(problems({ modified: date }), ["modified not-a-date"], date)
    }
  })

  it("lets no period end before it begins, and says what was written", () => {
    assert.deepEqual(
      problems({ temporal: [{ start: "2024-06", end: "2024" }, { start: "2024" }, { end: "2023" }] }),
      [],
    )
    const facts = { ...good.facts, temporal: [{ start: "2024", end: "2023-12" }] }
    assert.deepEqual(checkDocument({ ...good, facts }, vocabularies), [
      { path: "temporal.0", rule: "end-before-start", values: { start: "2024", end: "2023-12" } },
    ])
  })

  it("follows no address but of the web", () => {
    for (const url of ["javascript:alert(1)", "ftp://a.tn/x", "//a.tn", "a.tn", "http://", "data:text/html,x"]) {
      assert.deepEqual(problems({ landingPage: url }), ["landingPage not-a-url"], url)
      const files = [{ id, accessUrl: url }]
      assert.deepEqual(problems({}, { distributions: files }), ["distributions.0.accessUrl not-a-url"], url)
    }
    assert.deepEqual(problems({}, { distributions: [{ id }] }), ["distributions.0.downloadUrl missing"])
    assert.deepEqual(problems({}, { distributions: [{ id, file: { id, name: "a.csv" } }] }), [])
  })

  it("knows an address of mail", () => {
    for (const email of ["a@b.tn", "prénom.nom@agriculture.gov.tn", "a@مثال.تونس"]) {
      assert.deepEqual(problems({ contactPoints: [{ email }] }), [], email)
    }
    for (const email of ["a", "a@b", "a@b.tn\r\nBcc: c@d.tn", "a b@c.tn", "@b.tn", "<a@b.tn>", "a@-b.tn"]) {
      assert.deepEqual(problems({ contactPoints: [{ email }] }), ["contactPoints.0.email not-an-email"], email)
    }
  })

  it("asks why what is private is private, and bears no endless words", () => {
    assert.deepEqual(problems({}, { visibility: "private" }), ["privateReason missing"])
    assert.deepEqual(problems({}, { visibility: "private", privateReason: { ar: "سر إحصائي" } }), [])
    assert.deepEqual(problems({ title: { fr: "a".repeat(301) } }), ["title.fr too-long"])
    assert.deepEqual(problems({ keywords: { fr: ["a".repeat(101)] } }), ["keywords.fr too-long"])
  })
})
