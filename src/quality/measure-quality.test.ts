import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import fc from "fast-check"
import { tunisianVocabularies } from "../../tests/support/vocabularies.ts"
import type { Vocabularies } from "../vocabulary/index.ts"
import { actionsOf } from "./actions.ts"
import { measureQuality } from "./measure-quality.ts"
import { maxPoints, measures, type QualityFile, type QualityInput } from "./measures.ts"

let lists: Vocabularies
before(async () => {
  lists = await tunisianVocabularies()
})

const aFile = (given: Partial<QualityFile> = {}): QualityFile => ({
  id: "f1",
  accessUrl: "https://example.tn/a.csv",
  downloadUrl: "https://example.tn/a.csv",
  format: "CSV",
  mediaType: "text/csv",
  byteSize: 1200,
  measured: { checkedAt: "2026-11-23T08:00:00Z", status: 200 },
  ...given,
})

const aDataset = (given: Partial<QualityInput> = {}): QualityInput => ({
  title: { fr: "Hôpitaux" },
  description: { fr: "Liste des hôpitaux publics." },
  keywords: { fr: ["santé"] },
  themes: ["sante"],
  spatial: [{ label: { fr: "Tunisie" } }],
  temporal: [{ start: "2024" }],
  licence: { code: lists.licences[0]!.code },
  accessRights: "public",
  contactPoints: [{ email: "contact@sante.example.tn" }],
  issued: "2024-01-15",
  modified: "2025-01-15",
  distributions: [aFile()],
  ...given,
})

const pointsOf = (dataset: QualityInput) => measureQuality(dataset, lists).points
const unmetOf = (dataset: QualityInput) =>
  measureQuality(dataset, lists)
    .measures.filter(({ met }) => !met)
    .map(({ code }) => code)
const actionCodesOf = (dataset: QualityInput) =>
  actionsOf(measureQuality(dataset, lists), dataset).map(({ code, gain }) => [code, gain])

describe("quality of metadata by MQA", () => {
  it("has 405 points in five dimensions of 100, 100, 110, 75 and 20", () => {
    assert.equal(maxPoints, 405)
    assert.equal(measures.length, 23)
    assert.deepEqual(
      measureQuality(aDataset(), lists).dimensions.map(({ max }) => max),
      [100, 100, 110, 75, 20],
    )
  })

  it("of a complete dataset is all but the statement of rights, which the catalogue does not keep", () => {
    assert.deepEqual(unmetOf(aDataset()), ["rights"])
    const quality = measureQuality(aDataset(), lists)
    assert.deepEqual([quality.points, quality.rating, quality.dots], [400, "excellent", 5])
    assert.deepEqual(actionCodesOf(aDataset()), [])
  })

  for (const [field, without, lost] of [
    ["keywords", { keywords: { fr: [] } }, 30],
    ["theme", { themes: ["unknown-theme"] }, 30],
    ["place", { spatial: [] }, 20],
    ["period", { temporal: [{}] }, 20],
    ["licence", { licence: {} }, 30],
    ["known licence", { licence: { raw: "notspecified" } }, 10],
    ["access rights", { accessRights: undefined }, 15],
    ["contact", { contactPoints: [] }, 20],
    ["description", { description: {} }, 30],
    ["date of publication", { issued: undefined }, 5],
    ["date of update", { modified: undefined }, 5],
  ] as [string, Partial<QualityInput>, number][]) {
    it(`loses ${lost} points without ${field}`, () => {
      assert.equal(pointsOf(aDataset()) - pointsOf(aDataset(without)), lost)
    })
  }

  for (const [fact, given, lost] of [
    ["that is not there any more", { measured: { status: 404, problem: "http-404" } }, 80],
    ["that answers with a web page instead", { measured: { status: 200, problem: "html-instead" } }, 80],
    ["that is broken", { measured: { status: 0, problem: "timeout", verdict: "broken" } }, 80],
    ["that asks to sign in", { measured: { status: 200, problem: "login-page", verdict: "suspicious" } }, 80],
    ["that fails for the first time", { measured: { status: 0, problem: "timeout", verdict: "ok" } }, 0],
    [
      "of another format than declared",
      { measured: { status: 200, problem: "other-format", verdict: "suspicious" } },
      0,
    ],
    ["without a direct link", { downloadUrl: undefined }, 50],
    ["without format", { format: undefined }, 70],
    ["whose type is none", { mediaType: "CSV" }, 10],
    ["in a format of one maker", { format: "XLSX", mediaType: "application/vnd.ms-excel" }, 20],
    ["in PDF", { format: "PDF", mediaType: "application/pdf" }, 40],
    ["of unknown size", { byteSize: undefined }, 5],
    ["whose address is none", { accessUrl: undefined, downloadUrl: "voir le site" }, 30],
  ] as [string, Partial<QualityFile>, number][]) {
    it(`loses ${lost} points for a file ${fact}`, () => {
      assert.equal(pointsOf(aDataset()) - pointsOf(aDataset({ distributions: [aFile(given)] })), lost)
    })
  }

  it("judges the best file, and documentation only where there is nothing else", () => {
    const pdf = aFile({ id: "f0", format: "PDF", mediaType: "application/pdf" })
    assert.equal(pointsOf(aDataset({ distributions: [pdf, aFile()] })), 400)
    assert.equal(measureQuality(aDataset({ distributions: [pdf, aFile()] }), lists).bestFile, 1)
    assert.equal(pointsOf(aDataset({ distributions: [pdf, aFile({ documentation: true })] })), 360)
    assert.equal(pointsOf(aDataset({ distributions: [aFile({ documentation: true })] })), 400)
  })

  it("knows that a file kept here answers, without asking", () => {
    const own = aFile({
      accessUrl: undefined,
      downloadUrl: undefined,
      measured: undefined,
      file: { id: "s", name: "a.csv" },
    })
    assert.equal(pointsOf(aDataset({ distributions: [own] })), 400)
  })

  it("gives no points for a link that was not checked yet, and asks for nothing", () => {
    const dataset = aDataset({ distributions: [aFile({ measured: undefined })] })
    assert.equal(pointsOf(dataset), 320)
    assert.deepEqual(actionCodesOf(dataset), [])
    const unknown = measureQuality(dataset, lists).measures.filter((measure) => measure.unknown)
    assert.deepEqual(
      unknown.map(({ code }) => code),
      ["access-url-answers", "download-url-answers"],
    )
  })

  it("says beside MQA’s points those by today’s formats, and does not advise to leave Parquet", () => {
    const dataset = aDataset({
      distributions: [aFile({ format: "PARQUET", mediaType: "application/vnd.apache.parquet" })],
    })
    const quality = measureQuality(dataset, lists)
    assert.deepEqual([quality.points, quality.extendedPoints], [360, 400])
    assert.deepEqual(actionCodesOf(dataset), [])
  })

  it("advises what gains most first, each with its place in the form", () => {
    const dataset = aDataset({
      keywords: {},
      issued: undefined,
      distributions: [aFile({ format: undefined, mediaType: undefined, measured: { status: 0, problem: "dns" } })],
    })
    assert.deepEqual(
      actionsOf(measureQuality(dataset, lists), dataset).map(({ code, gain, field }) => [code, gain, field]),
      [
        ["repair-link", 80, "distributions.f1.downloadUrl"],
        ["state-format", 40, "distributions.f1.format"],
        ["add-keywords", 30, "keywords"],
        ["state-issued", 5, "issued"],
      ],
    )
  })

  it("advises only to add a file where there is none", () => {
    const dataset = aDataset({ distributions: [] })
    assert.deepEqual(actionCodesOf(dataset), [["add-file", 185]])
  })

  it("rates an empty draft as bad, not as an error", () => {
    const quality = measureQuality({ distributions: [] }, lists)
    assert.deepEqual([quality.points, quality.rating, quality.dots], [10, "bad", 0])
  })

  it("property: points are the sum of what is met, and every action names measures that are not", () => {
    const maybe = <Value>(value: Value) => fc.constantFrom(value, undefined)
    const files = fc.record({
      accessUrl: maybe("https://example.tn/x"),
      downloadUrl: maybe("https://example.tn/y"),
      format: fc.constantFrom("CSV", "PDF", "XLSX", "PARQUET", "nonsense", undefined),
      mediaType: maybe("text/csv"),
      measured: fc.constantFrom({ status: 200 }, { status: 500, problem: "http-500" }, undefined),
      documentation: fc.boolean(),
    })
    const datasets = fc.record({
      title: maybe({ ar: "عنوان" }),
      description: maybe({ ar: "وصف" }),
      keywords: maybe({ ar: ["ماء"] }),
      themes: maybe(["sante"]),
      issued: fc.constantFrom("2024", "not a date", undefined),
      distributions: fc.array(files, { maxLength: 4 }),
    })
    fc.assert(
      fc.property(datasets, (given) => {
        const dataset = given as unknown as QualityInput
        const quality = measureQuality(dataset, lists)
        const met = quality.measures.filter((measure) => measure.met)
        assert.equal(
          quality.points,
          met.reduce((sum, { max }) => sum + max, 0),
        )
        assert.ok(quality.extendedPoints >= quality.points && quality.extendedPoints <= 405)
        const metCodes = new Set(met.map(({ code }) => code))
        for (const action of actionsOf(quality, dataset)) {
          assert.ok(action.gain > 0 && action.measures.every((code) => !metCodes.has(code)))
        }
      }),
    )
  })
})
