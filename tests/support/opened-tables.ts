import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parse } from "csv-parse/sync"
import { openTables } from "../../src/tabular/open/open-tables.ts"
import type { OpenLimits, RawGrid, RawTable } from "../../src/tabular/open/raw-table.ts"
import { CannotBeTable } from "../../src/tabular/open/table-refusal.ts"

export const limitsOfTests: OpenLimits = {
  maxBytes: 2 ** 31,
  maxUnpackedBytes: 2 ** 30,
  maxTables: 100,
  maxColumns: 2000,
  maxRows: 5_000_000,
  maxCell: 10_000,
}

export interface Opened {
  readonly name: string
  readonly codes: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** The file that was given, not a copy. */
  readonly inPlace: boolean
  readonly table: RawTable
}

interface Given {
  readonly name?: string
  readonly limits?: Partial<OpenLimits>
  readonly signal?: AbortSignal
}

/** All tables of a file with their rows, read as everybody reads CSV. */
export async function opened(content: string | Uint8Array, given: Given = {}): Promise<readonly Opened[]> {
  const folder = mkdtempSync(join(tmpdir(), "fihrist-open-"))
  try {
    const path = join(folder, "given")
    writeFileSync(path, content)
    return await openedFile(path, { folder, ...given })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function openedFile(path: string, { folder, name, limits, signal }: Given & { folder: string }) {
  const file = { path, name: name ?? path.split("/").at(-1)!, byteSize: statSync(path).size }
  const context = { folder, limits: { ...limitsOfTests, ...limits }, ...(signal ? { signal } : {}) }
  const tables: Opened[] = []
  for await (const table of openTables(file, context)) {
    const codes = table.notes.map(({ code }) => code)
    const rows = table.kind === "grid" ? rowsOf(table) : []
    tables.push({ name: table.name, codes, rows, inPlace: table.path === path, table })
  }
  return tables
}

function rowsOf({ path, separator, quote }: RawGrid): string[][] {
  return parse(readFileSync(path), { bom: true, delimiter: separator, quote, relax_column_count: true })
}

/** The code of the refusal; a table is none. */
export async function refusalOf(content: string | Uint8Array, given: Given = {}): Promise<string> {
  try {
    const tables = await opened(content, given)
    return `${tables.length} tables: ${JSON.stringify(tables[0]?.rows.slice(0, 3)).slice(0, 200)}`
  } catch (error) {
    if (error instanceof CannotBeTable) return error.code
    throw error
  }
}
