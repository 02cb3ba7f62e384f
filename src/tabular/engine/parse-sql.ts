import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api"
import type { ParsedSql } from "./query-engine.ts"

interface Serialized {
  readonly error: boolean
  readonly error_message?: string
  readonly position?: string
  readonly statements?: readonly unknown[]
}

/** A DuckDB that holds nothing and reads nothing: it only tells how it understands a text. */
export async function createParser(): Promise<(sql: string) => Promise<ParsedSql>> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "1",
    memory_limit: "64MB",
    enable_external_access: "false",
    lock_configuration: "true",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  })
  const connection = await instance.connect()
  return (sql) => parse(connection, sql)
}

async function parse(connection: DuckDBConnection, sql: string): Promise<ParsedSql> {
  const result = await connection.runAndReadAll(
    "select json_serialize_sql($1::varchar, skip_null := true, skip_empty := true)::varchar",
    [sql],
  )
  const tree = treeIn(String(result.getRows()[0]![0]))
  if (!tree.error) return { kind: "parsed", statements: tree.statements ?? [] }
  // Its parser counts characters, where its binder counts bytes.
  const position = tree.position === undefined ? undefined : [...sql].slice(0, Number(tree.position)).join("").length
  return { kind: "mistake", message: tree.error_message ?? "", position }
}

/** A number beyond a double (`1e400`) comes as `Infinity`, which JSON does not know. */
function treeIn(text: string): Serialized {
  try {
    return JSON.parse(text) as Serialized
  } catch {
    return { error: true, error_message: "number out of range" }
  }
}
