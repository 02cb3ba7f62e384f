import type { Period, SpatialCoverage } from "../../../catalogue/index.ts"
import type { Problem } from "../../connector.ts"
import {
  isBlank,
  isObject,
  type JsonObject,
  lineOf,
  listOf,
  placeNamed,
  type RecordContext,
  readBounds,
  readBox,
  readDate,
  unlessEmpty,
  utcSecond,
} from "../../reading/index.ts"
import { named, objectAt } from "./study-fields.ts"

export function placesOf(
  info: JsonObject,
  record: JsonObject,
  context: RecordContext,
): readonly SpatialCoverage[] | undefined {
  const nations = named(info.nation, "name")
  const names = nations.length > 0 ? nations : (lineOf(record.nation) ?? "").split(/\s*[,;|]\s*/)
  const boxes = listOf(info.bbox)
    .slice(0, 20)
    .filter(isObject)
    .map(({ west, south, east, north }) => readBox([west, south, east, north], "bbox", context.problems))
  const places = [...names.slice(0, 100).map((name) => placeNamed(name, context)), ...boxes]
  const found = places.filter((place) => place !== undefined)
  const distinct = [...new Map(found.map((place) => [place.code ?? JSON.stringify(place), place])).values()]
  return unlessEmpty(distinct)
}

/** The time the data speak of; else when they were collected; else the years of the list. */
export function periodsOf(info: JsonObject, record: JsonObject, problems: Problem[]): readonly Period[] | undefined {
  for (const field of ["time_periods", "coll_dates"]) {
    const periods = listOf(info[field])
      .slice(0, 100)
      .filter(isObject)
      .map(({ start, end }) => readBounds(start ?? end, end ?? start, field, problems))
      .filter((period) => period !== undefined)
    if (periods.length > 0) return periods
  }
  const [start, end] = [yearOf(record.year_start), yearOf(record.year_end)]
  const years = readBounds(start ?? end, end ?? start, "year_start", problems)
  return years ? [years] : undefined
}

function yearOf(value: unknown): string | undefined {
  return /^[12]\d{3}$/.exec(lineOf(value) ?? "")?.[0]
}

export function datesOf(study: JsonObject, record: JsonObject, problems: Problem[]) {
  const distributed = objectAt(study, "distribution_statement").distribution_date
  const versioned = objectAt(study, "version_statement").version_date
  return {
    issued: readDate(firstSaid(distributed, moment(record.created)), "created", problems),
    modified: readDate(firstSaid(versioned, moment(record.changed)), "changed", problems),
  }
}

function firstSaid(...values: readonly unknown[]): unknown {
  return values.find((value) => !isBlank(value))
}

/** Older versions give seconds since 1970. */
function moment(value: unknown): unknown {
  const seconds = /^\d{9,10}$/.exec(lineOf(value) ?? "")?.[0]
  return seconds ? utcSecond(new Date(Number(seconds) * 1000)) : value
}
