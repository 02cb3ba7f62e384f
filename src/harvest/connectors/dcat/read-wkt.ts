type Box = readonly [number, number, number, number]

const latitudeFirst = /EPSG(?:\/[\d.]+\/|:{1,2}(?:[\d.]*:)?)4326(?!\d)/i
const longitudeFirst = /CRS84|EPSG(?:\/[\d.]+\/|:{1,2}(?:[\d.]*:)?)4258(?!\d)/i

/**
 * West, south, east, north of Well-Known Text in degrees. GeoSPARQL §8.5: without a reference system longitude comes first; EPSG
 * 4326 has latitude first. Other systems are not degrees, so they give nothing.
 */
export function boxOfWkt(text: string): Box | undefined {
  const system = /^\s*<[^>]*>/.exec(text)?.[0]
  if (system && !latitudeFirst.test(system) && !longitudeFirst.test(system)) return undefined
  const body = text.slice(system?.length ?? 0, 2_000_000)
  const points = pointsIn(body)
  if (points.length === 0) return undefined
  const [x, y] = system && latitudeFirst.test(system) ? [1, 0] : [0, 1]
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const point of points) {
    const [east, north] = [point[x]!, point[y]!]
    box[0] = Math.min(box[0], east)
    box[1] = Math.min(box[1], north)
    box[2] = Math.max(box[2], east)
    box[3] = Math.max(box[3], north)
  }
  return box
}

const corner = (name: string) => new RegExp(`<(?:\\w{1,20}:)?${name}Corner>\\s*(-?[\\d.]+)[\\s,]+(-?[\\d.]+)`, "i")
const [lowerCorner, upperCorner] = [corner("lower"), corner("upper")]

/** The same of a GML envelope in degrees, as GeoNetwork writes them. */
export function boxOfGml(text: string): Box | undefined {
  if (!/^\s*<(?:\w{1,20}:)?Envelope\b/i.test(text)) return undefined
  const system = /\bsrsName\s*=\s*["']([^"']{1,200})["']/i.exec(text)?.[1]
  if (system && !latitudeFirst.test(system) && !longitudeFirst.test(system)) return undefined
  const sides = [lowerCorner, upperCorner].flatMap((at) => at.exec(text)?.slice(1, 3).map(Number) ?? [])
  if (sides.length !== 4) return undefined
  const [a, b, c, d] = sides as unknown as Box
  return system && latitudeFirst.test(system) ? [b, a, d, c] : [a, b, c, d]
}

/** schema.org writes a box as "south west north east". */
export function withLongitudeFirst(text: string): string {
  const sides = text.trim().split(/[\s,]+/)
  return sides.length === 4 ? [sides[1], sides[0], sides[3], sides[2]].join(",") : text
}

function pointsIn(body: string): readonly (readonly number[])[] {
  const envelope = /envelope\s*\(([^()]{1,200})\)/i.exec(body)?.[1]?.split(",").map(Number)
  // ENVELOPE(west, east, north, south), as CSW and Solr write it.
  if (envelope?.length === 4)
    return [
      [envelope[0]!, envelope[3]!],
      [envelope[1]!, envelope[2]!],
    ]
  return body
    .split(/[,()]/)
    .map((part) => part.trim().split(/\s+/).map(Number))
    .filter(([x, y]) => x !== undefined && y !== undefined && !Number.isNaN(x) && !Number.isNaN(y))
}
