import assert from "node:assert/strict"
import { it } from "node:test"
import { languageFor } from "./reader-language.ts"

it("the reader's language is that of the address, else of the browser, else Arabic", () => {
  assert.equal(languageFor("/en/nowhere", "fr"), "en")
  assert.equal(languageFor("/nowhere", "de;q=1, fr-TN;q=0.5, en;q=0.8"), "en")
  assert.equal(languageFor("/nowhere", "fr;q=0, *"), "ar")
  assert.equal(languageFor("", undefined), "ar")
})
