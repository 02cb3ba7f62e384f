/**
 * The names of the records of a run, numbered in the order they come: whatever is noted of a record is noted under its number,
 * and its name is held once, as bytes outside the heap. A table of hashes with open addressing, seldom more than half full;
 * some sixty bytes a record, where a `Set` and its strings take twice as much for each of its users. Names are well-formed text:
 * two that differ in halves of characters alone are one, as they are in the database.
 */
import { randomInt } from "node:crypto"
import { PackedBytes } from "./packed-bytes.ts"

export class RecordIndex implements Iterable<string> {
  readonly #names = new PackedBytes()
  /** Of each number: where its name lies, and the hash of it. */
  #places = new Float64Array(1024)
  #hashes = new Uint32Array(1024)
  /** Numbers counted from one where their hashes lead to; zero where nothing is. */
  #table = new Uint32Array(2048)
  #size = 0
  // Nobody can choose names that all lead to the same place.
  readonly #seed = randomInt(2 ** 32)

  constructor(names: Iterable<string> = []) {
    for (const name of names) this.add(name)
  }

  get size(): number {
    return this.#size
  }

  has(name: string): boolean {
    return this.numberOf(name) !== undefined
  }

  numberOf(given: string): number | undefined {
    const name = given.toWellFormed()
    const number = this.#table[this.#slotOf(name, this.#hashOf(name))]!
    return number === 0 ? undefined : number - 1
  }

  /** The number of a name, a new one where it has none. */
  add(given: string): number {
    const name = given.toWellFormed()
    const hash = this.#hashOf(name)
    const slot = this.#slotOf(name, hash)
    const found = this.#table[slot]!
    if (found !== 0) return found - 1
    const number = this.#size++
    if (number === this.#places.length) this.#makeRoom()
    this.#places[number] = this.#names.add(Buffer.from(name))
    this.#hashes[number] = hash
    if (this.#size * 2 > this.#table.length) this.#spread()
    else this.#table[slot] = number + 1
    return number
  }

  nameOf(number: number): string {
    return this.#names.at(this.#places[number]!).toString()
  }

  *[Symbol.iterator](): Generator<string, undefined> {
    for (const bytes of this.#names) yield bytes.toString()
  }

  /** Where the name stands, or the empty place where it would. */
  #slotOf(name: string, hash: number): number {
    const last = this.#table.length - 1
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const number = this.#table[slot]!
      if (number === 0 || (this.#hashes[number - 1] === hash && this.nameOf(number - 1) === name)) return slot
    }
  }

  #makeRoom(): void {
    const [places, hashes] = [this.#places, this.#hashes]
    this.#places = new Float64Array(places.length * 2)
    this.#places.set(places)
    this.#hashes = new Uint32Array(hashes.length * 2)
    this.#hashes.set(hashes)
  }

  #spread(): void {
    this.#table = new Uint32Array(this.#table.length * 2)
    const last = this.#table.length - 1
    for (let number = 0; number < this.#size; number++) {
      let slot = this.#hashes[number]! & last
      while (this.#table[slot] !== 0) slot = (slot + 1) & last
      this.#table[slot] = number + 1
    }
  }

  /** In the manner of MurmurHash2. */
  #hashOf(name: string): number {
    let hash = this.#seed ^ name.length
    for (let at = 0; at < name.length; at++) {
      hash = Math.imul(hash ^ name.charCodeAt(at), 0x5bd1e995)
      hash ^= hash >>> 15
    }
    return hash >>> 0
  }
}
