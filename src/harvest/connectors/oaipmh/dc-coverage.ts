import type { Period, SpatialCoverage } from "../../../catalogue/index.ts"
import {
  placeNamed,
  type RecordContext,
  readBounds,
  readBox,
  readPeriod,
  readPlace,
  tellTooMany,
} from "../../reading/index.ts"
import type { DcValue, DcValues } from "./dc-values.ts"

export interface DcCoverage {
  readonly spatial: readonly SpatialCoverage[]
  readonly temporal: readonly Period[]
}

const mostPlaces = 100

/** Coverage mixes places and times; DCMI Box, Point and Period write both as `name=value` pairs. */
export function readCoverage(values: DcValues, context: RecordContext): DcCoverage {
  const spatial: SpatialCoverage[] = []
  const temporal: Period[] = []
  const coverage = values("coverage", "spatial", "temporal")
  if (coverage.length > mostPlaces) tellTooMany(context.problems, "dc:coverage", coverage.length)
  for (const value of coverage.slice(0, mostPlaces)) {
    const pairs = pairsIn(value.text)
    if (pairs.has("start") || pairs.has("end")) addTo(temporal, periodOf(pairs, value, context))
    else if (pairs.has("northlimit") || pairs.has("east")) addTo(spatial, boxOf(pairs, value, context))
    else if (value.field === "dc:temporal" || isTime(value.text)) addTo(temporal, timeOf(value, context))
    else addTo(spatial, placeOf(value, context))
  }
  return { spatial: mergeByCode(spatial), temporal }
}

function addTo<T>(list: T[], found: T | undefined): void {
  if (found !== undefined) list.push(found)
}

function pairsIn(text: string): ReadonlyMap<string, string> {
  const parts = text.split(";").map((part) => part.split("=").map((side) => side.trim()))
  return new Map(parts.filter((pair) => pair.length === 2).map(([name, value]) => [name!.toLowerCase(), value!]))
}

function periodOf(pairs: ReadonlyMap<string, string>, { field }: DcValue, { problems }: RecordContext) {
  return readBounds(pairs.get("start"), pairs.get("end"), field, problems)
}

function boxOf(pairs: ReadonlyMap<string, string>, { field }: DcValue, { problems }: RecordContext) {
  const { east, north } = { east: pairs.get("east"), north: pairs.get("north") }
  const sides = pairs.has("northlimit")
    ? ["westlimit", "southlimit", "eastlimit", "northlimit"].map((side) => pairs.get(side))
    : [east, north, east, north]
  return readBox(sides, field, problems)
}

const time = /^(\[?\d{4}(-\d{2}){0,2}\b(?!\.)|P\d)/

function isTime(text: string): boolean {
  return time.test(text) && !/[,\s]-?\d+\.\d/.test(text)
}

function timeOf({ text, field }: DcValue, { problems }: RecordContext): Period | undefined {
  // A sentence about a time ("époque romaine") stands in repositories where a period should be: it is told, and left out.
  return readPeriod(text.replace(/^\[(.*)\]$/, "$1"), field, problems)
}

const withCode = /^(.*\S)\s*\(([a-z]+:[\w.-]+)\)$/

/** A name, or a name with its code as Fihrist writes it: `Tunis (iso:TN-11)`. */
function placeOf({ text, field, language }: DcValue, context: RecordContext): SpatialCoverage | undefined {
  if (/^https?:\/\//i.test(text)) return codeOf(text.split(/[/#]/).at(-1), context)
  const inLanguage = { ...context, language: language ?? context.language }
  const [, name, code] = withCode.exec(text) ?? []
  const place = name === undefined ? undefined : codeOf(code, context)
  if (place && name) return { ...place, label: placeNamed(name, inLanguage)?.label ?? {} }
  if (/\d/.test(text) && /^[\d\s,;.+-]+$/.test(text)) return readPlace(text, field, context)
  return placeNamed(text, inLanguage)
}

function codeOf(code: string | undefined, { vocabularies }: RecordContext): SpatialCoverage | undefined {
  const place = vocabularies.placeFrom(code)
  return place && { code: place.code }
}

/** A place named in several languages is one place. */
function mergeByCode(places: readonly SpatialCoverage[]): readonly SpatialCoverage[] {
  const merged = new Map<string, SpatialCoverage>()
  for (const place of places) {
    const key = place.code ?? JSON.stringify(place)
    const known = merged.get(key)
    const label = { ...place.label, ...known?.label }
    merged.set(key, Object.keys(label).length > 0 ? { ...place, label } : place)
  }
  return [...merged.values()]
}
