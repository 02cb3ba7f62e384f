import type { AnswerValue, CompiledQuery, QueryEngine } from "../../engine/query-engine.ts"
import type { Column } from "../../table/column.ts"
import type { AnswerColumn } from "../compile-question.ts"
import { type ColumnNames, columnNames } from "../find-column.ts"
import { nearest } from "../nearest.ts"
import { QueryMistake } from "../query-mistake.ts"
import type { QueryableTable } from "../queryable-table.ts"
import { type CheckedSql, checkSql } from "./check-sql.ts"
import { replaceHeaders } from "./replace-headers.ts"

export interface SqlAnswer {
  readonly columns: readonly AnswerColumn[]
  readonly rows: readonly Readonly<Record<string, AnswerValue>>[]
  /** There is more than the limits allow. */
  readonly truncated: boolean
}

export interface SqlLimits {
  readonly maxRows: number
  readonly maxBytes: number
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export const defaultSqlLimits: SqlLimits = { maxRows: 50_000, maxBytes: 64_000_000, timeoutMs: 5000 }

export interface AskingSql {
  readonly engine: Pick<QueryEngine, "ask" | "parse">
  readonly sql: string
  /** The table that the text calls `this`; none where it has to name all of them. */
  readonly self?: QueryableTable
  /** A table that the asker may read, by the name in quotes; nothing of any other. */
  readonly find: (name: string) => Promise<QueryableTable | undefined>
  readonly limits?: SqlLimits
}

const longestSql = 20_000

/** SQL that somebody else wrote: read by DuckDB, checked against what is allowed, and asked of the tables it names. */
export async function answerSql(asking: AskingSql): Promise<SqlAnswer> {
  const { query, tables } = await compileSql(asking)
  try {
    const answer = await asking.engine.ask(query, asking.limits ?? defaultSqlLimits)
    const names = differentNames(answer.columns.map(({ name }) => name))
    const columns = answer.columns.map(({ sqlType }, at) => answerColumn(names[at]!, sqlType, tables))
    const rows = answer.rows.map((row) => Object.fromEntries(row.map((value, at) => [names[at]!, value])))
    return { columns, rows, truncated: answer.truncated }
  } catch (error) {
    throw error instanceof QueryMistake ? withNearest(error, tables).in("sql") : error
  }
}

export interface CompiledSql {
  readonly query: CompiledQuery
  readonly tables: readonly QueryableTable[]
}

/** Also for exports: `engine.export(query, …)`. */
export async function compileSql({ engine, sql, self, find }: Omit<AskingSql, "limits">): Promise<CompiledSql> {
  if (sql.length > longestSql) throw new QueryMistake("query-too-complex", { limit: longestSql }, { parameter: "sql" })
  if (sql.includes("\0")) throw new QueryMistake("query-syntax", { found: "\\0", expected: "" }, { parameter: "sql" })
  const written = withoutEnd(sql)
  const checked = checkSql(await engine.parse(written), written)
  const found = await findTables(checked, { self, find })
  const names = [...found.values()].map(columnNames)
  const text = replaceHeaders(written, checked, names)
  // Read again as it will be asked: what runs is what was checked.
  if (text !== written) assertSameTables(checkSql(await engine.parse(text), text), found)
  const tables = Object.fromEntries([...found].map(([name, { parquet }]) => [name, parquet.sha256]))
  return { query: { sql: text, params: [], tables, plain: true }, tables: [...found.values()] }
}

/** A semicolon at the end means nothing, but cannot stand inside an export. */
function withoutEnd(sql: string): string {
  return sql.replace(/[\s;]+$/, "")
}

async function findTables({ tables }: CheckedSql, { self, find }: Pick<AskingSql, "self" | "find">) {
  const found = new Map<string, QueryableTable>()
  for (const name of tables) {
    const table = name === "this" ? self : await find(name)
    if (!table) throw new QueryMistake("unknown-table", { table: name.slice(0, 100) }, { parameter: "sql" })
    found.set(name, table)
  }
  return found
}

function assertSameTables({ tables }: CheckedSql, found: ReadonlyMap<string, unknown>): void {
  const other = tables.find((name) => !found.has(name))
  if (other !== undefined) throw new QueryMistake("unknown-table", { table: other }, { parameter: "sql" })
}

/** Columns of an answer may be called alike; what they are called by in JSON may not. */
function differentNames(names: readonly string[]): string[] {
  const met = new Set<string>()
  return names.map((name) => {
    let own = name
    for (let again = 2; met.has(own); again++) own = `${name}_${again}`
    met.add(own)
    return own
  })
}

function answerColumn(name: string, sqlType: string, tables: readonly QueryableTable[]): AnswerColumn {
  const type = typeOf(sqlType)
  const shown = tables.flatMap(({ columns }) => columns).find((column) => column.name === name && column.type === type)
  if (!shown) return { name, header: name, type }
  const { header, meaning, unit, label, description } = shown
  return { name, header, type, meaning, unit, label, description, column: shown.name }
}

function typeOf(sqlType: string): Column["type"] {
  if (/INT$|^U?(TINY|SMALL|BIG|HUGE)INT$|^U?INTEGER$/.test(sqlType)) return "integer"
  if (/^(DOUBLE|FLOAT|DECIMAL\(.*\))$/.test(sqlType)) return "decimal"
  if (sqlType === "BOOLEAN") return "boolean"
  if (sqlType === "DATE") return "date"
  if (/^TIMESTAMP/.test(sqlType)) return "datetime"
  return sqlType === "TIME" ? "time" : "text"
}

/** DuckDB knows our names, not the headers. */
function withNearest(mistake: QueryMistake, tables: readonly QueryableTable[]): QueryMistake {
  if (mistake.code !== "unknown-column") return mistake
  const written = String(mistake.values.column ?? "")
  const names: ColumnNames[] = tables.map(columnNames)
  const all = names.flatMap(({ all: columns }) => columns)
  const near = nearest(
    written,
    all.flatMap(({ name, header }) => [name, header]),
  )
  const column = all.find(({ name, header }) => name === near || header === near)
  const place = { ...mistake.place, nearest: column?.name ?? mistake.place.nearest }
  return new QueryMistake("unknown-column", { column: written }, place)
}
