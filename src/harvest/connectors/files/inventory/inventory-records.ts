/** Reads an inventory: one table, one row per file or per dataset. */
import type { FoundRecord, ReadContext } from "../../../connector.ts"
import { problem, stopped } from "../../../reading/index.ts"
import { oneRecord } from "../../shared/one-record.ts"
import type { RawAnswer } from "../ask.ts"
import { datasetFromRows } from "./dataset-from-rows.ts"
import { endsEarly } from "./ends-early.ts"
import { groupRows } from "./group-rows.ts"
import { type InventoryTable, inventoryTable } from "./table.ts"

export interface InventoryOptions {
  readonly language?: string | undefined
  readonly maxRows: number
}

export async function* inventoryRecords(
  answer: RawAnswer,
  options: InventoryOptions,
  context: ReadContext,
): AsyncGenerator<FoundRecord> {
  const table = await tableIn(answer, options.maxRows, context)
  const { groups, refused } = groupRows(table.rows)
  if (groups.length + refused.length === 0) throw stopped("empty-catalogue", { url: answer.url })
  const reading = { vocabularies: context.vocabularies, base: answer.url, language: options.language }
  for (const [at, group] of groups.entries()) {
    if (context.signal?.aborted) throw stopped("stopped")
    const record = oneRecord(at + 1, () => datasetFromRows(group, reading))
    yield at === 0 ? withColumnProblems(record, table) : record
  }
  yield* refused
}

async function tableIn(answer: RawAnswer, maxRows: number, { readTable }: ReadContext): Promise<InventoryTable> {
  if (!readTable) throw new Error("a harvester that was given no reader of tables cannot read inventories")
  const { bytes, url } = answer
  const read = await readTable({ bytes, name: URL.parse(url)?.pathname ?? "" }, { maxRows: maxRows + headroom })
  if (read.kind === "failed") throw stopped(tooMuch.has(read.reason) ? "too-large" : "not-a-table", { url, ...read })
  const table = inventoryTable(read.rows)
  if (!table) throw stopped("not-a-catalogue", { url, firstRow: read.rows[0]?.slice(0, 20).join(" | ").slice(0, 300) })
  if (table.rows.length > maxRows || isCut(read.rows, maxRows)) throw stopped("too-large", { url, maxRows })
  if (endsEarly(bytes, read.rows)) throw stopped("truncated", { url, rows: read.rows.length })
  return table
}

/** What stands above the table, and one row more than may be. */
const headroom = 40

/** Workbooks may have formatted, empty rows down to the end of the world. */
function isCut(rows: readonly (readonly string[])[], maxRows: number): boolean {
  const isFull = rows.length >= maxRows + headroom
  return isFull && (rows.at(-1)?.some((cell) => cell.trim() !== "") ?? false)
}

const tooMuch = new Set(["too-large", "took-too-long"])

/** What is wrong with the header has no record of its own: the first one tells it. */
function withColumnProblems(record: FoundRecord, { unknownColumns, headerNumber }: InventoryTable): FoundRecord {
  if (record.kind === "skipped" || unknownColumns.length === 0) return record
  const told = unknownColumns.slice(0, 20).map((name) => problem("unknown-column", `row ${headerNumber}`, name))
  return { ...record, problems: [...record.problems, ...told] }
}
