import { randomUUID } from "node:crypto"
import { join } from "node:path"
import { columnNames } from "../layout/column-names.ts"
import type { NotFitting } from "../table/column.ts"
import type { Row } from "../text/find-table.ts"
import { mostNotFitting } from "./decide-plan.ts"
import { dataSql } from "./grid-sql.ts"
import type { GridColumn, PlannedGrid } from "./plan-grid.ts"
import { thorough } from "./typed-sql.ts"
import type { TypingConnection } from "./typing-db.ts"
import { writeParquet } from "./write-parquet.ts"
import { lookAtWritten } from "./written.ts"

export interface NamedColumn extends GridColumn {
  readonly name: string
}

export interface WrittenGrid {
  readonly path: string
  readonly rows: number
  readonly columns: readonly NamedColumn[]
  readonly written: ReadonlyMap<string, NotFitting>
  /** The plan that held in the end. */
  readonly planned: PlannedGrid
}

/** A plan that turns out to be wrong is mended once or twice; then it is text, which everything fits. */
const mostRounds = 6

export interface WriteGridInput {
  readonly aside: readonly Row[]
  readonly folder: string
  readonly chosenNames: ReadonlyMap<string, string>
  /** Plans anew, after a scan of columns that are not what the sample said. */
  readonly reconsider: (planned: PlannedGrid, columns: readonly number[]) => Promise<PlannedGrid>
}

/** Writes, looks at what was written, and writes again where values of a column do not fit as they were thought to. */
export async function writeGrid(
  planned: PlannedGrid,
  input: WriteGridInput,
  sql: TypingConnection,
): Promise<WrittenGrid> {
  const path = join(input.folder, `${randomUUID()}.parquet`)
  let plans = planned
  for (let round = 1; round <= mostRounds; round++) {
    const columns = named(plans, input.chosenNames)
    await writeParquet(sql, { data: dataSql(plans.survey.source, input.aside), columns, path })
    const { rows, filled, written } = await lookAtWritten(sql, path, columns)
    // A plan by a sample counts repeated headers as rows: they fill no cell.
    const fewer = Math.max(0, plans.survey.rows - rows)
    const isShort = ({ plan, name, fitting, keepsWritten }: NamedColumn) =>
      plan.kind !== "text" && !keepsWritten && (filled.get(name) ?? fitting) < fitting - fewer
    const unproven = columns.filter((column) => !column.isProven && isShort(column))
    const mended = columns.map((column) =>
      mend(column, { isShort: isShort(column), notFitting: written.get(column.name)?.count ?? 0 }),
    )
    if (mended.every((column, at) => column === columns[at])) return { path, rows, columns, written, planned: plans }
    plans =
      unproven.length > 0
        ? await input.reconsider(
            plans,
            unproven.map(({ index }) => index),
          )
        : { ...plans, columns: mended }
  }
  throw new Error(`No plan fits after ${mostRounds} rounds: ${JSON.stringify(plans.columns.map(({ plan }) => plan))}`)
}

function named({ columns }: PlannedGrid, chosen: ReadonlyMap<string, string>): readonly NamedColumn[] {
  const names = columnNames(
    columns.map(({ header, hasName }) => (hasName ? header : "")),
    chosen,
  )
  return columns.map((column, at) => ({ ...column, name: names[at]! }))
}

function mend(column: NamedColumn, { isShort, notFitting }: { isShort: boolean; notFitting: number }): NamedColumn {
  const { plan, keepsWritten, isChosen, present } = column
  if (isShort) return { ...column, plan: thorough(plan), keepsWritten: true }
  if (!keepsWritten) return column
  if (notFitting > present * mostNotFitting && !isChosen)
    return { ...column, plan: { kind: "text" }, keepsWritten: false }
  // Nothing has to be kept after all.
  return notFitting === 0 ? { ...column, keepsWritten: false, fitting: 0 } : column
}
