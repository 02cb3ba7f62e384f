import type { SpatialCoverage } from "../../catalogue/index.ts"
import { type DescribedValue, type Description, iri } from "../../rdf/index.ts"
import type { Place } from "../../vocabulary/index.ts"
import { identifierOf } from "./addresses.ts"
import { authorityIri } from "./eu-authorities.ts"
import type { RdfContext } from "./rdf-context.ts"
import { linked, localised, type Properties, plain } from "./values.ts"

export interface DescribedCoverage {
  readonly value: DescribedValue
  /** Nodes that the value names. */
  readonly nodes: readonly Description[]
}

/**
 * A place of our list is a node of its own, the same for all datasets; so what a source called it is not said of it. A box, or
 * a place that we do not know, belongs to its dataset alone.
 */
export function describeCoverage(coverage: SpatialCoverage, context: RdfContext): DescribedCoverage {
  const place = coverage.code && context.placesByCode.get(coverage.code)
  if (place && !coverage.bbox) {
    const node = describePlace(place, context.baseUrl)
    return { value: { iri: node.about! }, nodes: [node] }
  }
  const value = {
    types: ["dct:Location"] as const,
    properties: [
      ...localised("skos:prefLabel", coverage.label ?? place?.name),
      ...plain("dct:identifier", coverage.code),
      ...boxProperties(coverage.bbox),
    ],
  }
  return { value, nodes: [] }
}

export function describePlace({ code, name, otherCodes }: Place, baseUrl: string): Description {
  const inList = (list: string) => otherCodes.find((other) => other.startsWith(`${list}:`))?.slice(list.length + 1)
  const country = inList("iso3")
  const entity = inList("wikidata")
  return {
    about: country ? authorityIri("country", country) : identifierOf(baseUrl, "place", code),
    types: ["dct:Location"],
    properties: [
      ...localised("skos:prefLabel", name),
      ...plain("dct:identifier", code),
      ...linked("skos:exactMatch", entity && `http://www.wikidata.org/entity/${entity}`),
    ],
  }
}

const geoJsonType = "https://www.iana.org/assignments/media-types/application/vnd.geo+json"

/** The box as DCAT 3 §6.15 and as GeoDCAT-AP readers know it: once as WKT, once as GeoJSON. */
function boxProperties(box: SpatialCoverage["bbox"]): Properties {
  if (!box) return []
  const [west, south, east, north] = box
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  const wkt = `POLYGON((${ring.map((point) => point.join(" ")).join(",")}))`
  const geoJson = JSON.stringify({ type: "Polygon", coordinates: [ring] })
  return [
    ["dcat:bbox", { text: wkt, datatype: iri("geosparql", "wktLiteral") }],
    ["locn:geometry", { text: geoJson, datatype: geoJsonType }],
  ]
}
