import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../../../../config.ts"
import { coarserPath, type GridPlace } from "./outline.ts"

/** Simplified boundaries of a country's places of one level, drawn already, and how degrees become units of the drawing. */
export interface Boundaries extends GridPlace {
  /** Country and file: how the asset with the finer lines is called. */
  readonly name: string
  readonly source: string
  readonly level: string
  readonly width: number
  readonly height: number
  /** Code of a place → path. */
  readonly areas: Readonly<Record<string, string>>
}

let known: readonly Boundaries[] | undefined

/** Of every country whose pack has them, those of the largest places first; read once. */
export function allBoundaries(): readonly Boundaries[] {
  known ??= readBoundaries(join(root, "seeds"))
  return known
}

function readBoundaries(folder: string): readonly Boundaries[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).flatMap((country) =>
    readdirSync(join(folder, country))
      .filter((file) => /^boundaries.*\.json$/.test(file))
      .map((file) => ({ name: `${country}-${file.slice(0, -".json".length)}`, path: join(folder, country, file) })),
  )
  const all = files.map(({ name, path }) => coarser({ ...JSON.parse(readFileSync(path, "utf8")), name }))
  return all.toSorted((a, b) => Object.keys(a.areas).length - Object.keys(b.areas).length)
}

/** A page is light: many areas are drawn on a finer grid than few, and none as finely as they are kept. */
function coarser(fine: Boundaries): Boundaries {
  const factor = Math.ceil(fine.width / (Object.keys(fine.areas).length > 100 ? 440 : 270))
  const areas = Object.entries(fine.areas).map(([code, path]) => [code, coarserPath(path, factor)] as const)
  return {
    ...fine,
    width: Math.ceil(fine.width / factor),
    height: Math.ceil(fine.height / factor),
    unitsPerLongitude: fine.unitsPerLongitude / factor,
    unitsPerLatitude: fine.unitsPerLatitude / factor,
    areas: Object.fromEntries(areas.filter(([, path]) => path !== "")),
  }
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
