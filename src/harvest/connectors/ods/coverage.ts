import type { Period, SpatialCoverage } from "../../../catalogue/index.ts"
import {
  isBlank,
  lineOf,
  listOf,
  placeNamed,
  type RecordContext,
  readBounds,
  readBox,
  readPeriod,
  readPlace,
  unlessEmpty,
} from "../../reading/index.ts"
import type { Metas } from "./metas.ts"

/** Territories by name, the country of a geographic reference, and the box: of INSPIRE where stated, else of the data. */
export function placesOf(
  { basic, dcat, inspire }: Metas,
  context: RecordContext,
): readonly SpatialCoverage[] | undefined {
  const named = [...listOf(basic.territory), ...listOf(dcat.spatial)].slice(0, 100)
  const names = named.length > 0 ? named : listOf(basic.geographic_reference).slice(0, 100).map(countryOf)
  const sides = ["westbound_longitude", "southbound_latitude", "eastbound_longitude", "northbound_latitude"]
  const box =
    readBox(
      sides.map((side) => inspire[`extend_bounding_box_${side}`]),
      "inspire.extend_bounding_box",
      context.problems,
    ) ?? readPlace(basic.bbox, "default.bbox", context)
  const places = [...names.map((name) => placeNamed(name, context)), box].filter((place) => place !== undefined)
  return unlessEmpty(places)
}

/** `world_tn` is a country; the other codes of these lists mean nothing outside them. */
function countryOf(reference: unknown): string | undefined {
  return /^world_([a-z]{2})$/.exec(lineOf(reference) ?? "")?.[1]?.toUpperCase()
}

export function periodsOf({ dcat }: Metas, { problems }: RecordContext): readonly Period[] | undefined {
  const [start, end] = [dcat.temporal_coverage_start, dcat.temporal_coverage_end]
  const period =
    isBlank(start) && isBlank(end)
      ? readPeriod(dcat.temporal, "dcat.temporal", problems)
      : readBounds(start, end, "dcat.temporal_coverage_start", problems)
  return period ? [period] : undefined
}
