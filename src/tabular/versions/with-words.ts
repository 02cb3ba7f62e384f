import type { Column } from "../table/column.ts"
import type { TableChoice } from "../table/data-table.ts"

/** The publisher's words stand beside the columns whenever they are read, so that no version freezes them. */
export function withWords(columns: readonly Column[], { columns: chosen = [] }: TableChoice): readonly Column[] {
  const words = new Map(chosen.map(({ header, label, description }) => [header, { label, description }]))
  return columns.map((column) => {
    const { label, description } = words.get(column.header) ?? {}
    return { ...column, ...(label ? { label } : {}), ...(description ? { description } : {}) }
  })
}
