/**
 * From a file, whatever it is, to its tables: sheets, members of archives, layers. What the bytes say decides, names and
 * media types help where bytes are silent. Everything is read as a stream and within the limits; a file of which no table
 * can be made throws `CannotBeTable` with the reason.
 */
import { openFile } from "./open-file.ts"
import type { FileToOpen, OpenContext, RawTable } from "./raw-table.ts"
import { CannotBeTable } from "./table-refusal.ts"
import { Workspace } from "./workspace.ts"

export async function* openTables(file: FileToOpen, context: OpenContext): AsyncGenerator<RawTable> {
  const { maxBytes, maxTables } = context.limits
  if (file.byteSize > maxBytes) throw new CannotBeTable("too-large", { bytes: file.byteSize, limit: maxBytes })
  const workspace = new Workspace(context)
  workspace.checkpoint()
  try {
    yield* onlyOneIsUnnamed(openFile({ ...file, depth: 0 }, workspace), maxTables)
  } catch (error) {
    throw isFullDisk(error) ? new CannotBeTable("disk-full") : error
  }
}

/** A name tells a table from others of its file: where there are none, it needs none. */
async function* onlyOneIsUnnamed(tables: AsyncIterable<RawTable>, most: number): AsyncGenerator<RawTable> {
  let first: RawTable | undefined
  let given = 0
  for await (const table of tables) {
    if (given >= most) throw new CannotBeTable("too-large", { tables: most })
    if (given === 1 && first) yield first
    if (given++ === 0) first = table
    else yield table
  }
  if (given === 0) throw new CannotBeTable("no-table")
  if (given === 1 && first) yield { ...first, name: "" }
}

function isFullDisk(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  return code === "ENOSPC" || code === "EDQUOT"
}
