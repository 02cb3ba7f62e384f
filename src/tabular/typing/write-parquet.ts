import { placeSuffix, writtenSuffix } from "../table/column.ts"
import type { ColumnPlan } from "./column-plan.ts"
import { columnAt } from "./grid-sql.ts"
import { isMissingSql, literal, typedSql } from "./typed-sql.ts"
import type { TypingConnection } from "./typing-db.ts"

export interface PlannedColumn {
  /** In the records, from 0. */
  readonly index: number
  readonly name: string
  readonly plan: ColumnPlan
  /** Some values do not fit and are kept as written. */
  readonly keepsWritten: boolean
  /** Value → code of a place. */
  readonly places?: ReadonlyMap<string, string>
  /** The box of a geometry stands in these columns of the records. */
  readonly box?: readonly [number, number, number, number]
}

/** Rows of a group are read and written together: fewer where rows are wide, so that a group fits into memory. */
const cellsOfGroup = 8_000_000
const mostRowsOfGroup = 122_880

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** One pass from texts to a typed Parquet file, rows in their order. */
export async function writeParquet(
  sql: TypingConnection,
  { data, columns, path }: { data: string; columns: readonly PlannedColumn[]; path: string },
): Promise<void> {
  await sql.run(`
    copy (
      select ${columns.flatMap(outputs).join(", ")}
      from (select ${columns.flatMap(inputs).join(", ")} from ${data}) as typed
    ) to ${literal(path)} (format parquet, parquet_version v2, compression zstd, row_group_size ${rowGroupSize(columns.length)})
  `)
}

function rowGroupSize(columns: number): number {
  return Math.max(2048, Math.min(mostRowsOfGroup, Math.floor(cellsOfGroup / Math.max(1, columns) / 2048) * 2048))
}

function inputs({ index, plan, keepsWritten, box }: PlannedColumn): string[] {
  const v = columnAt(index)
  return [
    `${typedSql(plan, v)} as t${index}`,
    ...(keepsWritten ? [`${v} as w${index}`] : []),
    ...(box ?? []).map((at, side) => `try_cast(${columnAt(at)} as double) as b${index}_${side}`),
  ]
}

const boxEnds = ["__xmin", "__ymin", "__xmax", "__ymax"]

function outputs({ index, name, keepsWritten, places, box }: PlannedColumn): string[] {
  const written = `case when t${index} is null and w${index} is not null then case when ${isMissingSql(`w${index}`)} then null else w${index} end end`
  return [
    `t${index} as ${quoted(name)}`,
    ...(keepsWritten ? [`${written} as ${quoted(name + writtenSuffix)}`] : []),
    ...(places ? [`${placeSql(`t${index}::varchar`, places)} as ${quoted(name + placeSuffix)}`] : []),
    ...(box ?? []).map((_, side) => `b${index}_${side} as ${quoted(name + boxEnds[side]!)}`),
  ]
}

/** An enumeration is looked up by hash; a join would not keep the rows in their order. */
function placeSql(value: string, places: ReadonlyMap<string, string>): string {
  const names = [...places.keys()].map(literal).join(", ")
  const codes = [...places.values()].map(literal).join(", ")
  return `[${codes}][enum_code(try_cast(${value} as enum(${names})))::integer + 1]`
}
