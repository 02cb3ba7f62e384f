import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import { type FoundRecord, HarvestStopped, type PageEnd } from "../../src/harvest/connector.ts"
import { describeConnector } from "../../src/harvest/connectors/contract.ts"
import { stacConnector } from "../../src/harvest/connectors/stac/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { idsOf, readAll, resumeAfter, stopsWith } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { servingJson } from "./records-fixtures.ts"
import { catalogueOf, collectionNamed, landCover } from "./stac-fixtures.ts"

let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

describeConnector({
  connector: stacConnector,
  vocabularies: () => vocabularies,
  url: "https://stac.example/collections",
  good: (id) => ({ ...landCover, id }),
  bad: { type: "Collection", title: "Sans identifiant" },
  catalogue: (collections) => JSON.stringify({ collections, links: [] }),
})

const server = "https://stac.example"
type Documents = Readonly<Record<string, unknown>>

async function read(
  documents: Documents,
  {
    path = "/catalog.json",
    options = {},
    before = [],
  }: { path?: string; options?: Documents; before?: readonly (FoundRecord | PageEnd)[] } = {},
) {
  const { asked, fetch } = servingJson(server, documents)
  const reading = { url: `${server}${path}`, options, fetch, vocabularies, resume: resumeAfter(before) }
  return { asked, found: await readAll(stacConnector, reading) }
}

async function one(collection: unknown) {
  const { found } = await read({ "/collections": { collections: [collection] } }, { path: "/collections" })
  const [record] = found
  assert.ok(record?.kind === "dataset", JSON.stringify(record))
  return record
}

describe("a STAC collection", () => {
  it("becomes one dataset, its items summarised by media type", async () => {
    const { facts, problems } = await one(landCover)
    assert.deepEqual(problems, [])
    const items = "https://stac.example/collections/occupation-du-sol/items"
    const geotiff = "image/tiff; application=geotiff; profile=cloud-optimized"
    assert.deepEqual(facts, {
      identifier: "occupation-du-sol",
      title: { ar: "خريطة استعمالات الأراضي بولايات الشمال الغربي" },
      description: { ar: "تصنيف استعمالات الأراضي من صور **Sentinel-2** حسب المعتمدية." },
      keywords: { ar: ["استعمالات الأراضي"], und: ["occupation du sol", "sentinel-2a", "sentinel-2b", "msi"] },
      sourceLanguage: "ar",
      publisher: { name: { ar: "المركز الوطني للاستشعار عن بعد" }, homepage: "https://cnct.example/" },
      contactPoints: [
        { name: "ESA", url: "https://www.esa.int/" },
        { name: "المركز الوطني للاستشعار عن بعد", url: "https://cnct.example/" },
      ],
      licence: { code: "cc-by-4.0", raw: "CC-BY-4.0" },
      spatial: [{ bbox: [8.1, 36.1, 9.9, 37.3] }],
      temporal: [{ start: "2017-03-28T00:00:00Z" }],
      issued: "2024-01-15T00:00:00Z",
      modified: "2026-02-01T00:00:00Z",
      landingPage: "https://cnct.example/occupation",
      version: "2.1",
      distributions: [
        {
          remoteId: "assets/legend",
          title: { ar: "مفتاح الخريطة" },
          downloadUrl: "https://stac.example/collections/files/legend.csv",
          format: "CSV",
          mediaType: "text/csv",
          byteSize: 2048,
        },
        {
          remoteId: `item_assets/${geotiff}`,
          title: { und: "True colour, Classes" },
          accessUrl: items,
          format: "GEOTIFF",
          rawFormat: "GeoTIFF",
          mediaType: geotiff,
        },
        {
          remoteId: "item_assets/application/geo+json",
          title: { und: "bounds" },
          accessUrl: items,
          format: "GEOJSON",
          mediaType: "application/geo+json",
        },
        { remoteId: "items", accessUrl: items, format: "GEOJSON", mediaType: "application/geo+json" },
      ],
    })
  })

  it("without a title is called by its identifier; one of STAC 0.9 is read too", async () => {
    const { facts } = await one({
      id: "spot-1987",
      stac_version: "0.9.0",
      description: "Scènes SPOT de la campagne 1987",
      license: "proprietary",
      extent: { spatial: [7.5, 30.2, 0, 11.6, 37.4, 900], temporal: ["1987-01-01", "1987-12-31"] },
      links: [],
    })
    assert.deepEqual(facts.title, { und: "spot-1987" })
    assert.deepEqual(facts.spatial, [{ bbox: [7.5, 30.2, 11.6, 37.4] }])
    assert.deepEqual(facts.temporal, [{ start: "1987-01-01", end: "1987-12-31" }])
    assert.deepEqual(facts.distributions, [
      {
        remoteId: "items",
        accessUrl: "https://stac.example/collections",
        format: "JSON",
        mediaType: "application/json",
      },
    ])
  })

  it("takes the web address of a file in a bucket where one is given, else loses it and says so", async () => {
    const bucket = "s3://images/a.tif"
    const { facts, problems } = await one(
      collectionNamed("a", {
        assets: {
          both: { href: bucket, alternate: { https: { href: "https://stac.example/a.tif" } }, type: "image/tiff" },
          bucket: { href: bucket },
        },
      }),
    )
    assert.deepEqual(
      facts.distributions.map(({ remoteId, downloadUrl }) => [remoteId, downloadUrl]),
      [
        ["assets/both", "https://stac.example/a.tif"],
        ["items", undefined],
      ],
    )
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["unsupported-scheme", "distribution-without-url"],
    )
  })
})

describe("a STAC API", () => {
  const pages = {
    "/": { ...catalogueOf("/never"), links: [{ rel: "data", type: "application/json", href: "/collections" }] },
    "/collections": {
      collections: [collectionNamed("a"), collectionNamed("b")],
      numberMatched: 3,
      links: [{ rel: "next", type: "application/json", href: "https://stac.example/collections?token=2" }],
    },
    "/collections?token=2": { collections: [collectionNamed("c")], numberMatched: 3, links: [] },
  }

  it("is read through its list of collections, along the next links", async () => {
    const { asked, found } = await read(pages, { path: "/" })
    assert.deepEqual(idsOf(found), ["a", "b", "c"])
    assert.deepEqual(asked, ["/", "/collections", "/collections?token=2"])
  })

  it("is read on where a reading was cut", async () => {
    const { found: whole } = await read(pages, { path: "/" })
    const cut = whole.slice(0, whole.findIndex(({ kind }) => kind === "page-end") + 1)
    const { asked, found } = await read(pages, { path: "/", before: cut })
    assert.deepEqual([...cut, ...found], whole)
    assert.deepEqual(asked, ["/collections?token=2"])
  })

  it("that counts more than it lists stops", async () => {
    const short = { ...pages, "/collections?token=2": { collections: [], numberMatched: 3 } }
    await assert.rejects(read(short, { path: "/" }), stopsWith("truncated"))
    assert.deepEqual(idsOf((await read(short, { path: "/", options: { ignoreTotal: true } })).found), ["a", "b"])
  })
})

describe("a static STAC catalogue", () => {
  const tree = {
    "/catalog.json": catalogueOf("./north/catalog.json", "south/collection.json", "../catalog.json"),
    "/north/catalog.json": catalogueOf("./a.json", "./b.json", "/catalog.json"),
    "/north/a.json": collectionNamed("a", {
      links: [
        { rel: "child", href: "./a1.json" },
        { rel: "item", href: "./items/1.json" },
      ],
    }),
    "/north/a1.json": collectionNamed("a1"),
    "/north/b.json": collectionNamed("b"),
    "/south/collection.json": collectionNamed("south"),
  }

  it("is walked along its children, in circles once, without opening an item", async () => {
    const { asked, found } = await read(tree)
    assert.deepEqual(idsOf(found), ["south", "a", "b", "a1"])
    assert.deepEqual([...asked].sort(), Object.keys(tree).sort())
    const child = found.find((entry) => entry.kind === "dataset" && entry.remoteId === "a1")
    assert.ok(child?.kind === "dataset")
    assert.equal(child.facts.inSeries, "a")
  })

  it("with a child that cannot be opened stops, unless that is allowed", async () => {
    const { "/north/catalog.json": _, ...broken } = tree
    await assert.rejects(read(broken), (error) => {
      assert.ok(error instanceof HarvestStopped)
      assert.deepEqual([error.code, error.detail.option], ["http-error", "ignoreBrokenLinks"])
      return true
    })
    const { found } = await read(broken, { options: { ignoreBrokenLinks: true } })
    assert.deepEqual(
      found.map((entry) => entry.kind !== "page-end" && [entry.kind, entry.remoteId]),
      [
        ["refused", "https://stac.example/north/catalog.json"],
        ["dataset", "south"],
      ],
    )
  })

  it("has its children found behind any number of items", async () => {
    const many = Array.from({ length: 12_000 }, (_, at) => ({ rel: "item", href: `./${at}.json` }))
    const root = catalogueOf("/a.json")
    const found = await read({
      "/catalog.json": { ...root, links: [...many, ...root.links] },
      "/a.json": collectionNamed("a"),
    })
    assert.deepEqual(idsOf(found.found), ["a"])
  })

  it("is bounded: by its documents, its depth, and what it may be", async () => {
    await assert.rejects(read(tree, { options: { maxDocuments: 3 } }), stopsWith("too-large"))
    const deep = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [
        at === 0 ? "/catalog.json" : `/${at}.json`,
        catalogueOf(`/${at + 1}.json`),
      ]),
    )
    await assert.rejects(read(deep), stopsWith("too-large"))
    await assert.rejects(read({ "/catalog.json": catalogueOf() }), stopsWith("empty-catalogue"))
    await assert.rejects(read({ "/catalog.json": { name: "package", version: 1 } }), stopsWith("not-a-catalogue"))
  })
})
