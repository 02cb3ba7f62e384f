import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import { type FoundRecord, HarvestStopped, type PageEnd } from "../../src/harvest/connector.ts"
import { arcgisConnector } from "../../src/harvest/connectors/arcgis/index.ts"
import { describeConnector } from "../../src/harvest/connectors/contract.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { fetchAnswering, idsOf, readAll, readRecords, resumeAfter } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { datasetResource, hubDataset, notStarted, root, searchItem, server, tokenRequired } from "./arcgis-fixtures.ts"
import { collectionOf, servingJson } from "./records-fixtures.ts"

let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

describeConnector({
  connector: arcgisConnector,
  vocabularies: () => vocabularies,
  url: "https://hub.example/api/feed/dcat-us/1.1.json",
  good: (id) => ({ ...hubDataset, identifier: id }),
  bad: { identifier: "bad", description: "Sans titre" },
  distributions: "distribution",
  catalogue: (dataset) => JSON.stringify({ conformsTo: "https://project-open-data.cio.gov/v1.1/schema", dataset }),
})

type Documents = Readonly<Record<string, unknown>>

async function read(
  documents: Documents,
  {
    url = root,
    options = {},
    before = [],
  }: { url?: string; options?: Documents; before?: readonly (FoundRecord | PageEnd)[] } = {},
) {
  const { asked, fetch } = servingJson(new URL(url).origin, documents)
  const reading = { url, options, fetch, vocabularies, resume: resumeAfter(before) }
  return { asked, found: await readAll(arcgisConnector, reading) }
}

function kindsOf(found: readonly (FoundRecord | PageEnd)[]) {
  return Object.fromEntries(found.flatMap((entry) => (entry.kind === "page-end" ? [] : [[entry.remoteId, entry.kind]])))
}

function datasetIn(found: readonly (FoundRecord | PageEnd)[], remoteId: string) {
  const record = found.find((entry) => entry.kind === "dataset" && entry.remoteId === remoteId)
  assert.ok(record?.kind === "dataset", `${remoteId} among ${idsOf(found)}`)
  return record
}

function stopsWith(code: string, option?: string) {
  return (error: unknown) =>
    error instanceof HarvestStopped && error.code === code && (option === undefined || error.detail.option === option)
}

describe("the catalogue of an ArcGIS Server", () => {
  it("gives services and one dataset for each layer and table, whatever else there is", async () => {
    const { found } = await read(server)
    assert.deepEqual(kindsOf(found), {
      "Prive/": "skipped",
      "Forets/Impression/GPServer": "skipped",
      "Forets/Interne/MapServer": "skipped",
      "Forets/Sols/MapServer": "service",
      "Forets/Sols/0": "dataset",
      "Forets/Zones/FeatureServer": "service",
      "Forets/Zones/MapServer": "service",
      "Forets/Zones/0": "dataset",
      "Forets/Zones/1": "dataset",
      "Forets/Zones/3": "dataset",
      "Ortho_2022/ImageServer": "service",
      "Ortho_2022/image": "dataset",
    })
    const reasons = found.flatMap((entry) => (entry.kind === "skipped" ? [`${entry.remoteId} ${entry.reason}`] : []))
    assert.deepEqual(reasons.sort(), [
      "Forets/Impression/GPServer GPServer",
      "Forets/Interne/MapServer token required",
      "Prive/ token required",
    ])
  })

  it("a layer served as map and as features is one dataset, with its box in degrees", async () => {
    const { facts, problems } = datasetIn((await read(server)).found, "Forets/Zones/0")
    assert.deepEqual(problems, [])
    const features = `${root}/Forets/Zones/FeatureServer`
    assert.deepEqual(facts, {
      identifier: "Forets/Zones/0",
      title: { ar: "المحميات الطبيعية" },
      description: { ar: "حدود المحميات" },
      keywords: { ar: ["غابات", "محميات"] },
      sourceLanguage: "ar",
      publisher: { name: { ar: "الإدارة العامة للغابات" } },
      spatial: [{ bbox: [8.4375, 36, 10, 37] }],
      temporal: [{ start: "1960-01-01T00:00:00Z", end: "2024-01-01T00:00:00Z" }],
      modified: "2024-03-01T00:00:00Z",
      landingPage: `${features}/0`,
      distributions: [
        { accessUrl: `${features}/0`, format: "ARCGIS", rawFormat: "ArcGIS REST" },
        {
          accessUrl: `${features}/0/query?where=1%3D1&outFields=*&f=geojson`,
          format: "GEOJSON",
          mediaType: "application/geo+json",
        },
        { accessUrl: `${root}/Forets/Zones/MapServer/0`, format: "ARCGIS", rawFormat: "ArcGIS REST" },
        {
          accessUrl: `${root}/Forets/Zones/MapServer/0/query?where=1%3D1&outFields=*&f=geojson`,
          format: "GEOJSON",
          mediaType: "application/geo+json",
        },
        {
          accessUrl:
            "https://sig.example/arcgis/services/Forets/Zones/MapServer/WMSServer?request=GetCapabilities&service=WMS",
          format: "WMS",
        },
      ],
    })
  })

  it("a service tells what it serves; its HTML stays for the page to clean", async () => {
    const { found } = await read(server)
    const service = found.find((entry) => entry.kind === "service" && entry.remoteId === "Forets/Zones/MapServer")
    assert.ok(service?.kind === "service")
    assert.deepEqual(service.facts, {
      title: { ar: "الغابات والمحميات" },
      description: { ar: "<p>حدود الغابات و<b>المحميات</b> حسب الولاية.</p>" },
      publisher: { name: { ar: "الإدارة العامة للغابات" } },
      endpointUrl: `${root}/Forets/Zones/MapServer`,
      servesDatasets: ["Forets/Zones/0", "Forets/Zones/1", "Forets/Zones/3"],
    })
  })

  it("an extent in another system than degrees or Web Mercator is told; one of nothing is not", async () => {
    const { found } = await read(server)
    const soils = datasetIn(found, "Forets/Sols/0")
    assert.deepEqual(
      soils.problems.map(({ code, value }) => [code, value]),
      [["bad-bbox", "wkid 32632"]],
    )
    assert.deepEqual(soils.facts.licence, { code: "cc-by-4.0", raw: "https://creativecommons.org/licenses/by/4.0/" })
    const aerial = datasetIn(found, "Ortho_2022/image")
    assert.deepEqual([aerial.problems, aerial.facts.spatial, aerial.facts.publisher], [[], undefined, undefined])
    assert.deepEqual(aerial.facts.title, { und: "Ortho 2022" })
    assert.deepEqual(datasetIn(found, "Forets/Zones/1").facts.spatial, [{ bbox: [8.1, 36.2, 9.4, 37.3] }])
  })

  it("keeps the ids of its layers when the feature service is switched off", async () => {
    const listing = { services: [{ name: "Forets/Zones", type: "MapServer" }] }
    const { found } = await read({ ...server, "/arcgis/rest/services/Forets?f=json": listing })
    assert.deepEqual(datasetIn(found, "Forets/Zones/0").facts.title, { ar: "المحميات الطبيعية" })
  })

  it("layers that share a number but not a name are two datasets", async () => {
    const tiles = { layers: [{ id: 0, name: "Fond de carte", type: "Raster Layer" }], tables: [] }
    const { found } = await read({ ...server, "/arcgis/rest/services/Forets/Zones/MapServer/layers?f=json": tiles })
    assert.deepEqual(datasetIn(found, "Forets/Zones/MapServer/0").facts.title, { und: "Fond de carte" })
  })

  it("may be read by folder or by service", async () => {
    const folder = await read(server, { url: `${root}/Forets` })
    assert.equal(datasetIn(folder.found, "Forets/Sols/0").kind, "dataset")
    assert.ok(!folder.asked.includes("/arcgis/rest/services?f=json"))
    const one = await read(server, { url: `${root}/Forets/Sols/MapServer` })
    assert.deepEqual(idsOf(one.found), ["Forets/Sols/MapServer", "Forets/Sols/0"])
  })

  it("with a service that does not answer stops, unless that is allowed", async () => {
    const broken = { ...server, "/arcgis/rest/services/Forets/Sols/MapServer?f=json": notStarted }
    await assert.rejects(read(broken), stopsWith("truncated", "ignoreBroken"))
    const { found } = await read(broken, { options: { ignoreBroken: true } })
    const kinds = kindsOf(found)
    assert.deepEqual([kinds["Forets/Sols/MapServer"], kinds["Forets/Sols/0"]], ["refused", undefined])
  })

  it("whose layers do not answer stops too; an older one that does not know the question names them itself", async () => {
    const path = "/arcgis/rest/services/Forets/Zones/MapServer/layers?f=json"
    await assert.rejects(read({ ...server, [path]: notStarted }), stopsWith("truncated", "ignoreBroken"))
    const older = { error: { code: 400, message: "Invalid or missing input parameters." } }
    const url = `${root}/Forets/Zones/MapServer`
    const { found } = await read({ ...server, [path]: older }, { url })
    assert.deepEqual(idsOf(found), ["Forets/Zones/MapServer", "Forets/Zones/0", "Forets/Zones/1", "Forets/Zones/3"])
    await assert.rejects(
      read({ ...server, "/arcgis/rest/services/Forets/Sols/MapServer?f=json": { currentVersion: 10.9 } }),
      stopsWith("truncated", "ignoreBroken"),
    )
  })

  it("is read on at any service where a reading was cut, but never past one that failed", async () => {
    const { found: whole } = await read(server)
    const ends = whole.flatMap((entry, at) => (entry.kind === "page-end" ? [at] : []))
    assert.equal(ends.length, 3)
    for (const at of ends) {
      const cut = whole.slice(0, at + 1)
      assert.deepEqual([...cut, ...(await read(server, { before: cut })).found], whole)
    }
    const broken = { ...server, "/arcgis/rest/services/Forets/Sols/MapServer?f=json": notStarted }
    const { found } = await read(broken, { options: { ignoreBroken: true } })
    assert.equal(found.filter(({ kind }) => kind === "page-end").length, 1)
  })

  it("that is closed, fails or is something else stops with what it said", async () => {
    const path = "/arcgis/rest/services?f=json"
    await assert.rejects(read({ [path]: tokenRequired }), stopsWith("success-false"))
    await assert.rejects(read({ [path]: { currentVersion: 10.9 } }), stopsWith("not-a-catalogue"))
    await assert.rejects(read({ [path]: { folders: [], services: [] } }), stopsWith("empty-catalogue"))
    await assert.rejects(
      read({ ...server, "/arcgis/rest/services/Prive?f=json": { error: { code: 500, message: "Unable" } } }),
      stopsWith("success-false"),
    )
  })
})

const hub = "https://hub.example/"
const feed = "/api/feed/dcat-us/1.1.json"
const search = "/api/search/v1/collections/dataset/items?limit=100"
const datasets = "/api/v3/datasets?page%5Bsize%5D=100"
const id = "f6565516d1354383b25793e630cf3f2b_5"

describe("a site of ArcGIS Hub", () => {
  it("is read by its feed, the habits of Hub evened out", async () => {
    const { asked, found } = await read({ [feed]: { dataset: [hubDataset] } }, { url: hub })
    assert.deepEqual(asked, [feed])
    const { facts, problems } = datasetIn(found, id)
    assert.deepEqual(problems, [])
    assert.deepEqual(facts.licence, { code: "cc-by-4.0", raw: "Licence CC BY 4.0" })
    assert.deepEqual(
      facts.distributions.map(({ format, accessUrl, downloadUrl }) => [format, accessUrl, downloadUrl]),
      [
        ["ARCGIS", "https://services.example/arcgis/rest/services/espaces_verts/FeatureServer/5", undefined],
        ["CSV", undefined, "https://hub.example/api/download/v1/items/f6565516d1354383b25793e630cf3f2b/csv?layers=5"],
      ],
    )
  })

  it("is the same record by the search APIs, where the feed is switched off", async () => {
    const byFeed = datasetIn((await read({ [feed]: { dataset: [hubDataset] } }, { url: hub })).found, id)
    const v1 = await read({ [search]: collectionOf([searchItem()]) }, { url: hub })
    const v3 = await read(
      { [datasets]: { data: [datasetResource()], meta: { stats: { totalCount: 1 } } } },
      { url: hub },
    )
    assert.deepEqual(v1.asked, [feed, search])
    assert.deepEqual(v3.asked, [feed, search, datasets])
    for (const { found } of [v1, v3]) {
      const { facts } = datasetIn(found, id)
      for (const field of ["title", "description", "keywords", "publisher", "licence", "spatial", "issued"] as const)
        assert.deepEqual(facts[field], byFeed.facts[field], field)
      assert.equal(facts.modified, "2022-07-29T11:29:07Z")
      assert.deepEqual(
        facts.distributions.map(({ format }) => format),
        ["ARCGIS", "CSV", "GEOJSON", "ZIP", "KML"],
      )
    }
  })

  it("that is only down for the moment is not read another way", async () => {
    const { fetch } = servingJson("https://hub.example", { [search]: collectionOf([searchItem()]) })
    const failing: typeof fetch = async (url, options) => ({ ...(await fetch(url, options)), status: 503 })
    const source = { id: "s", kind: arcgisConnector.kind, name: "Test", url: hub, options: {} }
    await assert.rejects(async () => {
      for await (const _ of arcgisConnector.records(source, { fetch: failing, vocabularies })) assert.fail()
    }, stopsWith("http-error"))
  })

  it("that is no Hub at all is told by the first refusal", async () => {
    await assert.rejects(read({}, { url: hub }), (error) => {
      assert.ok(error instanceof HarvestStopped)
      assert.match(String(error.detail.url), /dcat-us/)
      return true
    })
  })

  it("is paged by its search API, skips what is not public, and is read on where a reading was cut", async () => {
    const second = `${search.replace("?limit=100", "")}?limit=100&startindex=101`
    const pages = {
      [search]: collectionOf([searchItem("a"), searchItem("b", { access: "org" })], { next: second, matched: 3 }),
      [second]: collectionOf([searchItem("c")], { matched: 3 }),
    }
    const { found: whole } = await read(pages, { url: hub })
    assert.deepEqual(kindsOf(whole), { a: "dataset", b: "skipped", c: "dataset" })
    const cut = whole.slice(0, whole.findIndex(({ kind }) => kind === "page-end") + 1)
    const { asked, found } = await read(pages, { url: hub, before: cut })
    assert.deepEqual([...cut, ...found], whole)
    assert.deepEqual(asked, [second])
    await assert.rejects(
      read({ ...pages, [second]: collectionOf([], { matched: 3 }) }, { url: hub }),
      stopsWith("truncated"),
    )
  })
})

const recorded = fileURLToPath(new URL("../../../shared/fixtures/catalogs/dcat/evian.jsonld.json", import.meta.url))

describe("the recorded feed of Évian", { skip: existsSync(recorded) ? false : "../shared is absent" }, () => {
  it("gives eight datasets with their licences and files, and tells of three templates", async () => {
    const found = await readRecords(arcgisConnector, {
      url: "https://ville-d-evian-opendata-ville-evian.hub.arcgis.com/",
      fetch: fetchAnswering(readFileSync(recorded)),
      vocabularies,
    })
    const kept = found.filter((record) => record.kind === "dataset")
    assert.deepEqual([found.length, kept.length], [8, 8])
    // 34 in the feed, less eight links to the datasets' own pages.
    assert.equal(kept.flatMap(({ facts }) => facts.distributions).length, 26)
    const problems = kept.flatMap((record) => record.problems.map(({ code, field }) => `${code} ${field}`))
    assert.equal(problems.filter((line) => line === "placeholder-text spatial").length, 3)
    assert.equal(problems.filter((line) => line.startsWith("unknown-theme")).length, 0)
    const bicycles = datasetIn(found, "f6565516d1354383b25793e630cf3f2b_5").facts
    assert.deepEqual(bicycles.spatial, [{ bbox: [6.5735, 46.3912, 6.6069, 46.4028] }])
    assert.deepEqual(bicycles.distributions[1]?.format, "CSV")
    assert.match(bicycles.distributions[1]?.downloadUrl ?? "", /\/csv\?layers=5$/)
    assert.equal(bicycles.licence?.raw?.includes("<"), false)
  })
})
