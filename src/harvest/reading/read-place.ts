import type { SpatialCoverage } from "../../catalogue/index.ts"
import type { Problem } from "../connector.ts"
import { cutAt } from "./clean-text.ts"
import { languageOfText } from "./guess-language.ts"
import { problem } from "./problem.ts"
import type { RecordContext } from "./read-vocabulary.ts"
import { isBlank, isObject, type JsonObject, lineOf, unpackJson } from "./values.ts"

type Box = readonly [number, number, number, number]
const pointLimit = 100_000

/** One spatial value in any form met: a place name or code, four numbers, two corners, GeoJSON as text or object. */
export function readPlace(raw: unknown, field: string, context: RecordContext): SpatialCoverage | undefined {
  if (isBlank(raw)) return undefined
  const value = unpackJson(raw)
  if (typeof value === "string" || typeof value === "number") return fromText(String(value), field, context)
  const bbox = Array.isArray(value) ? boxOfList(value) : isObject(value) ? boxOfGeometry(value) : undefined
  if (!bbox) context.problems.push(problem("bad-bbox", field, raw))
  return bbox ? { bbox } : undefined
}

function fromText(text: string, field: string, context: RecordContext): SpatialCoverage | undefined {
  const numbers = numbersIn(text)
  if (numbers) {
    const bbox = numbers.length === 4 ? boxOf(numbers) : numbers.length === 2 ? pointBox(numbers) : undefined
    if (!bbox) context.problems.push(problem("bad-bbox", field, text))
    return bbox ? { bbox } : undefined
  }
  return placeNamed(text, context)
}

/** A place by its name or code: ours when the name is known and clear, otherwise as the source wrote it. */
export function placeNamed(raw: unknown, { vocabularies, language }: RecordContext): SpatialCoverage | undefined {
  const name = cutAt(lineOf(raw) ?? "", 300)
  if (name === "") return undefined
  const label = { [languageOfText(name, language)]: name }
  const code = vocabularies.placeFrom(name)?.code
  return code ? { code, label } : { label }
}

/** West, south, east, north as separate values (ISO 19139 extras of old CKANs). */
export function readBox(sides: readonly unknown[], field: string, problems: Problem[]): SpatialCoverage | undefined {
  if (sides.every(isBlank)) return undefined
  const bbox = boxOf(sides.map(numberOf))
  if (!bbox) problems.push(problem("bad-bbox", field, sides.map((side) => lineOf(side) ?? "").join(",")))
  return bbox ? { bbox } : undefined
}

// Never `Number(anything)`: a deeply nested list would exhaust the stack while it is turned into a text.
function numberOf(value: unknown): number {
  if (typeof value === "number") return value
  return typeof value === "string" && value.trim() !== "" && value.length < 40 ? Number(value) : Number.NaN
}

function numbersIn(text: string): number[] | undefined {
  if (!/^[\d\s,;.+-]+$/.test(text) || text.length > 200) return undefined
  const parts = text
    .trim()
    .split(/[\s,;]+/)
    .map(Number)
  return parts.length >= 2 && parts.every(Number.isFinite) ? parts : undefined
}

// [w,s,e,n], the same with heights between, or two corners. Some write latitude first: a first number beyond ±90 can only be a
// longitude, a second one beyond ±90 shows that latitude came first.
function boxOfList(list: readonly unknown[]): Box | undefined {
  const sides = list.length === 6 ? [list[0], list[1], list[3], list[4]] : list
  const flat = sides.flat(1).slice(0, 5).map(numberOf)
  if (flat.length !== 4) return undefined
  const [a, b, c, d] = flat as [number, number, number, number]
  const latitudeFirst = Array.isArray(list[0]) && (Math.abs(b) > 90 || Math.abs(d) > 90)
  return latitudeFirst ? boxOf([b, a, d, c]) : boxOf([a, b, c, d])
}

function boxOfGeometry(value: JsonObject): Box | undefined {
  if (Array.isArray(value.bbox)) return boxOf(value.bbox.slice(0, 5).map(numberOf))
  if (isObject(value.geometry)) return boxOfGeometry(value.geometry)
  if ("xmin" in value) return boxOf([value.xmin, value.ymin, value.xmax, value.ymax].map(numberOf))
  return boxOf(extentOf(value.coordinates))
}

/** West, south, east, north of all points; walks with its own stack, as the nesting is the source's. */
function extentOf(coordinates: unknown): number[] {
  const box = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const open: unknown[] = [coordinates]
  for (let seen = 0; open.length > 0 && seen < pointLimit; seen += 1) {
    const next = open.pop()
    if (!Array.isArray(next)) continue
    const [x, y] = next
    if (typeof x === "number" && typeof y === "number") widen(box, x, y)
    else for (const inner of next) if (open.length < pointLimit) open.push(inner)
  }
  return box
}

function widen(box: number[], x: number, y: number) {
  box[0] = Math.min(box[0] as number, x)
  box[1] = Math.min(box[1] as number, y)
  box[2] = Math.max(box[2] as number, x)
  box[3] = Math.max(box[3] as number, y)
}

function pointBox([x, y]: readonly number[]): Box | undefined {
  return boxOf([x as number, y as number, x as number, y as number])
}

function boxOf(sides: readonly number[]): Box | undefined {
  if (sides.length !== 4 || !sides.every(Number.isFinite)) return undefined
  const [west, south, east, north] = sides as unknown as Box
  const onEarth = Math.abs(west) <= 180 && Math.abs(east) <= 180 && Math.abs(south) <= 90 && Math.abs(north) <= 90
  return onEarth && south <= north ? [west, south, east, north] : undefined
}
