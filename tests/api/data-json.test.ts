import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { datasetToPod } from "../../src/api/data-json/dataset-to-pod.ts"
import { rdfContext } from "../../src/api/rdf/index.ts"
import { datajsonConnector } from "../../src/harvest/connectors/datajson/index.ts"
import { ids, insertDataset, vocabularies } from "./support/catalogue.ts"
import { oddDatasets } from "./support/odd-datasets.ts"
import { type ApiPortal, apiPortal, baseUrl } from "./support/portal.ts"
import { walk } from "./support/walk.ts"

type Pod = Record<string, unknown>

// Written down from the JSON Schema of DCAT-US 1.1 for bodies other than federal ones.
const date = String.raw`\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?)?`
const patterns: Readonly<Record<string, RegExp>> = {
  title: /\S/,
  description: /\S/,
  identifier: /\S/,
  modified: new RegExp(`^${date}$`),
  issued: new RegExp(`^${date}$`),
  temporal: new RegExp(`^${date}/${date}$`),
  accrualPeriodicity: /^(?:irregular|R\/P(?:[\d.]+[YMWD]|T[\d.]+[HMS]))$/,
  accessLevel: /^(?:public|restricted public|non-public)$/,
  spatial: /\S/,
}

function assertValid(pod: Pod): void {
  for (const name of ["title", "description", "identifier", "modified", "accessLevel"]) assert.ok(pod[name], name)
  for (const [name, pattern] of Object.entries(patterns)) {
    if (pod[name] !== undefined) assert.match(String(pod[name]), pattern, name)
  }
  const texts = (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === "string" && one !== "")
  assert.ok(texts(pod.keyword) && (pod.keyword as string[]).length > 0)
  for (const name of ["theme", "language"]) assert.ok(pod[name] === undefined || texts(pod[name]), name)
  for (const name of ["license", "landingPage", "conformsTo"]) {
    assert.ok(pod[name] === undefined || URL.canParse(String(pod[name])), name)
  }
  assert.ok((pod.publisher as Pod).name)
  const contact = pod.contactPoint as Pod
  assert.ok(contact.fn)
  assert.match(String(contact.hasEmail), /^mailto:[\w.-]+@[\w.-]+\.[\w.-]+$/)
  for (const file of pod.distribution as Pod[]) {
    if (file.downloadURL) assert.match(String(file.mediaType), /^[-\w]+\/[-\w]+(?:\.[-\w]+)*(?:\+[-\w]+)?$/)
    for (const name of ["title", "description", "format"])
      assert.ok(file[name] === undefined || file[name] !== "", name)
  }
}

let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
})
after(() => portal.close())

describe("data.json", () => {
  it("has every member that the schema demands, in the form it demands, of datasets of all sorts", () => {
    const context = rdfContext(vocabularies, "https://data.example")
    for (const dataset of oddDatasets)
      assertValid(JSON.parse(JSON.stringify(datasetToPod(dataset, undefined, context))))
  })

  it("is one catalogue of all public datasets, and of nothing else", async () => {
    const { body, headers } = await portal.get("/data.json")
    assert.equal(headers["content-type"], "application/json")
    assert.deepEqual(
      [body["@type"], body.conformsTo, body["@id"]],
      ["dcat:Catalog", "https://project-open-data.cio.gov/v1.1/schema", `${baseUrl}/data.json`],
    )
    assert.deepEqual(
      body.dataset.map((one: Pod) => one.identifier),
      [ids.census, ids.museums, ids.prices].map((id) => `${baseUrl}/id/dataset/${id}`),
    )
    for (const one of body.dataset) assertValid(one)
  })

  it("is read by our own connector without a problem of its own making", async () => {
    const { found } = await walk(portal, datajsonConnector, "/data.json")
    const census = found.find((one) => one.kind === "dataset" && one.remoteId.endsWith(ids.census))
    assert.ok(census?.kind === "dataset")
    assert.deepEqual([census.problems, census.facts.identifier], [[], "AGR-1"])
    assert.deepEqual(census.facts.keywords, { ar: ["زيتون"], fr: ["exploitations", "Olives"] })
    assert.deepEqual(census.facts.title, { ar: "التعداد الفلاحي", fr: "Recensement agricole" })
  })

  it("is whole over many batches", async () => {
    for (let number = 0; number < 450; number++) {
      const id = `01930000-0000-7000-9000-${String(number).padStart(12, "0")}`
      const facts = { title: { fr: `Jeu ${number}` }, distributions: [] }
      await insertDataset(portal.db, {
        ...{ id, slug: `jeu-${number}`, organizationId: ids.culture, facts, metadataModified: "2026-02-01T00:00:00Z" },
      })
    }
    const { body } = await portal.get("/data.json")
    assert.equal(new Set(body.dataset.map((one: Pod) => one.identifier)).size, 453)
  })

  it("answers 304 while nothing public changed, and HEAD without reading anything", async () => {
    const head = await portal.app.inject({ method: "HEAD", url: "/data.json" })
    const etag = String(head.headers.etag)
    assert.deepEqual([head.statusCode, head.body], [200, ""])
    const again = await portal.app.inject({ url: "/data.json", headers: { "if-none-match": etag } })
    assert.deepEqual([again.statusCode, again.body], [304, ""])
  })
})
