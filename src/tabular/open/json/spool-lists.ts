import type { RawGrid } from "../raw-table.ts"
import { gridFrom, Spool } from "../spool.ts"
import type { Workspace } from "../workspace.ts"
import { isObject } from "./flatten.ts"
import { parseJson } from "./parse-json.ts"
import type { Batches } from "./spool-records.ts"

/** Rows as lists of cells; some portals name the columns beside them. */
export async function spoolLists(
  batches: Batches,
  members: ReadonlyMap<string, string>,
  workspace: Workspace,
): Promise<RawGrid> {
  const spool = new Spool(workspace)
  let header: readonly string[] | undefined
  try {
    for await (const batch of batches()) {
      for (const row of batch) {
        if (!Array.isArray(row)) continue
        if (spool.records === 0) header = namesBeside(members, row.length)
        if (spool.records === 0 && header) spool.row(header)
        spool.row(row.map(cellText))
      }
    }
  } catch (error) {
    spool.discard()
    throw error
  }
  spool.close()
  return gridFrom(spool, { name: "", header: header ? "first-row" : "unknown" })
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ""
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}

export const namesOfColumns: readonly string[] = ["fields", "columns", "header", "headers"]

/** As many names as cells, each a text or an object that says its name. */
function namesBeside(members: ReadonlyMap<string, string>, width: number): readonly string[] | undefined {
  for (const member of namesOfColumns) {
    const list = members.has(member) ? parseJson(members.get(member)!) : undefined
    const names = Array.isArray(list) ? list.map(nameOf) : []
    if (names.length === width && names.every((name) => name !== undefined)) return names as string[]
  }
  return undefined
}

function nameOf(field: unknown): string | undefined {
  if (typeof field === "string") return field
  const name = isObject(field) ? (field.name ?? field.id ?? field.title) : undefined
  return typeof name === "string" ? name : undefined
}
