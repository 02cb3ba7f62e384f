import type { Period, SpatialCoverage } from "../../../catalogue/index.ts"
import {
  compact,
  isBlank,
  isObject,
  type JsonObject,
  placeNamed,
  type RecordContext,
  readBounds,
  readBox,
  readLocalised,
  readPeriod,
  readPlace,
  unlessEmpty,
} from "../../reading/index.ts"
import { type Fields, valuesOf } from "./fields.ts"

/** Periods from the fields and extras where portals write them: lists, pairs, one text. */
export function periodsOf(fields: Fields, { problems }: RecordContext): readonly Period[] | undefined {
  const listed = fields("temporal_coverage", "temporal", "period", "dataset_date")
  const periods = valuesOf(listed)
    .slice(0, 100)
    .map((value, at) =>
      isObject(value)
        ? readBounds(value.start ?? value.startDate, value.end ?? value.endDate, `${listed.path}[${at}]`, problems)
        : readPeriod(value, listed.path, problems),
    )
  const start = fields("temporal_start", "temporal_coverage-from", "temporal_coverage_from")
  const end = fields("temporal_end", "temporal_coverage-to", "temporal_coverage_to")
  periods.push(readBounds(valuesOf(start)[0], valuesOf(end)[0], isBlank(start.value) ? end.path : start.path, problems))
  const kept = periods.filter((period) => period !== undefined)
  return unlessEmpty(kept)
}

/** Places by name, by code and by box. `spatial` holds any of them and is the weakest name, so it speaks last. */
export function placesOf(fields: Fields, context: RecordContext): readonly SpatialCoverage[] | undefined {
  const found: SpatialCoverage[] = []
  const add = (place: SpatialCoverage | undefined) => {
    if (place && Object.keys(place).length > 0) found.push(place)
  }
  const listed = fields("spatial_coverage")
  for (const value of valuesOf(listed).slice(0, 100))
    add(isObject(value) ? fromCoverage(value, listed.path, context) : placeNamed(value, context))
  const named = fields("spatial_text", "place", "geographic_coverage", "couverture_geographique", "granularity_place")
  for (const value of valuesOf(named).slice(0, 100)) add(placeNamed(value, context))
  const sides = ["west-long", "south-lat", "east-long", "north-lat"].map((side) => fields(`bbox-${side}`).value)
  const box = readBox(sides, "extras.bbox", context.problems)
  add(box)
  const spatial = fields("spatial", "spatial_uri")
  const place = readPlace(spatial.value, spatial.path, context)
  // A name beside a better name ("us" beside "Ann Arbor") and a second box for the same place add nothing.
  const isNew = !found.some(({ bbox }) => bbox && bbox.join() === place?.bbox?.join())
  if (place && isNew && (place.bbox ? !box : place.code !== undefined || found.length === 0)) add(place)
  return unlessEmpty(found)
}

function fromCoverage(value: JsonObject, path: string, context: RecordContext): SpatialCoverage {
  const named = placeNamed(value.text ?? value.label, context)
  const label = readLocalised(
    [[value.text_translated, `${path}.text_translated`]],
    { shape: "line", language: context.language },
    context.problems,
  )
  const coded = isBlank(value.uri) ? undefined : context.vocabularies.placeFrom(String(value.uri))?.code
  const box = readPlace(value.bbox ?? value.geom ?? value.centroid, `${path}.bbox`, context)
  return compact({ code: named?.code ?? coded, label: label ?? named?.label, bbox: box?.bbox })
}
