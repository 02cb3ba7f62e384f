import { PackedBytes, type Packing } from "./packed-bytes.ts"
import { RecordIndex } from "./record-index.ts"

/**
 * A map that holds its values as bytes outside the heap, and its keys in an index that it may share with others. One that is
 * replaced leaves its bytes behind. It is looked through in the order of its index.
 */
export class PackedMap<Value> implements ReadonlyMap<string, Value> {
  readonly #packing: Packing<Value>
  readonly #index: RecordIndex
  readonly #bytes = new PackedBytes()
  /** By number of the key: where its value lies, counted from one; zero where there is none. */
  #places = new Float64Array(1024)
  #size = 0

  constructor(packing: Packing<Value>, index = new RecordIndex()) {
    this.#packing = packing
    this.#index = index
  }

  get size(): number {
    return this.#size
  }

  set(key: string, value: Value): void {
    const number = this.#index.add(key)
    if (number >= this.#places.length) this.#makeRoom(number)
    if (this.#places[number] === 0) this.#size++
    this.#places[number] = this.#bytes.add(this.#packing.pack(value)) + 1
  }

  #makeRoom(number: number): void {
    const places = this.#places
    this.#places = new Float64Array(Math.max(places.length * 2, number + 1))
    this.#places.set(places)
  }

  get(key: string): Value | undefined {
    const place = this.#placeOf(key)
    return place === 0 ? undefined : this.#at(place)
  }

  #placeOf(key: string): number {
    const number = this.#index.numberOf(key)
    return (number !== undefined && this.#places[number]) || 0
  }

  #at(place: number): Value {
    return this.#packing.unpack(this.#bytes.at(place - 1))
  }

  has(key: string): boolean {
    return this.#placeOf(key) !== 0
  }

  delete(key: string): void {
    const number = this.#index.numberOf(key)
    if (number === undefined || !this.#places[number]) return
    this.#places[number] = 0
    this.#size--
  }

  *entries(): Generator<[string, Value], undefined> {
    for (const [number, place] of this.#places.entries())
      if (place !== 0) yield [this.#index.nameOf(number), this.#at(place)]
  }

  *keys(): Generator<string, undefined> {
    for (const [number, place] of this.#places.entries()) if (place !== 0) yield this.#index.nameOf(number)
  }

  *values(): Generator<Value, undefined> {
    for (const place of this.#places) if (place !== 0) yield this.#at(place)
  }

  [Symbol.iterator](): Generator<[string, Value], undefined> {
    return this.entries()
  }

  forEach(visit: (value: Value, key: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [key, value] of this) visit(value, key, this)
  }
}
