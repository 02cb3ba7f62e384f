import type { Place } from "../../../vocabulary/index.ts"

export interface MapDots {
  readonly width: number
  readonly height: number
  readonly places: number
  /** SVG path of the small dots: every place of the country. */
  readonly ground: string
  /** Paths of places with data, one per size, small to large. */
  readonly lit: readonly string[]
}

const height = 476
/** Half-diagonals of the nuqta; the ground is the first. */
const sizes = [1.7, 3, 4.4, 6] as const

/**
 * A map made of nuqtas: one per place that has coordinates, larger where there are more datasets. No boundaries are
 * needed, and any country draws itself. Equirectangular, shortened by the cosine of the middle latitude.
 */
export function mapDots(places: readonly Place[], counts: ReadonlyMap<string, number>): MapDots | undefined {
  const placed = places.flatMap(({ code, lat, lon, level }) =>
    lat === undefined || lon === undefined || level === "country" ? [] : [{ code, lat, lon }],
  )
  if (placed.length < 12) return undefined
  const lats = placed.map(({ lat }) => lat)
  const lons = placed.map(({ lon }) => lon)
  const [south, north, west, east] = [Math.min(...lats), Math.max(...lats), Math.min(...lons), Math.max(...lons)]
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = (height - 20) / Math.max(0.01, north - south)
  const dot = (half: number) => (place: (typeof placed)[number]) => {
    const x = 10 + (place.lon - west) * scale * shrink
    const y = 10 + (north - place.lat) * scale
    return `M${round(x - half)} ${round(y)}l${half}-${half} ${half} ${half}-${half} ${half}z`
  }
  const most = Math.max(1, ...counts.values())
  const step = (count: number) => Math.min(2, Math.floor((3 * Math.log1p(count)) / Math.log1p(most + 1)))
  const withData = placed.filter(({ code }) => (counts.get(code) ?? 0) > 0)
  return {
    width: Math.round(20 + (east - west) * scale * shrink),
    height,
    places: placed.length,
    ground: placed
      .filter(({ code }) => !counts.get(code))
      .map(dot(sizes[0]))
      .join(""),
    lit: [0, 1, 2].map((size) =>
      withData
        .filter(({ code }) => step(counts.get(code) ?? 0) === size)
        .map(dot(sizes[size + 1] ?? sizes[1]))
        .join(""),
    ),
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

export function PlaceMap({ dots, label }: { dots: MapDots; label: string }) {
  return (
    <svg viewBox={`0 0 ${dots.width} ${dots.height}`} role="img" aria-label={label}>
      <path class="ground" d={dots.ground} />
      {dots.lit.map((path) => path && <path class="lit" d={path} />)}
    </svg>
  )
}
