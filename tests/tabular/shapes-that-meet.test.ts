import assert from "node:assert/strict"
import { test } from "node:test"
import { DuckDBInstance } from "@duckdb/node-api"
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

test("geometries and areas meet where one separating line tells none of their convex parts apart", async () => {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" })
  const connection = await instance.connect()
  const column = { name: "g", header: "g", type: "geometry" } as const
  await fc.assert(
    fc.asyncProperty(fc.array(geometry, { minLength: 50, maxLength: 50 }), triangle, async (shapes, corners) => {
      const area = readShape(JSON.stringify({ type: "Polygon", coordinates: [ring(corners)] }))
      const { text, params } = intersects({ kind: "geometry", column }, area)
      const values = shapes.map((shape) => {
        const all = partsOf(shape).flat()
        const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)]
        return `('${JSON.stringify(shape)}', ${Math.min(...xs)}, ${Math.min(...ys)}, ${Math.max(...xs)}, ${Math.max(...ys)})`
      })
      const sql = `select ${text} from (values ${values.join(", ")}) t(g, g__xmin, g__ymin, g__xmax, g__ymax)`
      const found = (await connection.runAndReadAll(sql, [...params])).getRows().map(([value]) => value)
      assert.deepEqual(
        found,
        shapes.map((shape) => partsOf(shape).some((part) => meet(part, corners))),
      )
    }),
    { seed: 5, numRuns: 12, endOnFailure: true },
  )
  connection.disconnectSync()
  instance.closeSync()
})
