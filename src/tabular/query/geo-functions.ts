import { numberIn } from "./aggregate-functions.ts"
import type { CallContext, QueryFunction } from "./compiled.ts"
import type { Call, Expression } from "./expression.ts"
import type { Fragment } from "./fragment.ts"
import { inBox, intersects, withinDistance } from "./geo-filters.ts"
import { QueryMistake } from "./query-mistake.ts"
import type { RowPlace } from "./row-place.ts"
import { type Position, readShape, type Shape } from "./shape.ts"

const distanceUsage = "within_distance(geom'POINT(10.18 36.8)', 5km)"
const boxUsage = "in_bbox(36, 9, 37, 11)"
const shapeUsage = "intersects(geom'POLYGON((…))')"

/** A first argument that names a column of the place may stand before the others; there is only one place anyway. */
export const geoFunctions: Readonly<Record<string, QueryFunction>> = {
  within_distance: { least: 2, most: 4, usage: distanceUsage, compile: placed(distance) },
  within_circle: { least: 3, most: 4, usage: "within_circle(location, 36.8, 10.18, 5000)", compile: placed(distance) },
  in_bbox: { least: 4, most: 5, usage: boxUsage, compile: placed(box) },
  within_box: { least: 4, most: 5, usage: "within_box(location, 37, 9, 36, 11)", compile: placed(box) },
  intersects: { least: 1, most: 2, usage: shapeUsage, compile: placed(shape) },
  within_polygon: { least: 1, most: 2, usage: "within_polygon(location, 'POLYGON((…))')", compile: placed(shape) },
}

type GeoTest = (args: readonly Expression[], place: RowPlace, wrong: () => QueryMistake) => Fragment

function placed(test: GeoTest) {
  return (call: Call, { place, wrongArguments }: CallContext) => {
    if (!place) throw new QueryMistake("query-type", { found: "table", expected: "geometry" }, { position: call.at })
    const [first, ...rest] = call.args
    const args = first?.kind === "column" && isOfPlace(first.column.name, place) ? rest : call.args
    return { type: "boolean" as const, sql: test(args, place, wrongArguments) }
  }
}

function isOfPlace(name: string, place: RowPlace): boolean {
  if (place.kind === "geometry") return place.column.name === name
  return place.latitude.name === name || place.longitude.name === name
}

const farthest = 20_100_000

function distance(args: readonly Expression[], place: RowPlace, wrong: () => QueryMistake): Fragment {
  const metres = args.at(-1)
  if (!metres || (args.length !== 2 && args.length !== 3)) throw wrong()
  const centre = args.length === 3 ? positionOf(args[0]!, args[1]!) : pointIn(args[0]!, wrong)
  return withinDistance(place, centre, numberIn(metres, { least: 0, most: farthest }))
}

function pointIn(item: Expression, wrong: () => QueryMistake): Position {
  const found = shapeIn(item, wrong)
  if (found.kind === "point") return found.at
  throw wrong()
}

/** Latitude first, as both dialects have it. */
function positionOf(latitude: Expression, longitude: Expression): Position {
  return [numberIn(longitude, { least: -180, most: 180 }), numberIn(latitude, { least: -90, most: 90 })]
}

/** Two corners that face each other, in whatever order. */
function box(args: readonly Expression[], place: RowPlace, wrong: () => QueryMistake): Fragment {
  if (args.length !== 4) throw wrong()
  const [[x1, y1], [x2, y2]] = [positionOf(args[0]!, args[1]!), positionOf(args[2]!, args[3]!)]
  return inBox(place, [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)])
}

function shape(args: readonly Expression[], place: RowPlace, wrong: () => QueryMistake): Fragment {
  if (args.length !== 1) throw wrong()
  return intersects(place, shapeIn(args[0]!, wrong))
}

function shapeIn(item: Expression, wrong: () => QueryMistake): Shape {
  if (item.kind === "literal" && (item.type === "geometry" || item.type === "text"))
    return readShape(item.text, item.at)
  throw wrong()
}
