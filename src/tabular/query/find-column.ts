import type { Column } from "../table/column.ts"
import { nearest } from "./nearest.ts"
import { QueryMistake } from "./query-mistake.ts"
import { columnsToName, type QueryableTable } from "./queryable-table.ts"

export interface ColumnNames {
  /** By its name, or by its header as the file has it; throws `QueryMistake`. */
  find(written: string, position?: number): Column
  /** Nothing where there is none. */
  lookUp(written: string): Column | undefined
  readonly all: readonly Column[]
}

/** Names come first; then headers, in any writing of their spaces and capitals. */
export function columnNames(table: Pick<QueryableTable, "columns">): ColumnNames {
  const all = columnsToName(table)
  const byName = new Map(all.map((column) => [column.name, column]))
  const byHeader = Map.groupBy(all, ({ header }) => loose(header))
  const lookUp = (written: string, position?: number): Column | undefined => {
    const named = byName.get(written)
    if (named) return named
    const alike = byHeader.get(loose(written)) ?? []
    const exact = alike.filter(({ header }) => header === written)
    const found = exact.length === 1 ? exact : alike
    if (found.length < 2) return found[0] ?? byName.get(written.toLowerCase())
    throw new QueryMistake("ambiguous-column", { column: written, names: found.map(({ name }) => name) }, { position })
  }
  return {
    all,
    lookUp,
    find(written, position) {
      const column = lookUp(written, position)
      if (column) return column
      throw new QueryMistake("unknown-column", { column: written.slice(0, 200) }, { position, nearest: near(written) })
    },
  }

  function near(written: string): string | undefined {
    const found = nearest(
      written,
      all.flatMap(({ name, header }) => [name, header]),
    )
    return all.find(({ name, header }) => found === name || found === header)?.name
  }
}

function loose(header: string): string {
  return header.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase()
}
