import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import fc from "fast-check"
import { sql } from "kysely"
import type { z } from "zod"
import { prefersHtml } from "../../src/api/ogc/asked.ts"
import { ogcConnector } from "../../src/harvest/connectors/ogc/index.ts"
import type { DataTable } from "../../src/tabular/versions/table-store.ts"
import { ingestion } from "./support/ingested.ts"
import * as shapes from "./support/ogc-shapes.ts"
import { type ApiPortal, apiPortal, baseUrl } from "./support/portal.ts"
import { walk } from "./support/walk.ts"

const wellsFile = {
  title: { ar: "الآبار", fr: "Puits" },
  name: "puits.csv",
  body: [
    "اسم;latitude;longitude;profondeur;mesure;limit",
    "A;36,8;10,1;12;01/02/2024;1",
    "B;34,7;10,7;30;15/03/2024;2",
    "C;;;5;;3",
    "D;-17,5;179,5;7;20/03/2024;4",
    "E;-17,6;-179,5;8;21/03/2024;5",
    "",
  ].join("\n"),
}
const square = (west: number, south: number) => [
  [
    [west, south],
    [west + 1, south],
    [west + 1, south + 1],
    [west, south + 1],
    [west, south],
  ],
]
const zone = (nom: string, geometry: unknown) => ({ type: "Feature", properties: { nom, code: nom.length }, geometry })
const zones = [
  zone("Nord", { type: "Polygon", coordinates: square(9, 36) }),
  zone("Sud", { type: "MultiPolygon", coordinates: [square(8, 31), square(9, 32)] }),
  zone("Vide", null),
]
const zonesFile = {
  title: { fr: "Zones", en: "Areas" },
  name: "zones.geojson",
  body: JSON.stringify({ type: "FeatureCollection", features: zones }),
}
const pricesFile = { title: { fr: "Prix" }, name: "prix.csv", body: "code,prix\nA1,10\nB2,20\n" }
const secretFile = { ...wellsFile, title: { fr: "Secret" }, name: "secret.csv" }

let portal: ApiPortal
let files: Awaited<ReturnType<typeof ingestion>>
let wells: DataTable
let areas: DataTable
let prices: DataTable
let secret: DataTable
before(async () => {
  portal = await apiPortal()
  files = await ingestion(portal)
  wells = await files.publish(wellsFile)
  areas = await files.publish(zonesFile)
  prices = await files.publish(pricesFile)
  secret = await files.publish(secretFile)
  await sql`update dataset set visibility = 'private' where id = ${secret.datasetId}`.execute(portal.db)
})
after(async () => {
  await files.close()
  await portal.close()
})

type Json = Record<string, unknown>
const ask = async (path: string, headers: Record<string, string> = {}) => {
  const { statusCode, headers: sent, body } = await portal.app.inject({ url: path, headers })
  return { status: statusCode, headers: sent, body: body === "" ? undefined : JSON.parse(body) }
}
/** What is found at a path below `/ogc`, in the form that it must have. */
async function read<T>(path: string, shape: z.ZodType<T>, headers: Record<string, string> = {}): Promise<T> {
  const { status, body } = await ask(`/ogc${path}`, headers)
  assert.equal(status, 200, JSON.stringify(body))
  return shape.parse(body)
}
const items = (table: DataTable, query = "") => `/collections/${table.id}/items${query && `?${query}`}`
const featuresOf = (table: DataTable, query: string) => read(items(table, query), shapes.featureCollection)
const names = async (table: DataTable, query: string) =>
  (await featuresOf(table, query)).features.map(({ properties }) => Object.values(properties ?? {})[0])
const linkTo = (links: readonly z.infer<typeof shapes.link>[], rel: string) => links.find((link) => link.rel === rel)
const within = (href: string) => href.replace(`${baseUrl}/ogc`, "")
const problemOf = async (path: string, headers: Record<string, string> = {}) => {
  const { status, body, headers: sent } = await ask(`/ogc${path}`, headers)
  assert.equal(sent["content-type"], "application/problem+json")
  return [status, body.code]
}

describe("the landing page", () => {
  it("leads to the description, the conformance classes and the collections", async () => {
    const { links, title } = await read("", shapes.landingPage, { "accept-language": "fr" })
    assert.equal(title, "Portail national")
    for (const rel of ["self", "alternate", "service-desc", "service-doc", "conformance", "data"]) {
      assert.ok(linkTo(links, rel)?.type, rel)
    }
    assert.equal(linkTo(links, "self")?.href, `${baseUrl}/ogc`)
    const { headers } = await ask(`/ogc${within(linkTo(links, "service-desc")!.href)}`)
    assert.equal(headers["content-type"], linkTo(links, "service-desc")?.type)
  })

  it("declares the classes core, GeoJSON, OpenAPI 3.0 and queryables", async () => {
    const { conformsTo } = await read("/conformance", shapes.confClasses)
    const part = "http://www.opengis.net/spec/ogcapi-features"
    for (const name of ["1/1.0/conf/core", "1/1.0/conf/geojson", "1/1.0/conf/oas30", "3/1.0/conf/queryables"]) {
      assert.ok(conformsTo.includes(`${part}-${name}`), name)
    }
  })
})

describe("the description in OpenAPI 3.0", () => {
  const refsIn = (value: unknown): string[] =>
    value === null || typeof value !== "object"
      ? []
      : Object.entries(value).flatMap(([name, one]) => (name === "$ref" ? [String(one)] : refsIn(one)))

  it("says of every address its parameters, which are declared, and its answers", async () => {
    const { body } = await ask("/ogc/api")
    assert.match(body.openapi, /^3\.0\.\d$/)
    assert.deepEqual(body.servers, [{ url: `${baseUrl}/ogc` }])
    for (const ref of refsIn(body)) {
      const found = ref
        .slice(2)
        .split("/")
        .reduce<Json | undefined>((at, name) => at?.[name] as Json | undefined, body)
      assert.ok(found, ref)
    }
    const ids = Object.values<Json>(body.paths).map(({ get }) => (get as Json).operationId)
    assert.equal(new Set(ids).size, ids.length)
    for (const [path, { get }] of Object.entries<{ get: { parameters: { $ref: string }[]; responses: Json } }>(
      body.paths,
    )) {
      const declared = get.parameters.map(({ $ref }) => body.components.parameters[$ref.split("/").at(-1)!])
      const inPath = declared.filter((one) => one.in === "path").map(({ name }) => `{${name}}`)
      assert.deepEqual(path.match(/\{\w+\}/g) ?? [], inPath, path)
      assert.ok(get.responses["200"] && get.responses["400"], path)
    }
  })

  it("says the bounds of limit where QGIS looks for them", async () => {
    const { body } = await ask("/ogc/api")
    const { minimum, maximum, default: otherwise } = body.components.parameters.limit.schema
    assert.deepEqual([minimum, maximum, otherwise], [1, 10_000, 100])
  })

  it("speaks the reader's language", async () => {
    const { body } = await ask("/ogc/api?lang=ar")
    assert.equal(body.info.title, "البوابة الوطنية")
    assert.equal(body.components.parameters.cursor.description, "موضع الصفحة كما يعطيه رابط next")
  })
})

describe("collections", () => {
  it("are the public tables that lie on the earth, and no other", async () => {
    const { collections } = await read("/collections", shapes.collections)
    assert.deepEqual(collections.map(({ id }) => id).sort(), [wells.id, areas.id].sort())
  })

  it("come in pages that follow each other", async () => {
    const first = await read("/collections?limit=1&lang=fr", shapes.collections)
    const next = linkTo(first.links, "next")
    assert.ok(next)
    const second = await read(within(next.href), shapes.collections)
    assert.deepEqual(
      [first, second].flatMap(({ collections }) => collections.map(({ title }) => title)),
      ["Puits", "Zones"],
    )
    assert.equal(linkTo(second.links, "next"), undefined)
  })

  it("tell title, extent and where their features are", async () => {
    const found = await read(`/collections/${areas.id}`, shapes.collection)
    assert.equal(found.title, "Areas")
    assert.equal(found.description, "Relevé de 2025")
    assert.deepEqual(found.extent, {
      spatial: { bbox: [[8, 31, 10, 37]], crs: "http://www.opengis.net/def/crs/OGC/1.3/CRS84" },
    })
    assert.equal(linkTo(found.links, "items")?.type, "application/geo+json")
    assert.equal(linkTo(found.links, "license")?.href, "https://data.gov.tn/licence")
    for (const rel of ["self", "alternate"]) assert.ok(linkTo(found.links, rel)?.type)
  })

  it("with degrees have their extent, in place and time, from their columns", async () => {
    const { extent } = await read(`/collections/${wells.id}`, shapes.collection)
    assert.deepEqual(extent.spatial?.bbox, [[-179.5, -17.6, 179.5, 36.8]])
    assert.deepEqual(extent.temporal?.interval, [["2024-02-01T00:00:00Z", "2024-03-21T23:59:59Z"]])
  })

  it("are in the list as they are by themselves", async () => {
    const { collections } = await read("/collections", shapes.collections)
    const { links: _shown, ...listed } = collections.find(({ id }) => id === areas.id)!
    const { links: _others, ...alone } = await read(`/collections/${areas.id}`, shapes.collection)
    assert.deepEqual(listed, alone)
  })

  it("speak the language of the header, or that of `lang`, which their links keep", async () => {
    const arabic = await read(`/collections/${wells.id}`, shapes.collection, { "accept-language": "ar" })
    const french = await read(`/collections/${wells.id}?lang=fr`, shapes.collection, { "accept-language": "ar" })
    assert.deepEqual([arabic.title, french.title], ["الآبار", "Puits"])
    assert.match(linkTo(french.links, "items")!.href, /lang=fr$/)
  })

  it("are no collections where a table is private, has no place, or is none", async () => {
    for (const id of [secret.id, secret.distributionId, prices.id, crypto.randomUUID(), "x", "a".repeat(400)]) {
      for (const path of ["", "/items", "/items/1-0", "/queryables"]) {
        assert.deepEqual(await problemOf(`/collections/${id}${path}`), [404, "table-not-found"], id)
      }
    }
  })
})

describe("our own connector", () => {
  it("reads the service, and every collection as a dataset", async () => {
    const { found } = await walk(portal, ogcConnector, "/ogc")
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ["dataset", "dataset", "service"],
    )
    const well = found.find((one) => one.kind === "dataset" && one.remoteId === wells.id)
    assert.ok(well?.kind === "dataset")
    assert.deepEqual([well.problems, well.facts.title], [[], { ar: "الآبار" }])
    assert.deepEqual(well.facts.spatial, [{ bbox: [-179.5, -17.6, 179.5, 36.8] }])
    assert.equal(well.facts.landingPage, `${baseUrl}/id/dataset/${wells.datasetId}`)
    assert.equal(well.facts.licence?.code, "lndpo-tn")
  })
})

describe("queryables", () => {
  it("are the columns of the table with their types, as a JSON Schema", async () => {
    const { headers, body } = await ask(`/ogc/collections/${wells.id}/queryables`)
    assert.equal(headers["content-type"], "application/schema+json")
    assert.equal(body.$schema, "https://json-schema.org/draft/2020-12/schema")
    assert.equal(body.$id, `${baseUrl}/ogc/collections/${wells.id}/queryables`)
    assert.deepEqual(body.properties[wells.version.columns[0]!.name], { title: "اسم", type: "string" })
    assert.deepEqual(body.properties.mesure, { title: "mesure", type: "string", format: "date" })
  })

  it("name the geometry, and no column that is called as a parameter is", async () => {
    const { properties } = (await ask(`/ogc/collections/${areas.id}/queryables`)).body
    assert.equal(properties.geometry["x-ogc-role"], "primary-geometry")
    assert.equal("limit" in (await ask(`/ogc/collections/${wells.id}/queryables`)).body.properties, false)
  })
})

describe("features", () => {
  it("are the rows as GeoJSON: points of degrees, geometries as they are, null where there is none", async () => {
    const points = await featuresOf(wells, "")
    assert.deepEqual([points.numberMatched, points.numberReturned], [5, 5])
    assert.deepEqual(points.features[0]?.geometry, { type: "Point", coordinates: [10.1, 36.8] })
    assert.equal(points.features[2]?.geometry, null)
    const { features } = await featuresOf(areas, "")
    assert.deepEqual(
      features.map(({ geometry, properties }) => ({ geometry, properties })),
      zones.map(({ geometry, properties }) => ({ geometry, properties })),
    )
  })

  it("come as application/geo+json, with links to themselves, to the page and to the collection", async () => {
    const { headers, body } = await ask(`/ogc${items(areas)}`)
    assert.equal(headers["content-type"], "application/geo+json")
    assert.equal(linkTo(body.links, "self")?.href, `${baseUrl}/ogc${items(areas)}`)
    assert.equal(linkTo(body.links, "alternate")?.type, "text/html")
    assert.equal(linkTo(body.links, "collection")?.href, `${baseUrl}/ogc/collections/${areas.id}`)
  })

  it("come in pages, each once, by links that are followed as they are", async () => {
    const seen: unknown[] = []
    let path: string | undefined = items(wells, "limit=2&profondeur__gte=6")
    while (path) {
      const page: z.infer<typeof shapes.featureCollection> = await read(path, shapes.featureCollection)
      assert.ok(page.numberReturned <= 2 && page.numberReturned === page.features.length)
      assert.equal(page.numberMatched, 4)
      seen.push(...page.features.map(({ id }) => id))
      const next = linkTo(page.links, "next")
      path = next && within(next.href)
    }
    assert.deepEqual(seen, ["1-0", "1-1", "1-3", "1-4"])
  })

  it("are never more than the most, which is no mistake to ask for", async () => {
    assert.equal((await featuresOf(wells, "limit=99999999999999")).numberReturned, 5)
    for (const limit of ["0", "-1", "1.5", "x", ""]) {
      assert.deepEqual(await problemOf(items(wells, `limit=${limit}`)), [400, "query-range"], limit)
    }
  })

  it("are those that touch the box, and those without a place", async () => {
    assert.deepEqual(await names(wells, "bbox=10,36,11,37"), ["A", "C"])
    assert.deepEqual(await names(wells, "bbox=10,36,0,11,37,100"), ["A", "C"])
    assert.deepEqual(await names(areas, "bbox=9.5,32.5,9.6,32.6"), ["Sud", "Vide"])
    assert.deepEqual(await names(areas, "bbox=-10,-10,0,0"), ["Vide"])
    assert.equal((await featuresOf(areas, "bbox=-10,-10,0,0")).numberMatched, 1)
  })

  it("are found by a box over the 180th meridian", async () => {
    assert.deepEqual(await names(wells, "bbox=170,-20,-170,0"), ["C", "D", "E"])
  })

  it("are asked for in CRS84 alone", async () => {
    const crs = encodeURIComponent("http://www.opengis.net/def/crs/OGC/1.3/CRS84")
    assert.deepEqual(await names(wells, `bbox=10,36,11,37&bbox-crs=${crs}`), ["A", "C"])
    assert.deepEqual(await problemOf(items(wells, "bbox-crs=EPSG:4326")), [400, "invalid-parameter"])
    for (const bbox of ["1", "1,2,3", "a,b,c,d", "10,37,11,36", "0,0,181,1", "1,1,1,91", "0,0,NaN,1", ""]) {
      assert.deepEqual(await problemOf(items(wells, `bbox=${bbox}`)), [400, "query-value"], bbox)
    }
  })

  it("are those of a time, and those without one", async () => {
    assert.deepEqual(await names(wells, "datetime=2024-02-01"), ["A", "C"])
    assert.deepEqual(await names(wells, "datetime=2024-02-01T10:00:00Z"), ["A", "C"])
    assert.deepEqual(await names(wells, "datetime=../2024-03-15"), ["A", "B", "C"])
    assert.deepEqual(await names(wells, "datetime=2024-03-20T00:00:00Z/"), ["C", "D", "E"])
    assert.deepEqual(await names(areas, "datetime=2024-02-01"), ["Nord", "Sud", "Vide"])
    assert.deepEqual(await problemOf(items(areas, "datetime=hier")), [400, "query-value"])
  })

  it("are filtered by columns, by name or by their header, even one that is called as a parameter is", async () => {
    assert.deepEqual(await names(wells, "profondeur=12"), ["A"])
    assert.deepEqual(await names(wells, `${encodeURIComponent("اسم")}=B`), ["B"])
    assert.deepEqual(await names(wells, "limit__exact=4&limit=3"), ["D"])
    assert.deepEqual(await names(areas, "nom=Nord&nom=Sud"), ["Nord", "Sud"])
  })

  it("are refused to parameters that nobody knows", async () => {
    assert.deepEqual(await problemOf(items(wells, "profondeu=1")), [400, "unknown-column"])
    for (const name of ["select", "where", "q", "$where", "order_by", "_or"]) {
      assert.deepEqual(await problemOf(items(wells, `${name}=1`)), [400, "unknown-parameter"], name)
    }
    assert.deepEqual(await problemOf("?x=1"), [400, "unknown-parameter"])
    assert.deepEqual(await problemOf("/collections?bbox=1,2,3,4"), [400, "unknown-parameter"])
    assert.deepEqual(await problemOf(items(wells, "profondeur=deep")), [400, "query-value"])
  })

  it("are each at an address of their own", async () => {
    const found = await read(`${items(areas)}/1-1`, shapes.feature)
    assert.deepEqual([found.id, found.properties], ["1-1", zones[1]?.properties])
    for (const rel of ["self", "alternate", "collection"]) assert.ok(linkTo(found.links, rel)?.type, rel)
    for (const id of ["1-3", "2-1", "1", "-1", "1--1", "1-1e0", "x"]) {
      assert.deepEqual(await problemOf(`${items(areas)}/${id}`), [404, "not-found"], id)
    }
  })

  it("have an ETag that lives as long as the version of the table and the question", async () => {
    const { headers } = await ask(`/ogc${items(areas, "limit=2")}`)
    const known = { "if-none-match": String(headers.etag) }
    assert.equal((await ask(`/ogc${items(areas, "limit=2")}`, known)).status, 304)
    assert.equal((await ask(`/ogc${items(areas, "limit=3")}`, known)).status, 200)
  })

  it("of a new version have new names, and pages of the old one end", async () => {
    const file = { ...pricesFile, name: "stations.csv", title: { fr: "Stations" } }
    const stations = await files.publish({ ...file, body: "code,lat,lon\nA,36.5,10.5\nB,35.5,9.5\nC,34.5,8.5\n" })
    const { links } = await featuresOf(stations, "limit=1")
    const { headers } = await ask(`/ogc${items(stations)}`)
    await files.replace(stations, { ...file, body: "code,lat,lon\nB,35.5,9.5\nC,34.5,8.5\nD,33.5,8.5\n" })

    assert.deepEqual(
      (await featuresOf(stations, "limit=1")).features.map(({ id }) => id),
      ["2-0"],
    )
    assert.deepEqual(await problemOf(`${items(stations)}/1-0`), [404, "not-found"])
    assert.deepEqual(await problemOf(within(linkTo(links, "next")!.href)), [400, "invalid-cursor"])
    assert.equal((await ask(`/ogc${items(stations)}`, { "if-none-match": String(headers.etag) })).status, 200)
  })
})

describe("people", () => {
  const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

  it("are led to pages of the website, in their language", async () => {
    const slug = "zones-geojson"
    const cases = [
      ["", "/fr/developers"],
      ["/collections", "/fr/datasets"],
      [`/collections/${areas.id}`, `/fr/datasets/${slug}/explore/${areas.id}`],
      [items(areas), `/fr/datasets/${slug}/explore/${areas.id}`],
    ] as const
    for (const [path, page] of cases) {
      const { status, headers } = await ask(`/ogc${path}`, { accept: browser, "accept-language": "fr" })
      assert.deepEqual([status, headers.location], [303, page])
      assert.match(String(headers.vary), /accept/)
    }
    assert.equal((await ask("/ogc?f=html&lang=ar")).headers.location, "/ar/developers")
  })

  it("see data where they say so", async () => {
    const { status, headers } = await ask("/ogc?f=json", { accept: browser })
    assert.deepEqual([status, headers["content-type"]], [200, "application/json"])
  })

  it("are told from programs by what they accept first", () => {
    const programs = ["", "*/*", "application/json", "application/geo+json, application/json;q=0.9, text/html;q=0.5"]
    for (const accept of programs) assert.equal(prefersHtml(accept), false, accept)
    for (const accept of [browser, "text/html", "text/html;q=0.9,*/*;q=0.1"]) assert.equal(prefersHtml(accept), true)
  })
})

describe("whatever is asked", () => {
  it("is answered or refused, and never breaks", async () => {
    const odd = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "1",
        "-1",
        "1e400",
        "NaN",
        "..",
        "/",
        "'",
        '"; drop table this; --',
        "\u0000",
        "%",
        "[]",
        "__proto__",
      ),
      fc.constantFrom("1,2,3,4", "180,-90,-180,90", "2024-01-01/..", "A", "1-0", "eyJhIjoxfQ"),
    )
    const name = fc.oneof(
      fc.constantFrom("limit", "bbox", "datetime", "cursor", "f", "lang", "bbox-crs", "profondeur", "mesure__lt"),
      fc.constantFrom("profondeur__in", "geometry", "nom__contains", "latitude__between", "__row", "$select", "_or"),
      odd,
    )
    const question = fc.array(fc.tuple(name, odd), { maxLength: 4 })
    const path = fc.oneof(
      fc.constantFrom("", "/collections", "/conformance"),
      fc
        .constantFrom("wells", "areas")
        .chain((key) =>
          fc.constantFrom("", "/items", "/items", "/items/1-0", "/queryables").map((rest) => `:${key}${rest}`),
        ),
      odd.map((id) => `/collections/${encodeURIComponent(id.toWellFormed())}/items`),
    )
    await fc.assert(
      fc.asyncProperty(path, question, async (where, pairs) => {
        const at = where.replace(":wells", `/collections/${wells.id}`).replace(":areas", `/collections/${areas.id}`)
        const query = new URLSearchParams(pairs.map(([one, value]) => [one, value]))
        const { statusCode, body } = await portal.app.inject({ url: `/ogc${at}?${query}` })
        assert.ok(statusCode < 500, `${statusCode} ${at}?${query} ${body}`)
      }),
      { numRuns: 300 },
    )
  })
})
