import { Spool } from "../spool.ts"
import { CannotBeTable } from "../table-refusal.ts"
import type { Workspace } from "../workspace.ts"
import { JsonColumns, type JsonObject } from "./flatten.ts"

/** Elements from the first one on, every time it is called. */
export type Batches = () => AsyncIterable<readonly unknown[]>

export interface RecordShape {
  /** Names of the columns that follow those of the records. */
  readonly extraHeaders: readonly string[]
  /** Nothing where an element is no record. */
  split(element: unknown): { readonly record: JsonObject; readonly extra: readonly string[] } | undefined
}

interface Spooled {
  readonly spool: Spool
  readonly columns: number
  readonly isNested: boolean
}

/** Records are held until their header can be written. */
const mostHeld = 1000

/**
 * Writes records under the names that any of them has. Most have the names of the first thousand: only where another name
 * turns up later, all is read a second time.
 */
export async function spoolRecords(batches: Batches, shape: RecordShape, workspace: Workspace): Promise<Spooled> {
  const columns = new JsonColumns()
  const spool =
    (await attempt(batches, { shape, columns, workspace })) ?? (await attempt(batches, { shape, columns, workspace }))
  if (!spool) throw new CannotBeTable("damaged", { reason: "changed" })
  if (columns.count + shape.extraHeaders.length === 0) throw new CannotBeTable("no-table")
  return { spool, columns: columns.count, isNested: columns.isNested }
}

interface Attempt {
  readonly shape: RecordShape
  readonly columns: JsonColumns
  readonly workspace: Workspace
}

/** Nothing where names turned up after the header was written; the columns know them then. */
async function attempt(batches: Batches, { shape, columns, workspace }: Attempt): Promise<Spool | undefined> {
  const writer = new RecordWriter(shape, columns, workspace)
  try {
    for await (const batch of batches()) for (const element of batch) writer.take(element)
    return writer.finish()
  } catch (error) {
    writer.spool.discard()
    throw error
  }
}

class RecordWriter {
  readonly spool: Spool
  readonly #shape: RecordShape
  readonly #columns: JsonColumns
  readonly #workspace: Workspace
  #held: { readonly cells: string[]; readonly extra: readonly string[] }[] | undefined = []
  #headers = 0

  constructor(shape: RecordShape, columns: JsonColumns, workspace: Workspace) {
    this.#shape = shape
    this.#columns = columns
    this.#workspace = workspace
    this.spool = new Spool(workspace)
  }

  take(element: unknown): void {
    const split = this.#shape.split(element)
    if (!split) return
    const cells = this.#columns.cells(split.record)
    this.#checkColumns()
    if (this.#held) {
      this.#held.push({ cells, extra: split.extra })
      if (this.#held.length >= mostHeld) this.#writeHeld()
    } else if (this.#columns.count === this.#headers) this.#write(cells, split.extra)
  }

  finish(): Spool | undefined {
    this.#writeHeld()
    if (this.#columns.count > this.#headers) {
      this.spool.discard()
      return undefined
    }
    this.spool.close()
    return this.spool
  }

  #checkColumns(): void {
    const { maxColumns } = this.#workspace.limits
    if (this.#columns.count + this.#shape.extraHeaders.length > maxColumns) {
      throw new CannotBeTable("too-many-columns", { limit: maxColumns })
    }
  }

  #writeHeld(): void {
    if (!this.#held) return
    this.#headers = this.#columns.count
    this.spool.row([...this.#columns.headers, ...this.#shape.extraHeaders])
    for (const { cells, extra } of this.#held) this.#write(cells, extra)
    this.#held = undefined
  }

  #write(cells: string[], extra: readonly string[]): void {
    while (cells.length < this.#headers) cells.push("")
    this.spool.row([...cells, ...extra], this.#headers)
  }
}
