import type { FoundLayout } from "../layout/find-layout.ts"
import type { Ends } from "../layout/read-ends.ts"
import type { RawGrid } from "../open/raw-table.ts"
import type { TableChoice } from "../table/data-table.ts"
import type { Row } from "../text/find-table.ts"
import { evidenceOf } from "./evidence.ts"
import type { ColumnToPlan } from "./guess-plans.ts"

export interface SampledColumn extends ColumnToPlan {
  /** Cells that hold something. */
  readonly values: readonly string[]
}

export interface Sample {
  readonly columns: readonly SampledColumn[]
  /** Rows of data among the records read: all of them, where the whole text was. */
  readonly rows: number
}

const mostSampled = 2000

export function sampleColumns(
  raw: Pick<RawGrid, "geometry">,
  { ends, layout, choice }: { ends: Ends; layout: FoundLayout; choice: TableChoice | undefined },
): Sample {
  const rows = dataRows(ends, layout)
  const step = ends.isWhole ? 1 : Math.max(1, Math.floor(rows.length / mostSampled))
  const sampled = step === 1 ? rows : rows.filter((_, at) => at % step === 0)
  const chosen = new Map(choice?.columns?.map((column) => [column.header, column]))
  const columns = layout.headers.map((header, index) => {
    const values = sampled.flatMap((row) => ((row[index] ?? "").trim() === "" ? [] : [row[index]!]))
    const one = chosen.get(header === "" ? String(index + 1) : header)
    const isGeometry = raw.geometry?.column === index
    return {
      ...{ header, values, evidence: evidenceOf(isGeometry ? [] : values), isGeometry },
      ...(one ? { chosen: one } : {}),
    }
  })
  return { columns, rows: rows.length }
}

function dataRows({ head, middle, tail }: Ends, { layout, headers, aside }: FoundLayout): readonly Row[] {
  const keys = new Set(aside.map(keyOf))
  const candidates = [
    ...head.slice(layout.firstDataRow - 1),
    ...middle.filter((row) => row.length === headers.length),
    ...tail,
  ]
  return candidates.filter((row) => row.some((cell) => cell !== "") && !keys.has(keyOf(row)))
}

/** Short records are as long as the others, with nothing at their end. */
const keyOf = (row: Row): string => row.join("\u0000").replace(/\0+$/, "")
