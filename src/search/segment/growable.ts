/** Typed arrays that grow by doubling, for what is counted only once it is all there. */
interface ArrayOf<T> {
  new (length: number): T
}

type Numbers = Uint8Array | Uint32Array | Float64Array

export class Growable<T extends Numbers> {
  private readonly type: ArrayOf<T>
  array: T
  length = 0

  constructor(type: ArrayOf<T>, capacity = 1024) {
    this.type = type
    this.array = new type(capacity)
  }

  push(value: number): void {
    if (this.length === this.array.length) this.reserve(1)
    this.array[this.length++] = value
  }

  pushAll(values: ArrayLike<number>): void {
    this.reserve(values.length)
    this.array.set(values, this.length)
    this.length += values.length
  }

  includes(value: number, from: number): boolean {
    for (let i = from; i < this.length; i++) if (this.array[i] === value) return true
    return false
  }

  /** Makes room for `more` elements. */
  reserve(more: number): void {
    if (this.length + more <= this.array.length) return
    const grown = new this.type(Math.max(this.array.length * 2, this.length + more))
    grown.set(this.array)
    this.array = grown
  }

  /** The elements so far: a view, not a copy. */
  view(): T {
    return this.array.subarray(0, this.length) as T
  }
}
