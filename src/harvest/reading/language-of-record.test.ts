import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { languageOfRecord } from "./index.ts"

describe("the language of a record", () => {
  it("is that of its text, whatever it declares", () => {
    const record = { title: "Liste des marchés de la ville et du gouvernorat", declared: "en" }
    assert.equal(languageOfRecord(record, "ar"), "fr")
  })

  it("is told by the description where the title does not show it", () => {
    const record = { title: "SIG 2024", description: "<p>The number of schools in each of the regions</p>" }
    assert.equal(languageOfRecord(record, undefined), "en")
  })

  it("is the declared one where the text shows none, but Latin letters are not Arabic", () => {
    assert.equal(languageOfRecord({ title: "SIG", declared: "French" }, undefined), "fr")
    assert.equal(languageOfRecord({ title: "SIG", declared: "ar" }, "fr"), "fr")
  })

  it("is at last what the source's options say, or not known", () => {
    assert.equal(languageOfRecord({ title: "SIG", declared: { code: "fr" } }, "fr"), "fr")
    assert.equal(languageOfRecord({ title: undefined }, undefined), "und")
  })
})
