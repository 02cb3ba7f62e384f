/** A cell over several rows is said once, in the first of them: the rows below mean it too. Rows are given in order. */
export class FillDown {
  readonly #open = new Map<number, { readonly lastRow: number; readonly text: string }>()

  add(column: number, { lastRow, text }: { readonly lastRow: number; readonly text: string }): void {
    if (text !== "") this.#open.set(column, { lastRow, text })
  }

  /** Before what this row opens itself. */
  fill(row: number, cells: string[]): void {
    for (const [column, { lastRow, text }] of this.#open) {
      if (row > lastRow) this.#open.delete(column)
      else if ((cells[column] ?? "") === "") {
        while (cells.length < column) cells.push("")
        cells[column] = text
      }
    }
  }
}
