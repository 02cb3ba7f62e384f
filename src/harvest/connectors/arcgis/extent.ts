import type { SpatialCoverage } from "../../../catalogue/index.ts"
import type { Problem } from "../../connector.ts"
import { isObject, type JsonObject, problem, readBox } from "../../reading/index.ts"

const degrees = new Set([4326])
const webMercator = new Set([3857, 102100, 102113, 900913])
/** Half the length of the equator in Web Mercator (EPSG 3857), metres. */
const halfWorld = 20_037_508.342789244

/**
 * The first extent in degrees or in Web Mercator, as a box in degrees. Other systems would need the grids of each country: they
 * are told as a problem, with their number.
 */
export function boxOfExtents(
  extents: readonly unknown[],
  field: string,
  problems: Problem[],
): readonly SpatialCoverage[] | undefined {
  const filled = extents.filter(isObject).filter((extent) => !isEmpty(extent))
  const best = filled.find((extent) => systemOf(extent) !== undefined)
  if (!best) {
    if (filled[0]) problems.push(problem("bad-bbox", field, `wkid ${wkidsOf(filled[0]).join("/") || "?"}`))
    return undefined
  }
  const sides = [best.xmin, best.ymin, best.xmax, best.ymax]
  const box = readBox(systemOf(best) === "metres" ? sides.map(degreesOf) : sides, field, problems)
  return box && [box]
}

// A layer without features has an extent of "NaN".
function isEmpty({ xmin, ymin, xmax, ymax }: JsonObject): boolean {
  return [xmin, ymin, xmax, ymax].every((side) => side === undefined || side === null || side === "NaN")
}

function wkidsOf({ spatialReference }: JsonObject): readonly number[] {
  if (!isObject(spatialReference)) return []
  return [spatialReference.latestWkid, spatialReference.wkid].filter((wkid) => typeof wkid === "number")
}

function systemOf(extent: JsonObject): "degrees" | "metres" | undefined {
  const wkids = wkidsOf(extent)
  if (wkids.some((wkid) => degrees.has(wkid))) return "degrees"
  return wkids.some((wkid) => webMercator.has(wkid)) ? "metres" : undefined
}

function degreesOf(side: unknown, at: number): unknown {
  if (typeof side !== "number") return side
  const share = side / halfWorld
  // Extents are drawn a little wider than the world.
  const inside = Math.abs(share) > 1 && Math.abs(share) < 1.1 ? Math.sign(share) : share
  const angle = at % 2 === 0 ? inside * 180 : (Math.atan(Math.sinh(inside * Math.PI)) * 180) / Math.PI
  return Math.round(angle * 1e6) / 1e6
}
