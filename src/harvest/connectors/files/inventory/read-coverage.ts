import type { DatasetFacts, Period, SpatialCoverage } from "../../../../catalogue/index.ts"
import { placeNamed, type RecordContext, readBounds, readPeriod, readPlace } from "../../../reading/index.ts"
import { alignedParts, partsOf, type RowCells } from "./row-cells.ts"
import type { InventoryRow } from "./table.ts"

/** Places of a dataset, and the periods of all its rows: of one column, or of the two ends. */
export function readCoverage(
  cells: RowCells,
  rows: readonly InventoryRow[],
  context: RecordContext,
): Pick<DatasetFacts, "spatial" | "temporal"> {
  const spatial = placesFrom(cells, context)
  const temporal = distinct(rows.flatMap((row) => periodsFrom(row, context)))
  return {
    ...(spatial.length > 0 ? { spatial } : {}),
    ...(temporal.length > 0 ? { temporal } : {}),
  }
}

function placesFrom(cells: RowCells, context: RecordContext): SpatialCoverage[] {
  const cell = cells.get("places")
  if (!cell) return []
  if (/^[\d\s,;.+-]+$/.test(cell.text)) return definite([readPlace(cell.text, cell.field, context)])
  const whole = placeNamed(cell.text, context)
  if (whole?.code) return [whole]
  return definite(partsOf(cell.text, /[;؛،,\n]/).map((name) => placeNamed(name, context)))
}

function periodsFrom({ cells }: InventoryRow, { problems }: RecordContext): Period[] {
  const [cell, start, end] = ["period", "period_start", "period_end"].map((name) => cells.get(name))
  const whole = cell ? partsOf(cell.text, /[\n؛]/).map((one) => readPeriod(one, cell.field, problems)) : []
  const [starts, ends] = [alignedParts(start?.text), alignedParts(end?.text)]
  const field = (start ?? end)?.field ?? ""
  const bounds = Array.from({ length: Math.min(50, Math.max(starts.length, ends.length)) }, (_, at) =>
    readBounds(starts[at], ends[at], field, problems),
  )
  return definite([...whole, ...bounds])
}

function distinct(periods: readonly Period[]): Period[] {
  return [...new Map(periods.map((period) => [`${period.start}/${period.end}`, period])).values()].slice(0, 100)
}

function definite<Value>(values: readonly (Value | undefined)[]): Value[] {
  return values.filter((value) => value !== undefined)
}
