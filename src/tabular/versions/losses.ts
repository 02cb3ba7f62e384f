/** What a new version of a file lacks that the one before had: its publisher hears of it. Pure. */
import type { TableVersion } from "../table/data-table.ts"

export interface TableLoss {
  readonly tableId: string
  /** Sheet, member or layer; empty where the file holds one table only. */
  readonly name: string
  readonly columnsRemoved: readonly string[]
  readonly columnsChanged: readonly string[]
  /** Only where a large part of them is gone. */
  readonly rows?: { readonly before: number; readonly now: number }
}

/** What a file became, as its dataset's history keeps it. */
export interface FileVersion {
  readonly distributionId: string
  readonly tables: readonly { readonly id: string; readonly number: number }[]
  readonly losses: readonly TableLoss[]
  /** Names of tables that the file has no more of. */
  readonly gone: readonly string[]
}

/** Of its rows; a table that is cleaned up a little is no news. */
const largePart = 0.25

export function lossOf(version: TableVersion, name: string): TableLoss | undefined {
  const { difference, rows: now, tableId } = version
  if (!difference) return undefined
  const { columnsRemoved, columnsChanged, rowsAdded, rowsRemoved } = difference
  const before = now - rowsAdded + rowsRemoved
  const isSmaller = before > 0 && before - now >= before * largePart
  if (columnsRemoved.length === 0 && columnsChanged.length === 0 && !isSmaller) return undefined
  const changed = columnsChanged.map((one) => one.name)
  return { tableId, name, columnsRemoved, columnsChanged: changed, ...(isSmaller ? { rows: { before, now } } : {}) }
}

/** As it was appended to the change log; anything else is none. */
export function fileVersionIn(diff: unknown): FileVersion | undefined {
  const isOne = typeof diff === "object" && diff !== null && "tables" in diff && "losses" in diff && "gone" in diff
  return isOne ? (diff as FileVersion) : undefined
}
