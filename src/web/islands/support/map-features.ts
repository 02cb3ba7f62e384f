import { type GridPlace, polygonsOf } from "../../pages/explore/map/outline.ts"

export interface Features {
  readonly type: "FeatureCollection"
  readonly features: readonly Feature[]
}

interface Feature {
  readonly type: "Feature"
  readonly geometry: { readonly type: string; readonly coordinates: unknown }
  readonly properties: Readonly<Record<string, unknown>>
}

export interface Grid extends GridPlace {
  readonly areas: Readonly<Record<string, string>>
}

/** An area as the still map shows it. */
export interface AreaShown {
  readonly text: string
  readonly shade: string
}

/** The areas that are shown, each with its text and its shade; without a list, all of them. */
export function areaFeatures(grid: Grid, shown?: ReadonlyMap<string, AreaShown>): Features {
  const codes = Object.keys(grid.areas).filter((code) => shown === undefined || shown.has(code))
  const features = codes.map((code) => ({
    type: "Feature" as const,
    geometry: { type: "MultiPolygon", coordinates: polygonsOf(grid.areas[code]!, grid) },
    properties: { ...shown?.get(code) },
  }))
  return { type: "FeatureCollection", features }
}
