import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import { tunisianVocabularies } from "../../../tests/support/vocabularies.ts"
import type { DatasetFacts } from "../../catalogue/index.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import type { FoundRecord } from "../connector.ts"
import { mappedVocabularies, mapRecord, sourceMappingSchema } from "./index.ts"

let ours: Vocabularies
before(async () => {
  ours = await tunisianVocabularies()
})

const facts: DatasetFacts = {
  title: { ar: "مواقيت الحافلات بصفاقس", fr: "Horaires des bus de Sfax" },
  keywords: { fr: ["transport", "bus"] },
  publisher: { name: { fr: "SORETRAS" }, remoteId: "soretras" },
  rawThemes: ["Mobilité urbaine"],
  distributions: [{ downloadUrl: "http://x.example/a.gtfs", format: "ZIP", rawFormat: "GTFS" }],
}
const record = (more: Partial<DatasetFacts> = {}): FoundRecord => ({
  kind: "dataset",
  remoteId: "a",
  facts: { ...facts, ...more },
  problems: [],
})
const map = (mapping: object, one = record()) => mapRecord(one, sourceMappingSchema.parse(mapping), ours)
const factsOf = (mapping: object, more: Partial<DatasetFacts> = {}) => {
  const mapped = map(mapping, record(more))
  assert.ok(mapped.kind === "dataset")
  return mapped.facts
}

describe("the mapping of a source", () => {
  it("says nothing by itself", () => {
    assert.deepEqual(map({}), record())
    assert.equal(mappedVocabularies(ours, sourceMappingSchema.parse({})), ours)
  })

  it("gives the source's own words a meaning here, before ours, however they are spelt", () => {
    const [theme] = ours.themes
    const [licence] = ours.licences
    const mapping = { themes: { "Mobilité urbaine": theme!.code }, licences: { "Licence maison": licence!.code } }
    const spoken = mappedVocabularies(ours, sourceMappingSchema.parse(mapping))
    assert.equal(spoken.themeFrom("MOBILITE  urbaine")?.code, theme!.code)
    assert.equal(spoken.licenceFrom("licence-maison")?.code, licence!.code)
    assert.equal(spoken.licenceFrom("cc-by")?.code, ours.licenceFrom("cc-by")?.code)
    assert.equal(spoken.themeFrom(undefined), undefined)
  })

  it("lays a word that our own list knows otherwise over it", () => {
    const known = ours.licenceFrom("cc-by")!.code
    const other = ours.licences.find(({ code }) => code !== known)!.code
    const spoken = mappedVocabularies(ours, sourceMappingSchema.parse({ licences: { "CC BY": other } }))
    assert.equal(spoken.licenceFrom("cc-by")?.code, other)
  })

  it("leaves out what a filter excludes, and all that no filter includes", () => {
    const fitting = [
      { field: "title", value: "horaires" },
      { field: "title", value: "مواقيت" },
      { field: "keyword", value: "Bus" },
      { field: "theme", value: "mobilite urbaine" },
      { field: "publisher", value: "soretras" },
      { field: "format", value: "gtfs" },
    ]
    for (const filter of fitting) {
      assert.equal(map({ exclude: [filter] }).kind, "skipped", filter.value)
      assert.equal(map({ include: [filter] }).kind, "dataset", filter.value)
    }
    const foreign = { field: "keyword", value: "bu" }
    assert.equal(map({ exclude: [foreign] }).kind, "dataset")
    assert.equal(map({ include: [foreign] }).kind, "skipped")
    assert.equal(map({ include: [fitting[0]], exclude: [fitting[2]] }).kind, "skipped")
  })

  it("fills in for records that say nothing themselves, and only for them", () => {
    const defaults = { licence: "otl", theme: "transport", frequency: "ANNUAL", place: "صفاقس", contactEmail: "a@b.tn" }
    const filled = factsOf({ defaults })
    assert.deepEqual(filled.licence, { code: "otl" })
    assert.deepEqual(filled.themes, ["transport"])
    assert.deepEqual(filled.frequency, { code: "ANNUAL" })
    assert.deepEqual(filled.contactPoints, [{ email: "a@b.tn" }])
    assert.equal(filled.spatial?.length, ours.placeFrom("صفاقس") ? 1 : undefined)
    assert.deepEqual(factsOf({ defaults }, { licence: { raw: "Autre" } }).licence, { raw: "Autre" })
  })

  it("does not take over fields that are dropped, and fills them by the defaults where there are any", () => {
    const mapped = factsOf({ drop: ["themes", "keywords"], defaults: { theme: "transport" } })
    assert.equal(mapped.keywords, undefined)
    assert.equal(mapped.rawThemes, undefined)
    assert.deepEqual(mapped.themes, ["transport"])
  })

  it("never drops what a record cannot be without", () => {
    for (const field of ["title", "distributions", "identifier"])
      assert.equal(sourceMappingSchema.safeParse({ drop: [field] }).success, false)
  })
})
