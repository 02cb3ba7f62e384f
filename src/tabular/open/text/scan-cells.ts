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

const start = 0
const plain = 1
const quoted = 2
const closed = 3
/** No honest line is longer. */
const longestRecord = 16 * 2 ** 20

/** Counts records and cells, and looks whether every quote opens or closes a whole cell. */
export class CellScan {
  #state = start
  #records = 0
  #columns = 0
  #longestCell = 0
  #isBroken = false
  /** Of the record and the cell that the next byte belongs to, from the start of its chunk: negative if before it. */
  #recordFrom = 0
  #cellFrom = 0
  #separators = 0
  readonly #rules: QuoteRules

  constructor(rules: QuoteRules) {
    this.#rules = rules
  }

  take(chunk: Uint8Array): void {
    const { separator, quote } = this.#rules
    let state = this.#state
    let cellFrom = this.#cellFrom
    let separators = this.#separators
    let longest = this.#longestCell
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!
      if (byte === separator || byte === 10) {
        if (state === quoted) continue
        if (at - cellFrom > longest) longest = at - cellFrom
        cellFrom = at + 1
        state = start
        if (byte === separator) separators++
        else {
          if (separators >= this.#columns) this.#columns = separators + 1
          separators = 0
          this.#records++
          this.#recordFrom = at + 1
        }
      } else if (byte === quote && quote !== 0) {
        // Twice inside a quoted cell means itself.
        if (state === start || state === closed) state = quoted
        else if (state === quoted) state = closed
        else this.#isBroken = true
      } else if (state === start) state = plain
      else if (state === closed && byte !== 13) this.#isBroken = true
    }
    this.#state = state
    this.#separators = separators
    this.#longestCell = longest
    this.#cellFrom = cellFrom - chunk.length
    this.#recordFrom -= chunk.length
    if (-this.#recordFrom > longestRecord) this.#giveUpRecord()
  }

  /** A quote that is never closed makes one record of all the rest. */
  #giveUpRecord(): void {
    if (this.#state !== quoted) throw new CannotBeTable("no-table", { reason: "line" })
    this.#isBroken = true
    this.#state = plain
  }

  end(): CellFacts {
    const isOpen = this.#recordFrom < 0
    return {
      records: this.#records + (isOpen ? 1 : 0),
      columns: Math.max(this.#columns, isOpen ? this.#separators + 1 : 0),
      longestCell: Math.max(this.#longestCell, -this.#cellFrom),
      brokenQuotes: this.#isBroken || this.#state === quoted,
    }
  }
}
