import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import { type FoundRecord, HarvestStopped, type PageEnd } from "../../src/harvest/connector.ts"
import { describeConnector } from "../../src/harvest/connectors/contract.ts"
import { recordsConnector } from "../../src/harvest/connectors/records/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { readRecords } from "../support/read-records.ts"
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

function stopsWith(code: string) {
  return (error: unknown) => error instanceof HarvestStopped && error.code === code
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

const pages = {
  [items]: collectionOf([recordOf("a"), recordOf("b")], { next: "/collections/catalogue/items?offset=2", matched: 5 }),
  "/collections/catalogue/items?offset=2": collectionOf([recordOf("c"), recordOf("d")], {
    next: "/collections/catalogue/items?offset=4",
    matched: 5,
  }),
  "/collections/catalogue/items?offset=4": collectionOf([recordOf("e")], { matched: 5 }),
}

describe("paging through records", () => {
  const start = `${server}${items}`

  it("follows the links of type JSON, also where the server believes to be another host", async () => {
    const wrong = { ...pages, [items]: { ...pages[items] } }
    wrong[items].links = [
      { rel: "next", type: "text/html", href: "https://geo.example/page2.html" },
      { rel: "next", type: "application/geo+json", href: "http://localhost:5000/collections/catalogue/items?offset=2" },
    ]
    const { found } = await read(wrong, {}, start)
    assert.equal(found.map(({ remoteId }) => remoteId).join(""), "abcde")
  })

  it("goes on where it was cut, giving what an undisturbed reading gives", async () => {
    const whole = await everything(pages)
    const ends = whole.flatMap((entry, at) => (entry.kind === "page-end" ? [at] : []))
    assert.equal(ends.length, 2)
    for (const at of ends) {
      const before = whole.slice(0, at + 1)
      const after = await everything(pages, before)
      assert.deepEqual([...before, ...after], whole)
    }
  })

  it("goes on in the second of two catalogues too, and begins anew where its catalogue went away", async () => {
    const two = {
      ...pages,
      "/": landingPage,
      "/collections": listing([
        { id: "catalogue", itemType: "record" },
        { id: "old", itemType: "record" },
      ]),
      "/collections/old/items?limit=100": collectionOf([recordOf("b"), recordOf("y")], {
        next: "/collections/old/items?offset=2",
        matched: 3,
      }),
      "/collections/old/items?offset=2": collectionOf([recordOf("z")], { matched: 3 }),
    }
    const whole = await everything(two, [], `${server}/`)
    assert.equal(namesOf(whole).join(""), "abcdeyz")
    for (const [at, entry] of whole.entries())
      if (entry.kind === "page-end") {
        const before = whole.slice(0, at + 1)
        assert.deepEqual([...before, ...(await everything(two, before, `${server}/`))], whole, entry.next)
      }
    const lost = { ...two, "/collections": listing([{ id: "catalogue", itemType: "record" }]) }
    const inOld = whole.slice(0, whole.findLastIndex(({ kind }) => kind === "page-end") + 1)
    assert.deepEqual(namesOf(await everything(lost, inOld, `${server}/`)), [])
  })

  it("stops when the source lies: too few, the same page again, pages without end", async () => {
    const last = "/collections/catalogue/items?offset=4"
    const lies: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
      ["fewer than announced", { ...pages, [last]: collectionOf([], { matched: 5 }) }, "truncated"],
      ["no link to the rest", { ...pages, [items]: collectionOf([recordOf("a")], { matched: 5 }) }, "truncated"],
      ["a link back", { ...pages, [last]: collectionOf([recordOf("e")], { next: items }) }, "paging-repeats"],
      [
        "the same records under a new address",
        { ...pages, [last]: collectionOf([recordOf("a")], { next: "/collections/catalogue/items?offset=6" }) },
        "paging-repeats",
      ],
      ["a page that is missing", { [items]: pages[items] }, "http-error"],
    ]
    for (const [title, documents, code] of lies)
      await assert.rejects(read(documents, {}, start), stopsWith(code), title)
    assert.equal(
      (await read({ ...pages, [last]: collectionOf([], { matched: 5 }) }, { ignoreTotal: true }, start)).found.length,
      4,
    )
    await assert.rejects(read(pages, { maxRecords: 3 }, start), stopsWith("too-large"))
  })

  it("gives a record that moved to a later page once, and misses the one that slipped past", async () => {
    const moved = { ...pages, "/collections/catalogue/items?offset=4": collectionOf([recordOf("d")], { matched: 5 }) }
    await assert.rejects(read(moved, {}, start), stopsWith("truncated"))
  })
})

describe("asking for changes", () => {
  const since = new Date("2026-03-01T00:00:00.500Z")
  const filtered =
    "/collections/catalogue/items?limit=100&filter=updated+%3E%3D+TIMESTAMP%28%272026-03-01T00%3A00%3A00Z%27%29&filter-lang=cql2-text"
  const conforms = {
    conformsTo: [
      "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
      "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    ],
  }

  it("filters by `updated` where the server declares it, and no change is no failure", async () => {
    const { asked, fetch } = servingJson(server, {
      "/conformance": conforms,
      "/collections/catalogue/queryables": { properties: { updated: { format: "date-time" } } },
      [filtered]: collectionOf([], { matched: 0 }),
    })
    const url = `${server}${items}`
    const found = await collect({ fetch, vocabularies, since }, url)
    assert.deepEqual(found, [])
    assert.equal(asked.at(-1), filtered)
  })

  it("reads all where the server declares no such filter", async () => {
    for (const documents of [
      {},
      { "/conformance": conforms, "/collections/catalogue/queryables": { properties: {} } },
    ]) {
      const { fetch } = servingJson(server, { ...pages, ...documents })
      assert.equal(namesOf(await collect({ fetch, vocabularies, since }, `${server}${items}`)).length, 5)
    }
  })
})

function everything(
  documents: Readonly<Record<string, unknown>>,
  before: readonly (FoundRecord | PageEnd)[] = [],
  url = `${server}${items}`,
) {
  const last = before.at(-1)
  const resume = last?.kind === "page-end" ? { next: last.next, met: new Set(namesOf(before)) } : undefined
  return collect({ fetch: servingJson(server, documents).fetch, vocabularies, resume }, url)
}

async function collect(context: Parameters<typeof recordsConnector.records>[1], url: string) {
  const source = { id: "s", kind: recordsConnector.kind, name: "Test", url, options: {} }
  const found: (FoundRecord | PageEnd)[] = []
  for await (const entry of recordsConnector.records(source, context)) found.push(entry)
  return found
}

function namesOf(found: readonly (FoundRecord | PageEnd)[]): string[] {
  return found.flatMap((entry) => (entry.kind === "page-end" ? [] : [entry.remoteId]))
}
