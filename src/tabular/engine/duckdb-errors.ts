import { QueryTookTooLong, QueryTooLarge } from "./refusals.ts"
import type { WiredRefusal } from "./wire.ts"

/** What DuckDB says with `errors_as_json`. */
interface DuckDbError {
  readonly exception_type?: string
  readonly exception_message?: string
  readonly error_subtype?: string
  readonly candidates?: string
  readonly name?: string
  readonly position?: string
}

/** The caller's question is at fault. */
const ofTheQuestion = new Set([
  "Binder",
  "Catalog",
  "Conversion",
  "Invalid Input",
  "Out of Range",
  "Mismatch Type",
  "Invalid type",
  "Not implemented",
  "Parser",
  "Permission",
  "Syntax",
  "Expression",
  "Parameter Not Resolved",
  "Parameter Not Allowed",
  "Divide by Zero",
  "Sequence",
  "Serialization",
  "Decimal",
  "Unknown Type",
])

/** Why a question was not answered, in the words between the two processes. */
export function wiredRefusal(error: unknown, sql: string): WiredRefusal {
  if (error instanceof QueryTookTooLong)
    return { kind: "took-too-long", timeoutMs: Number(error.values.seconds) * 1000 }
  if (error instanceof QueryTooLarge) return { kind: "too-large" }
  const said = duckDbError(error)
  const type = said.exception_type ?? ""
  if (/^Out of Memory$/i.test(type)) return { kind: "too-large" }
  if (/^INTERNAL$/i.test(type)) return mistake({ ...said, exception_message: "internal error" }, sql)
  return ofTheQuestion.has(type) ? mistake(said, sql) : { kind: "failed", message: messageOf(error) }
}

function duckDbError(error: unknown): DuckDbError {
  const text = messageOf(error)
  const json = text.slice(text.indexOf("{"))
  try {
    return JSON.parse(json) as DuckDbError
  } catch {
    const [, type, message] = /^(?:[^:]*: )??([A-Z][A-Za-z ]*?) Error: (.*)/s.exec(text) ?? []
    return { exception_type: type, exception_message: message ?? text }
  }
}

function mistake(said: DuckDbError, sql: string): WiredRefusal {
  const nearest = said.candidates?.split(",")[0]
  const place = { position: characterAt(sql, Number(said.position ?? Number.NaN)), nearest }
  if (said.error_subtype === "COLUMN_NOT_FOUND") {
    return { kind: "mistake", code: "unknown-column", values: { column: said.name ?? "" }, ...place }
  }
  // Its further lines show parts of our own SQL.
  const detail = (said.exception_message ?? "").split("\n")[0]!.slice(0, 300)
  return { kind: "mistake", code: "query-impossible", values: { detail }, ...place }
}

/** DuckDB counts bytes, people count characters. */
function characterAt(sql: string, bytes: number): number | undefined {
  if (!(bytes >= 0) || bytes > sql.length * 4) return undefined
  return Buffer.from(sql).subarray(0, bytes).toString().length
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
