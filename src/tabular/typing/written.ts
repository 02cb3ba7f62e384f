import { type NotFitting, placeSuffix, writtenSuffix } from "../table/column.ts"
import { literal } from "./typed-sql.ts"
import type { TypingConnection } from "./typing-db.ts"
import { type PlannedColumn, quoted } from "./write-parquet.ts"

const mostExamples = 5

export interface LookAtWritten {
  readonly rows: number
  /** Values of each typed column, by name. */
  readonly filled: ReadonlyMap<string, number>
  /** What did not fit, of columns where there is any. */
  readonly written: ReadonlyMap<string, NotFitting>
}

/** What stands in the file that was written. */
export async function lookAtWritten(
  sql: TypingConnection,
  path: string,
  columns: readonly PlannedColumn[],
): Promise<LookAtWritten> {
  const typed = columns.filter(({ plan }) => plan.kind !== "text" && plan.kind !== "geometry")
  const keeping = columns.filter(({ keepsWritten }) => keepsWritten)
  const asked = [
    "count(*) as rows",
    ...typed.map(({ name }, index) => `count(${quoted(name)}) as f${index}`),
    ...keeping.flatMap(({ name }, index) => notFittingSql(quoted(name + writtenSuffix), index)),
  ]
  const [row = {}] = await sql.rows(`select ${asked.join(", ")} from read_parquet(${literal(path)})`)
  const written = keeping.map(({ name }, index) => {
    const examples = (row[`e${index}`] as string[] | null) ?? []
    return [name, { count: Number(row[`n${index}`]), examples }] as const
  })
  return {
    rows: Number(row.rows),
    filled: new Map(typed.map(({ name }, index) => [name, Number(row[`f${index}`])])),
    written: new Map(written.filter(([, { count }]) => count > 0)),
  }
}

function notFittingSql(written: string, index: number): string[] {
  const distinct = `list(distinct ${written}) filter (where ${written} is not null)`
  return [`count(${written}) as n${index}`, `list_slice(list_sort(${distinct}), 1, ${mostExamples}) as e${index}`]
}

const mostUnplaced = 5000

/** Different values of a column of places that have no code. */
export async function unplacedNames(sql: TypingConnection, path: string, name: string): Promise<readonly string[]> {
  const rows = await sql.rows(`
    select distinct ${quoted(name)}::varchar as v
    from read_parquet(${literal(path)})
    where ${quoted(name + placeSuffix)} is null and ${quoted(name)} is not null
    order by v
    limit ${mostUnplaced}
  `)
  return rows.map(({ v }) => String(v))
}
