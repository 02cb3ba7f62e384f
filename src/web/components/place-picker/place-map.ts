import type { Place } from "../../../vocabulary/index.ts"

/** A map of our own points to draw a box on: how degrees become units of the drawing. */
export interface BoxMap {
  readonly width: number
  readonly height: number
  readonly west: number
  readonly north: number
  readonly unitsPerLongitude: number
  readonly unitsPerLatitude: number
  /** One path for all points. */
  readonly points: string
}

const height = 320
const margin = 12

const maps = new WeakMap<readonly Place[], BoxMap | false>()

/** Nothing where too few places have coordinates to show a country. */
export function boxMap(places: readonly Place[]): BoxMap | undefined {
  const known = maps.get(places)
  if (known !== undefined) return known || undefined
  const made = makeMap(places)
  maps.set(places, made ?? false)
  return made
}

function makeMap(places: readonly Place[]): BoxMap | undefined {
  const placed = places.flatMap(({ lat, lon, level }) =>
    lat === undefined || lon === undefined || level === "country" ? [] : [{ lat, lon }],
  )
  if (placed.length < 12) return undefined
  const [lats, lons] = [placed.map(({ lat }) => lat), placed.map(({ lon }) => lon)]
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  const [west, east] = [Math.min(...lons), Math.max(...lons)]
  const unitsPerLatitude = (height - 2 * margin) / Math.max(0.01, north - south)
  const unitsPerLongitude = unitsPerLatitude * Math.cos((((south + north) / 2) * Math.PI) / 180)
  const edge = { west: west - margin / unitsPerLongitude, north: north + margin / unitsPerLatitude }
  const dot = ({ lat, lon }: { lat: number; lon: number }) =>
    `M${round((lon - edge.west) * unitsPerLongitude - 1.5)} ${round((edge.north - lat) * unitsPerLatitude)}l1.5-1.5 1.5 1.5-1.5 1.5z`
  return {
    width: Math.round(2 * margin + (east - west) * unitsPerLongitude),
    height,
    ...edge,
    unitsPerLongitude,
    unitsPerLatitude,
    points: placed.map(dot).join(""),
  }
}

const round = (value: number): number => Math.round(value * 10) / 10
