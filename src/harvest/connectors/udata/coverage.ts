import type { Mapped, Period, SpatialCoverage } from "../../../catalogue/index.ts"
import {
  isBlank,
  isObject,
  lineOf,
  listOf,
  placeNamed,
  problem,
  type RecordContext,
  readBounds,
  readFrequency,
  readPeriod,
  readPlace,
  unlessEmpty,
} from "../../reading/index.ts"

/** Names of zones by their identifiers, as far as the portal told them. */
export type ZoneNames = ReadonlyMap<string, string>

/** `spatial` holds zones or a geometry, never both by udata's rules; both are read all the same. Its granularity is not. */
export function placesOf(
  raw: unknown,
  zoneNames: ZoneNames,
  context: RecordContext,
): readonly SpatialCoverage[] | undefined {
  if (isBlank(raw)) return undefined
  if (!isObject(raw)) {
    context.problems.push(problem("wrong-type", "spatial", raw))
    return undefined
  }
  const zones = listOf(raw.zones)
    .slice(0, 100)
    .map((zone) => placeOfZone(zone, zoneNames, context))
  const places = [...zones, readPlace(raw.geom, "spatial.geom", context)].filter((place) => place !== undefined)
  return unlessEmpty(places)
}

function placeOfZone(zone: unknown, names: ZoneNames, context: RecordContext): SpatialCoverage | undefined {
  if (isObject(zone)) return placeNamed(zone.name, context) ?? placeOfZone(lineOf(zone.id), names, context)
  const id = lineOf(zone)
  if (id === undefined) return undefined
  return placeNamed(countryOfZone(id) ?? names.get(id) ?? id, context)
}

/** `country:tn` carries the country's code. */
export function countryOfZone(id: string): string | undefined {
  return /^country[:/]([a-z]{2})\b/i.exec(id)?.[1]?.toUpperCase()
}

export function periodsOf(raw: unknown, { problems }: RecordContext): readonly Period[] | undefined {
  if (isBlank(raw)) return undefined
  const period = isObject(raw)
    ? readBounds(raw.start, raw.end, "temporal_coverage", problems)
    : readPeriod(raw, "temporal_coverage", problems)
  return period ? [period] : undefined
}

// udata's own words, of today (camel case) and of its older releases, that our list does not know or takes for another one;
// some of them the EU list has no code for.
const frequencyWords: Readonly<Record<string, string>> = {
  punctual: "AS_NEEDED",
  realtime: "UPDATE_CONT",
  oneMinute: "1MIN",
  fiveMinutes: "5MIN",
  tenMinutes: "10MIN",
  fifteenMinutes: "15MIN",
  thirtyMinutes: "30MIN",
  twelveHours: "12HRS",
  severalTimesADay: "CONT",
  threeTimesADay: "CONT",
  fourTimesADay: "CONT",
  fourTimesAWeek: "OTHER",
  fiveTimesAWeek: "OTHER",
  weekly_5: "OTHER",
  fortnighly: "BIWEEKLY",
}

/** The code of a frequency, or `{id, label}` where full objects were asked for. */
export function frequencyOf(raw: unknown, context: RecordContext): Mapped | undefined {
  const written = lineOf(isObject(raw) ? raw.id : raw)
  if (written === undefined) return undefined
  const word = Object.hasOwn(frequencyWords, written) ? frequencyWords[written] : undefined
  const frequency = readFrequency(word ?? written, "frequency", context)
  return frequency && { ...frequency, raw: written.slice(0, 500) }
}
