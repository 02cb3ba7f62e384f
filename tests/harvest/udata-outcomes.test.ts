import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import type { FoundRecord } from "../../src/harvest/connector.ts"
import { udataConnector } from "../../src/harvest/connectors/udata/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { fetchAnswering, readRecords } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { udataPortal } from "./udata-portal.ts"
import { tunisianDataservices, tunisianDatasets, tunisianLicences, tunisianZones } from "./udata-tunisia.ts"

const dump = fileURLToPath(
  new URL("../../../shared/fixtures/catalogs/udata/datagouvfr-fixture-dataset-dump.json", import.meta.url),
)
const skip = existsSync(dump) ? false : "../shared is absent"
let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

function factsOf<Kind extends "dataset" | "service">(found: readonly FoundRecord[], kind: Kind, id: string) {
  const record = found.find((one): one is FoundRecord & { kind: Kind } => one.remoteId === id && one.kind === kind)
  assert.ok(record, id)
  return record
}

// Counted and copied from the file by hand and by jq, not from the program.
describe("the recorded dump of data.gouv.fr", { skip }, () => {
  const harvest = (options = {}) =>
    readRecords(udataConnector, { fetch: fetchAnswering(readFileSync(dump)), vocabularies, options })

  it("holds 15 datasets with 99 files, and three data services, without a single problem", async () => {
    const found = await harvest()
    const kept = found.filter((record) => record.kind === "dataset")
    assert.deepEqual([kept.length, found.length], [15, 18])
    assert.equal(
      kept.reduce((sum, { facts }) => sum + facts.distributions.length, 0),
      99,
    )
    assert.equal(
      kept.reduce((sum, { facts }) => sum + facts.distributions.filter((one) => one.documentation).length, 0),
      25,
    )
    assert.deepEqual(
      found.flatMap((record) => (record.kind === "skipped" ? [] : record.problems)),
      [],
    )
  })

  it("keeps values as they stand in the file", async () => {
    const found = await harvest()
    const { facts: sirene } = factsOf(found, "dataset", "5b7ffc618b4c4169d30727e0")
    assert.deepEqual(sirene.title, { fr: "Base Sirene des entreprises et de leurs établissements (SIREN, SIRET)" })
    assert.deepEqual(sirene.temporal, [{ start: "1973-01-01", end: "2023-12-31" }])
    assert.equal(sirene.frequency?.code, "MONTHLY")
    assert.equal(sirene.publisher?.remoteId, "534fff81a3a7292c64a77e5c")
    const { facts: values } = factsOf(found, "dataset", "5c4ae55a634f4117716d5656")
    assert.ok(values.keywords?.fr?.includes("DVF"))
    assert.equal(values.frequency?.code, "ANNUAL_2")
    const { facts: charging } = factsOf(found, "dataset", "6164085521df2138379e8854")
    assert.deepEqual(charging.distributions[0]?.conformsTo, ["etalab/schema-irve-statique 2.2.0"])
    const { facts: housing } = factsOf(found, "dataset", "5fa9901b0d72fc70afa686ec")
    assert.equal(housing.identifier, "https://opendata.caissedesdepots.fr/explore/dataset/bailleurs_sociaux_region/")
    const { facts: barometer } = factsOf(found, "dataset", "5ff5e6e99724cb8fff59a5be")
    assert.equal(barometer.frequency?.code, "AS_NEEDED")
    assert.deepEqual(barometer.distributions[0]?.checksum, {
      algorithm: "sha1",
      value: "5b787ad25b85b994d03b5c536d8ecdecef3da9a1",
    })
  })

  it("tells of the API of the address base that it serves that base", async () => {
    const { facts } = factsOf(await harvest(), "service", "6662d5ac7769226b9d4f4fc4")
    assert.deepEqual(facts.servesDatasets, ["5530fbacc751df5ff937dddb"])
    assert.equal(facts.endpointUrl, "https://api-adresse.data.gouv.fr")
    assert.equal(facts.endpointDescription, "https://adresse.data.gouv.fr/api-doc/adresse")
    assert.equal(facts.contactPoints?.[0]?.email, "data.gouv@data.gouv.fr")
  })

  it("gives the files of third parties, or leaves out what was harvested, when asked to", async () => {
    const withOthers = (await harvest({ communityResources: true })).filter((record) => record.kind === "dataset")
    assert.equal(
      withOthers.reduce((sum, { facts }) => sum + facts.distributions.length, 0),
      99 + communityResourcesIn(dump),
    )
    const own = await harvest({ skipHarvested: true, dataservices: false })
    assert.deepEqual(
      own.filter(({ kind }) => kind === "skipped").map(({ remoteId }) => remoteId),
      ["5fa9901b0d72fc70afa686ec", "613a1108a962ea8114b25369", "612904755f59b6818346ea4d"],
    )
  })
})

function communityResourcesIn(file: string): number {
  const { datasets } = JSON.parse(readFileSync(file, "utf8")) as { datasets: { community_resources: unknown[] }[] }
  return datasets.reduce((sum, entry) => sum + entry.community_resources.length, 0)
}

describe("a Tunisian udata portal", () => {
  const harvest = () => {
    const { fetch } = udataPortal({
      datasets: tunisianDatasets,
      dataservices: tunisianDataservices,
      licences: tunisianLicences,
      zones: tunisianZones,
      served: { "610000000000000000000001": ["600000000000000000000001"] },
    })
    return readRecords(udataConnector, { url: "https://data4tunisia.example/fr/", fetch, vocabularies })
  }

  it("gives an Arabic dataset its French title from the extras, its place and its licence", async () => {
    const { facts, problems } = factsOf(await harvest(), "dataset", "600000000000000000000001")
    assert.deepEqual(facts.title, {
      ar: "ميزانية بلدية صفاقس لسنة 2024",
      fr: "Budget 2024 de la municipalité de Sfax",
    })
    assert.deepEqual(Object.keys(facts.description ?? {}), ["ar"])
    assert.equal(facts.sourceLanguage, "ar")
    assert.deepEqual(facts.keywords, { ar: ["ميزانية", "مالية محلية"], und: ["budget"] })
    assert.deepEqual(facts.publisher?.name, { ar: "بلدية صفاقس" })
    assert.deepEqual(facts.contactPoints, [{ name: "مكتب الإعلام والاتصال", email: "contact@sfax.example" }])
    assert.deepEqual(facts.spatial, [{ code: "iso:TN-61", label: { ar: "ولاية صفاقس" } }])
    assert.equal(facts.licence?.code, "lndpo-tn")
    assert.deepEqual(facts.distributions[0]?.title, { ar: "الميزانية حسب الأبواب (CSV)" })
    assert.equal(
      facts.distributions[0]?.downloadUrl,
      `https://static.data4tunisia.example/resources/${encodeURIComponent("ميزانية 2024.csv")}`,
    )
    assert.deepEqual(
      problems.map(({ code, field }) => [code, field]),
      [
        ["repaired-url", "resources[0].url"],
        ["placeholder-text", "description_fr"],
      ],
    )
  })

  it("takes a French text in an Arabic field for what it is", async () => {
    const { facts } = factsOf(await harvest(), "dataset", "600000000000000000000002")
    assert.deepEqual(facts.title, {
      fr: "Stations d’épuration des eaux usées par gouvernorat",
      ar: "محطات التطهير حسب الولايات",
    })
    assert.deepEqual(facts.description, { fr: "Liste des stations en exploitation, avec leur capacité." })
    assert.deepEqual(facts.keywords, { fr: ["assainissement", "STEP", "hvd"], ar: ["تطهير"] })
    assert.equal(facts.spatial?.[0]?.code, "iso:TN")
    assert.equal(facts.frequency?.code, "AS_NEEDED")
  })

  it("cleans marks of direction, and names no person", async () => {
    const record = factsOf(await harvest(), "dataset", "600000000000000000000003")
    assert.deepEqual(record.facts.title, { ar: "حوادث المرور حسب الطرقات" })
    assert.equal(record.facts.publisher, undefined)
    assert.ok(!JSON.stringify(record).includes("Salma"))
    assert.equal(record.facts.description, undefined)
    assert.equal(record.facts.licence, undefined)
    assert.deepEqual(
      record.problems.map(({ code }) => code),
      ["unsafe-url", "missing-url", "placeholder-text"],
    )
  })

  it("shows neither drafts nor what was archived, and its data service in Arabic", async () => {
    const found = await harvest()
    assert.deepEqual(
      found.slice(3, 5).map((record) => record.kind === "skipped" && record.reason),
      ["private", "archived"],
    )
    const { facts } = factsOf(found, "service", "610000000000000000000001")
    assert.deepEqual(facts.title, { ar: "واجهة برمجية للميزانيات البلدية" })
    assert.deepEqual(facts.servesDatasets, ["600000000000000000000001"])
  })
})
