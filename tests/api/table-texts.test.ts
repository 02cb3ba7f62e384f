import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { tableRefusalCodes } from "../../src/tabular/open/table-refusal.ts"
import { tableNoteCodes } from "../../src/tabular/table/table-note.ts"
import { languages, tableMessages, tableNoteText, tableRefusalText } from "../../src/texts/index.ts"

describe("the texts of tables", () => {
  it("say of every reason without a table, and of every note, what it means in each language", () => {
    // Ours to fail, and not to try, are no reasons of the readers.
    const reasons = [...tableRefusalCodes, "internal", "not-read"].sort()
    for (const language of languages) {
      assert.deepEqual(Object.keys(tableMessages[language].refusals).sort(), reasons)
      assert.deepEqual(Object.keys(tableMessages[language].notes).sort(), [...tableNoteCodes].sort())
    }
  })

  it("mention the same values in each language", () => {
    const valuesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
    const { ar, fr, en } = tableMessages
    for (const other of [fr, en]) {
      for (const code of tableNoteCodes) assert.deepEqual(valuesOf(other.notes[code]), valuesOf(ar.notes[code]), code)
      for (const code of tableRefusalCodes) {
        assert.deepEqual(valuesOf(other.refusals[code]), valuesOf(ar.refusals[code]), code)
      }
    }
  })

  it("are filled with their values, lists among them", () => {
    assert.match(tableNoteText("en", "not-fitting", { column: "Prix", count: 3 }), /“Prix”.*: 3\.$/)
    assert.match(tableNoteText("fr", "mixed-geometry", { families: ["Point", "Polygon"] }), /Point, Polygon/)
    assert.match(tableRefusalText("en", "too-many-rows", { limit: 5 }), /\(5\)/)
    assert.equal(tableRefusalText("fr", "__proto__"), tableMessages.fr.refusals.internal)
  })
})
