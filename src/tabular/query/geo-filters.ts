import { boxSuffixes } from "../table/column.ts"
import { type Fragment, joined, named, sql } from "./fragment.ts"
import { meetsArea } from "./geo-shapes.ts"
import { QueryMistake } from "./query-mistake.ts"
import type { RowPlace } from "./row-place.ts"
import type { Position, Shape } from "./shape.ts"

/** West, south, east, north, in degrees. */
export type Box = readonly [number, number, number, number]

/** Rows that lie in the box, or whose box touches it; a box whose west is east of its east goes over the 180th meridian. */
export function inBox(place: RowPlace, [west, south, east, north]: Box): Fragment {
  const { west: from, south: below, east: to, north: above } = boxOf(place)
  const latitude = sql`${above} >= ${degrees(south)} and ${below} <= ${degrees(north)}`
  const meets = (a: number, b: number) => sql`(${to} >= ${degrees(a)} and ${from} <= ${degrees(b)})`
  const longitude = west <= east ? meets(west, east) : sql`(${meets(west, 180)} or ${meets(-180, east)})`
  return sql`(${latitude} and ${longitude})`
}

const metresPerDegree = 111_195
const earthRadius = 6_371_008.8

/** By the great circle; of a geometry that is no point, from the nearest place of its box. */
export function withinDistance(place: RowPlace, [longitude, latitude]: Position, metres: number): Fragment {
  const { west, south, east, north } = boxOf(place)
  const [x, y] = [degrees(longitude), degrees(latitude)]
  const nearX = place.kind === "point" ? west : sql`greatest(${west}, least(${east}, ${x}))`
  const nearY = place.kind === "point" ? south : sql`greatest(${south}, least(${north}, ${y}))`
  const half = (a: Fragment, b: Fragment) => sql`power(sin(radians((${a}) - (${b})) / 2), 2)`
  const haversine = sql`${half(nearY, y)} + cos(radians(${y})) * cos(radians(${nearY})) * ${half(nearX, x)}`
  const distance = sql`2 * ${degrees(earthRadius)} * asin(least(1, sqrt(${haversine})))`
  return sql`(${inBox(place, around(longitude, latitude, metres))} and ${distance} <= ${degrees(metres)})`
}

/** Cheap to test, and never too small. */
function around(longitude: number, latitude: number, metres: number): Box {
  const high = (metres / metresPerDegree) * 1.01 + 1e-6
  const [south, north] = [latitude - high, latitude + high]
  const widest = Math.max(Math.abs(south), Math.abs(north))
  if (widest >= 89) return [-180, south, 180, north]
  const wide = high / Math.cos((widest * Math.PI) / 180)
  const [west, east] = [longitude - wide, longitude + wide]
  return west < -180 || east > 180 ? [-180, south, 180, north] : [west, south, east, north]
}

/** Points by counting the edges west of them; other geometries by their corners and borders, where their boxes meet. */
export function intersects(place: RowPlace, shape: Shape): Fragment {
  if (shape.kind === "point") return inBox(place, [...shape.at, ...shape.at])
  const box = inBox(place, boundsOf(shape.rings.flat()))
  if (place.kind === "geometry") return sql`(${box} and ${meetsArea(place.column.name, { rings: shape.rings, box })})`
  const { west: x, south: y } = boxOf(place)
  const edges = shape.rings.flatMap((ring) =>
    ring.map((corner, at) => edge(corner, ring[(at + 1) % ring.length]!, { x, y })),
  )
  const crossed = edges.filter((crossing) => crossing !== undefined)
  if (crossed.length === 0) return sql`false`
  return sql`(${box} and (${joined(crossed, " + ")}) % 2 = 1)`
}

/** 1 where a line to the east of the point crosses the edge; a level edge is never crossed. */
function edge([x1, y1]: Position, [x2, y2]: Position, { x, y }: { x: Fragment; y: Fragment }): Fragment | undefined {
  if (y1 === y2) return undefined
  const slope = (x2 - x1) / (y2 - y1)
  const start = x1 - slope * y1
  const [low, high] = [degrees(Math.min(y1, y2)), degrees(Math.max(y1, y2))]
  return sql`cast(${y} >= ${low} and ${y} < ${high} and ${x} < ${y} * ${degrees(slope)} + ${degrees(start)} as integer)`
}

function boundsOf(positions: readonly Position[]): Box {
  const [xs, ys] = [positions.map(([x]) => x), positions.map(([, y]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

function boxOf(place: RowPlace) {
  if (place.kind === "point") {
    const [x, y] = [named(place.longitude.name), named(place.latitude.name)]
    return { west: x, south: y, east: x, north: y }
  }
  const [west, south, east, north] = boxSuffixes.map((suffix) => named(place.column.name + suffix))
  return { west: west!, south: south!, east: east!, north: north! }
}

function degrees(value: number): Fragment {
  return sql`cast(${String(value)} as double)`
}

/** `bbox=west,south,east,north`. */
export function readBox(text: string): Box {
  const numbers = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)))
  const [west, south, east, north] = numbers.length === 6 ? [0, 1, 3, 4].map((at) => numbers[at]!) : numbers
  const isSound =
    [4, 6].includes(numbers.length) &&
    numbers.every(Number.isFinite) &&
    [west, east].every((x) => Math.abs(x!) <= 180) &&
    [south, north].every((y) => Math.abs(y!) <= 90) &&
    south! <= north!
  if (!isSound)
    throw new QueryMistake("query-value", { value: text.slice(0, 200), type: "bbox" }, { parameter: "bbox" })
  return [west!, south!, east!, north!]
}
