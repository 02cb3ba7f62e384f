/**
 * Strings in two flat arrays: UTF-16 units end to end, and where each begins. Sorted tables are searched in place, so a
 * loaded segment answers at once without building a map of a hundred thousand terms.
 */
export class StringTable {
  readonly starts: Uint32Array
  readonly units: Uint16Array
  readonly length: number

  constructor(starts: Uint32Array, units: Uint16Array) {
    this.starts = starts
    this.units = units
    this.length = Math.max(0, starts.length - 1)
  }

  static from(strings: readonly string[]): StringTable {
    const starts = new Uint32Array(strings.length + 1)
    let total = 0
    for (let i = 0; i < strings.length; i++) {
      total += strings[i]!.length
      starts[i + 1] = total
    }
    const units = new Uint16Array(total)
    let at = 0
    for (const text of strings) for (let i = 0; i < text.length; i++) units[at++] = text.charCodeAt(i)
    return new StringTable(starts, units)
  }

  at(index: number): string {
    const start = this.starts[index]!
    const end = this.starts[index + 1]!
    // Longer strings would overflow the argument list.
    if (end - start < 1024)
      return String.fromCharCode.apply(null, this.units.subarray(start, end) as unknown as number[])
    return Buffer.from(this.units.slice(start, end).buffer).toString("utf16le")
  }

  all(): string[] {
    return Array.from({ length: this.length }, (_, index) => this.at(index))
  }

  /** Index of the string in a sorted table, or -1. */
  find(text: string): number {
    const index = this.lowerBound(text)
    return index < this.length && this.compare(index, text) === 0 ? index : -1
  }

  /** First index whose string is not before `text`, in the order of UTF-16 units (that of `<` on strings). */
  lowerBound(text: string): number {
    let low = 0
    let high = this.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.compare(middle, text) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  startsWith(index: number, prefix: string): boolean {
    const start = this.starts[index]!
    if (this.starts[index + 1]! - start < prefix.length) return false
    for (let i = 0; i < prefix.length; i++) if (this.units[start + i] !== prefix.charCodeAt(i)) return false
    return true
  }

  compare(index: number, text: string): number {
    const start = this.starts[index]!
    const length = this.starts[index + 1]! - start
    const shared = Math.min(length, text.length)
    for (let i = 0; i < shared; i++) {
      const difference = this.units[start + i]! - text.charCodeAt(i)
      if (difference !== 0) return difference
    }
    return length - text.length
  }
}

/** The order in which tables are sorted. */
export function byUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
