import { isMeasure } from "./cell.tsx"
import type { Explored } from "./explore-model.ts"
import { parameterOf } from "./filters-view.tsx"
import type { Column } from "./table-facts.ts"

/** The one asked about, else the one the rows are ordered by, else the first to count with. */
export function columnInFigures(explored: Explored): Column | undefined {
  const { columns } = explored.table.version
  const named = (name: string) => columns.find((column) => column.name === name)
  return (
    named(parameterOf(explored, "about")) ??
    named(parameterOf(explored, "sort").replace(/^-/, "")) ??
    columns.find(isMeasure) ??
    columns[0]
  )
}
