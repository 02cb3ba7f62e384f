import type { TableNoteCode } from "../../../src/tabular/table/table-note.ts"

/** What a file of ../shared holds, written down by somebody who looked at it. */
export interface TableOutcome {
  readonly file: string
  /** What is special about it. */
  readonly seen: string
  readonly tables: readonly ExpectedTable[]
}

export interface ExpectedTable {
  readonly name?: string
  readonly rows: number
  /** [1, 1] where nothing is said. */
  readonly headerRows?: readonly [number, number] | null
  readonly titles?: number
  readonly asideRows?: number
  readonly direction?: "rtl"
  readonly notes?: readonly TableNoteCode[]
  /** A line each: `name: type meaning codeList/level format !count-that-does-not-fit`. */
  readonly columns: string
  /** Cells: row from 0, name of the column, value. */
  readonly cells?: readonly (readonly [row: number, column: string, value: unknown])[]
}
