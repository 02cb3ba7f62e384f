/** Well-known binary to GeoJSON. Counts are believed as far as the bytes reach. */

const types = [
  "",
  "Point",
  "LineString",
  "Polygon",
  "MultiPoint",
  "MultiLineString",
  "MultiPolygon",
  "GeometryCollection",
]
const deepest = 8

/** Nothing where the bytes are no geometry. */
export function geometryFromWkb(bytes: Uint8Array): unknown {
  try {
    return new WkbReader(bytes).geometry(0)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** GeoPackage puts a header before: magic, version, flags, system, perhaps a box. */
export function geometryFromGeoPackage(bytes: Uint8Array): unknown {
  if (bytes.length < 8 || bytes[0] !== 0x47 || bytes[1] !== 0x50) return undefined
  const flags = bytes[3]!
  if ((flags & 0x10) !== 0) return null
  const boxBytes = [0, 32, 48, 48, 64][(flags >> 1) & 7]
  return boxBytes === undefined ? undefined : geometryFromWkb(bytes.subarray(8 + boxBytes))
}

class WkbReader {
  readonly #view: DataView
  #at = 0
  #little = true

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  geometry(depth: number): unknown {
    if (depth > deepest) throw new RangeError("depth")
    this.#little = this.#view.getUint8(this.#at++) === 1
    const code = this.#count()
    // ISO adds thousands for heights and measures, PostGIS sets high bits.
    const plain = (code & 0x0fffffff) % 1000
    const extra = Math.floor((code & 0x0fffffff) / 1000)
    const hasHeight = extra === 1 || extra === 3 || (code & 0x80000000) !== 0
    const hasMeasure = extra === 2 || extra === 3 || (code & 0x40000000) !== 0
    if ((code & 0x20000000) !== 0) this.#at += 4
    const dimensions = 2 + Number(hasHeight) + Number(hasMeasure)
    const type = types[plain] ?? ""
    switch (plain) {
      case 1:
        return { type, coordinates: this.#position(dimensions) }
      case 2:
        return { type, coordinates: this.#positions(dimensions) }
      case 3:
        return { type, coordinates: this.#list(4, () => this.#positions(dimensions)) }
      case 4:
      case 5:
      case 6:
        return {
          type,
          coordinates: this.#list(5, () => (this.geometry(depth + 1) as { coordinates: unknown }).coordinates),
        }
      case 7:
        return { type, geometries: this.#list(5, () => this.geometry(depth + 1)) }
      default:
        throw new RangeError("type")
    }
  }

  #count(): number {
    const count = this.#view.getUint32(this.#at, this.#little)
    this.#at += 4
    return count
  }

  /** Every item takes at least so many bytes. */
  #list<Item>(itemBytes: number, read: () => Item): Item[] {
    const count = this.#count()
    if (count * itemBytes > this.#view.byteLength - this.#at) throw new RangeError("count")
    return Array.from({ length: count }, read)
  }

  #positions(dimensions: number): number[][] {
    return this.#list(dimensions * 8, () => this.#position(dimensions))
  }

  /** Measures are left out, and heights of data without them. */
  #position(dimensions: number): number[] {
    const position = Array.from({ length: dimensions }, (_, index) => {
      return this.#view.getFloat64(this.#at + index * 8, this.#little)
    })
    this.#at += dimensions * 8
    return position.slice(0, 2)
  }
}
