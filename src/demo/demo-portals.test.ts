import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import { type DemoPortals, loadDemoPortals, startDemoPortals } from "./index.ts"
import type { DemoPortal } from "./portal.ts"

const seedsDir = fileURLToPath(new URL("../../seeds", import.meta.url))

let portals: readonly DemoPortal[]
let running: DemoPortals
before(async () => {
  portals = await loadDemoPortals(seedsDir)
  running = await startDemoPortals({ seedsDir, port: 0 })
})
after(() => running.close())

const all = () => portals.flatMap((portal) => portal.datasets)
const get = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${running.port}${path}`, init)
const json = async (path: string) => (await get(path)).json() as Promise<Record<string, unknown>>

describe("the datasets of the demo country", () => {
  it("are more than 180, each with a key and an id of its own", () => {
    assert.ok(all().length >= 180, String(all().length))
    assert.equal(new Set(all().map(({ id }) => id)).size, all().length)
    for (const portal of portals)
      assert.equal(new Set(portal.datasets.map(({ key }) => key)).size, portal.datasets.length)
  })

  it("have no two titles alike within a portal", () => {
    for (const portal of portals) {
      const titles = portal.datasets.map(({ title }) => title.fr ?? title.ar ?? title.en)
      assert.equal(new Set(titles).size, titles.length, portal.name)
    }
  })

  it("speak three languages: most both Arabic and French, some one language only, some English too", () => {
    const having = (...tags: string[]) => all().filter(({ title }) => tags.every((tag) => title[tag])).length
    const only = (tag: string) => all().filter(({ title }) => Object.keys(title).join() === tag).length
    assert.ok(having("ar", "fr") > all().length / 2)
    assert.ok(having("ar", "fr", "en") > 20)
    assert.ok(only("fr") > 10 && only("ar") > 10 && only("en") > 2)
  })

  it("write each language in its own letters, with nothing left to fill in", () => {
    for (const { title, description = {}, key } of all()) {
      for (const [tag, text] of [...Object.entries(title), ...Object.entries(description)]) {
        assert.doesNotMatch(text, /[{}]|undefined|null|NaN|\(s\)/, key)
        const arabic = text.match(/[\u0621-\u064a]/g)?.length ?? 0
        const latin = text.match(/[a-zA-Zà-ÿ]/g)?.length ?? 0
        assert.ok(tag === "ar" ? arabic > latin : latin > arabic, `${key} ${tag}: ${text}`)
      }
    }
  })

  it("name their source and licence, or lack them on purpose", () => {
    const described = all().filter(({ description }) => description)
    for (const { description, key } of described) {
      for (const text of Object.values(description!)) assert.match(text, /\n\n(Sources?\s?:|المص[ا]?در:)/, key)
    }
    const bare = all().length - described.length
    assert.ok(bare > 3 && bare < 12, `${bare} without description`)
    const unlicensed = all().filter(({ licence }) => licence === undefined).length
    assert.ok(unlicensed > 0 && unlicensed < 5, `${unlicensed} without licence`)
  })

  it("are dated between 2018 and now, first issued before they were changed or on the day", () => {
    for (const { issued, modified, key } of all()) {
      assert.match(modified, /^20(1[89]|2[0-6])-\d\d-\d\d$/, key)
      assert.ok(modified >= issued, key)
    }
  })

  it("have faults as in real life: dead links, wrong formats, broken records", () => {
    const files = all().flatMap((dataset) => dataset.files)
    assert.ok(files.some((file) => file.body === undefined))
    assert.ok(files.some((file) => file.format.toUpperCase() === "XLS" && file.mediaType === "text/csv"))
    assert.equal(portals.flatMap(({ broken }) => broken).length, 14)
  })
})

describe("the portals of the demo country", () => {
  it("answer every file they name with its size, type and date, and 404 for the links that are dead", async () => {
    for (const portal of portals) {
      for (const file of portal.datasets.flatMap((dataset) => dataset.files)) {
        const head = await get(file.at ?? `/portals/${portal.name}/files/${file.name}`, { method: "HEAD" })
        assert.equal(head.status, file.body ? 200 : 404, file.name)
        if (!file.body) continue
        assert.equal(Number(head.headers.get("content-length")), file.body().byteLength, file.name)
        assert.equal(head.headers.get("content-type"), file.mediaType)
        assert.ok(Date.parse(head.headers.get("last-modified") ?? "") > 0)
        assert.ok(file.body().byteLength > 40, file.name)
      }
    }
  })

  it("CKAN pages to the end without repeating or losing a package", async () => {
    const seen: string[] = []
    for (let start = 0; ; start += 10) {
      const { result } = await json(
        `/portals/agriculture/api/3/action/package_search?rows=10&start=${start}&sort=id+asc`,
      )
      const { results } = result as { results: { id: string }[] }
      if (results.length === 0) break
      seen.push(...results.map(({ id }) => id))
    }
    assert.deepEqual(seen, [...seen].sort())
    assert.equal(new Set(seen).size, portals.find(({ name }) => name === "agriculture")!.datasets.length)
  })

  it("CKAN shows one package by name, and says what it does not know", async () => {
    const { result } = await json("/portals/municipalities/api/3/action/package_show?id=communes-tunis")
    const { title, title_ar, frequency_update } = result as Record<string, string>
    assert.equal(title, "Communes du gouvernorat de Tunis")
    assert.match(title_ar ?? "", /ولاية تونس/)
    assert.ok(frequency_update)
    assert.equal((await get("/portals/transport/api/3/action/package_show?id=nothing")).status, 404)
    assert.equal((await get("/portals/transport/api/3/action/nothing_to_do")).status, 400)
    assert.equal(
      ((await json("/portals/transport/api/3/action/status_show")).result as { ckan_version: string }).ckan_version,
      "2.9.9",
    )
  })

  it("data.json lists every dataset in one language", async () => {
    const { dataset } = (await json("/portals/culture/data.json")) as {
      dataset: { "@type": string; title: string; language: string[]; isPartOf?: string; identifier: string }[]
    }
    const { datasets, series } = portals.find(({ name }) => name === "culture")!
    assert.equal(dataset.length, datasets.length + series.length + 1)
    assert.ok(dataset.some(({ language }) => language?.[0] === "ar"))
    const [ofLibraries] = dataset.filter((one) => one["@type"] === "dcat:DatasetSeries")
    assert.equal(ofLibraries?.title, "المكتبات العمومية حسب الولايات")
    assert.ok(dataset.filter(({ isPartOf }) => isPartOf === ofLibraries.identifier).length > 5)
  })

  it("DCAT is chained page by page to its end, in Turtle and in RDF/XML", async () => {
    for (const [path, next] of [
      ["/portals/industry-energy/catalog.ttl", /hydra:next <([^>]+)>/],
      ["/portals/health/catalog.rdf", /<hydra:nextPage>([^<]+)</],
    ] as const) {
      let address: string | undefined = path
      const datasets = new Set<string>()
      while (address) {
        const text: string = await (await get(address)).text()
        for (const [, key] of text.matchAll(/\/dataset\/([a-z0-9-]+)[>"]/g)) datasets.add(key!)
        const found: string | undefined = next.exec(text)?.[1]
        address = found && new URL(found).pathname + new URL(found).search
      }
      const portal = portals.find(({ name }) => path.includes(`/${name}/`))!
      assert.equal(datasets.size, portal.datasets.length)
      assert.equal((await get(`${path}?page=99`)).status, 404)
    }
  })

  it("their data services really answer: page by page, filtered by any column, described by OpenAPI", async () => {
    for (const { name, services } of portals) {
      for (const { key, columns, records } of services) {
        const address = `/portals/${name}/api/${key}`
        const first = await json(`${address}?limit=2&offset=1`)
        assert.deepEqual([first.total, first.limit, first.offset], [records().length, 2, 1])
        assert.deepEqual(first.items, records().slice(1, 3))
        const document = await json(`${address}/openapi.json`)
        assert.equal(document.openapi, "3.1.0")
        assert.ok(JSON.stringify(document.paths).includes(`"name":"${columns[0]!.name}"`))
      }
    }
    const { items } = await json("/portals/health/api/structures-sante?governorate_code=tn-11&limit=1000")
    const inTunis = items as { governorate: string }[]
    assert.ok(inTunis.length > 20 && inTunis.every(({ governorate }) => governorate === "Tunis"))
  })

  it("their data services refuse what they cannot understand", async () => {
    for (const query of ["limit=0", "limit=1001", "limit=x", "offset=-1", "colour=red", "__proto__=x"]) {
      const answer = await get(`/portals/health/api/structures-sante?${query}`)
      assert.equal(answer.status, 400, query)
      assert.ok(((await answer.json()) as { error: string }).error.length > 5)
    }
    for (const path of ["health/api/nothing", "culture/api/structures-sante", "health/api/structures-sante/x"]) {
      assert.equal((await get(`/portals/${path}`)).status, 404, path)
    }
  })

  it("some files are as Excel leaves them: windows-1256, or a byte order mark and semicolons", async () => {
    const arabic = new Uint8Array(
      await (await get("/portals/municipalities/files/communes-beja-csv-1256.csv")).arrayBuffer(),
    )
    assert.throws(() => new TextDecoder("utf-8", { fatal: true }).decode(arabic))
    assert.match(new TextDecoder("windows-1256").decode(arabic), /^الاسم بالفرنسية;الاسم بالعربية;.*باجة/s)
    const excel = await (await get("/portals/health/files/structures-sante-beja-csv-excel.csv")).arrayBuffer()
    assert.deepEqual([...new Uint8Array(excel).slice(0, 3)], [0xef, 0xbb, 0xbf])
    assert.match(new TextDecoder().decode(excel), /^Nom;Type d’établissement;Délégation;/)
  })

  it("outlines and points are GeoJSON", async () => {
    const outlines = await json("/portals/industry-energy/files/contours-gouvernorats-contour.geojson")
    assert.equal((outlines.features as unknown[]).length, 24)
    const { features } = (await json("/portals/municipalities/files/communes-tunisie-carte.geojson")) as {
      features: { geometry: { coordinates: number[] } }[]
    }
    assert.equal(features.length, 350)
    for (const { geometry } of features) assert.ok(geometry.coordinates[0]! > 7 && geometry.coordinates[1]! > 30)
  })

  it("pages of datasets answer, anything else is refused", async () => {
    assert.match(await (await get("/portals/transport/dataset/distances-sfax")).text(), /Sfax|صفاقس/)
    assert.match(await (await get("/")).text(), /Géoportail de l’équipement/)
    for (const path of [
      "/portals/",
      "/portals/nothing/",
      "/portals/health/files/..%2f..%2fpackage.json",
      "/portals/health/%",
    ]) {
      assert.equal((await get(path)).status, 404, path)
    }
    assert.equal((await get("/portals/health/catalog.rdf", { method: "POST" })).status, 405)
  })
})
