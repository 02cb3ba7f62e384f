import type { RecordIndex } from "./record-index.ts"

/** Some of the records of an index: a byte each. */
export class RecordMarks implements Iterable<string> {
  readonly #index: RecordIndex
  #marks = new Uint8Array(1024)
  #size = 0

  constructor(index: RecordIndex) {
    this.#index = index
  }

  get size(): number {
    return this.#size
  }

  has(name: string): boolean {
    const number = this.#index.numberOf(name)
    return number !== undefined && this.#marks[number] === 1
  }

  add(name: string): void {
    const number = this.#index.add(name)
    if (number >= this.#marks.length) this.#makeRoom(number)
    if (this.#marks[number] === 0) this.#size++
    this.#marks[number] = 1
  }

  #makeRoom(number: number): void {
    const marks = this.#marks
    this.#marks = new Uint8Array(Math.max(marks.length * 2, number + 1))
    this.#marks.set(marks)
  }

  *[Symbol.iterator](): Generator<string, undefined> {
    for (const [number, mark] of this.#marks.entries()) if (mark === 1) yield this.#index.nameOf(number)
  }
}
