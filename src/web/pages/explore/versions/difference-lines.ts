import type { DataTable } from "../../../../tabular/index.ts"
import { dictionaryMessages, explorerMessages } from "../../../../texts/index.ts"
import type { Page } from "../../../page.ts"

const mostNamed = 12

/** What changed from the version before, in words; at least one line. */
export function differenceLines(page: Page, { number, difference }: DataTable["version"]): readonly string[] {
  const words = dictionaryMessages[page.language]
  if (!difference) return number === 1 ? [words.firstVersion] : []
  const { rowsAdded, rowsRemoved, rowsChanged, columnsAdded, columnsRemoved, columnsChanged } = difference
  const { types } = explorerMessages[page.language]
  const named = (names: readonly string[]) => {
    const shown = names.slice(0, mostNamed)
    return page.format.list(names.length > mostNamed ? [...shown, "…"] : shown)
  }
  const lines = [
    ...(rowsAdded > 0 ? [words.rowsAdded(rowsAdded)] : []),
    ...(rowsRemoved > 0 ? [words.rowsRemoved(rowsRemoved)] : []),
    ...(rowsChanged ? [words.rowsChanged(rowsChanged)] : []),
    ...(columnsAdded.length > 0 ? [words.columnsNew(named(columnsAdded))] : []),
    ...(columnsRemoved.length > 0 ? [words.columnsGone(named(columnsRemoved))] : []),
    ...columnsChanged
      .slice(0, mostNamed)
      .map(({ name, from, to }) => words.columnChanged(name, typeName(from, types), typeName(to, types))),
  ]
  return lines.length > 0 ? lines : [words.nothingChanged]
}

function typeName(type: string, types: Readonly<Record<string, string>>): string {
  return types[type] ?? type
}
