/** Which rows of an inventory are one dataset: those of one identifier, else of one title, and those that go on below. Pure. */
import { fold } from "../../../../vocabulary/index.ts"
import type { FoundRecord } from "../../../connector.ts"
import { cutAt, problem } from "../../../reading/index.ts"
import type { InventoryRow } from "./table.ts"

export interface RowGroup {
  readonly remoteId: string
  /** Whether the publisher gave the identifier, or the title has to serve. */
  readonly isIdentified: boolean
  readonly rows: readonly InventoryRow[]
}

export interface GroupedRows {
  readonly groups: readonly RowGroup[]
  readonly refused: readonly FoundRecord[]
}

const idLimit = 400

export function groupRows(rows: readonly InventoryRow[]): GroupedRows {
  const groups = new Map<string, RowGroup & { readonly rows: InventoryRow[]; readonly titles: Map<string, string> }>()
  const refused: FoundRecord[] = []
  let above: InventoryRow[] | undefined
  for (const row of rows) {
    const key = keyOf(row)
    const group = key && groups.get(key.remoteId)
    if (!key && above && isMoreFiles(row)) above.push(row)
    else if (!key) refused.push(refusal(`#row ${row.number}`, "missing-title", `row ${row.number}`))
    else if (group && contradicts(group.titles, row)) {
      refused.push(secondOf(key.remoteId, row))
      // The rows below a refused one are not of the dataset above it.
      above = undefined
    } else if (key) {
      const entered = group || { ...key, rows: [], titles: new Map<string, string>() }
      groups.set(key.remoteId, entered)
      entered.rows.push(row)
      for (const [name, title] of titlesOf(row)) entered.titles.set(name, title)
      above = entered.rows
    }
  }
  return { groups: [...groups.values()].map(({ titles: _, ...group }) => group), refused }
}

function keyOf({ cells }: InventoryRow): Pick<RowGroup, "remoteId" | "isIdentified"> | undefined {
  const given = (cells.get("identifier") ?? cells.get("id"))?.text
  if (given) return { remoteId: cutAt(given.replace(/\s+/g, " "), idLimit), isIdentified: true }
  const title = titlesOf({ cells }).sort()[0]?.[1]
  return title ? { remoteId: cutAt(`title:${title}`, idLimit), isIdentified: false } : undefined
}

/** Language and folded text of each title. */
function titlesOf({ cells }: Pick<InventoryRow, "cells">): (readonly [string, string])[] {
  const titles = [...cells].filter(([name, { text }]) => name.startsWith("title_") && fold(text) !== "")
  return titles.map(([name, { text }]) => [name, fold(text)] as const)
}

/** Cells that were merged downwards leave the rows below with nothing but their files. */
function isMoreFiles({ cells }: InventoryRow): boolean {
  return [...cells.keys()].some((name) => name.startsWith("file_url_"))
}

/** Two titles of one language that differ are two datasets, whatever identifier was copied along. */
function contradicts(titles: ReadonlyMap<string, string>, row: InventoryRow): boolean {
  return titlesOf(row).some(([name, title]) => (titles.get(name) ?? title) !== title)
}

function secondOf(remoteId: string, row: InventoryRow): FoundRecord {
  const field = (row.cells.get("identifier") ?? row.cells.get("id"))?.field ?? `row ${row.number}`
  return refusal(`${remoteId} (row ${row.number})`, "duplicate-id", field, remoteId)
}

function refusal(
  remoteId: string,
  code: "missing-title" | "duplicate-id",
  ...[field, value]: [field: string, value?: string]
): FoundRecord {
  return { kind: "refused", remoteId, problems: [problem(code, field, value)] }
}
