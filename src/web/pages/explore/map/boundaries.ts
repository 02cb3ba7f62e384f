import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../../../../config.ts"

/** Simplified boundaries of a country's places, drawn already, and how degrees become units of the drawing. */
export interface Boundaries {
  readonly source: string
  readonly width: number
  readonly height: number
  readonly west: number
  readonly north: number
  readonly unitsPerLongitude: number
  readonly unitsPerLatitude: number
  /** Code of a place → path. */
  readonly areas: Readonly<Record<string, string>>
}

let known: readonly Boundaries[] | undefined

/** Of every country whose pack has them; read once. */
export function allBoundaries(): readonly Boundaries[] {
  known ??= readBoundaries(join(root, "seeds"))
  return known
}

function readBoundaries(folder: string): readonly Boundaries[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).map((country) => join(folder, country, "boundaries.json"))
  return files.filter((file) => existsSync(file)).map((file) => JSON.parse(readFileSync(file, "utf8")) as Boundaries)
}

/** The drawing that knows most of these places. */
export function boundariesOf(codes: readonly string[]): Boundaries | undefined {
  const knows = ({ areas }: Boundaries) => codes.filter((code) => Object.hasOwn(areas, code)).length
  const best = allBoundaries().toSorted((a, b) => knows(b) - knows(a))[0]
  return best && knows(best) > 0 ? best : undefined
}

/** Where a place in degrees lies in the drawing. */
export function drawnAt(boundaries: Boundaries, [longitude, latitude]: readonly [number, number]): [number, number] {
  const { west, north, unitsPerLongitude, unitsPerLatitude } = boundaries
  return [(longitude - west) * unitsPerLongitude, (north - latitude) * unitsPerLatitude]
}
