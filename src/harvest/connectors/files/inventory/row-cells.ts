import type { Problem } from "../../../connector.ts"
import { problem } from "../../../reading/index.ts"
import type { Cell, InventoryRow } from "./table.ts"

/** Facts that each file may have of its own, so that rows of one dataset do not contradict each other by them. */
const ofFiles = /^(file_|modified$|issued$|licence$|data_languages$|period|identifier$|id$|slug$|state$|version$)/

/** What the rows of one dataset say together: the first row that fills a column speaks for the dataset. */
export class RowCells {
  readonly #cells = new Map<string, Cell>()

  constructor(rows: readonly InventoryRow[], problems: Problem[]) {
    for (const { cells } of rows)
      for (const [name, cell] of cells) {
        const first = this.#cells.get(name)
        if (first === undefined) this.#cells.set(name, cell)
        else if (first.text !== cell.text && !ofFiles.test(name) && !name.startsWith("title_"))
          problems.push(problem("conflicting-value", cell.field, cell.text))
      }
  }

  get(name: string): Cell | undefined {
    return this.#cells.get(name)
  }

  text(name: string): string | undefined {
    return this.#cells.get(name)?.text
  }

  field(name: string): string {
    return this.#cells.get(name)?.field ?? name
  }

  /** Cells of `title_ar`, `title_fr`…, as places of a localised text. */
  perLanguage(stem: string): (readonly [raw: string, field: string, language?: string])[] {
    return placesOf(this.#cells, stem)
  }
}

/** Cells of one text in its languages; `und` leaves the language to the text itself. */
export function placesOf(
  cells: ReadonlyMap<string, Cell>,
  stem: string,
): (readonly [raw: string, field: string, language?: string])[] {
  const named = [...cells].filter(([name]) => name.startsWith(`${stem}_`))
  return named.map(([name, { text, field }]) => {
    const language = name.slice(stem.length + 1)
    return language === "und" ? [text, field] : [text, field, language]
  })
}

/** Several values of one cell: a bar between them, or the marks given. */
export function partsOf(text: string, marks: RegExp): string[] {
  const parts = text.includes("|") ? text.split("|") : text.split(marks)
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ""))]
}

/** Values that stand beside those of other columns, by bars. */
export function alignedParts(text: string | undefined): string[] {
  return (text ?? "").split("|").map((part) => part.trim())
}
