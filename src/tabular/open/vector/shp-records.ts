/** Geometries of a `.shp` file, one record after the other; lengths are believed as far as the bytes bear them out. */
import { CannotBeTable } from "../table-refusal.ts"
import { ByteReader } from "./byte-reader.ts"
import { polygonsFrom, type Ring } from "./rings.ts"

const headerBytes = 100
const magic = 9994
const longestRecord = 64 * 2 ** 20

export async function* shpGeometries(path: string): AsyncGenerator<unknown> {
  const reader = new ByteReader(path)
  try {
    const header = await reader.take(headerBytes)
    if (header?.readInt32BE(0) !== magic) throw damaged()
    for (let record = await reader.take(8); record; record = await reader.take(8)) {
      const length = record.readInt32BE(4) * 2
      if (length < 4 || length > longestRecord) throw damaged()
      const content = await reader.take(length)
      if (!content) throw damaged()
      yield geometryFrom(content)
    }
  } finally {
    await reader.close()
  }
}

/** The corner of the box around all shapes. */
export async function shpCorner(path: string): Promise<readonly [number, number]> {
  const reader = new ByteReader(path)
  try {
    const header = await reader.take(headerBytes)
    if (header?.readInt32BE(0) !== magic) throw damaged()
    return [header.readDoubleLE(36), header.readDoubleLE(44)]
  } finally {
    await reader.close()
  }
}

function damaged(): CannotBeTable {
  return new CannotBeTable("damaged", { reason: "shp" })
}

/** Types with heights and measures lay them after the plain coordinates, where they are left. */
function geometryFrom(content: Buffer): unknown {
  const type = content.readInt32LE(0)
  if (type === 0) return null
  switch (type % 10) {
    case 1:
      return { type: "Point", coordinates: positionsIn(content, 4, 1)[0] }
    case 8:
      return multiPoint(content)
    case 3:
      return lines(partsIn(content))
    case 5: {
      const polygons = polygonsFrom(partsIn(content))
      return polygons.length === 1
        ? { type: "Polygon", coordinates: polygons[0] }
        : { type: "MultiPolygon", coordinates: polygons }
    }
    default:
      throw damaged()
  }
}

function multiPoint(content: Buffer): unknown {
  const points = positionsIn(content, 40, countAt(content, 36))
  return { type: "MultiPoint", coordinates: points }
}

function lines(parts: readonly Ring[]): unknown {
  return parts.length === 1
    ? { type: "LineString", coordinates: parts[0] }
    : { type: "MultiLineString", coordinates: parts }
}

/** After the type and the box: how many parts and points, where each part begins, the points. */
function partsIn(content: Buffer): Ring[] {
  const [parts, points] = [countAt(content, 36), countAt(content, 40)]
  const pointsAt = 44 + parts * 4
  const positions = positionsIn(content, pointsAt, points)
  const starts = Array.from({ length: parts }, (_, part) => content.readInt32LE(44 + part * 4))
  if (starts.some((start, part) => start < 0 || start > points || start < (starts[part - 1] ?? 0))) throw damaged()
  return starts
    .map((start, part) => positions.slice(start, starts[part + 1] ?? points))
    .filter((part) => part.length > 0)
}

function countAt(content: Buffer, at: number): number {
  const count = at + 4 > content.length ? -1 : content.readInt32LE(at)
  if (count < 0) throw damaged()
  return count
}

function positionsIn(content: Buffer, at: number, count: number): number[][] {
  if (at + count * 16 > content.length) throw damaged()
  return Array.from({ length: count }, (_, point) => [
    content.readDoubleLE(at + point * 16),
    content.readDoubleLE(at + point * 16 + 8),
  ])
}
