import { FillDown } from "./fill-down.ts"

interface MergedCell {
  readonly column: number
  readonly firstRow: number
  readonly lastRow: number
}

const mostMerged = 200_000

/** Merged cells of a sheet. Those over several rows of one column are filled; wider ones are titles and headings. */
export class MergedCells {
  readonly #cells: MergedCell[] = []
  #count = 0

  /** `A2:A9`. */
  add(range: string): void {
    this.#count++
    const found = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(range)
    if (!found || found[1] !== found[3] || this.#cells.length >= mostMerged) return
    this.#cells.push({ column: columnNumber(found[1]!), firstRow: Number(found[2]), lastRow: Number(found[4]) })
  }

  get count(): number {
    return this.#count
  }

  /** Fills rows that are given in order, counted from 1. */
  filler(): (row: number, cells: string[]) => void {
    const waiting = this.#cells.filter(({ firstRow, lastRow }) => lastRow > firstRow)
    waiting.sort((a, b) => a.firstRow - b.firstRow)
    const down = new FillDown()
    let next = 0
    return (row, cells) => {
      down.fill(row, cells)
      for (; next < waiting.length && waiting[next]!.firstRow <= row; next++) {
        const { column, firstRow, lastRow } = waiting[next]!
        if (firstRow === row) down.add(column, { lastRow, text: cells[column] ?? "" })
      }
    }
  }
}

/** `A` is 0. */
export function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters) number = number * 26 + (letter.charCodeAt(0) & 31)
  return number - 1
}
