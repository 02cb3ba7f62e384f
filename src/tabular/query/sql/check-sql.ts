import type { ParsedSql } from "../../engine/query-engine.ts"
import { nearest } from "../nearest.ts"
import { QueryMistake } from "../query-mistake.ts"
import { allowedFunctions, allowedTableFunctions } from "./allowed-functions.ts"

/** A part of DuckDB's syntax tree. */
export type SqlNode = Readonly<Record<string, unknown>>

export interface CheckedSql {
  /** Tables named, `this` among them where it is. */
  readonly tables: readonly string[]
  readonly columns: readonly ColumnReference[]
  /** Names that the text itself gives to expressions and tables. */
  readonly aliases: ReadonlySet<string>
}

export interface ColumnReference {
  readonly names: readonly string[]
  /** In bytes of the text. */
  readonly at: number | undefined
}

const expressionClasses = new Set([
  "BETWEEN",
  "CASE",
  "CAST",
  "COLLATE",
  "COLUMN_REF",
  "COMPARISON",
  "CONJUNCTION",
  "CONSTANT",
  "FUNCTION",
  "LAMBDA",
  "LAMBDA_REF",
  "OPERATOR",
  "POSITIONAL_REFERENCE",
  "STAR",
  "SUBQUERY",
  "WINDOW",
])

/** Of everything that is no expression: statements, tables, and what goes with them. */
const otherTypes = new Set([
  "SELECT_NODE",
  "SET_OPERATION_NODE",
  "BASE_TABLE",
  "EMPTY",
  "EXPRESSION_LIST",
  "JOIN",
  "SUBQUERY",
  "TABLE_FUNCTION",
  "DISTINCT_MODIFIER",
  "LIMIT_MODIFIER",
  "LIMIT_PERCENT_MODIFIER",
  "ORDER_MODIFIER",
  "ASCENDING",
  "DESCENDING",
  "ORDER_DEFAULT",
  "DECIMAL_TYPE_INFO",
  "LIST_TYPE_INFO",
  "STRUCT_TYPE_INFO",
])

const valueTypes = new Set([
  ..."NULL BOOLEAN TINYINT SMALLINT INTEGER BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT UHUGEINT".split(" "),
  ..."FLOAT DOUBLE DECIMAL VARCHAR BLOB DATE TIME TIMESTAMP TIMESTAMP_S TIMESTAMP_MS TIMESTAMP_NS INTERVAL".split(" "),
  "TIMESTAMP WITH TIME ZONE",
  ..."LIST ARRAY STRUCT MAP INTEGER_LITERAL STRING_LITERAL".split(" "),
])

const mostNodes = 20_000
const deepest = 150

/** The text is exactly one SELECT that calls and names only what it may; else says what is not allowed, and where. */
export function checkSql(parsed: ParsedSql, source: string): CheckedSql {
  if (parsed.kind === "mistake") throw syntaxMistake(parsed)
  const [statement, ...more] = parsed.statements as readonly SqlNode[]
  if (!statement || more.length > 0) throw notAllowed(statement ? "2 × SELECT" : "∅")
  const walk = new Walk(source)
  walk.visit(statement.node, { depth: 0, defined: new Set() })
  return { tables: [...walk.tables], columns: walk.columns, aliases: walk.aliases }
}

function syntaxMistake({ message, position }: Extract<ParsedSql, { kind: "mistake" }>): QueryMistake {
  if (/^Only SELECT/.test(message)) return notAllowed("∉ SELECT")
  const [, found] = /near "(.*)"$/s.exec(message) ?? []
  return new QueryMistake(
    "query-syntax",
    { found: (found ?? "").slice(0, 50), expected: "" },
    { parameter: "sql", position },
  )
}

function notAllowed(found: string, position?: number): QueryMistake {
  return new QueryMistake("query-not-read-only", { found: found.slice(0, 100) }, { parameter: "sql", position })
}

function unknownFunction(name: string, known: ReadonlySet<string>, position: number | undefined): QueryMistake {
  const place = { parameter: "sql", position, nearest: nearest(name, known) }
  return new QueryMistake("unknown-query-function", { function: name.slice(0, 100) }, place)
}

interface Here {
  readonly depth: number
  /** Tables that the text itself defines (`with`), in lower case. */
  readonly defined: ReadonlySet<string>
}

class Walk {
  readonly tables = new Set<string>()
  readonly columns: ColumnReference[] = []
  readonly aliases = new Set<string>()
  readonly #source: string
  #nodes = 0

  constructor(source: string) {
    this.#source = source
  }

  visit(value: unknown, here: Here): void {
    if (Array.isArray(value)) for (const item of value) this.visit(item, here)
    else if (typeof value === "object" && value !== null) this.#node(value as SqlNode, here)
  }

  #node(node: SqlNode, { depth, defined }: Here): void {
    if (++this.#nodes > mostNodes)
      throw new QueryMistake("query-too-complex", { limit: mostNodes }, { parameter: "sql" })
    if (depth > deepest) throw new QueryMistake("query-too-complex", { limit: deepest }, { parameter: "sql" })
    this.#check(node, defined)
    if (typeof node.alias === "string") this.aliases.add(node.alias)
    let here: Here = { depth: depth + 1, defined }
    if (isObject(node.cte_map)) here = { ...here, defined: this.#definitions(node.cte_map, here) }
    for (const [key, part] of Object.entries(node)) {
      // Values of constants are data, and types are looked at where they are used.
      const isData = key === "value" && node.class === "CONSTANT"
      if (node.type === "TABLE_FUNCTION" && key === "function") this.#tableFunction(part as SqlNode, here)
      else if (key !== "cte_map" && !isData) this.visit(part, here)
    }
  }

  /** Each may name those before it. */
  #definitions(map: SqlNode, here: Here): ReadonlySet<string> {
    let { defined } = here
    for (const entry of Array.isArray(map.map) ? (map.map as SqlNode[]) : []) {
      const { key, value } = entry as { key?: unknown; value?: unknown }
      this.visit(value, { ...here, defined })
      defined = new Set([...defined, String(key).toLowerCase()])
    }
    return defined
  }

  #check(node: SqlNode, defined: ReadonlySet<string>): void {
    const at = this.#characterOf(node.query_location)
    const kind = String(node.type ?? "")
    if (node.class !== undefined && !expressionClasses.has(String(node.class))) throw notAllowed(kind.toLowerCase(), at)
    if (node.class === undefined && typeof node.type === "string" && !otherTypes.has(kind)) throw notAllowed(kind, at)
    for (const key of ["catalog_name", "catalog", "schema_name", "at_clause"]) {
      if (node[key] !== undefined && node[key] !== "") throw notAllowed(String(node[key]), at)
    }
    if (typeof node.function_name === "string") this.#checkFunction(node, at)
    if (node.class === "COLUMN_REF") this.columns.push({ names: namesIn(node), at: numberIn(node.query_location) })
    if (kind === "BASE_TABLE") this.#checkTable(String(node.table_name), { at, defined })
    if (isObject(node.cast_type)) checkType(node.cast_type, at)
  }

  #checkFunction(node: SqlNode, at: number | undefined): void {
    const name = String(node.function_name).toLowerCase()
    const { schema } = node
    if (schema !== undefined && schema !== "" && schema !== "main" && schema !== "pg_catalog") {
      throw notAllowed(`${String(schema)}.${name}`, at)
    }
    if (!allowedFunctions.has(name)) throw unknownFunction(name, allowedFunctions, at)
  }

  #tableFunction(node: SqlNode, here: Here): void {
    const name = String(node.function_name).toLowerCase()
    const at = this.#characterOf(node.query_location)
    if (!allowedTableFunctions.has(name)) throw unknownFunction(name, allowedTableFunctions, at)
    this.visit(node.children, here)
  }

  #checkTable(name: string, { at, defined }: { at: number | undefined; defined: ReadonlySet<string> }): void {
    if (!defined.has(name.toLowerCase())) this.tables.add(name.toLowerCase() === "this" ? "this" : name)
    if (this.tables.size > mostTables) {
      throw new QueryMistake("query-too-complex", { limit: mostTables }, { parameter: "sql", position: at })
    }
  }

  #characterOf(bytes: unknown): number | undefined {
    const at = numberIn(bytes)
    return at === undefined ? undefined : Buffer.from(this.#source).subarray(0, at).toString().length
  }
}

const mostTables = 8

function checkType(type: SqlNode, at: number | undefined): void {
  if (!valueTypes.has(String(type.id))) throw notAllowed(`type ${String(type.id).toLowerCase()}`, at)
}

function namesIn(node: SqlNode): readonly string[] {
  return Array.isArray(node.column_names) ? node.column_names.map(String) : []
}

/** What has no place in the text is said to be at the end of the world. */
function numberIn(value: unknown): number | undefined {
  return typeof value === "number" && value < 1e9 ? value : undefined
}

function isObject(value: unknown): value is SqlNode {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
