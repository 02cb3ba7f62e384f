import type { Position } from "./shape.ts"

/** From corner to corner: longitude and latitude of the one, then of the other. */
type Edge = readonly [x1: number, y1: number, x2: number, y2: number]

/**
 * The edges of an area by level, so that whoever looks for those near a latitude need not look at all of them: an edge is
 * in every band that it goes through. The band of a latitude is `1 + floor((latitude - south) / high)`, held between the
 * first and the last.
 */
export interface AreaBands {
  readonly south: number
  readonly high: number
  readonly bands: readonly (readonly Edge[])[]
}

const mostBands = 256
/** Long edges go through many bands: where that would make a list much longer, there are fewer bands. */
const mostTimes = 6

export function bandsOf(rings: readonly (readonly Position[])[]): AreaBands {
  const edges = rings.flatMap((ring) =>
    ring.map((corner, at): Edge => [...corner, ...ring[(at + 1) % ring.length]!] as const),
  )
  const latitudes = edges.map(([, y]) => y)
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)]
  for (let count = mostBands; ; count /= 2) {
    const high = (north - south) / count
    const bands = high > 0 ? inBands(edges, { south, high, count }) : [edges]
    if (bands.length === 1 || bands.flat().length <= edges.length * mostTimes) return { south, high: high || 1, bands }
  }
}

function inBands(edges: readonly Edge[], { south, high, count }: { south: number; high: number; count: number }) {
  const bands = Array.from({ length: count }, (): Edge[] => [])
  const bandOf = (y: number) => Math.max(0, Math.min(count - 1, Math.floor((y - south) / high)))
  for (const edge of edges) {
    const [first, last] = [bandOf(Math.min(edge[1], edge[3])), bandOf(Math.max(edge[1], edge[3]))]
    for (let band = first; band <= last; band++) bands[band]!.push(edge)
  }
  return bands
}
