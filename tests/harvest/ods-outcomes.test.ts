import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import { odsConnector } from "../../src/harvest/connectors/ods/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { fetchAnswering, readRecords } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { odsPortal } from "./ods-portal.ts"
import { tunisianCatalogue } from "./ods-tunisia.ts"

const shared = fileURLToPath(new URL("../../../shared/fixtures/catalogs/ods/", import.meta.url))
const skip = existsSync(shared) ? false : "../shared is absent"
let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

// Copied from the files by hand, not from the program.
describe("recorded datasets of version 1", { skip }, () => {
  async function recorded(name: string) {
    const fetch = fetchAnswering(readFileSync(`${shared}dataset-v1-${name}.json`))
    const [record] = await readRecords(odsConnector, { fetch, vocabularies })
    assert.ok(record?.kind === "dataset")
    return record
  }
  const filesOf = async (name: string) => (await recorded(name)).facts.distributions.map(({ remoteId }) => remoteId)
  const portal = "https://etalab-sandbox.opendatasoft.com/"

  it("test-a has records without geography: four exports, at the portal's own name", async () => {
    const { facts } = await recorded("a")
    assert.deepEqual(facts.title, { en: "test-a" })
    assert.deepEqual(facts.keywords, { en: ["keyword1", "keyword2"] })
    assert.deepEqual(facts.publisher, { name: { en: "test" } })
    assert.equal(facts.licence?.raw, "Licence Ouverte (Etalab)")
    assert.equal(facts.modified, "2015-04-09T10:28:45Z")
    assert.equal(facts.landingPage, `${portal}explore/dataset/test-a/`)
    assert.deepEqual(facts.distributions[0], {
      remoteId: "exports/csv",
      downloadUrl: `${portal}api/explore/v2.1/catalog/datasets/test-a/exports/csv`,
      format: "CSV",
      mediaType: "text/csv",
    })
    assert.deepEqual(await filesOf("a"), ["exports/csv", "exports/json", "exports/xlsx", "exports/parquet"])
  })

  it("test-b has geography, an alternative export and two attachments, one of them explaining", async () => {
    const { facts } = await recorded("b")
    assert.deepEqual(await filesOf("b"), [
      "exports/csv",
      "exports/json",
      "exports/geojson",
      "exports/xlsx",
      "exports/parquet",
      "alternative_exports/gtfs_zip",
      "attachments/documentation_pdf",
      "attachments/extra_xls",
    ])
    assert.deepEqual(facts.distributions.map(({ documentation }) => documentation === true).slice(-2), [true, false])
    assert.deepEqual(facts.keywords, { en: ["keyword1"] })
    assert.equal(facts.distributions.at(-1)?.format, "XLS")
  })

  it("the one without records has its files and no exports", async () => {
    assert.deepEqual(await filesOf("attachments"), ["alternative_exports/gtfs_zip", "attachments/documentation_pdf"])
  })

  it("the INSPIRE one has its box, its contact and the identifier of its own catalogue", async () => {
    const { facts } = await recorded("inspire")
    assert.deepEqual(facts.spatial, [{ bbox: [0.1568, 46.4944, 0.5084, 46.6848] }])
    assert.deepEqual(facts.contactPoints, [{ name: "ACME", email: "tnt@acme.com" }])
    assert.equal(facts.identifier, "{73E--sfA386709}")
  })
})

describe("a Tunisian Opendatasoft portal", () => {
  async function harvest(options: Record<string, unknown> = {}) {
    const { fetch } = odsPortal({ datasets: tunisianCatalogue })
    return readRecords(odsConnector, { url: "https://data.transport.example/explore/", fetch, vocabularies, options })
  }

  it("gives an Arabic dataset with the French texts of its custom metadata", async () => {
    const record = (await harvest()).find(({ remoteId }) => remoteId === "mahattat-almitro")
    assert.ok(record?.kind === "dataset")
    const { description, distributions, ...facts } = record.facts
    assert.deepEqual(facts, {
      identifier: "mahattat-almitro",
      title: { ar: "محطات المترو الخفيف بتونس الكبرى", fr: "Stations du métro léger du Grand Tunis" },
      keywords: { ar: ["مترو", "نقل عمومي"], und: ["métro"], fr: ["transport public"] },
      sourceLanguage: "ar",
      publisher: { name: { ar: "شركة نقل تونس" } },
      contactPoints: [{ name: "مصلحة الإعلام", email: "info@transtu.example" }],
      themes: ["transport"],
      licence: { code: "odbl-1.0", raw: "Open Database License (ODbL)" },
      frequency: { code: "ANNUAL", raw: "سنوية" },
      spatial: [
        { code: "iso:TN-11", label: { ar: "ولاية تونس" } },
        { code: "iso:TN-12", label: { ar: "أريانة" } },
        { bbox: [10.05, 36.7, 10.3, 36.9] },
      ],
      temporal: [{ start: "2023-01-01", end: "2024-12-31" }],
      issued: "2023-05-01",
      modified: "2024-05-02T10:00:00Z",
      landingPage: "https://data.transport.example/explore/dataset/mahattat-almitro/",
      slugHint: "mahattat-almitro",
      languages: ["ar"],
    })
    assert.deepEqual(Object.keys(description ?? {}).sort(), ["ar", "fr"])
    assert.deepEqual(
      distributions.map(({ remoteId, title, format }) => [remoteId, title?.ar, format]),
      [
        ["exports/csv", undefined, "CSV"],
        ["exports/json", undefined, "JSON"],
        ["exports/geojson", undefined, "GEOJSON"],
        ["exports/xlsx", undefined, "XLSX"],
        ["exports/parquet", undefined, "PARQUET"],
        ["alternative_exports/gtfs_zip", undefined, "ZIP"],
        ["attachments/dalil_pdf", "دليل الاستعمال", "PDF"],
        ["attachments/khatt_xlsx", "الخطوط", "XLSX"],
      ],
    )
    assert.deepEqual(record.problems, [])
  })

  it("offers no exports of data that it does not show, and believes the text rather than its declared language", async () => {
    const record = (await harvest()).find(({ remoteId }) => remoteId === "consommation-eau")
    assert.ok(record?.kind === "dataset")
    assert.deepEqual(record.facts.title, {
      fr: "Consommation d’eau potable par gouvernorat",
      ar: "استهلاك الماء الصالح للشراب حسب الولايات",
    })
    assert.equal(record.facts.sourceLanguage, "fr")
    assert.deepEqual(record.facts.keywords, { fr: ["eau"], ar: ["ماء"] })
    assert.deepEqual([record.facts.accessRights, record.facts.distributions], ["restricted", []])
    assert.deepEqual(record.facts.spatial, [{ code: "iso:TN", label: { fr: "TN" } }])
    assert.equal(record.facts.frequency?.code, "ANNUAL")
  })

  it("skips what another portal keeps, when asked to", async () => {
    assert.equal((await harvest()).filter(({ kind }) => kind === "dataset").length, 3)
    const skipped = (await harvest({ skipFederated: true })).filter((record) => record.kind === "skipped")
    assert.deepEqual(skipped, [{ kind: "skipped", remoteId: "sirene", reason: "federated" }])
  })
})
