import { type NotFitting, writtenSuffix } from "../table/column.ts"
import { literal } from "./typed-sql.ts"
import type { TypingConnection } from "./typing-db.ts"
import { type PlannedColumn, quoted } from "./write-parquet.ts"

const mostExamples = 5

/** What did not fit, by name of its column, counted in the file that was written. */
export async function writtenOf(
  sql: TypingConnection,
  path: string,
  columns: readonly PlannedColumn[],
): Promise<ReadonlyMap<string, NotFitting>> {
  const keeping = columns.filter(({ keepsWritten }) => keepsWritten)
  if (keeping.length === 0) return new Map()
  const asked = keeping.flatMap(({ name }, index) => {
    const written = quoted(name + writtenSuffix)
    return [
      `count(${written}) as n${index}`,
      `list_slice(list_sort(list(distinct ${written}) filter (where ${written} is not null)), 1, ${mostExamples}) as e${index}`,
    ]
  })
  const [row = {}] = await sql.rows(`select ${asked.join(", ")} from read_parquet(${literal(path)})`)
  return new Map(
    keeping.flatMap(({ name }, index) => {
      const count = Number(row[`n${index}`])
      return count > 0 ? [[name, { count, examples: (row[`e${index}`] as string[] | null) ?? [] }] as const] : []
    }),
  )
}
