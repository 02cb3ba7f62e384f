import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { datasetFormMessages } from "../../../../texts/index.ts"
import { valuesFromForm, wordsTyped } from "./form-values.ts"
import { liveChecks, titleTip } from "./live-checks.ts"

describe("hints while writing", () => {
  it("know a file name from a title", () => {
    for (const name of ["flotille_3 FINAL (2)", "budget.xlsx", "export_2024", "ventes v2", "20240131"]) {
      assert.equal(titleTip(name), "looks-like-file", name)
    }
    assert.equal(titleTip("Écoles"), "title-short")
    assert.equal(titleTip("RECENSEMENT DE LA POPULATION 2024"), "title-capitals")
    for (const title of [
      "توزيع أسطول الصيد البحري حسب الولايات (2024)",
      "Version finale du plan d’aménagement de Sfax",
    ]) {
      assert.equal(titleTip(title), undefined, title)
    }
  })

  it("say that a period ends before it starts, at the precision that both have", () => {
    const hintOf = (start: string, end: string) =>
      liveChecks(
        valuesFromForm(new URLSearchParams({ "period.0.start": start, "period.0.end": end })),
        datasetFormMessages.fr,
        "fr",
      ).get("period.0.end")?.tone
    assert.equal(hintOf("2024", "2023"), "bad")
    assert.equal(hintOf("2024-06", "2024"), undefined)
    assert.equal(hintOf("2024", "2024-02-31"), "bad")
  })
})

describe("keywords as typed", () => {
  it("are separated by commas of either script, or stand on lines of their own where they hold one", () => {
    assert.deepEqual(wordsTyped("صيد، مراكب ,pêche, pêche"), ["صيد", "مراكب", "pêche"])
    assert.deepEqual(wordsTyped("Bab, Souika\nMédina"), ["Bab, Souika", "Médina"])
  })
})
