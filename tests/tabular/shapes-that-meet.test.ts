import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api"
import fc from "fast-check"
import { intersects } from "../../src/tabular/query/geo-filters.ts"
import { readShape } from "../../src/tabular/query/shape.ts"

/** Small whole numbers: corners on borders, and borders on borders, are met often. */
const at = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }))
type At = readonly [number, number]

const triangle = fc
  .tuple(at, at, at)
  .filter(([a, b, c]) => (b[0] - a[0]) * (c[1] - a[1]) !== (b[1] - a[1]) * (c[0] - a[0]))
const ring = (corners: readonly At[]) => [...corners, corners[0]!]

const simple = fc.oneof(
  at.map((coordinates) => ({ type: "Point", coordinates })),
  fc.array(at, { minLength: 1, maxLength: 3 }).map((coordinates) => ({ type: "MultiPoint", coordinates })),
  fc.array(at, { minLength: 2, maxLength: 4 }).map((coordinates) => ({ type: "LineString", coordinates })),
  triangle.map((corners) => ({ type: "Polygon", coordinates: [ring(corners)] })),
  fc.array(triangle, { minLength: 1, maxLength: 2 }).map((all) => ({
    type: "MultiPolygon",
    coordinates: all.map((corners) => [ring(corners)]),
  })),
)
type Simple = { type: string; coordinates: unknown }
const geometry = fc.oneof(
  simple,
  fc.array(simple, { minLength: 1, maxLength: 2 }).map((geometries) => ({
    type: "GeometryCollection",
    geometries: [...geometries, { type: "GeometryCollection", geometries: geometries.slice(0, 1) }],
  })),
)

/** As convex parts: of one, two or three corners. */
function partsOf(shape: Simple | { type: string; geometries: unknown[] }): At[][] {
  if ("geometries" in shape) return shape.geometries.flatMap((one) => partsOf(one as Simple))
  const coordinates = shape.coordinates as never
  switch (shape.type) {
    case "Point":
      return [[coordinates]]
    case "MultiPoint":
      return (coordinates as At[]).map((one) => [one])
    case "LineString":
      return (coordinates as At[]).slice(1).map((one, index) => [(coordinates as At[])[index]!, one])
    case "Polygon":
      return [(coordinates as At[][])[0]!.slice(0, 3)]
    default:
      return (coordinates as At[][][]).map((polygon) => polygon[0]!.slice(0, 3))
  }
}

/** Convex parts are apart where a line at right angles to one of their sides, or along it, tells them apart. */
function meet(a: readonly At[], b: readonly At[]): boolean {
  const sides = [a, b].flatMap((part) => part.map((one, index) => [one, part[(index + 1) % part.length]!] as const))
  const axes = sides.flatMap(([[x1, y1], [x2, y2]]) => [
    [y1 - y2, x2 - x1],
    [x2 - x1, y2 - y1],
  ])
  return [...axes, [1, 0], [0, 1]].every(([u, v]) => {
    const [p, q] = [a, b].map((part) => part.map(([x, y]) => x * u! + y * v!))
    return Math.max(...p!) >= Math.min(...q!) && Math.max(...q!) >= Math.min(...p!)
  })
}

/** Of geometries, each with its box: whether it meets the area. */
async function whichMeet(shapes: readonly { geometry: object; corners: readonly At[] }[], area: object) {
  const { text, params } = intersects({ kind: "geometry", column }, readShape(JSON.stringify(area)))
  const values = shapes.map(({ geometry, corners }) => {
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
    return `('${JSON.stringify(geometry)}', ${Math.min(...xs)}, ${Math.min(...ys)}, ${Math.max(...xs)}, ${Math.max(...ys)})`
  })
  const sql = `with this as materialized (
    select *, row_number() over () - 1 as __row
    from (values ${values.join(", ")}) t(g, g__xmin, g__ymin, g__xmax, g__ymax))
    select ${text} from this order by __row`
  return (await connection.runAndReadAll(sql, [...params])).getRows().map(([value]) => value)
}

const column = { name: "g", header: "g", type: "geometry" } as const
let instance: DuckDBInstance
let connection: DuckDBConnection
before(async () => {
  instance = await DuckDBInstance.create(":memory:", { threads: "1" })
  connection = await instance.connect()
})
after(() => {
  connection.disconnectSync()
  instance.closeSync()
})

test("geometries and areas meet where one separating line tells none of their convex parts apart", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(geometry, { minLength: 50, maxLength: 50 }), triangle, async (shapes, corners) => {
      const given = shapes.map((shape) => ({ geometry: shape, corners: partsOf(shape).flat() }))
      assert.deepEqual(
        await whichMeet(given, { type: "Polygon", coordinates: [ring(corners)] }),
        shapes.map((shape) => partsOf(shape).some((part) => meet(part, corners))),
      )
    }),
    { seed: 5, numRuns: 12, endOnFailure: true },
  )
})

/** Some squares of a board of six by six; joined, they are areas with bays, holes and islands in them. */
const squares = fc
  .tuple(fc.uniqueArray(fc.nat(35), { minLength: 1, maxLength: 24 }), fc.nat(6), fc.nat(6))
  .map(([all, right, up]) => all.map((at): At => [(at % 6) + right, Math.floor(at / 6) + up]))

/** Sides between two squares of the set fall away; the others are followed until they close. */
function outline(set: readonly At[]): At[][] {
  const sides = new Map<string, [At, At]>()
  for (const [x, y] of set) {
    const corners: At[] = [
      [x, y],
      [x + 1, y],
      [x + 1, y + 1],
      [x, y + 1],
    ]
    corners.forEach((from, at) => {
      const to = corners[(at + 1) % 4]!
      if (!sides.delete(`${to} ${from}`)) sides.set(`${from} ${to}`, [from, to])
    })
  }
  const rings: At[][] = []
  for (const [first] of sides.values()) {
    const path = [first]
    for (let here = first; ; ) {
      const next = [...sides].find(([, [from]]) => `${from}` === `${here}`)
      if (!next) break
      sides.delete(next[0])
      here = next[1][1]
      path.push(here)
    }
    if (path.length > 1) rings.push(path)
  }
  return rings
}

test("areas with bays, holes and islands meet where two of their squares touch", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(squares, { minLength: 40, maxLength: 40 }), squares, async (sets, area) => {
      const given = sets.map((set) => {
        const rings = outline(set)
        return { geometry: { type: "Polygon", coordinates: rings }, corners: rings.flat() }
      })
      const touch = ([x1, y1]: At, [x2, y2]: At) => Math.abs(x1 - x2) <= 1 && Math.abs(y1 - y2) <= 1
      assert.deepEqual(
        await whichMeet(given, { type: "Polygon", coordinates: outline(area) }),
        sets.map((set) => set.some((one) => area.some((other) => touch(one, other)))),
      )
    }),
    { seed: 6, numRuns: 20, endOnFailure: true },
  )
})

test("what lies in a hole, or around an area, is told from what lies in it", async () => {
  const square = (from: number, to: number): At[] =>
    ring([
      [from, from],
      [to, from],
      [to, to],
      [from, to],
    ])
  const polygon = (...rings: At[][]) => ({ geometry: { type: "Polygon", coordinates: rings }, corners: rings.flat() })
  const given = [
    polygon(square(4, 6)),
    polygon(square(1, 2)),
    polygon(square(-5, 15)),
    polygon(square(-5, 15), square(-1, 11)),
  ]
  assert.deepEqual(await whichMeet(given, { type: "Polygon", coordinates: [square(0, 10), square(3, 7)] }), [
    false,
    true,
    true,
    false,
  ])
})
