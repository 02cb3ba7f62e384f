import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import type { FoundRecord } from "../../src/harvest/connector.ts"
import { describeConnector } from "../../src/harvest/connectors/contract.ts"
import { recordsConnector } from "../../src/harvest/connectors/records/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { readRecords, stopsWith } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { collectionOf, landingPage, listing, recordOf, servingJson, wells } from "./records-fixtures.ts"

let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

describeConnector({
  connector: recordsConnector,
  vocabularies: () => vocabularies,
  url: "https://geo.example/collections/catalogue/items",
  good: (id) => ({ ...wells, id }),
  bad: { type: "Feature", id: "bad", geometry: null, properties: { type: "dataset", title: " " }, links: [] },
  distributions: "links",
  catalogue: (features) => JSON.stringify(collectionOf(features)),
  refusal: JSON.stringify({ code: "InvalidParameterValue", description: "limit is too large" }),
})

const server = "https://geo.example"

const items = "/collections/catalogue/items?limit=100"

async function read(
  documents: Readonly<Record<string, unknown>>,
  options: Readonly<Record<string, unknown>> = {},
  url = `${server}/`,
) {
  const { asked, fetch } = servingJson(server, documents)
  return { asked, found: await readRecords(recordsConnector, { url, options, fetch, vocabularies }) }
}

async function one(change: (record: typeof wells) => unknown, options = {}) {
  const { found } = await read({ [items]: collectionOf([change(wells)]) }, options, `${server}${items}`)
  const [record] = found
  assert.ok(record?.kind === "dataset", JSON.stringify(record))
  return record
}

function codesOf(record: FoundRecord | undefined) {
  return record && record.kind !== "skipped" ? record.problems.map(({ code, field }) => `${code} ${field}`) : []
}

describe("a record of OGC API – Records", () => {
  it("becomes a dataset with all it says", async () => {
    const { facts, problems } = await one((record) => record)
    assert.deepEqual(problems, [])
    assert.deepEqual(facts, {
      identifier: "10.5072/forages-kairouan",
      title: { ar: "آبار المياه العميقة بولاية القيروان" },
      description: { ar: "إحداثيات الآبار وأعماقها ومنسوب المياه بها حسب المعتمدية." },
      keywords: { ar: ["مياه جوفية", "آبار"], und: ["forages"] },
      sourceLanguage: "ar",
      publisher: {
        name: { ar: "الإدارة العامة للموارد المائية" },
        remoteId: "dgre",
        homepage: "https://dgre.example/",
      },
      contactPoints: [{ name: "مصلحة قاعدة البيانات", email: "donnees@dgre.example", phone: "+216 71 000 000" }],
      themes: ["environnement"],
      licence: { code: "cc-by-4.0", raw: "CC-BY-4.0" },
      spatial: [{ bbox: [9.3, 34.9, 10.3, 36] }],
      temporal: [{ start: "2015-01-01" }],
      issued: "2023-04-02T08:00:00Z",
      modified: "2026-03-01T10:30:00Z",
      landingPage: "https://geo.example/records/forages",
      languages: ["ar", "fr"],
      distributions: [
        {
          title: { ar: "ملف الآبار" },
          downloadUrl: "https://geo.example/files/forages.csv",
          format: "CSV",
          mediaType: "text/csv",
          byteSize: 20480,
          modified: "2026-02-28T00:00:00Z",
          languages: ["ar"],
        },
        {
          title: { und: "WMS" },
          accessUrl: "https://geo.example/wms?service=WMS&request=GetCapabilities",
          format: "WMS",
          rawFormat: "OGC:WMS",
        },
        {
          accessUrl: "https://geo.example/collections/forages/items",
          format: "OGC_API",
          rawFormat: "OGC API",
          mediaType: "application/geo+json",
        },
        {
          title: { fr: "Notice de la base de données des forages" },
          downloadUrl: "https://geo.example/notice.pdf",
          format: "PDF",
          mediaType: "application/pdf",
          documentation: true,
        },
      ],
    })
  })

  it("is read in older spellings too: roles as objects, plain texts for concepts, box and time of other drafts", async () => {
    const { facts } = await one((record) => ({
      ...record,
      geometry: null,
      bbox: [7.5, 30.2, 0, 11.6, 37.4, 1500],
      time: "2020-01-01/2020-12-31",
      properties: {
        ...record.properties,
        themes: [{ concepts: ["environment"] }],
        externalIds: undefined,
        contacts: [{ organization: "ONAGRI", roles: [{ name: "pointOfContact" }], email: "a@b.example" }],
      },
    }))
    assert.deepEqual(facts.spatial, [{ bbox: [7.5, 30.2, 11.6, 37.4] }])
    assert.deepEqual(facts.temporal, [{ start: "2020-01-01", end: "2020-12-31" }])
    assert.deepEqual([facts.themes, facts.identifier], [["environnement"], "forages"])
    assert.deepEqual(facts.publisher, { name: { und: "ONAGRI" } })
    assert.deepEqual(facts.contactPoints, [{ name: "ONAGRI", email: "a@b.example" }])
  })

  it("that is “other” in licence is under the licence that it links", async () => {
    const { facts } = await one((record) => ({
      ...record,
      properties: { ...record.properties, license: "other" },
      links: [{ rel: "license", href: "https://creativecommons.org/licenses/by-sa/4.0/" }],
    }))
    assert.equal(facts.licence?.code, "cc-by-sa-4.0")
  })

  it("loses a link that leads nowhere, keeps relative ones, and tells which", async () => {
    const record = await one((record) => ({
      ...record,
      links: [
        { rel: "enclosure", href: "javascript:alert(1)", type: "text/csv" },
        { rel: "enclosure", href: "../../files/a.csv", type: "text/csv" },
        { rel: "enclosure", href: "https://geo.example/{z}/{x}/{y}", templated: true },
      ],
    }))
    assert.deepEqual(
      record.facts.distributions.map(({ downloadUrl }) => downloadUrl),
      ["https://geo.example/files/a.csv"],
    )
    assert.deepEqual(codesOf(record), ["unsafe-url links[0].href", "distribution-without-url links[0]"])
  })

  it("of type service is a data service, of type series a series, of type software none of ours", async () => {
    const typed = (id: string, type: string) => recordOf(id, { type })
    const { found } = await read(
      { [items]: collectionOf([typed("a", "service"), typed("b", "series"), typed("c", "software")]) },
      {},
      `${server}${items}`,
    )
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ["service", "series", "skipped"],
    )
  })
})

describe("a catalogue of OGC API – Records", () => {
  const page = collectionOf([recordOf("a"), recordOf("b")])

  it("is found from the landing page, whatever other collections stand beside it", async () => {
    const { asked, found } = await read({
      "/": landingPage,
      "/collections": listing([
        { id: "parcelles", itemType: "feature" },
        { id: "catalogue", itemType: "record" },
      ]),
      [items]: page,
    })
    assert.deepEqual(
      found.map(({ remoteId }) => remoteId),
      ["a", "b"],
    )
    assert.deepEqual(asked, ["/", "/collections", items])
  })

  it("is found from the list, from the collection itself, and in a static file", async () => {
    const links = [{ rel: "items", type: "application/geo+json", href: "/collections/catalogue/items" }]
    const documents = {
      "/collections": listing([{ id: "catalogue", type: "Catalog", links }]),
      "/collections/catalogue": { id: "catalogue", itemType: "record", links },
      "/static/catalogue.json": { id: "catalogue", type: "Catalog", records: page.features },
      [items]: page,
    }
    for (const path of ["/collections", "/collections/catalogue", "/static/catalogue.json"])
      assert.equal((await read(documents, {}, `${server}${path}`)).found.length, 2, path)
  })

  it("may be one of several: those named are read, and a name that is not there stops", async () => {
    const documents = {
      "/collections": listing([
        { id: "catalogue", itemType: "record" },
        { id: "old", itemType: "record" },
      ]),
      [items]: page,
      "/collections/old/items?limit=100": collectionOf([recordOf("b"), recordOf("z")]),
    }
    const { found } = await read(documents, {}, `${server}/collections`)
    assert.deepEqual(
      found.map(({ remoteId }) => remoteId),
      ["a", "b", "z"],
    )
    const { found: named } = await read(documents, { collections: "old" }, `${server}/collections`)
    assert.deepEqual(
      named.map(({ remoteId }) => remoteId),
      ["b", "z"],
    )
    await assert.rejects(
      read(documents, { collections: "old, lost" }, `${server}/collections`),
      stopsWith("not-a-catalogue"),
    )
  })

  it("is found by an address copied from a browser", async () => {
    const documents = { "/collections/catalogue/items?f=json&limit=100": page }
    const { found } = await read(documents, {}, `${server}/collections/catalogue/items?f=html`)
    assert.equal(found.length, 2)
  })

  it("that lists no collection of records is none", async () => {
    const documents = { "/": landingPage, "/collections": listing([{ id: "parcelles", itemType: "feature" }]) }
    await assert.rejects(read(documents), stopsWith("not-a-catalogue"))
    await assert.rejects(read({ "/": { title: "Something else" } }), stopsWith("not-a-catalogue"))
  })

  it("is read in further languages where the source says so", async () => {
    const french = { title: "Forages profonds du gouvernorat de Kairouan", keywords: ["nappe profonde"] }
    const { found } = await read(
      {
        [items]: collectionOf([wells]),
        [`${items} fr`]: collectionOf([recordOf("forages", french)]),
      },
      { languages: "fr" },
      `${server}${items}`,
    )
    const [record] = found
    assert.ok(record?.kind === "dataset")
    assert.deepEqual(record.facts.title, {
      ar: "آبار المياه العميقة بولاية القيروان",
      fr: "Forages profonds du gouvernorat de Kairouan",
    })
    assert.equal(record.facts.sourceLanguage, "ar")
  })
})
