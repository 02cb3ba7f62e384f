import { CannotBeTable } from "../table-refusal.ts"

const mostBytes = 512 * 2 ** 20

/** The texts that cells share, by number: millions of them lie close together as bytes, outside the heap. */
export class SharedTexts {
  #bytes = Buffer.allocUnsafe(1 << 16)
  #ends = new Uint32Array(1 << 12)
  #used = 0
  #count = 0

  get count(): number {
    return this.#count
  }

  add(text: string): void {
    const length = Buffer.byteLength(text)
    if (this.#used + length > mostBytes) throw new CannotBeTable("too-large", { limit: mostBytes })
    if (this.#used + length > this.#bytes.length) this.#grow(this.#used + length)
    this.#used += this.#bytes.write(text, this.#used)
    if (this.#count === this.#ends.length) {
      const ends = new Uint32Array(this.#count * 2)
      ends.set(this.#ends)
      this.#ends = ends
    }
    this.#ends[this.#count++] = this.#used
  }

  get(index: number): string | undefined {
    if (!(index >= 0 && index < this.#count)) return undefined
    return this.#bytes.toString("utf8", index === 0 ? 0 : this.#ends[index - 1], this.#ends[index])
  }

  #grow(needed: number): void {
    const bytes = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2))
    this.#bytes.copy(bytes, 0, 0, this.#used)
    this.#bytes = bytes
  }
}
