/**
 * A map that holds its values as bytes outside the heap: a source of three hundred thousand records is compared with what we
 * know of it in the memory that is left for a process (docs/explanation/harvest.md). A value is made anew each time it is
 * asked for; one that is replaced leaves its bytes behind.
 */
export interface Packing<Value> {
  pack(value: Value): Buffer
  unpack(bytes: Buffer): Value
}

const chunkBytes = 1024 * 1024

export class PackedMap<Value> implements ReadonlyMap<string, Value> {
  readonly #packing: Packing<Value>
  readonly #chunks: Buffer[] = []
  /** Where each value begins; its length stands before it. Chunks hold whole values: a long one has a chunk of its own. */
  readonly #places = new Map<string, number>()
  #used = chunkBytes

  constructor(packing: Packing<Value>, entries: Iterable<readonly [string, Value]> = []) {
    this.#packing = packing
    for (const [key, value] of entries) this.set(key, value)
  }

  get size(): number {
    return this.#places.size
  }

  set(key: string, value: Value): void {
    const bytes = this.#packing.pack(value)
    const needed = bytes.length + 4
    if (this.#used + needed > chunkBytes) this.#begin(needed)
    const chunk = this.#chunks.at(-1)!
    chunk.writeUInt32LE(bytes.length, this.#used)
    bytes.copy(chunk, this.#used + 4)
    this.#places.set(key, (this.#chunks.length - 1) * chunkBytes + this.#used)
    this.#used += needed
  }

  #begin(needed: number): void {
    this.#chunks.push(Buffer.allocUnsafeSlow(Math.max(chunkBytes, needed)))
    this.#used = 0
  }

  get(key: string): Value | undefined {
    const place = this.#places.get(key)
    return place === undefined ? undefined : this.#at(place)
  }

  #at(place: number): Value {
    const chunk = this.#chunks[Math.floor(place / chunkBytes)]!
    const start = (place % chunkBytes) + 4
    return this.#packing.unpack(chunk.subarray(start, start + chunk.readUInt32LE(start - 4)))
  }

  has(key: string): boolean {
    return this.#places.has(key)
  }

  keys(): MapIterator<string> {
    return this.#places.keys()
  }

  *entries(): Generator<[string, Value], undefined> {
    for (const [key, place] of this.#places) yield [key, this.#at(place)]
  }

  *values(): Generator<Value, undefined> {
    for (const place of this.#places.values()) yield this.#at(place)
  }

  [Symbol.iterator](): Generator<[string, Value], undefined> {
    return this.entries()
  }

  forEach(visit: (value: Value, key: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [key, value] of this) visit(value, key, this)
  }
}

/** Values that JSON can hold. */
export function jsonPacking<Value>(): Packing<Value> {
  return {
    pack: (value) => Buffer.from(JSON.stringify(value)),
    unpack: (bytes) => JSON.parse(bytes.toString()) as Value,
  }
}
