import { PackedBytes, type Packing } from "./packed-bytes.ts"

/** A list that is only looked through, from its beginning, and holds its values as bytes outside the heap. */
export class PackedList<Value> implements Iterable<Value> {
  readonly #packing: Packing<Value>
  readonly #bytes = new PackedBytes()
  #length = 0

  constructor(packing: Packing<Value>, values: Iterable<Value> = []) {
    this.#packing = packing
    for (const value of values) this.push(value)
  }

  get length(): number {
    return this.#length
  }

  push(value: Value): void {
    this.#bytes.add(this.#packing.pack(value))
    this.#length++
  }

  *[Symbol.iterator](): Generator<Value, undefined> {
    for (const bytes of this.#bytes) yield this.#packing.unpack(bytes)
  }
}
