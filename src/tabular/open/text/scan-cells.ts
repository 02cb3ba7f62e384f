import { CannotBeTable } from "../table-refusal.ts"

/** Bytes; 0 where the text knows no quote. */
export interface QuoteRules {
  readonly separator: number
  readonly quote: number
}

export interface CellFacts {
  readonly records: number
  /** Of the widest record. */
  readonly columns: number
  /** In bytes, quotes counted. */
  readonly longestCell: number
  /** A quote stands where none may: inside a cell, or is never closed. */
  readonly brokenQuotes: boolean
}

const ordinary = 0
const separates = 1
const breaks = 2
const quotes = 3
const carriageReturn = 13
/** Before every cell that may still end; a small number, which loops count with more quickly than with an infinite one. */
const longAgo = -(2 ** 29)
/** No honest line is longer. */
const longestRecord = 16 * 2 ** 20

/**
 * Counts records and cells, and looks whether every quote opens or closes a whole cell. Every byte of large files comes by
 * here: nearly all of them cost one look into a table, and places in the chunk stand for states.
 */
export class CellScan {
  readonly #kinds = new Uint8Array(256)
  #isQuoted = false
  #records = 0
  #columns = 0
  #longestCell = 0
  #isBroken = false
  /** Of the record and the cell that the next byte belongs to, from the start of its chunk: negative if before it. */
  #recordFrom = 0
  #cellFrom = 0
  /** Behind the last quote that closed a cell. */
  #closedAt = longAgo
  #separators = 0

  constructor({ separator, quote }: QuoteRules) {
    this.#kinds[separator] = separates
    this.#kinds[10] = breaks
    this.#kinds[quote] = quote === 0 ? ordinary : quotes
  }

  take(chunk: Uint8Array): void {
    const kinds = this.#kinds
    const { length } = chunk
    let isQuoted = this.#isQuoted
    let cellFrom = this.#cellFrom
    let closedAt = this.#closedAt
    let separators = this.#separators
    let longest = this.#longestCell
    for (let at = 0; ; at++) {
      if (isQuoted) {
        while (at < length && kinds[chunk[at]!] !== quotes) at++
        if (at >= length) break
        isQuoted = false
        closedAt = ++at
      }
      while (at < length && kinds[chunk[at]!] === ordinary) at++
      if (at >= length) break
      const kind = kinds[chunk[at]!]
      if (kind === quotes) {
        // Twice inside a quoted cell means itself.
        isQuoted = at === cellFrom || at === closedAt
        if (!isQuoted) this.#isBroken = true
        continue
      }
      if (closedAt > cellFrom && closedAt < at) this.#expectReturns(chunk, closedAt, at)
      if (at - cellFrom > longest) longest = at - cellFrom
      cellFrom = at + 1
      if (kind === separates) separators++
      else {
        if (separators >= this.#columns) this.#columns = separators + 1
        separators = 0
        this.#records++
        this.#recordFrom = at + 1
      }
    }
    if (!isQuoted && closedAt > cellFrom) this.#expectReturns(chunk, closedAt, length)
    this.#isQuoted = isQuoted
    this.#separators = separators
    this.#longestCell = longest
    this.#cellFrom = cellFrom - length
    this.#closedAt = Math.max(longAgo, closedAt - length)
    this.#recordFrom -= length
    if (-this.#recordFrom > longestRecord) this.#giveUpRecord()
  }

  /** Between a quote that closes a cell and the end of the cell. */
  #expectReturns(chunk: Uint8Array, from: number, to: number): void {
    for (let at = Math.max(0, from); at < to; at++) if (chunk[at] !== carriageReturn) this.#isBroken = true
  }

  /** A quote that is never closed makes one record of all the rest. */
  #giveUpRecord(): void {
    if (!this.#isQuoted) throw new CannotBeTable("no-table", { reason: "line" })
    this.#isBroken = true
    this.#isQuoted = false
  }

  end(): CellFacts {
    const isOpen = this.#recordFrom < 0
    return {
      records: this.#records + (isOpen ? 1 : 0),
      columns: Math.max(this.#columns, isOpen ? this.#separators + 1 : 0),
      longestCell: Math.max(this.#longestCell, -this.#cellFrom),
      brokenQuotes: this.#isBroken || this.#isQuoted,
    }
  }
}
