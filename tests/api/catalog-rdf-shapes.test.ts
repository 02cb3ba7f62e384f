import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { describeCatalogue } from "../../src/api/rdf/describe-catalogue.ts"
import { describeDataset } from "../../src/api/rdf/describe-dataset.ts"
import { rdfContext } from "../../src/api/rdf/index.ts"
import { writeRdf } from "../../src/rdf/index.ts"
import { vocabularies } from "./support/catalogue.ts"
import { oddDatasets, relatedNodes } from "./support/odd-datasets.ts"
import { breachesOf, noShapes } from "./support/shacl.ts"

const baseUrl = "https://data.example"
const context = rdfContext(vocabularies, baseUrl)

describe("what is written as DCAT-AP 3", { skip: noShapes }, () => {
  it("breaks no shape of the standard, however poor, odd or hostile the dataset", async () => {
    const nodes = [...oddDatasets.flatMap((dataset) => describeDataset(dataset, context)), ...relatedNodes(context)]
    const siteName = { ar: "البوابة الوطنية", fr: "Portail national" }
    const catalogue = describeCatalogue({ baseUrl, siteName, modified: new Date("2026-02-01T00:00:00Z") }, nodes)
    const breaches = await breachesOf(writeRdf("ttl", [...catalogue, ...nodes]))
    assert.deepEqual(
      breaches.filter(({ severity }) => severity === "Violation"),
      [],
    )
  })

  it("is held against shapes that do find what is missing", async () => {
    const breaches = await breachesOf(
      '<https://data.example/x> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/language> "fr" .',
    )
    const broken = new Set(breaches.filter(({ severity }) => severity === "Violation").map(({ path }) => path))
    assert.deepEqual([...broken].sort(), ["description", "language", "title"])
  })
})
