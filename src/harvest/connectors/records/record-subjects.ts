import type { Period, SpatialCoverage } from "../../../catalogue/index.ts"
import type { Problem } from "../../connector.ts"
import {
  isBlank,
  isObject,
  type JsonObject,
  KeywordCollection,
  listOf,
  type RecordContext,
  readBounds,
  readKeywords,
  readLanguages,
  readPeriod,
  readPlace,
  readThemes,
} from "../../reading/index.ts"

/** Keywords of a record and of its translations. */
export function keywordsOf(records: readonly JsonObject[], { language, problems }: RecordContext) {
  const into = new KeywordCollection()
  for (const { keywords } of records) readKeywords(keywords, { into, language, field: "properties.keywords", problems })
  return into.toFacts()
}

/** Concepts of all schemes; each by its identifier, else by its title. */
export function themesOf(raw: unknown, context: RecordContext) {
  const concepts = listOf(raw)
    .slice(0, 50)
    .flatMap((theme, at) =>
      (isObject(theme) ? listOf(theme.concepts).slice(0, 50) : [theme]).map((concept) => ({
        names: isObject(concept) ? [concept.url, concept.id, concept.title ?? concept.name] : [concept],
        field: `properties.themes[${at}]`,
        mustMap: true,
      })),
    )
  return readThemes(concepts, context)
}

/** The box of a geometry of any kind; a geometry that is null says that there is none. */
export function placesOf(raw: JsonObject, context: RecordContext): readonly SpatialCoverage[] | undefined {
  const { geometry } = raw
  // A collection of geometries is one list of coordinates as far as its box is concerned.
  const shape =
    isObject(geometry) && Array.isArray(geometry.geometries)
      ? { coordinates: geometry.geometries.slice(0, 1_000).map((one) => (isObject(one) ? one.coordinates : one)) }
      : geometry
  const place = isBlank(shape) ? readPlace(raw.bbox, "bbox", context) : readPlace(shape, "geometry", context)
  return place ? [place] : undefined
}

/** `time` (20-004r1 §7.6): a date, a timestamp or an interval whose open end is "..". */
export function periodsOf(time: unknown, problems: Problem[]): readonly Period[] | undefined {
  const value = isObject(time) ? (time.interval ?? time.date ?? time.timestamp) : time
  const period = Array.isArray(value)
    ? readBounds(value[0], value[1], "time.interval", problems)
    : readPeriod(value, "time", problems)
  return period ? [period] : undefined
}

/** Languages given as objects with a code, as the standard has them, or as codes. */
export function languagesOf(raw: unknown, problems: Problem[]): readonly string[] | undefined {
  const codes = listOf(raw)
    .slice(0, 50)
    .map((language) => (isObject(language) ? language.code : language))
  return readLanguages(codes, "properties.resourceLanguages", problems)
}
