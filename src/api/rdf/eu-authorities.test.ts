import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { formatFrom, formats, languageFrom } from "../../vocabulary/index.ts"
import { fileTypeIri, languageIri } from "./eu-authorities.ts"

describe("codes of the EU's authority tables", () => {
  it("lead back to the format that they stand for", () => {
    for (const { code } of formats) {
      const iri = fileTypeIri(code)
      if (iri) assert.equal(formatFrom(iri), code)
    }
  })

  it("lead back to the language that they stand for, and there are none for what is no language", () => {
    for (const tag of ["ar", "fr", "en", "de", "it", "es", "zh", "el", "cs", "kab"]) {
      assert.equal(languageFrom(languageIri(tag)), tag)
    }
    assert.equal(languageIri("zh-hant"), "http://publications.europa.eu/resource/authority/language/ZHO")
    assert.deepEqual([languageIri("und"), languageIri("x"), languageIri("")], [undefined, undefined, undefined])
  })
})
