import { isObject, type JsonObject } from "../json/flatten.ts"
import { parseJson } from "../json/parse-json.ts"
import { type Batches, spoolRecords } from "../json/spool-records.ts"
import type { RawGrid } from "../raw-table.ts"
import type { Workspace } from "../workspace.ts"
import { firstPosition, fittingTo, projectionByName } from "./projection.ts"
import { geometryGrid, type Placed, placedShape } from "./vector-grid.ts"

export function isFeature(value: unknown): value is JsonObject {
  return isObject(value) && value.type === "Feature" && "geometry" in value
}

/** Features of GeoJSON: what is said of them, then where they are. */
export async function openFeatures(
  batches: Batches,
  {
    first,
    crs,
    workspace,
  }: { readonly first: unknown; readonly crs: string | undefined; readonly workspace: Workspace },
): Promise<RawGrid> {
  const name = nameOfCrs(crs)
  const said = name === undefined ? { name: "CRS84" } : projectionByName(name)
  const projection = fittingTo(said, isFeature(first) ? firstPosition(first.geometry) : undefined)
  const shape = placedShape(projection, placedFrom)
  const { spool, columns, isNested } = await spoolRecords(batches, shape, workspace)
  return geometryGrid(spool, { shape, columns, isNested, name: "" })
}

function placedFrom(element: unknown): Placed | undefined {
  if (!isFeature(element)) return undefined
  const properties = isObject(element.properties) ? element.properties : {}
  const { id } = element
  const isNamed = (typeof id === "string" || typeof id === "number") && !("id" in properties)
  return { record: isNamed ? { id, ...properties } : properties, geometry: element.geometry }
}

/** Old GeoJSON names its system: `{"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32632"}}`. */
function nameOfCrs(crs: string | undefined): string | undefined {
  const parsed = crs === undefined ? undefined : parseJson(crs)
  if (!isObject(parsed) || !isObject(parsed.properties)) return undefined
  const { name, code } = parsed.properties
  if (typeof name === "string") return name
  return code === undefined ? undefined : `EPSG:${String(code)}`
}
