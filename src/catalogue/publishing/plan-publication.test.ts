import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import type { DatasetDocument } from "../document.ts"
import { type FieldEdit, foldEdits, type ShownFacts } from "../layers.ts"
import { tidyDocument } from "./document-schema.ts"
import { planPublication } from "./plan-publication.ts"

const word = fc.constantFrom("a", "b", "c")
const localised = fc.dictionary(fc.constantFrom("ar", "fr"), word, { minKeys: 1 })
const facts: fc.Arbitrary<ShownFacts> = fc.record(
  {
    title: localised,
    description: localised,
    keywords: fc.dictionary(fc.constantFrom("ar", "fr"), fc.uniqueArray(word, { minLength: 1 }), { minKeys: 1 }),
    licence: fc.record({ code: word }),
    themes: fc.uniqueArray(word, { minLength: 1 }),
  },
  { requiredKeys: ["title"] },
)

const documentOf = (shown: ShownFacts): DatasetDocument =>
  tidyDocument({ organizationId: "o", visibility: "public", facts: shown, distributions: [] })

describe("the plan of a publication", () => {
  it("property: the edits of any number of publications over any number of snapshots fold to what was published last", () => {
    const step = fc.record({ snapshot: fc.option(facts, { nil: undefined }), published: facts })
    fc.assert(
      fc.property(facts, fc.array(step, { minLength: 1, maxLength: 4 }), (first, steps) => {
        let snapshot = first
        let edits: FieldEdit[] = []
        for (const { snapshot: harvested, published } of steps) {
          snapshot = harvested ?? snapshot
          const shown = documentOf(foldEdits(snapshot, edits).facts)
          const document = documentOf(published)
          const plan = planPublication({ shown, document, snapshot, edits, distributions: [] })
          edits = [...without(edits, plan.edits), ...plan.edits.filter(({ obsolete }) => !obsolete)]
          const folded = foldEdits(snapshot, edits)
          assert.deepEqual(documentOf(folded.facts), document)
          assert.deepEqual(plan.editedFields, folded.editedFields)
        }
      }),
      { numRuns: 500 },
    )
  })

  it("lets a language of a title that was taken away, and that its source alone gives now, be published again", () => {
    const taken: FieldEdit = { field: "title", language: "ar", value: null }
    const snapshot: ShownFacts = { title: { ar: "b" } }
    const shown = documentOf(foldEdits(snapshot, [taken]).facts)
    const document = documentOf({ title: { ar: "b", fr: "a" } })
    const plan = planPublication({ shown, document, snapshot, edits: [taken], distributions: [] })
    const lasting = [...without([taken], plan.edits), ...plan.edits.filter(({ obsolete }) => !obsolete)]
    assert.deepEqual(foldEdits(snapshot, lasting).facts.title, { ar: "b", fr: "a" })
  })

  it("names no field as corrected where no source says anything", () => {
    const document = documentOf({ title: { fr: "a" } })
    const plan = planPublication({ document, edits: [], distributions: [] })
    assert.deepEqual(plan.editedFields, [])
    assert.deepEqual(
      plan.edits.map(({ field, language, value }) => [field, language, value]),
      [
        ["organizationId", "", "o"],
        ["title", "fr", "a"],
      ],
    )
  })
})

function without(edits: readonly FieldEdit[], changed: readonly FieldEdit[]): FieldEdit[] {
  return edits.filter((one) => !changed.some(({ field, language }) => field === one.field && language === one.language))
}
