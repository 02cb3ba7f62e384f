import assert from "node:assert/strict"
import { test } from "node:test"
import { createVocabularies, euFrequencies } from "../../vocabulary/index.ts"
import { assertKnownCodes } from "./known-codes.ts"
import { sourceMappingSchema } from "./source-mapping.ts"

const ours = createVocabularies({
  themes: [{ code: "health", label: { fr: "Santé" }, position: 1 }],
  licences: [{ code: "otl", title: { fr: "Licence" }, open: true, kind: "open", rawValues: [] }],
  places: [],
  frequencies: euFrequencies,
})

test("words of a source mean codes of our lists, and nothing else", () => {
  const fine = {
    ...sourceMappingSchema.parse({}),
    licences: { "Licence maison": "otl" },
    themes: { صحة: "health" },
    defaults: { licence: "otl", theme: "health", frequency: "ANNUAL" },
  }
  assert.doesNotThrow(() => assertKnownCodes(fine, ours))
  const refused = (more: object) => () => assertKnownCodes({ ...fine, ...more }, ours)
  const at = (field: string) => (error: { values?: { field?: string } }) => error.values?.field === field
  assert.throws(refused({ licences: { x: "constructor" } }), at("mapping.licences"))
  assert.throws(refused({ themes: { x: "Santé" } }), at("mapping.themes"))
  assert.throws(refused({ defaults: { frequency: "SOMETIMES" } }), at("mapping.defaults.frequency"))
  assert.throws(refused({ defaults: { place: "Atlantide" } }), at("mapping.defaults.place"))
})
