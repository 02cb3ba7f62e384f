import type { Period, SpatialCoverage } from "../../../catalogue/index.ts"
import { iri, type RdfTerm } from "../../../rdf/index.ts"
import {
  compact,
  distinct,
  placeNamed,
  problem,
  readBounds,
  readBox,
  readPeriod,
  readPlace,
} from "../../reading/index.ts"
import { sortedByText } from "./read-agent.ts"
import { boxOfGml, boxOfWkt, withLongitudeFirst } from "./read-wkt.ts"
import { fieldName, localised, type RecordReading } from "./record-reading.ts"
import { properties } from "./terms.ts"

const schemaBox = iri("schema", "box")
const geometryOf = [
  iri("dcat", "bbox"),
  iri("locn", "geometry"),
  iri("geosparql", "hasGeometry"),
  iri("geosparql", "asWKT"),
  iri("geosparql", "asGeoJSON"),
  iri("ogcRdf", "asWKT"),
  iri("schema", "geo"),
  schemaBox,
  iri("dcat", "centroid"),
]
const startOf = [iri("dcat", "startDate"), iri("schema", "startDate"), iri("time", "hasBeginning")]
const endOf = [iri("dcat", "endDate"), iri("schema", "endDate"), iri("time", "hasEnd")]
const instantOf = ["inXSDDate", "inXSDDateTimeStamp", "inXSDDateTime", "inXSDgYearMonth", "inXSDgYear"].map((name) =>
  iri("time", name),
)

/** Places named, boxes and geometries; one coverage per value of the record. */
export function readSpatial(reading: RecordReading, node: string): readonly SpatialCoverage[] | undefined {
  const { graph } = reading
  const field = fieldName(graph, node, properties.spatial)
  const places = graph
    .values(node, ...properties.spatial)
    .map((term) => (graph.has(term.value) ? location(reading, term.value, field) : plainPlace(reading, term, field)))
    .filter((place) => place !== undefined)
  return places.length > 0 ? sortedByText(distinct(places)) : undefined
}

function plainPlace(reading: RecordReading, term: RdfTerm, field: string): SpatialCoverage | undefined {
  if (term.kind === "blank") return undefined
  if (term.kind === "iri") return placeOfIri(reading, term.value)
  const text = term.value.trim()
  // ArcGIS Hub leaves its template in place where there is no extent.
  if (/^\{\{.*\}\}$/.test(text)) {
    reading.problems.push(problem("placeholder-text", field, text))
    return undefined
  }
  return isWkt(text) ? boxOf(reading, text, field) : readPlace(text, field, reading)
}

/** Ours where we know it, else the last word of the IRI: `…/authority/country/BEL`. */
function placeOfIri(reading: RecordReading, value: string): SpatialCoverage | undefined {
  const code = reading.vocabularies.placeFrom(value)?.code
  if (code) return { code }
  return placeNamed(/\/authority\/(?:country|place|continent)\/([A-Z0-9_]+)$/.exec(value)?.[1] ?? value, reading)
}

function location(reading: RecordReading, place: string, field: string): SpatialCoverage | undefined {
  const { vocabularies } = reading
  const label = localised(reading, place, properties.label)
  const names = [place, ...reading.graph.texts(place, ...properties.identifier), ...Object.values(label ?? {})]
  const code = names.map((name) => vocabularies.placeFrom(name)?.code).find((found) => found !== undefined)
  const bbox = geometry(reading, place, field)?.bbox
  if (label || code || bbox) return compact({ code, label, bbox })
  return place.startsWith("_:") || reading.graph.values(place, ...geometryOf).length > 0
    ? undefined
    : placeOfIri(reading, place)
}

/** The same geometry is often given twice, as WKT and as GeoJSON: the first that can be read counts. */
function geometry(reading: RecordReading, node: string, field: string, depth = 0): SpatialCoverage | undefined {
  const quiet = { ...reading, problems: [] as typeof reading.problems }
  for (const predicate of geometryOf) {
    for (const term of reading.graph.values(node, predicate)) {
      const found =
        term.kind === "literal"
          ? boxOf(quiet, predicate === schemaBox ? withLongitudeFirst(term.value) : term.value, field)
          : depth < 2 && geometry(quiet, term.value, field, depth + 1)
      if (found) return found
    }
  }
  reading.problems.push(...quiet.problems.slice(0, 1))
  return undefined
}

function boxOf(reading: RecordReading, text: string, field: string): SpatialCoverage | undefined {
  if (isWkt(text)) return readBox(boxOfWkt(text) ?? [text], field, reading.problems)
  const envelope = boxOfGml(text)
  if (envelope) return readBox(envelope, field, reading.problems)
  if (/^\s*[[{\d-]/.test(text)) return readPlace(text.trim(), field, reading)
  reading.problems.push(problem("bad-bbox", field, text))
  return undefined
}

function isWkt(text: string): boolean {
  return /^\s*(?:<[^>]*>\s*)?(?:SRID=\d+;)?\s*(?:multi)?(?:polygon|point|linestring|envelope|box)\s*z?m?\s*\(/i.test(
    text,
  )
}

/** Periods as nodes (DCAT, schema.org, OWL-Time) or as text (ISO 8601, DCMI Period). */
export function readTemporal(reading: RecordReading, node: string): readonly Period[] | undefined {
  const { graph, problems } = reading
  const field = fieldName(graph, node, properties.temporal)
  const periods = graph
    .values(node, ...properties.temporal)
    .map((term) => {
      if (term.kind === "literal" && !graph.has(term.value)) return textPeriod(term.value, field, problems)
      return readBounds(dateOf(reading, term.value, startOf), dateOf(reading, term.value, endOf), field, problems)
    })
    .filter((period) => period !== undefined)
  return periods.length > 0 ? sortedByText(distinct(periods)) : undefined
}

function textPeriod(raw: string, field: string, problems: RecordReading["problems"]): Period | undefined {
  const text = raw.replace(/\s+/g, " ").trim()
  const start = /(?:^|;)\s*start\s*=\s*([^;]*)/i.exec(text)?.[1]
  const end = /(?:^|;)\s*end\s*=\s*([^;]*)/i.exec(text)?.[1]
  if (start !== undefined || end !== undefined) return readBounds(start && day(start), end && day(end), field, problems)
  return readPeriod(
    text
      .split(/ ?\/ ?/)
      .map(day)
      .join("/"),
    field,
    problems,
  )
}

function dateOf({ graph }: RecordReading, period: string, predicates: readonly string[]): string | undefined {
  for (const term of graph.values(period, ...predicates)) {
    const value = term.kind === "literal" ? term.value : graph.text(term.value, ...instantOf)
    if (value) return day(plainDate(value))
  }
  return undefined
}

/** Midnight, in whatever zone, stands for the day: both ends of a period are included. */
function day(date: string): string {
  return date.trim().replace(/^(\d{4}-\d{2}-\d{2})T00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/, "$1")
}

/** XML Schema lets dates, months and years carry a zone: `2020-01-01+01:00`, `2020Z`. */
export function plainDate(text: string): string {
  return text.trim().replace(/^(\d{4}(?:-\d{2}){0,2})(?:Z|[+-]\d{2}:\d{2})$/, "$1")
}
