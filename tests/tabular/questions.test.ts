import assert from "node:assert/strict"
import { join } from "node:path"
import { buffer, json } from "node:stream/consumers"
import { after, before, describe, test } from "node:test"
import { silentLog } from "../../src/platform/log.ts"
import { createQueryEngine, type RunningEngine } from "../../src/tabular/engine/create-query-engine.ts"
import { exportRows } from "../../src/tabular/query/export-rows.ts"
import { QueryMistake } from "../../src/tabular/query/query-mistake.ts"
import type { QueryableTable } from "../../src/tabular/query/queryable-table.ts"
import { readFacets } from "../../src/tabular/query/read-facets.ts"
import { readProfile } from "../../src/tabular/query/read-profile.ts"
import { readQuestion } from "../../src/tabular/query/read-question.ts"
import { type RowsPage, readRows } from "../../src/tabular/query/read-rows.ts"
import { type ParquetBlobs, parquetBlobs } from "../support/parquet-blob.ts"

let store: ParquetBlobs
let engine: RunningEngine
let schools: QueryableTable

before(async () => {
  store = await parquetBlobs()
  engine = createQueryEngine({ blobs: store.blobs, folder: join(store.folder, "query"), log: silentLog })
  const sha256 = await store.add(`select * from (values
    (1, 'مدرسة الحبيب بورقيبة', 'Tunis', 'TN-11', 320, null, 36.80, 10.18, date '1956-10-01', true, 12.5),
    (2, 'École Farhat Hached', 'Sfax', 'TN-61', 410, null, 34.74, 10.76, date '1960-09-15', true, 8.25),
    (3, 'ecole la liberté', 'Tunis', 'TN-11', null, 'n.d.', 36.85, 10.20, date '1960-01-02', false, null),
    (4, 'L''école "neuve"', 'Béja', 'TN-31', 90, null, 36.73, 9.18, null, null, 3),
    (5, null, 'Sfax', 'TN-61', 410, null, null, null, date '2020-02-29', true, -1)
  ) t(id, name, governorate, governorate__place, pupils, pupils__written, lat, lon, opened, public, score)`)
  schools = {
    tableId: "t",
    number: 1,
    parquet: { sha256, byteSize: 0 },
    rows: 5,
    columns: [
      { name: "id", header: "N°", type: "integer" },
      { name: "name", header: "اسم المدرسة", type: "text" },
      {
        name: "governorate",
        header: "Gouvernorat",
        type: "text",
        places: { codeList: "iso:TN", level: "governorate", placeColumn: "governorate__place" },
      },
      { name: "pupils", header: "Élèves  inscrits", type: "integer", notFitting: { count: 1, examples: ["n.d."] } },
      { name: "lat", header: "lat", type: "decimal", meaning: "latitude" },
      { name: "lon", header: "lon", type: "decimal", meaning: "longitude" },
      { name: "opened", header: "Ouverture", type: "date" },
      { name: "public", header: "Public", type: "boolean" },
      { name: "score", header: "Score", type: "decimal" },
    ],
  }
})

after(async () => {
  await engine.close()
  await store.remove()
})

const rows = async (query: string): Promise<RowsPage> =>
  readRows({ engine, table: schools, question: readQuestion(schools, [...new URLSearchParams(query)]) })
const ids = async (query: string) => (await rows(query)).rows.map(({ values }) => values.id)
const values = async (query: string) => (await rows(query)).rows.map((row) => Object.values(row.values))

describe("simple filters", () => {
  const cases: readonly [query: string, ids: readonly number[]][] = [
    ["governorate=Tunis", [1, 3]],
    ["governorate=Tunis&governorate=Sfax", [1, 2, 3, 5]],
    ["governorate__exact=tunis", []],
    ["Gouvernorat=Sfax&pupils=410", [2, 5]],
    ["اسم المدرسة__contains=الحبيب", [1]],
    ["name__contains=ECOLE", [2, 3, 4]],
    ["name__contains=مدرسه", [1]],
    ["name__startswith=école", [2, 3]],
    ["name__endswith=liberte", [3]],
    ["name__notcontains=ecole", [1, 5]],
    ["governorate__not=Tunis", [2, 4, 5]],
    ["pupils__not=410", [1, 3, 4]],
    ["id__in=1,3,9", [1, 3]],
    ['governorate__in="Béja",Sfax', [2, 4, 5]],
    ["id__notin=1,2,3", [4, 5]],
    ["pupils__gt=320", [2, 5]],
    ["pupils__gte=320", [1, 2, 5]],
    ["score__lt=3", [5]],
    ["score__lte=3.0", [4, 5]],
    ["opened__between=1960-01-01,1960-12-31", [2, 3]],
    ["pupils__isnull=", [3]],
    ["name__isnull=false", [1, 2, 3, 4]],
    ["public__notnull=1&public=non", [3]],
    ["_or=governorate%3DTunis%26pupils__lt%3D100", [1, 3, 4]],
    ["q=école farhat", [2]],
    ["q=tunis liberté", [3]],
    ["governorate__place=TN-11", [1, 3]],
    ["bbox=10,36,11,37", [1, 3]],
    ["sort=-pupils,name", [2, 5, 1, 4, 3]],
    ["sort=name", [2, 3, 4, 1, 5]],
  ]
  for (const [query, expected] of cases) {
    test(`${query} finds ${expected.join(", ") || "nothing"}`, async () => {
      const found = await rows(query)
      assert.deepEqual(
        found.rows.map((row) => row.values.id),
        expected,
      )
      assert.deepEqual([found.total, found.countType], [expected.length, "exact"])
    })
  }
})

test("columns are chosen, told with their headers, and values that do not fit are given as written", async () => {
  const page = await rows("columns=pupils,Gouvernorat&id__in=2,3")

  assert.deepEqual(
    page.columns.map(({ name, header, type }) => [name, header, type]),
    [
      ["pupils", "Élèves  inscrits", "integer"],
      ["governorate", "Gouvernorat", "text"],
    ],
  )
  assert.deepEqual(page.rows, [
    { row: 1, values: { pupils: 410, governorate: "Sfax" } },
    { row: 2, values: { pupils: null, governorate: "Tunis" }, written: { pupils: "n.d." } },
  ])
})

describe("clauses", () => {
  const cases: readonly [query: Record<string, string>, values: readonly (readonly unknown[])[]][] = [
    [{ select: "id, pupils * 2 as double", where: "pupils >= 320 and not governorate = 'Sfax'" }, [[1, 640]]],
    [{ select: "id", where: "name like '%Hached' or name is null" }, [[2], [5]]],
    [{ select: "id", where: '"Gouvernorat" = "Tunis" and pupils is not null' }, [[1]]],
    [{ select: "id", where: "`اسم المدرسة` like '%الحبيب%'" }, [[1]]],
    [{ select: "id", where: "opened >= date'1960-01-01' and opened < '1961-01-01'" }, [[2], [3]]],
    [{ select: "id", where: "year(opened) in (1956, 2020)" }, [[1], [5]]],
    [{ select: "id", where: "id between 2 and 3" }, [[2], [3]]],
    [{ select: "id", where: "id not in (1, 2, 3)" }, [[4], [5]]],
    [{ select: "id", where: "public" }, [[1], [2], [5]]],
    [{ select: "id", where: "search(name, 'ecole neuve')" }, [[4]]],
    [{ select: "count(*) as n, sum(pupils) as s, avg(score) as a" }, [[5, 1230, 5.6875]]],
    [
      {
        select: "count(*) as n, count(distinct pupils) as d",
        group_by: "governorate",
        order_by: "n desc, governorate",
      },
      [
        ["Sfax", 2, 1],
        ["Tunis", 2, 1],
        ["Béja", 1, 1],
      ],
    ],
    [
      { select: "governorate", group_by: "governorate", having: "count(*) > 1", order_by: "governorate" },
      [["Sfax"], ["Tunis"]],
    ],
    [
      { select: "count(*)", group_by: "date_trunc('year', opened) as y", order_by: "y", where: "opened is not null" },
      [
        ["1956-01-01", 1],
        ["1960-01-01", 2],
        ["2020-01-01", 1],
      ],
    ],
    [
      {
        select: "range(pupils, 0, 100, 400) as r, count(*) as n",
        group_by: "range(pupils, 0, 100, 400)",
        order_by: "n,r",
      },
      [
        ["[0, 100[", 1],
        ["[100, 400[", 1],
        [null, 1],
        ["[400, *[", 2],
      ],
    ],
    [
      { select: "range(pupils, 100) + 1 as r", group_by: "range(pupils, 100)", order_by: "r" },
      [
        [0, 1],
        [300, 301],
        [400, 401],
        [null, null],
      ],
    ],
    [
      { select: "median(pupils) as m, percentile(pupils, 100) as p, min(opened) as o, max(governorate) as g" },
      [[365, 410, "1956-10-01", "Tunis"]],
    ],
    [{ select: "id", where: "within_distance(lat, geom'POINT(10.18 36.80)', 6km)" }, [[1], [3]]],
    [{ select: "id", where: "in_bbox(34, 10, 35, 11)" }, [[2]]],
    [{ select: "id", where: "intersects(geom'POLYGON((9 36, 10 36, 10 37, 9 37, 9 36))')" }, [[4]]],
    [{ $select: "id", $where: "within_circle(lat, 36.80, 10.18, 1000)" }, [[1]]],
    [
      { $select: "governorate, count(*) AS n", $group: "governorate", $order: "n DESC, governorate", $limit: "1" },
      [["Sfax", 2]],
    ],
    [{ select: "id", refine: "governorate:Tunis" }, [[1], [3]]],
    [{ select: "id", order_by: "-score", limit: "2", offset: "1" }, [[2], [4]]],
    [{ select: "id", where: "1/0 is null and id % 2 = 0" }, [[2], [4]]],
  ]
  for (const [query, expected] of cases) {
    test(Object.entries(query).join(" ").replaceAll(",", " "), async () => {
      assert.deepEqual(await values(String(new URLSearchParams(query))), expected)
    })
  }
})

describe("mistakes", () => {
  const cases: readonly [query: Record<string, string>, code: string, place: object][] = [
    [{ governorat: "Tunis" }, "unknown-column", { parameter: "governorat", nearest: "governorate" }],
    [
      { "اسم المدرسه__contains": "x", "اسم المدرس": "y" },
      "unknown-column",
      { parameter: "اسم المدرسه__contains", nearest: "name" },
    ],
    [{ pupils__gtt: "1" }, "unknown-operator", { parameter: "pupils__gtt", nearest: "gt" }],
    [{ pupils__gt: "many" }, "query-value", { parameter: "pupils__gt" }],
    [{ opened: "2024-02-30" }, "query-value", { parameter: "opened" }],
    [{ where: "pupls > 3" }, "unknown-column", { parameter: "where", position: 0, nearest: "pupils" }],
    [{ where: "id = 1 andd id = 2" }, "query-syntax", { parameter: "where", position: 7 }],
    [{ where: "id = 1; drop table this" }, "query-syntax", { parameter: "where", position: 6 }],
    [{ where: "mediann(id) > 3" }, "unknown-query-function", { parameter: "where", position: 0, nearest: "median" }],
    [{ where: "year(id) > 3" }, "query-type", { parameter: "where", position: 5 }],
    [{ where: "count(*) > 3" }, "query-grouping", { parameter: "where" }],
    [
      { where: '"Gouvernrat" = "Tunis"' },
      "unknown-column",
      { parameter: "where", position: 0, nearest: "governorate" },
    ],
    [{ where: "name = 3" }, "query-type", { parameter: "where", position: 7 }],
    [{ select: "name, count(*)", group_by: "governorate" }, "query-grouping", { parameter: "select", position: 0 }],
    [{ select: "getenv('HOME')" }, "unknown-query-function", { parameter: "select", position: 0 }],
    [{ limit: "1000000" }, "query-range", { parameter: "limit" }],
    [{ cursor: "abc" }, "invalid-cursor", { parameter: "cursor" }],
    [{ $selct: "id" }, "unknown-column", { parameter: "$selct", nearest: "$select" }],
    [{ select: "id", columns: "id" }, "query-conflict", { parameter: "columns" }],
  ]
  for (const [query, code, place] of cases) {
    test(`${new URLSearchParams(query)} is ${code}`, async () => {
      await assert.rejects(rows(String(new URLSearchParams(query))), (error) => {
        assert.ok(error instanceof QueryMistake, String(error))
        const { parameter, position, nearest } = error.place
        const found = Object.fromEntries(
          Object.entries({ parameter, position, nearest }).filter(([, it]) => it !== undefined),
        )
        assert.deepEqual([error.code, found], [code, place])
        return true
      })
    })
  }
})

test("pages follow each other without a gap, whatever the order, and a cursor goes with its question only", async () => {
  for (const order of [
    "",
    "sort=-pupils",
    "sort=name",
    "sort=-score,opened",
    "sort=public",
    "order_by=pupils*2 desc",
  ]) {
    const whole = await ids(order)
    const found: unknown[] = []
    let cursor = ""
    do {
      const page = await rows(`${order}&limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
      found.push(...page.rows.map((row) => row.values.id))
      cursor = page.next ?? ""
    } while (cursor)
    assert.deepEqual(found, whole, order)
  }
  const { next } = await rows("limit=2&sort=name")
  await assert.rejects(rows(`limit=2&sort=-name&cursor=${next}`), QueryMistake)
  await assert.rejects(rows(`limit=2&sort=name&cursor=${next?.slice(0, -2)}xx`), QueryMistake)
})

test("groups are paged too", async () => {
  const first = await rows("select=count(*)&group_by=governorate&limit=2")
  const second = await rows(`select=count(*)&group_by=governorate&limit=2&cursor=${first.next}`)

  assert.deepEqual([first.total, first.rows.length, second.rows.length, second.next], [3, 2, 1, undefined])
})

test("facets count what the question finds, apart from the choice in the facet itself", async () => {
  const question = readQuestion(schools, [
    ["facet", "governorate,public"],
    ["refine", "governorate:Tunis"],
  ])
  const facets = await readFacets(engine, schools, { question })

  assert.deepEqual(
    facets.map(({ column, values: counted }) => [
      column.name,
      ...counted.map((it) => [it.value, it.count, it.selected]),
    ]),
    [
      ["governorate", ["Sfax", 2, false], ["Tunis", 2, true], ["Béja", 1, false]],
      ["public", [false, 1, false], [true, 1, false]],
    ],
  )
})

test("a column is profiled among what the question finds", async () => {
  const question = readQuestion(schools, [["governorate__not", "Béja"]])
  const profile = (name: string) =>
    readProfile(schools.columns.find((column) => column.name === name)!, { engine, table: schools, question })

  const { histogram, ...pupils } = await profile("pupils")
  assert.deepEqual(pupils, {
    name: "pupils",
    missing: 1,
    distinct: 2,
    distinctType: "exact",
    min: 320,
    max: 410,
    mean: 380,
    median: 410,
    sum: 1140,
    top: [
      { value: 410, count: 2 },
      { value: 320, count: 1 },
    ],
  })
  assert.deepEqual(
    [histogram!.length, histogram![0], histogram![11]],
    [12, { from: 320, to: 327.5, count: 1 }, { from: 402.5, to: 410, count: 2 }],
  )
  const opened = await profile("opened")
  assert.deepEqual([opened.min, opened.max, opened.histogram![0]!.count], ["1956-10-01", "2020-02-29", 3])
  assert.deepEqual((await profile("governorate")).top, [
    { value: "Sfax", count: 2 },
    { value: "Tunis", count: 2 },
  ])
})

test("an export is the whole question in the format asked for", async () => {
  const question = readQuestion(schools, [...new URLSearchParams("columns=id,name,lat,lon&sort=id&id__in=1,4,5")])
  const make = (format: "csv" | "json" | "geojson", more = {}) =>
    exportRows({ engine, table: schools, question, request: { format, timeoutMs: 5000, ...more } })

  assert.equal(
    String(await buffer(await make("csv", { headers: "headers", bom: true }))),
    '\ufeffN°,اسم المدرسة,lat,lon\r\n1,مدرسة الحبيب بورقيبة,36.80,10.18\r\n4,"L\'école ""neuve""",36.73,9.18\r\n5,,,\r\n',
  )
  assert.deepEqual(await json(await make("json")), [
    { id: 1, name: "مدرسة الحبيب بورقيبة", lat: 36.8, lon: 10.18 },
    { id: 4, name: 'L\'école "neuve"', lat: 36.73, lon: 9.18 },
    { id: 5, name: null, lat: null, lon: null },
  ])
  const { features } = (await json(await make("geojson"))) as { features: { geometry: unknown }[] }
  assert.deepEqual(
    features.map(({ geometry }) => geometry),
    [{ type: "Point", coordinates: [10.18, 36.8] }, { type: "Point", coordinates: [9.18, 36.73] }, null],
  )
})
