/** What changed between two versions of a table: its columns from what is known of them, its rows by one statement. */
import { type Column, writtenSuffix } from "../table/column.ts"
import type { TableDifference } from "../table/data-table.ts"
import type { ColumnProfile } from "../table/profile.ts"

export interface Compared {
  /** Of the Parquet file. */
  readonly path: string
  readonly rows: number
  readonly columns: readonly Column[]
  readonly profile: readonly ColumnProfile[]
}

/** Answers the one row of a statement of SQL. */
export type AskOne = (sql: string) => Promise<Readonly<Record<string, unknown>>>

export async function compareVersions(before: Compared, after: Compared, askOne: AskOne): Promise<TableDifference> {
  const key = keyOf(before, after)
  const common = commonColumns(before, after)
  const rows = common.length === 0 ? wholly(before, after) : await compareRows({ before, after, key, common }, askOne)
  return { ...compareColumns(before.columns, after.columns), key: key === undefined ? null : [key], ...rows }
}

type ColumnChanges = Pick<TableDifference, "columnsAdded" | "columnsRemoved" | "columnsChanged">

export function compareColumns(before: readonly Column[], after: readonly Column[]): ColumnChanges {
  const old = new Map(before.map((column) => [column.name, column]))
  const names = new Set(after.map(({ name }) => name))
  return {
    columnsAdded: after.filter(({ name }) => !old.has(name)).map(({ name }) => name),
    columnsRemoved: before.filter(({ name }) => !names.has(name)).map(({ name }) => name),
    columnsChanged: after.flatMap(({ name, type }) => {
      const from = old.get(name)?.type
      return from === undefined || from === type ? [] : [{ name, from, to: type }]
    }),
  }
}

/** The first column whose values, none of them missing, tell all rows apart in both versions. */
export function keyOf(before: Compared, after: Compared): string | undefined {
  const common = new Set(commonColumns(before, after))
  const unique = ({ profile, rows }: Compared) =>
    new Set(
      profile
        .filter((one) => rows > 0 && one.missing === 0 && one.distinctType === "exact" && one.distinct === rows)
        .map(({ name }) => name),
    )
  const uniqueBefore = unique(before)
  const candidates = after.columns.filter(
    ({ name, type, notFitting }) => common.has(name) && notFitting === undefined && mayBeKey(type),
  )
  const uniqueAfter = unique(after)
  const keys = candidates.filter(({ name }) => uniqueBefore.has(name) && uniqueAfter.has(name))
  return (keys.find(({ meaning }) => meaning === "code") ?? keys[0])?.name
}

// Measures may happen to be all different; they name nothing.
function mayBeKey(type: Column["type"]): boolean {
  return type === "text" || type === "integer" || type === "date" || type === "datetime"
}

/** Columns of both, of the same type, so that their values can be held against each other. */
function commonColumns(before: Compared, after: Compared): readonly string[] {
  const old = new Map(before.columns.map(({ name, type }) => [name, type]))
  return after.columns.filter(({ name, type }) => old.get(name) === type).map(({ name }) => name)
}

type RowChanges = Pick<TableDifference, "rowsAdded" | "rowsRemoved" | "rowsChanged">

function wholly(before: Compared, after: Compared): RowChanges {
  return { rowsAdded: after.rows, rowsRemoved: before.rows, rowsChanged: null }
}

interface RowComparison {
  readonly before: Compared
  readonly after: Compared
  readonly key: string | undefined
  readonly common: readonly string[]
}

async function compareRows(comparison: RowComparison, askOne: AskOne): Promise<RowChanges> {
  const found = await askOne(
    comparison.key === undefined ? wholeRows(comparison) : rowsByKey(comparison, comparison.key),
  )
  const { added, removed, changed } = found
  return {
    rowsAdded: Number(added),
    rowsRemoved: Number(removed),
    rowsChanged: comparison.key === undefined ? null : Number(changed),
  }
}

function rowsByKey({ before, after, common }: RowComparison, key: string): string {
  const values = (table: string) => `hash(${columnsOf(common, before, after, table)})`
  return `
    select
      count(*) filter (where one.k is null) as added,
      count(*) filter (where other.k is null) as removed,
      count(*) filter (where one.k is not null and other.k is not null and one.h <> other.h) as changed
    from (select ${quoted(key)} as k, ${values("t")} as h from ${fileOf(before)} as t) as one
    full join (select ${quoted(key)} as k, ${values("t")} as h from ${fileOf(after)} as t) as other on one.k = other.k
  `
}

/** Rows that are the same count as often as they are there. */
function wholeRows({ before, after, common }: RowComparison): string {
  const counted = (compared: Compared) => `
    (select hash(${columnsOf(common, before, after, "t")}) as h, count(*) as n from ${fileOf(compared)} as t group by 1)
  `
  return `
    select
      coalesce(sum(greatest(coalesce(other.n, 0) - coalesce(one.n, 0), 0)), 0) as added,
      coalesce(sum(greatest(coalesce(one.n, 0) - coalesce(other.n, 0), 0)), 0) as removed,
      0 as changed
    from ${counted(before)} as one
    full join ${counted(after)} as other on one.h = other.h
  `
}

/** With what was written where it did not fit, if both versions have that. */
function columnsOf(common: readonly string[], before: Compared, after: Compared, table: string): string {
  const written = (compared: Compared) =>
    new Set(compared.columns.filter(({ notFitting }) => notFitting).map(({ name }) => name))
  const [old, now] = [written(before), written(after)]
  return common
    .flatMap((name) => (old.has(name) && now.has(name) ? [name, name + writtenSuffix] : [name]))
    .map((name) => `${table}.${quoted(name)}`)
    .join(", ")
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function fileOf({ path }: Compared): string {
  return `read_parquet('${path.replaceAll("'", "''")}')`
}
