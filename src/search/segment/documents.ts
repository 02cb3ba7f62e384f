/** Sets of document numbers as bits: made in any order, read in ascending order at 32 documents a step. */
export class DocumentBits {
  readonly words: Uint32Array

  constructor(documents: number) {
    this.words = new Uint32Array((documents + 31) >>> 5)
  }

  add(document: number): void {
    this.words[document >>> 5]! |= 1 << (document & 31)
  }

  delete(document: number): void {
    this.words[document >>> 5]! &= ~(1 << (document & 31))
  }

  has(document: number): boolean {
    return (this.words[document >>> 5]! & (1 << (document & 31))) !== 0
  }

  clear(): void {
    this.words.fill(0)
  }

  copy(): DocumentBits {
    const copied = new DocumentBits(this.words.length * 32)
    copied.words.set(this.words)
    return copied
  }

  list(): Uint32Array {
    const members = new Uint32Array(this.words.reduce((count, word) => count + bitCount(word), 0))
    this.writeTo(members)
    return members
  }

  /** Writes the members in ascending order; answers how many. */
  writeTo(target: Uint32Array): number {
    let count = 0
    for (let index = 0; index < this.words.length; index++) {
      let word = this.words[index]!
      while (word !== 0) {
        const lowest = word & -word
        target[count++] = (index << 5) | (31 - Math.clz32(lowest))
        word ^= lowest
      }
    }
    return count
  }
}

export function documentBits(documents: number, members: Iterable<number>): DocumentBits {
  const bits = new DocumentBits(documents)
  for (const document of members) bits.add(document)
  return bits
}

function bitCount(word: number): number {
  let left = word
  let count = 0
  while (left !== 0) {
    left &= left - 1
    count++
  }
  return count
}
