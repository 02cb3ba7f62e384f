import { CsvError, type Options } from "csv-parse"
import { parse } from "csv-parse/sync"

export const separators = [",", ";", "\t", "|"] as const
export type Separator = (typeof separators)[number]

const rowsLookedAt = 40

export interface Dialect {
  readonly separator: Separator
  readonly rows: readonly (readonly string[])[]
  /** Number of cells that most rows have. */
  readonly columns: number
}

/**
 * The separator by which most rows have the same number of cells, and the first rows read by it. `later` are parts of the
 * same text from further on, where there are any: titles are at the beginning only.
 */
export function detectDialect(text: string, later: readonly string[] = []): Dialect | undefined {
  const declared = /^sep=(.)\r?\n/i.exec(text)
  const body = declared ? text.slice(declared[0].length) : text
  const found = separators
    .map((separator) => dialectOf(body, later, separator))
    .filter((dialect) => dialect.columns > 1)
    .sort((a, b) => b.score - a.score)
  const chosen = found.find(({ separator }) => separator === declared?.[1]) ?? found[0]
  return chosen ?? singleColumn(body)
}

function dialectOf(text: string, later: readonly string[], separator: Separator): Dialect & { score: number } {
  const rows = readRows(text, separator)
  const all = [...rows, ...later.flatMap((part) => readRows(part, separator))]
  const counts = new Map<number, number>()
  for (const row of all) counts.set(row.length, (counts.get(row.length) ?? 0) + 1)
  const [columns, agreeing] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0]
  const score = all.length === 0 ? 0 : (agreeing / all.length) * (1 + Math.log2(Math.max(1, columns)))
  return { separator, rows, columns, score }
}

/** A list of words is a table of one column, prose is not: short lines, several of them. */
function singleColumn(text: string): Dialect | undefined {
  const rows = readRows(text, ",")
  const isList = rows.length > 1 && rows.every(([cell = ""]) => cell.length <= 120)
  return isList ? { separator: ",", rows, columns: 1 } : undefined
}

function readRows(text: string, separator: Separator): string[][] {
  return parseRows(text, separator, { to: rowsLookedAt, skip_records_with_empty_values: true })
}

/** Rows as they are written, empty ones too; a first line `sep=;` is not one of them. */
export function readCsv(text: string, separator: Separator, { maxRows }: { maxRows: number }): string[][] {
  const body = text.replace(/^sep=.\r?\n/i, "")
  return parseRows(body, separator, { to: maxRows, skip_empty_lines: false })
}

function parseRows(text: string, delimiter: Separator, given: Options): string[][] {
  const options = { delimiter, relax_quotes: true, relax_column_count: true, max_record_size: 200_000, ...given }
  try {
    return parse(text, options)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // A quote that is never closed is a letter like any other.
    return parse(text, { ...options, quote: false, max_record_size: 0 })
  }
}
