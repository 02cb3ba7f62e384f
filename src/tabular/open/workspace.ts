import { randomUUID } from "node:crypto"
import { join } from "node:path"
import type { FileToOpen, OpenContext, OpenLimits, RawTable } from "./raw-table.ts"
import { CannotBeTable } from "./table-refusal.ts"

/** A reader of one format. It gives tables one after the other; a table's file is complete when it is given. */
export type Reader = (file: OpenedFile, workspace: Workspace) => AsyncIterable<RawTable>

/** A file inside other files: `depth` says in how many archives it lay. */
export interface OpenedFile extends FileToOpen {
  readonly depth: number
}

/** Where the readers of one file write, and how much they may: names inside a file never become paths. */
export class Workspace {
  readonly limits: OpenLimits
  readonly signal: AbortSignal | undefined
  readonly #folder: string
  #bytes = 0

  constructor({ folder, limits, signal }: OpenContext) {
    this.#folder = folder
    this.limits = limits
    this.signal = signal
  }

  newPath(extension: string): string {
    return join(this.#folder, `${randomUUID()}.${extension}`)
  }

  /** Counts what is unpacked and written, of all members and sheets together. */
  spend(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes > this.limits.maxUnpackedBytes) {
      throw new CannotBeTable("too-large", { limit: this.limits.maxUnpackedBytes })
    }
  }

  checkpoint(): void {
    this.signal?.throwIfAborted()
  }
}
