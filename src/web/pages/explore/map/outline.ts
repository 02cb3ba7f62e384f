/** An area on a grid of whole numbers, as paths of boundaries say it: rings of steps, each from where the last ended. */
export type Ring = readonly (readonly [number, number])[]

/** Of paths as `scripts/seeds/boundaries.ts` writes them: `M`, a place, `l`, steps, `z`. */
export function ringsOf(path: string): readonly Ring[] {
  return path
    .split("z")
    .filter((ring) => ring !== "")
    .map((ring) => {
      const numbers = (ring.match(/-?\d+/g) ?? []).map(Number)
      let [x, y] = [0, 0]
      return Array.from({ length: numbers.length / 2 }, (_, at): [number, number] => {
        x += numbers[2 * at]!
        y += numbers[2 * at + 1]!
        return [x, y]
      })
    })
}

/** The same area on a grid that is coarser by a factor; what is too small for it is left out. */
export function coarserPath(path: string, factor: number): string {
  const rings = ringsOf(path).map((ring) => {
    const placed = ring.map(([x, y]): [number, number] => [Math.round(x / factor), Math.round(y / factor)])
    return placed.filter((at, index) => !isSame(at, placed.at(index - 1)!))
  })
  const large = rings.filter((ring) => ring.length > 2)
  return large.map(pathOf).join("")
}

function isSame(one: readonly [number, number], other: readonly [number, number]): boolean {
  return one[0] === other[0] && one[1] === other[1]
}

function pathOf(ring: Ring): string {
  const steps = ring.slice(1).map(([x, y], at) => `${x - ring[at]![0]} ${y - ring[at]![1]}`)
  return `M${ring[0]!.join(" ")}l${steps.join(" ").replaceAll(" -", "-")}z`
}

/** How a grid lies on the earth. */
export interface GridPlace {
  readonly west: number
  readonly north: number
  readonly unitsPerLongitude: number
  readonly unitsPerLatitude: number
}

/** In degrees, each ring closed, as GeoJSON wants it. The rings of our areas are all outer ones. */
export function polygonsOf(path: string, grid: GridPlace): [number, number][][][] {
  return ringsOf(path).map((ring) => {
    const degrees = ring.map(([x, y]): [number, number] => [
      Number((grid.west + x / grid.unitsPerLongitude).toFixed(5)),
      Number((grid.north - y / grid.unitsPerLatitude).toFixed(5)),
    ])
    return [[...degrees, degrees[0]!]]
  })
}
