/** Our own connectors over what we write: what another portal of this kind gets of us, and what is lost by design. */
import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { datasetToPod } from "../../src/api/data-json/dataset-to-pod.ts"
import { describeDataset } from "../../src/api/rdf/describe-dataset.ts"
import { rdfContext } from "../../src/api/rdf/index.ts"
import type { Dataset, DatasetFacts } from "../../src/catalogue/index.ts"
import { datajsonConnector } from "../../src/harvest/connectors/datajson/index.ts"
import { dcatConnector } from "../../src/harvest/connectors/dcat/index.ts"
import { mediaTypeOfSyntax, type WrittenSyntax, writeRdf, writtenSyntaxes } from "../../src/rdf/index.ts"
import { fetchAnswering, readRecords } from "../support/read-records.ts"
import { vocabularies } from "./support/catalogue.ts"
import { oddDatasets, relatedNodes } from "./support/odd-datasets.ts"

const baseUrl = "https://data.example"
const context = rdfContext(vocabularies, baseUrl)
const authority = "http://publications.europa.eu/resource/authority"

type Reading = (datasets: readonly Dataset[]) => Promise<DatasetFacts[]>

const throughRdf =
  (syntax: WrittenSyntax): Reading =>
  async (datasets) => {
    const nodes = [...datasets.flatMap((dataset) => describeDataset(dataset, context)), ...relatedNodes(context)]
    const fetch = fetchAnswering(writeRdf(syntax, nodes), { type: mediaTypeOfSyntax(syntax) })
    return factsOf(await readRecords(dcatConnector, { fetch, vocabularies, url: `${baseUrl}/catalog.${syntax}` }))
  }

const throughDataJson: Reading = async (datasets) => {
  const dataset = datasets.map((one) => datasetToPod(one, undefined, context))
  const fetch = fetchAnswering(JSON.stringify({ dataset }))
  return factsOf(await readRecords(datajsonConnector, { fetch, vocabularies, url: `${baseUrl}/data.json` }))
}

function factsOf(records: Awaited<ReturnType<typeof readRecords>>): DatasetFacts[] {
  return records.flatMap((record) => (record.kind === "dataset" ? [record.facts] : []))
}

/** The dataset as a portal holds it that harvested these facts. */
function harvested(facts: DatasetFacts, from: Dataset): Dataset {
  const { publisher: _publisher, slugHint: _slug, distributions, ...rest } = facts
  const { id, slug, organization, metadataModified, createdAt, series } = from
  const held = { id, slug, state: "published", organization, metadataModified, createdAt, sources: [] } as const
  return {
    ...rest,
    ...held,
    ...(series ? { series } : {}),
    editedFields: [],
    distributions: distributions.map((one, position) => ({
      ...one,
      position,
      id: `${id.slice(0, -3)}${id.slice(-1)}${position + 70}`,
    })),
  }
}

/** Identifiers are of the portal that was read; and a format told by a file's name is told by its code from then on. */
function withoutIds({ distributions, ...facts }: DatasetFacts): DatasetFacts {
  return { ...facts, distributions: distributions.map(({ remoteId: _id, rawFormat: _spelling, ...one }) => one) }
}

describe("a dataset read by another portal from our RDF", () => {
  const [full] = oddDatasets as [Dataset]

  it("is the same in every syntax", async () => {
    const [first, ...others] = await Promise.all(writtenSyntaxes.map((syntax) => throughRdf(syntax)(oddDatasets)))
    assert.equal(first?.length, oddDatasets.length)
    for (const other of others) assert.deepEqual(other, first)
  })

  it("is what it was, but for what DCAT-AP says in other words", async () => {
    const [facts] = await throughRdf("ttl")([full])
    const licence = { code: "lndpo-tn", raw: "https://data.gov.tn/licence" }
    const { identifier, title, description, sourceLanguage, contactPoints, themes, accessRights, issued } = full
    const { modified, languages, conformsTo, version } = full
    const [table, workbook, notice] = full.distributions as [
      (typeof full.distributions)[number],
      ...typeof full.distributions,
    ]
    const file = (one: Dataset["distributions"][number] | undefined) => {
      const { id, position: _position, ...rest } = one!
      return { remoteId: `${baseUrl}/id/distribution/${id}`, ...rest }
    }
    assert.deepEqual(facts, {
      ...{ identifier, title, description, sourceLanguage, contactPoints, themes, accessRights, issued },
      ...{ modified, languages, conformsTo, version },
      // What we call it stands beside what its publisher calls it.
      otherIdentifiers: [`${baseUrl}/id/dataset/${full.id}`],
      // Lists have no order in RDF.
      keywords: { ...full.keywords, ar: ["حبوب", "زيتون"], fr: ["Olives, huile", "exploitations"] },
      rawThemes: [...full.rawThemes!].sort(),
      temporal: [...full.temporal!].reverse(),
      // The publisher is the body that answers for the dataset here, whatever the source called it.
      publisher: {
        name: full.organization.name,
        remoteId: `${baseUrl}/id/organization/${full.organization.id}`,
        homepage: "https://agri.example/",
      },
      // By their addresses, whatever the source wrote.
      licence,
      frequency: { code: "ANNUAL", raw: `${authority}/frequency/ANNUAL` },
      landingPage: "https://agri.example/dataset/recensement?a=1&b=%3Cx%3E",
      inSeries: `${baseUrl}/id/series/${full.series!.id}`,
      // A place of our list brings its names.
      spatial: [
        full.spatial![1],
        { code: "iso:TN-11", label: { ar: "تونس", fr: "Tunis" } },
        full.spatial![3],
        full.spatial![2],
      ],
      distributions: [
        { ...file(table), rawFormat: "CSV" },
        // The address of the file stands for that of the access, and the dataset's licence holds for its files.
        { ...file(workbook), accessUrl: workbook!.downloadUrl, rawFormat: "XLSX", licence },
        { ...file(notice), remoteId: notice!.accessUrl },
      ],
    })
  })

  it("says nothing that nobody said, but what we call it", async () => {
    const [facts] = await throughRdf("ttl")([oddDatasets[1]!])
    const { publisher, identifier, ...rest } = facts!
    assert.equal(identifier, `${baseUrl}/id/dataset/${oddDatasets[1]!.id}`)
    assert.equal(publisher?.name.fr, "Ministère de l'agriculture")
    assert.deepEqual(rest, { title: { und: "Sans rien" }, distributions: [] })
  })
})

describe("a dataset read by another portal from our data.json", () => {
  it("is what it was, in all its languages, but for words that DCAT-US maps", async () => {
    const [full] = oddDatasets as [Dataset]
    const [facts] = await throughDataJson([full])
    const same = [
      "identifier",
      "title",
      "description",
      "keywords",
      "sourceLanguage",
      "contactPoints",
      "themes",
      "rawThemes",
    ]
    const also = ["accessRights", "spatial", "temporal", "issued", "modified", "languages", "conformsTo", "version"]
    for (const name of [...same, ...also] as (keyof DatasetFacts & keyof Dataset)[]) {
      assert.deepEqual(facts![name], full[name], name)
    }
    assert.deepEqual([facts!.licence?.code, facts!.frequency], ["lndpo-tn", { code: "ANNUAL", raw: "R/P1Y" }])
    const [table] = full.distributions
    // DCAT-US has no word for a checksum.
    const { id, position: _position, checksum: _checksum, ...rest } = table!
    assert.deepEqual(facts!.distributions[0], {
      remoteId: `${baseUrl}/id/distribution/${id}`,
      ...rest,
      rawFormat: "CSV",
    })
    assert.equal(facts!.distributions[2]?.documentation, true)
  })

  it("says nothing that was filled in for the schema", async () => {
    const [facts] = await throughDataJson([oddDatasets[1]!])
    const { publisher: _publisher, identifier, ...rest } = facts!
    assert.equal(identifier, `${baseUrl}/id/dataset/${oddDatasets[1]!.id}`)
    assert.deepEqual(rest, { title: { und: "Sans rien" }, distributions: [] })
  })
})

for (const [name, read] of [
  ...writtenSyntaxes.map((one) => [one, throughRdf(one)] as const),
  ["data.json", throughDataJson] as const,
]) {
  describe(`a portal that hands on what it read from ${name}`, () => {
    it("is read as it read: nothing drifts from portal to portal", async () => {
      const first = await read(oddDatasets)
      const second = await read(first.map((facts, at) => harvested(facts, oddDatasets[at]!)))
      assert.deepEqual(second.map(withoutIds), first.map(withoutIds))
    })
  })
}
