import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import fc from "fast-check"
import type { FoundRecord, HarvestStopped } from "../../src/harvest/connector.ts"
import { describeConnector } from "../../src/harvest/connectors/contract.ts"
import { ogcConnector } from "../../src/harvest/connectors/ogc/index.ts"
import { assertSound } from "../../src/harvest/connectors/sound-record.ts"
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { readRecords, stopsWith } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { type FeatureType, wells, wfs2, wfs10, wfs11, wms11, wms13 } from "./ogc-documents.ts"

let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

describeConnector({
  connector: ogcConnector,
  asksBefore: false,
  vocabularies: () => vocabularies,
  url: "https://crda.example/geoserver/wfs",
  isService: true,
  good: (name) => ({ ...wells, name }),
  bad: { title: "Sans nom" },
  catalogue: (types) => wfs2(types as readonly FeatureType[]),
  refusal: `<ServiceExceptionReport><ServiceException>Service désactivé</ServiceException></ServiceExceptionReport>`,
  jsonRecords: false,
})

type Answering = (url: URL) => string | { status: number; body: string }

async function read(
  answer: string | Answering,
  {
    url = "https://crda.example/geoserver/wfs",
    ...options
  }: { url?: string; asked?: string[] } & Record<string, unknown> = {},
) {
  const { asked = [], ...rest } = options as { asked?: string[] }
  const fetch: FetchGuarded = async (address) => {
    asked.push(address)
    const given = typeof answer === "string" ? answer : answer(new URL(address))
    const { status, body } = typeof given === "string" ? { status: 200, body: given } : given
    return {
      status,
      headers: {},
      url: address,
      bytes: async () => new TextEncoder().encode(body),
      text: async () => body,
    }
  }
  const found = await readRecords(ogcConnector, { url, options: rest, fetch, vocabularies })
  for (const record of found) assertSound(record)
  return found
}

function datasets(found: readonly FoundRecord[]) {
  return found.flatMap((record) => (record.kind === "dataset" ? record : []))
}

function service(found: readonly FoundRecord[]) {
  const record = found.find(({ kind }) => kind === "service")
  assert.ok(record?.kind === "service")
  return record
}

/** Parameters of an address, in lower case. */
function parameters(address: string | undefined) {
  return Object.fromEntries(
    [...new URL(address ?? "").searchParams].map(([name, value]) => [name.toLowerCase(), value]),
  )
}

const box = [8.9, 34.5, 10.1, 35.6]

describe("a WFS 2.0 in Arabic", () => {
  it("gives a dataset per feature type, with the files that the service makes", async () => {
    const asked: string[] = []
    const found = await read(wfs2([wells]), { asked })
    assert.deepEqual(asked, ["https://crda.example/geoserver/wfs?service=WFS&request=GetCapabilities"])
    const [{ remoteId, facts, problems } = assert.fail()] = datasets(found)
    assert.equal(remoteId, "crda:puits_surveilles")
    const { distributions, ...rest } = facts
    assert.deepEqual(rest, {
      title: { ar: wells.title },
      description: { ar: wells.abstract },
      keywords: { ar: ["مياه جوفية", "آبار"] },
      sourceLanguage: "ar",
      publisher: {
        name: { ar: "المندوبية الجهوية للتنمية الفلاحية بسيدي بوزيد" },
        homepage: "https://crda.example/",
      },
      contactPoints: [{ email: "sig@crda.example", phone: "+216 76 000 000" }],
      licence: { code: "cc-by-4.0", raw: "https://creativecommons.org/licenses/by/4.0/" },
      spatial: [{ bbox: box }],
      landingPage: "https://crda.example/fiches/puits.html",
    })
    assert.deepEqual(problems, [])
    assert.deepEqual(
      distributions.map(({ format, downloadUrl }) => [format, parameters(downloadUrl).outputformat]),
      [
        ["GEOJSON", "application/json"],
        ["CSV", "csv"],
        ["SHP", "SHAPE-ZIP"],
        ["XLSX", "excel2007"],
        ["GML", "application/gml+xml; version=3.2"],
      ],
    )
    // The service names localhost; what answered is asked.
    assert.equal(
      distributions[0]?.downloadUrl,
      "https://crda.example/geoserver/wfs?service=WFS&version=2.0.0&request=GetFeature&typeNames=crda%3Apuits_surveilles&outputFormat=application%2Fjson&srsName=EPSG%3A4326",
    )
  })

  it("is asked in its own language where it does not speak the first one", async () => {
    const answer: Answering = (url) => {
      const language = url.searchParams.get("AcceptLanguages")
      if (language === "ar") return `<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1"/>`
      return wfs2([{ ...wells, title: language === "fr" ? "Puits profonds surveillés" : "Deep wells of the region" }])
    }
    const [dataset] = datasets(await read(answer, { languages: "ar,fr" }))
    assert.deepEqual(dataset?.facts.title, { en: "Deep wells of the region", fr: "Puits profonds surveillés" })
  })

  it("becomes a data service that serves them", async () => {
    const { remoteId, facts } = service(await read(wfs2([wells, { name: "b", title: "Les sources du gouvernorat" }])))
    assert.equal(remoteId, "wfs-service")
    assert.deepEqual(facts, {
      title: { ar: "خدمة المعطيات الجغرافية للمندوبية" },
      description: { ar: "معطيات الفلاحة والمياه." },
      publisher: {
        name: { ar: "المندوبية الجهوية للتنمية الفلاحية بسيدي بوزيد" },
        homepage: "https://crda.example/",
      },
      endpointUrl: "https://crda.example/geoserver/wfs",
      endpointDescription: "https://crda.example/geoserver/wfs?service=WFS&request=GetCapabilities",
      licence: { code: "cc-by-4.0", raw: "https://creativecommons.org/licenses/by/4.0/" },
      contactPoints: [{ email: "sig@crda.example", phone: "+216 76 000 000" }],
      servesDatasets: ["crda:puits_surveilles", "b"],
    })
  })

  it("names a type without a title by its name and says so, and refuses one without a name", async () => {
    const found = await read(wfs2([{ name: "crda:reseau_irrigation" }, { title: "Sans nom" }, wells, wells]))
    const [untitled] = datasets(found)
    assert.deepEqual(untitled?.facts.title, { und: "reseau irrigation" })
    assert.deepEqual(
      untitled?.problems.map(({ code }) => code),
      ["name-as-title"],
    )
    assert.deepEqual(
      found.flatMap((record) => (record.kind === "refused" ? record.problems.map(({ code }) => code) : [])),
      ["duplicate-id", "missing-identifier"],
    )
  })

  it("is asked once per language, and what repeats tells no language", async () => {
    const french = { ...wells, title: "Puits profonds surveillés", abstract: wells.abstract as string }
    const answer: Answering = (url) => {
      const language = url.searchParams.get("AcceptLanguages")
      if (language === "en") return `<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1"/>`
      return wfs2([language === "fr" ? french : wells])
    }
    const asked: string[] = []
    const [dataset] = datasets(await read(answer, { languages: "ar, fr, en", asked }))
    assert.deepEqual(dataset?.facts.title, { ar: wells.title, fr: "Puits profonds surveillés" })
    assert.deepEqual(dataset?.facts.description, { ar: wells.abstract })
    assert.deepEqual(
      asked.map((address) => parameters(address).language),
      ["ara", "fre", "eng"],
    )
  })
})

describe("older versions of WFS", () => {
  it("1.1 names formats, keywords and metadata in its own way", async () => {
    const [{ facts } = assert.fail()] = datasets(await read(wfs11))
    assert.equal(facts.landingPage, "https://crda.example/oliviers.xml")
    assert.deepEqual(facts.spatial, [{ bbox: box }])
    assert.deepEqual(
      facts.distributions.map(({ format }) => format),
      ["GEOJSON", "GML"],
    )
    const { typename, version } = parameters(facts.distributions[0]?.downloadUrl)
    assert.deepEqual([typename, version], ["oliviers", "1.1.0"])
  })

  it("1.0 too", async () => {
    const [{ facts, problems } = assert.fail()] = datasets(await read(wfs10))
    assert.deepEqual(facts.spatial, [{ bbox: box }])
    assert.deepEqual(facts.keywords, { fr: ["barrages", "eau"] })
    assert.equal(facts.licence?.code, "lndpo-tn")
    assert.deepEqual(
      facts.distributions.map(({ format, downloadUrl }) => [format, parameters(downloadUrl).outputformat]),
      [
        ["GEOJSON", "GEOJSON"],
        ["SHP", "SHAPE-ZIP"],
        ["GML", "GML2"],
      ],
    )
    assert.deepEqual(problems, [])
  })

  it("keep what belongs to the service in an address, and send requests where a public host is named", async () => {
    const asked: string[] = []
    const url = "https://carto.example/cgi-bin/mapserv?map=/srv/a.map&SERVICE=WFS&REQUEST=GetCapabilities&VERSION=1.1.0"
    const [{ facts } = assert.fail()] = datasets(await read(wfs11, { url, asked }))
    assert.deepEqual(parameters(asked[0]), {
      map: "/srv/a.map",
      service: "WFS",
      request: "GetCapabilities",
      version: "1.1.0",
    })
    assert.match(facts.distributions[0]?.downloadUrl ?? "", /^https:\/\/carto\.crda\.example\/cgi-bin\/mapserv\?/)
  })
})

describe("a WMS 1.3.0 with layers in layers", () => {
  const url = "https://crda.example/wms"

  it("gives a dataset per layer that can be asked for, groups only where wanted", async () => {
    const ids = async (options: Record<string, unknown>) =>
      datasets(await read(wms13, { url, ...options })).map(({ remoteId }) => remoteId)
    assert.deepEqual(await ids({}), ["oueds", "sebkhas", "station_1"])
    assert.deepEqual(await ids({ groups: true }), ["eau", "oueds", "sebkhas", "station_1"])
  })

  it("hands down box, time and attribution, and nothing else", async () => {
    const [rivers, lakes, station] = datasets(await read(wms13, { url }))
    assert.deepEqual(
      [rivers, lakes, station].map((record) => record?.facts.spatial),
      [[{ bbox: box }], [{ bbox: [9, 34.6, 9.4, 34.9] }], [{ bbox: [9.5, 35, 9.5, 35] }]],
    )
    assert.deepEqual(rivers?.facts.temporal, [{ start: "2020-01-01", end: "2023-12-31" }])
    assert.equal(station?.facts.temporal, undefined)
    assert.deepEqual(rivers?.facts.publisher, {
      name: { ar: "الإدارة العامة للموارد المائية" },
      homepage: "https://dgre.example/",
    })
    assert.deepEqual([rivers?.facts.keywords, lakes?.facts.keywords], [{ ar: ["مياه"] }, undefined])
    assert.equal(rivers?.facts.landingPage, "https://crda.example/oueds.html")
    assert.equal(rivers?.facts.licence, undefined)
    assert.deepEqual(rivers?.facts.contactPoints, [{ name: "مصلحة الخرائط", email: "sig@crda.example" }])
  })

  it("gives the address of a map with the axes in the order of its reference system", async () => {
    const [rivers, , station] = datasets(await read(wms13, { url }))
    const map = parameters(rivers?.facts.distributions[0]?.accessUrl)
    assert.deepEqual(
      [map.crs, map.bbox, map.format, map.layers],
      ["CRS:84", "8.9,34.5,10.1,35.6", "image/png", "oueds"],
    )
    assert.deepEqual(
      rivers?.facts.distributions.map(({ format, accessUrl }) => [format, new URL(accessUrl ?? "").pathname]),
      [
        ["WMS", "/wms"],
        ["ZIP", "/oueds.zip"],
      ],
    )
    const latitudeFirst = parameters(station?.facts.distributions[0]?.accessUrl)
    assert.deepEqual([latitudeFirst.crs, latitudeFirst.bbox], ["EPSG:4326", "34.95,9.45,35.05,9.55"])
  })

  it("reads 1.1.1, where longitude always comes first", async () => {
    const [soils, slopes] = datasets(await read(wms11, { url }))
    assert.deepEqual(
      [soils, slopes].map((record) => record?.facts.spatial?.[0]?.bbox),
      [box, [9, 34.6, 9.4, 34.9]],
    )
    assert.deepEqual(soils?.facts.temporal, [{ start: "2019", end: "2019" }])
    const map = parameters(slopes?.facts.distributions[0]?.accessUrl)
    assert.deepEqual(
      [map.version, map.srs, map.bbox, map.format],
      ["1.1.1", "EPSG:4326", "9,34.6,9.4,34.9", "image/gif"],
    )
  })

  it("turns a box whose latitudes lie beyond the poles", async () => {
    const turned = wms13.replace(
      'CRS="EPSG:4326" minx="34.6" miny="9.0" maxx="34.9" maxy="9.4"',
      'CRS="EPSG:4326" minx="134.6" miny="9.0" maxx="134.9" maxy="9.4"',
    )
    const [, lakes] = datasets(await read(turned, { url }))
    assert.deepEqual(lakes?.facts.spatial, [{ bbox: [134.6, 9, 134.9, 9.4] }])
  })
})

describe("an OGC API Features", () => {
  const landing = {
    title: "API géographique du commissariat",
    links: [
      { rel: "data", href: "/api/collections", type: "application/json" },
      { rel: "service-desc", href: "/api/openapi", type: "application/vnd.oai.openapi+json" },
      { rel: "license", href: "https://creativecommons.org/licenses/by/4.0/", title: "CC-BY" },
    ],
  }
  const pastures = {
    id: "parcours",
    title: "المراعي بولاية سيدي بوزيد",
    description: "حدود المراعي",
    keywords: ["مراعي"],
    extent: {
      spatial: { bbox: [[8.9, 34.5, 0, 10.1, 35.6, 900]] },
      temporal: { interval: [["2020-01-01T00:00:00Z", null]] },
    },
    links: [
      { rel: "items", href: "collections/parcours/items", type: "application/geo+json" },
      { rel: "items", href: "collections/parcours/items?f=html", type: "text/html" },
      { rel: "enclosure", href: "https://crda.example/parcours.gpkg", type: "application/geopackage+sqlite3" },
      { rel: "alternate", href: "/api/collections/parcours.html", type: "text/html" },
    ],
  }
  const api =
    (pages: Record<string, unknown>): Answering =>
    (url) => {
      const page =
        pages[`${url.pathname}${url.searchParams.has("page") ? `?page=${url.searchParams.get("page")}` : ""}`]
      return page === undefined ? { status: 404, body: "{}" } : JSON.stringify(page)
    }
  const url = "https://crda.example/api/collections"

  it("gives a dataset per collection, page after page, and the API as a service", async () => {
    const pages = {
      "/api/": landing,
      "/api/collections": { collections: [pastures], links: [{ rel: "next", href: "?page=2" }] },
      "/api/collections?page=2": { collections: [{ id: "puits_2024" }, 7], links: [] },
    }
    const found = await read(api(pages), { url })
    assert.deepEqual(
      found.map(({ kind, remoteId }) => `${kind} ${remoteId}`),
      ["dataset parcours", "dataset puits_2024", "refused #3", "service features-service"],
    )
    const [first, second] = datasets(found)
    assert.deepEqual(first?.facts, {
      title: { ar: pastures.title },
      description: { ar: pastures.description },
      keywords: { ar: ["مراعي"] },
      sourceLanguage: "ar",
      licence: { code: "cc-by-4.0", raw: "CC-BY" },
      spatial: [{ bbox: box }],
      temporal: [{ start: "2020-01-01T00:00:00Z" }],
      landingPage: "https://crda.example/api/collections/parcours.html",
      distributions: [
        {
          downloadUrl: "https://crda.example/parcours.gpkg",
          format: "GPKG",
          mediaType: "application/geopackage+sqlite3",
        },
        {
          accessUrl: "https://crda.example/api/collections/parcours/items",
          format: "OGC_API",
          mediaType: "application/geo+json",
        },
      ],
    })
    assert.equal(second?.facts.distributions[0]?.accessUrl, "https://crda.example/api/collections/puits_2024/items")
    assert.equal(service(found).facts.endpointDescription, "https://crda.example/api/openapi")
  })

  it("stops where pages repeat, are fewer than announced, or hold nothing", async () => {
    const with_ = (collections: unknown) => api({ "/api/": landing, "/api/collections": collections })
    const repeats = { collections: [pastures], links: [{ rel: "next", href: "/api/collections" }] }
    await assert.rejects(read(with_(repeats), { url }), stopsWith("paging-repeats"))
    await assert.rejects(read(with_({ collections: [pastures], numberMatched: 5 }), { url }), stopsWith("truncated"))
    await assert.rejects(read(with_({ collections: [] }), { url }), stopsWith("empty-catalogue"))
  })
})

describe("what a service answers instead", () => {
  const exception = `<?xml version="1.0"?><ServiceExceptionReport version="1.3.0"><ServiceException code="x">Service désactivé</ServiceException></ServiceExceptionReport>`

  it("an exception with status 200 stops the run and is told", async () => {
    await assert.rejects(
      read(exception),
      (error) =>
        stopsWith("success-false")(error) && /Service désactivé/.test(String((error as HarvestStopped).detail.says)),
    )
  })

  it("an address that does not say its kind is asked for each, and the first refusal is told when none answers", async () => {
    const asked: string[] = []
    const onlyMaps: Answering = (url) => (parameters(url.href).service === "WMS" ? wms11 : exception)
    assert.equal(datasets(await read(onlyMaps, { url: "https://crda.example/ows", asked })).length, 2)
    assert.deepEqual(
      asked.map((address) => parameters(address).service),
      ["WFS", "WMS"],
    )
    await assert.rejects(read(exception, { url: "https://crda.example/ows" }), stopsWith("success-false"))
  })

  it("capabilities that end early, hold nothing or too much stop the run", async () => {
    await assert.rejects(read(wfs2([wells]).slice(0, -50)), stopsWith("truncated"))
    await assert.rejects(read(wfs2([])), stopsWith("empty-catalogue"))
    await assert.rejects(read(wfs2([wells, { name: "b" }]), { maxLayers: 1 }), stopsWith("too-large"))
    await assert.rejects(read("<!DOCTYPE a [<!ENTITY x 'y'>]><WFS_Capabilities/>"), stopsWith("entities-refused"))
    await assert.rejects(read("<html><body>Bienvenue</body></html>"), stopsWith("html-instead"))
  })

  it("any text in any element leaves what is kept sound", async () => {
    const odd = fc.oneof(
      fc.constantFrom(
        "",
        " ",
        "javascript:alert(1)",
        "http://",
        "\u202eevil",
        "x".repeat(5_000),
        "::",
        "a".repeat(600),
      ),
      fc.string({ maxLength: 40 }).map((text) => text.replace(/[^\t\n\u0020-\ud7ff]/g, "")),
    )
    const type: fc.Arbitrary<FeatureType> = fc.record({
      name: odd,
      title: odd,
      abstract: odd,
      keywords: fc.array(odd, { maxLength: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(type, async (one) => {
        assert.ok((await read(wfs2([one, wells]))).length >= 3)
      }),
      { numRuns: 100 },
    )
  })
})
