import type { Code, Place } from "../../src/vocabulary/index.ts"
import { isoOfName } from "./demo-tables.ts"

type Position = readonly [number, number]
type Ring = readonly Position[]

interface BoundaryFeature {
  readonly properties: Readonly<Record<string, string>>
  readonly geometry: { readonly type: string; readonly coordinates: readonly unknown[] }
}

/** About a hundred metres; degrees of longitude are shorter, as they are on the ground at 34° north. */
const scale = { unitsPerLongitude: 830, unitsPerLatitude: 1000 }
const tolerance = 1.5
const corner = { west: 7.45, north: 37.63, east: 11.65, south: 30.2 }

interface Municipality {
  readonly id: string
  readonly ins_governorate_code: string
  readonly name_source: { readonly fr_upper: string }
}

type BoundaryFile = { readonly features: readonly BoundaryFeature[] }

/** A municipality of several parts is several features of one name. */
export function compileMunicipalBoundaries(
  { features }: BoundaryFile,
  municipalities: readonly Municipality[],
): object {
  const codes = new Map(
    municipalities.map(({ id, ins_governorate_code, name_source }) => [
      `${ins_governorate_code} ${name_source.fr_upper}`,
      `tn-mun:${id.replace(/^tn-/, "")}` as Code,
    ]),
  )
  return compileBoundaries(features, "municipality", ({ C_GOUV, NAME_EN }) => codes.get(`${C_GOUV} ${NAME_EN}`))
}

export function compileGovernorateBoundaries({ features }: BoundaryFile): object {
  return compileBoundaries(features, "governorate", ({ NAME_EN = "" }) => `iso:${isoOfName[NAME_EN]}`)
}

/** Boundaries on a grid, thinned line by line, so that neighbours keep the line they share. */
function compileBoundaries(
  features: readonly BoundaryFeature[],
  level: Place["level"],
  codeOf: (properties: BoundaryFeature["properties"]) => Code | undefined,
): object {
  const parts = features.flatMap(({ properties, geometry }) => {
    const code = codeOf(properties)
    if (!code) throw new Error(`No ${level} is known as ${JSON.stringify(properties)}`)
    return ringsIn(geometry.coordinates).map((ring) => ({ code, ring: onGrid(ring) }))
  })
  const kept = parts.filter(({ ring }) => ring.length >= 3)
  const thinned = thinner(kept.map(({ ring }) => ring))
  const areas: Record<string, string> = {}
  for (const { code, ring } of kept.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    const thin = thinned(ring)
    if (thin.length >= 3) areas[code] = `${areas[code] ?? ""}${pathOf(thin)}`
  }
  const width = Math.ceil((corner.east - corner.west) * scale.unitsPerLongitude)
  const height = Math.ceil((corner.north - corner.south) * scale.unitsPerLatitude)
  return { source: "data4tunisia", level, width, height, west: corner.west, north: corner.north, ...scale, areas }
}

function ringsIn(coordinates: readonly unknown[]): Ring[] {
  const [first] = coordinates
  if (Array.isArray(first) && typeof first[0] === "number") return [coordinates as Ring]
  return coordinates.flatMap((inner) => ringsIn(inner as readonly unknown[]))
}

function onGrid(ring: Ring): Ring {
  const placed = ring.map(
    ([longitude, latitude]): Position => [
      Math.round((longitude - corner.west) * scale.unitsPerLongitude),
      Math.round((corner.north - latitude) * scale.unitsPerLatitude),
    ],
  )
  return placed.filter((at, index) => keyOf(at) !== keyOf(placed[index === 0 ? placed.length - 1 : index - 1]!))
}

const keyOf = ([x, y]: Position) => `${x} ${y}`

/** Lines run between the points where more than two lines meet; each is thinned alike from both of its sides. */
function thinner(rings: readonly Ring[]): (ring: Ring) => Ring {
  const neighbours = new Map<string, Set<string>>()
  for (const ring of rings) {
    for (const [index, at] of ring.entries()) {
      const known = neighbours.get(keyOf(at)) ?? new Set()
      known.add(keyOf(ring.at(index - 1)!)).add(keyOf(ring[(index + 1) % ring.length]!))
      neighbours.set(keyOf(at), known)
    }
  }
  return (ring) => {
    const ends = ring.flatMap((at, index) => ((neighbours.get(keyOf(at))?.size ?? 0) > 2 ? [index] : []))
    const cuts = ends.length >= 2 ? ends : farApart(ring)
    return cuts.flatMap((from, at) => {
      const to = cuts[(at + 1) % cuts.length]!
      const line = to > from ? ring.slice(from, to + 1) : [...ring.slice(from), ...ring.slice(0, to + 1)]
      return thinnedLine(line).slice(0, -1)
    })
  }
}

function farApart(ring: Ring): number[] {
  const order = ring.map((_, index) => index).toSorted((a, b) => compare(ring[a]!, ring[b]!))
  return [order[0]!, order.at(-1)!].toSorted((a, b) => a - b)
}

function compare(a: Position, b: Position): number {
  return a[0] - b[0] || a[1] - b[1]
}

function thinnedLine(line: Ring): Ring {
  const isTurned = compare(line[0]!, line.at(-1)!) > 0
  const thin = douglasPeucker(isTurned ? line.toReversed() : line)
  return isTurned ? thin.toReversed() : thin
}

function douglasPeucker(line: Ring): Ring {
  const [first, last] = [line[0]!, line.at(-1)!]
  let [farthest, most] = [0, 0]
  for (const [index, at] of line.entries()) {
    const away = distance(at, first, last)
    if (away > most) [farthest, most] = [index, away]
  }
  if (most <= tolerance) return [first, last]
  return [...douglasPeucker(line.slice(0, farthest + 1)).slice(0, -1), ...douglasPeucker(line.slice(farthest))]
}

function distance([x, y]: Position, [x1, y1]: Position, [x2, y2]: Position): number {
  const length = Math.hypot(x2 - x1, y2 - y1)
  if (length === 0) return Math.hypot(x - x1, y - y1)
  return Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
}

function pathOf([first, ...rest]: Ring): string {
  let before = first!
  const steps = rest.map((at) => {
    const step = `${at[0] - before[0]} ${at[1] - before[1]}`
    before = at
    return step
  })
  return `M${keyOf(first!)}l${steps.join(" ").replaceAll(" -", "-")}z`
}
