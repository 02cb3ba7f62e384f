import { closeSync, openSync, rmSync, writeSync } from "node:fs"
import type { TableNote } from "../table/table-note.ts"
import type { RawGrid } from "./raw-table.ts"
import { CannotBeTable } from "./table-refusal.ts"
import type { Workspace } from "./workspace.ts"

const flushAt = 1 << 20
const needsQuotes = /[",\r\n]/

/**
 * Writes the records of one table as CSV. Rows arrive in the middle of a parser's step, so writing is synchronous: whole
 * megabytes, into the cache of the system.
 */
export class Spool {
  readonly path: string
  readonly #file: number
  readonly #workspace: Workspace
  #pending = ""
  #records = 0
  #cutCells = 0
  #emptyRows = 0
  #widest = 0

  constructor(workspace: Workspace) {
    this.#workspace = workspace
    this.path = workspace.newPath("csv")
    this.#file = openSync(this.path, "wx")
  }

  get records(): number {
    return this.#records
  }

  get widest(): number {
    return this.#widest
  }

  /** Cells from `wholeFrom` on are never cut: half a geometry is none. */
  row(cells: readonly string[], wholeFrom = Number.POSITIVE_INFINITY): void {
    const { maxRows, maxColumns } = this.#workspace.limits
    if (cells.length > maxColumns) throw new CannotBeTable("too-many-columns", { limit: maxColumns })
    for (; this.#emptyRows > 0; this.#emptyRows--) this.#write('""\n')
    if (cells.length > this.#widest) this.#widest = cells.length
    // The limit is of rows of data: there may be a header.
    if (this.#records > maxRows) throw new CannotBeTable("too-many-rows", { limit: maxRows })
    let line = this.#cellText(cells[0] ?? "", wholeFrom > 0)
    for (let index = 1; index < cells.length; index++) line += `,${this.#cellText(cells[index]!, index < wholeFrom)}`
    this.#write(line === "" ? '""\n' : `${line}\n`)
  }

  /** Rows in between are kept, those at the end are nobody's. */
  emptyRows(count: number): void {
    this.#emptyRows += count
  }

  close(): void {
    try {
      this.#flush()
    } finally {
      closeSync(this.#file)
    }
  }

  /** Nothing of it is wanted. */
  discard(): void {
    closeSync(this.#file)
    rmSync(this.path, { force: true })
  }

  get notes(): readonly TableNote[] {
    return this.#cutCells > 0
      ? [{ code: "cut-cells", values: { cells: this.#cutCells, limit: this.#workspace.limits.maxCell } }]
      : []
  }

  #cellText(cell: string, mayBeCut: boolean): string {
    if (cell.length <= 2) return needsQuotes.test(cell) ? quoted(cell) : cell === "\u0000" ? "" : cell
    let text = cell
    if (mayBeCut && text.length > this.#workspace.limits.maxCell) {
      text = text.slice(0, this.#workspace.limits.maxCell)
      this.#cutCells++
    }
    if (text.includes("\u0000")) text = text.replaceAll("\u0000", "")
    return needsQuotes.test(text) ? quoted(text) : text
  }

  #write(line: string): void {
    this.#records++
    this.#pending += line
    if (this.#pending.length > flushAt) this.#flush()
  }

  #flush(): void {
    this.#workspace.checkpoint()
    const bytes = Buffer.from(this.#pending)
    this.#pending = ""
    this.#workspace.spend(bytes.length)
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at)
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

/** What a spool and its reader know of a table, as the next step takes it. */
export function gridFrom(
  spool: Spool,
  facts: { readonly name: string; readonly notes?: readonly TableNote[] } & Partial<
    Pick<RawGrid, "header" | "rightToLeft" | "hidden" | "geometry">
  >,
): RawGrid {
  return {
    kind: "grid",
    path: spool.path,
    separator: ",",
    quote: '"',
    header: "unknown",
    rightToLeft: false,
    hidden: false,
    records: spool.records,
    ...facts,
    notes: [...(facts.notes ?? []), ...spool.notes],
  }
}
