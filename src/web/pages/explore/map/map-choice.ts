import type { Parameters } from "../../../../tabular/index.ts"
import { type Place, placeLevels, type Vocabularies } from "../../../../vocabulary/index.ts"
import { isMeasure } from "../cell.tsx"
import type { Explored } from "../explore-model.ts"
import type { Column, Profile } from "../table-facts.ts"

/** What is put on the map: areas by a value, or points. */
export type MapChoice =
  | {
      readonly kind: "areas"
      readonly places: Column
      readonly value: Column | undefined
      readonly aggregate: "sum" | "avg" | "count"
    }
  | { readonly kind: "points"; readonly latitude: Column; readonly longitude: Column }
  | { readonly kind: "shapes"; readonly geometry: Column }

export const mostOnMap = 1000

/** What the address says; else the areas of a measure, and points where there is nothing but rows to count. */
export function mapChoice({ table, state }: Pick<Explored, "table" | "state">): MapChoice | undefined {
  const { columns } = table.version
  const said = (name: string) => state.pairs.find(([one]) => one === name)?.[1]
  const withPlaces = columns.filter(({ places }) => places !== undefined)
  const points = pointsOf(columns)
  const arePointsBest = firstMeasure(columns) === undefined && table.version.rows <= mostOnMap
  if (points && (said("place") === pointsName || withPlaces.length === 0)) return points
  if (points?.kind === "points" && said("place") === undefined && arePointsBest) return points
  const places = withPlaces.find(({ name }) => name === said("place")) ?? coarsest(withPlaces, table.version.profile)
  if (!places) return undefined
  const value = said("value") === countName ? undefined : (measureOf(columns, said("value")) ?? firstMeasure(columns))
  const aggregate = value === undefined ? "count" : said("agg") === "avg" || value.meaning === "percent" ? "avg" : "sum"
  return { kind: "areas", places, value, aggregate }
}

export const pointsName = "points"
export const countName = "count"

function pointsOf(columns: readonly Column[]): MapChoice | undefined {
  const latitude = columns.find(({ meaning }) => meaning === "latitude")
  const longitude = columns.find(({ meaning }) => meaning === "longitude")
  if (latitude && longitude) return { kind: "points", latitude, longitude }
  const geometry = columns.find(({ type }) => type === "geometry")
  return geometry && { kind: "shapes", geometry }
}

/** The largest places; among columns of the same, the one that names them rather than giving their codes. */
function coarsest(columns: readonly Column[], profile: readonly Profile[]): Column | undefined {
  const rank = ({ places }: Column) => placeLevels().indexOf(places?.level ?? "")
  const longest = ({ name }: Column) => profile.find((one) => one.name === name)?.longest ?? 0
  return columns.toSorted((a, b) => rank(a) - rank(b) || longest(b) - longest(a))[0]
}

function measureOf(columns: readonly Column[], name: string | undefined): Column | undefined {
  return columns.find((column) => column.name === name && isMeasure(column))
}

function firstMeasure(columns: readonly Column[]): Column | undefined {
  return columns.find(isMeasure)
}

/** In the words of the interface for programs. */
export function mapQuestion(choice: MapChoice, question: Parameters, columns: readonly Column[] = []): Parameters {
  const filters = question.filter(
    ([name]) => !["columns", "select", "group_by", "having", "sort", "order_by"].includes(name),
  )
  switch (choice.kind) {
    case "points":
      return [
        ...filters,
        ["columns", [...tellingColumns(columns), choice.latitude, choice.longitude].map(({ name }) => name).join(",")],
        [`${choice.latitude.name}__notnull`, "1"],
      ]
    case "shapes":
      return [
        ...filters,
        ["columns", [...tellingColumns(columns), choice.geometry].map(({ name }) => name).join(",")],
        [`${choice.geometry.name}__notnull`, "1"],
      ]
    case "areas": {
      const { places, value, aggregate } = choice
      const computed = value ? `${aggregate}(\`${value.name}\`) as v0` : "count(*) as v0"
      return [
        ...filters,
        ["group_by", `\`${places.places?.placeColumn ?? places.name}\` as part`],
        ["select", `${computed}, count(*) as n`],
      ]
    }
  }
}

/** What tells one row of a map from another: the first columns that do not say where it is. */
function tellingColumns(columns: readonly Column[]): readonly Column[] {
  const isPosition = ({ type, meaning }: Column) =>
    type === "geometry" || meaning === "latitude" || meaning === "longitude"
  return columns.filter((column) => !isPosition(column)).slice(0, mostTelling)
}

const mostTelling = 6

export interface AreaValue {
  readonly code: string
  readonly value: number
}

interface Row {
  readonly part?: unknown
  readonly v0?: unknown
  readonly n?: unknown
}

/** Smaller places are counted in the larger one that the map draws; a mean by how many rows it is of. */
export function areaValues(
  rows: readonly Row[],
  choice: Extract<MapChoice, { kind: "areas" }>,
  { vocabularies, levels }: { vocabularies: Vocabularies; levels: readonly ReadonlySet<string>[] },
): { values: readonly AreaValue[]; unmatched: number } {
  const drawn = levelOf(rows, levels)
  const byCode = new Map(vocabularies.places.map((place) => [place.code as string, place]))
  const sums = new Map<string, { total: number; weight: number }>()
  let unmatched = 0
  for (const { part, v0, n } of rows) {
    const code = typeof part === "string" ? drawnArea(byCode.get(part), { byCode, drawn }) : undefined
    if (code === undefined) unmatched += Number(n ?? 0)
    if (code === undefined || v0 === null || v0 === undefined) continue
    const weight = choice.aggregate === "avg" ? Number(n ?? 1) : 1
    const before = sums.get(code) ?? { total: 0, weight: 0 }
    sums.set(code, { total: before.total + Number(v0) * weight, weight: before.weight + weight })
  }
  const values = [...sums].map(([code, { total, weight }]) => ({
    code,
    value: choice.aggregate === "avg" ? total / weight : total,
  }))
  return { values: values.toSorted((a, b) => b.value - a.value), unmatched }
}

/** The places as the table has them where their boundaries are known; else the larger ones that hold them. */
function levelOf(rows: readonly Row[], levels: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const knows = (level: ReadonlySet<string>) => rows.filter(({ part }) => level.has(String(part))).length
  const best = levels.toSorted((a, b) => knows(b) - knows(a))[0]
  return best ?? new Set()
}

function drawnArea(
  place: Place | undefined,
  known: { byCode: ReadonlyMap<string, Place>; drawn: ReadonlySet<string> },
): string | undefined {
  for (let one = place, steps = 0; one && steps < 5; steps++) {
    if (known.drawn.has(one.code)) return one.code
    one = one.parentCode ? known.byCode.get(one.parentCode) : undefined
  }
  return undefined
}

/** Five classes at most, each with as many areas as the next where the values allow it. */
export function classBounds(values: readonly number[]): readonly number[] {
  const sorted = [...new Set(values)].toSorted((a, b) => a - b)
  if (sorted.length <= 5) return sorted.slice(1)
  return [1, 2, 3, 4].map((fifth) => sorted[Math.round((fifth * (sorted.length - 1)) / 5)]!)
}

/** From 1 to 5, the strongest for the greatest; few classes leave out the faint ones. */
export function classOf(value: number, bounds: readonly number[]): number {
  return 5 - bounds.filter((bound) => value < bound).length
}
