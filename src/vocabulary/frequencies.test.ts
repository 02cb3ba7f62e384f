import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { createVocabularies, euFrequencies, languageFrom } from "./index.ts"

const { frequencyFrom } = createVocabularies({ themes: [], licences: [], places: [], frequencies: euFrequencies })

describe("frequencies", () => {
  const met: ReadonlyArray<readonly [raw: string, code: string | undefined]> = [
    ["ANNUAL", "ANNUAL"],
    ["http://publications.europa.eu/resource/authority/frequency/MONTHLY", "MONTHLY"],
    ["http://purl.org/cld/freq/annual", "ANNUAL"],
    ["R/P1Y", "ANNUAL"],
    ["P1M", "MONTHLY"],
    ["R/PT1S", "CONT"],
    ["R/P3.5D", "WEEKLY_2"],
    ["annuelle", "ANNUAL"],
    ["Annuel", "ANNUAL"],
    ["Tous les ans", "ANNUAL"],
    ["Fréquence de mise à jour annuelle", "ANNUAL"],
    ["mise à jour mensuelle", "MONTHLY"],
    ["Quotidienne", "DAILY"],
    ["journalière", "DAILY"],
    ["Semestriel", "ANNUAL_2"],
    ["bimestriel", "BIMONTHLY"],
    ["bimensuel", "MONTHLY_2"],
    ["سنويّة", "ANNUAL"],
    ["سنوي", "ANNUAL"],
    ["شهرية", "MONTHLY"],
    ["ثلاثي", "QUARTERLY"],
    ["asNeeded", "AS_NEEDED"],
    ["irregular", "IRREG"],
    ["notPlanned", "NOT_PLANNED"],
    ["semiannual", "ANNUAL_2"],
    ["unknown", "UNKNOWN"],
    ["quand on peut", undefined],
    ["R/P9Q", undefined],
    ["", undefined],
  ]
  for (const [raw, code] of met) {
    it(`"${raw}" is ${code ?? "no frequency we know"}`, () => assert.equal(frequencyFrom(raw)?.code, code))
  }

  it("each has its name in three languages, its code once, and is late after its rhythm at the earliest", () => {
    assert.equal(new Set(euFrequencies.map(({ code }) => code)).size, euFrequencies.length)
    for (const { code, label } of euFrequencies) {
      assert.ok(label.ar && label.fr && label.en, code)
      for (const name of Object.values(label)) assert.equal(frequencyFrom(name)?.code, code, name)
    }
    const days = (code: string) => euFrequencies.find((frequency) => frequency.code === code)?.days
    assert.ok(days("MONTHLY")! > 31 && days("ANNUAL")! > 366 && days("IRREG") === undefined)
  })
})

describe("languages", () => {
  const met: ReadonlyArray<readonly [raw: string, tag: string | undefined]> = [
    ["fr", "fr"],
    ["fr-TN", "fr"],
    ["fr_FR", "fr"],
    ["fra", "fr"],
    ["fre", "fr"],
    ["ARA", "ar"],
    ["http://publications.europa.eu/resource/authority/language/ENG", "en"],
    ["http://id.loc.gov/vocabulary/iso639-1/ar", "ar"],
    ["http://lexvo.org/id/iso639-3/fra", "fr"],
    ["Français", "fr"],
    ["العربيّة", "ar"],
    ["zh-Hant-TW", "zh-hant"],
    ["und", undefined],
    ["mul", undefined],
    ["qqq", undefined],
    ["toutes les langues", undefined],
  ]
  for (const [raw, tag] of met) {
    it(`"${raw}" is ${tag ?? "no language we know"}`, () => assert.equal(languageFrom(raw), tag))
  }
})
