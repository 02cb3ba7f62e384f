import type { Answer, AnswerValue, QueryEngine } from "../engine/query-engine.ts"
import { QueryTookTooLong, QueryTooLarge } from "../engine/refusals.ts"
import type { CompiledPage } from "./compile-page.ts"
import { type AnswerColumn, type CompiledQuestion, compileQuestion } from "./compile-question.ts"
import { type Count, type PageStart, readCursor, writeCursor } from "./cursor.ts"
import type { QueryableTable } from "./queryable-table.ts"
import type { Question } from "./question.ts"

export type RowValues = Readonly<Record<string, AnswerValue>>

export interface PageRow {
  /** Its number in this version of the table, from 0; none of groups. */
  readonly row?: number
  readonly values: RowValues
  /** As written in the file, where a value does not fit the type of its column. */
  readonly written?: Readonly<Record<string, string>>
}

export interface RowsPage extends Count {
  readonly columns: readonly AnswerColumn[]
  readonly rows: readonly PageRow[]
  /** For `cursor=`; none on the last page. */
  readonly next: string | undefined
}

export interface ReadLimits {
  readonly defaultRows: number
  readonly maxBytes: number
  readonly timeoutMs: number
  /** Counting is given up after this, and estimated. */
  readonly countMs: number
  readonly signal?: AbortSignal
}

export const defaultReadLimits: ReadLimits = { defaultRows: 100, maxBytes: 16_000_000, timeoutMs: 5000, countMs: 1000 }

interface Asking {
  readonly engine: Pick<QueryEngine, "ask">
  readonly table: QueryableTable
  readonly question: Question
  readonly limits?: ReadLimits
}

/** One page of what the question finds, and how much there is. */
export async function readRows({ engine, table, question, limits = defaultReadLimits }: Asking): Promise<RowsPage> {
  const compiled = compileQuestion(table, question)
  const owner = { sha256: table.parquet.sha256, key: question.key }
  const cursor = question.cursor === undefined ? undefined : readCursor(question.cursor, owner)
  const limit = question.limit ?? limits.defaultRows
  const page = compiled.page(cursor?.start, limit + 1)
  const { maxBytes, timeoutMs, signal } = limits
  const answer = await engine.ask(page.query, { maxRows: limit, maxBytes, timeoutMs, signal })
  if (answer.truncated && answer.rows.length === 0 && limit > 0) throw new QueryTooLarge()
  const count =
    cursor?.count ?? countIn(answer, { compiled, question }) ?? (await countRows({ engine, table, compiled, limits }))
  const hasNext = answer.truncated && limit > 0
  const start = hasNext ? startAfter(answer, { compiled, page, start: cursor?.start, question }) : undefined
  const rows = answer.rows.map((values) => pageRow(values, compiled, page))
  return { columns: compiled.columns, rows, ...count, next: start && writeCursor({ start, count }, owner) }
}

/** What the answer itself tells. */
function countIn(
  { rows, truncated }: Answer,
  { compiled, question }: { compiled: CompiledQuestion; question: Question },
): Count | undefined {
  const groups = compiled.grouped ? rows[0]?.[compiled.columns.length] : undefined
  if (groups !== undefined) return { total: Number(groups), countType: "exact" }
  return truncated || question.offset > 0 ? undefined : { total: rows.length, countType: "exact" }
}

interface Place {
  readonly compiled: CompiledQuestion
  readonly page: CompiledPage
  readonly start: PageStart | undefined
  readonly question: Question
}

function startAfter({ rows }: Answer, { compiled, page, start, question }: Place): PageStart {
  if (compiled.grouped) {
    const offset = start?.kind === "offset" ? start.offset : question.offset
    return { kind: "offset", offset: offset + rows.length }
  }
  const last = rows.at(-1)!
  const keys = page.keys > 0 ? last.slice(-page.keys) : []
  return { kind: "row", row: Number(last[compiled.columns.length]), keys: keys as (string | null)[] }
}

function pageRow(values: readonly AnswerValue[], { columns, grouped }: CompiledQuestion, page: CompiledPage): PageRow {
  const shown = Object.fromEntries(columns.map(({ name }, at) => [name, values[at]!]))
  if (grouped) return { values: shown }
  const row = Number(values[columns.length])
  const notFitting = page.written
    .map((name, at) => [name, values[columns.length + 1 + at]] as const)
    .filter((pair): pair is readonly [string, string] => typeof pair[1] === "string")
  return notFitting.length > 0
    ? { row, values: shown, written: Object.fromEntries(notFitting) }
    : { row, values: shown }
}

interface Counting {
  readonly engine: Pick<QueryEngine, "ask">
  readonly table: QueryableTable
  readonly compiled: CompiledQuestion
  readonly limits: ReadLimits
}

/** Exact where it is cheap; else from a sample of the rows, said to be so. */
async function countRows({ engine, table, compiled, limits }: Counting): Promise<Count> {
  const { countMs, signal } = limits
  if (!compiled.count) return { total: table.rows, countType: "exact" }
  const one = { maxRows: 1, maxBytes: 1000, signal }
  try {
    const { rows } = await engine.ask(compiled.count, { ...one, timeoutMs: countMs })
    return { total: Number(rows[0]![0]), countType: "exact" }
  } catch (error) {
    if (!(error instanceof QueryTookTooLong)) throw error
  }
  // Of groups nothing can be told from a part; there were none where we looked.
  if (compiled.grouped) return { total: 0, countType: "estimate" }
  const { rows } = await engine.ask(compiled.countIn(sampleRanges(table.rows)), { ...one, timeoutMs: limits.timeoutMs })
  const [looked, found] = rows[0]!.map(Number)
  return { total: Math.round((table.rows * found!) / Math.max(1, looked!)), countType: "estimate" }
}

const samples = 16
const rowsInSample = 2048

/** Evenly spread over the table: rows that lie together are often alike. */
export function sampleRanges(rows: number): (readonly [number, number])[] {
  const step = rows / samples
  return Array.from(
    { length: samples },
    (_, at) => [Math.floor(at * step), Math.floor(at * step) + rowsInSample] as const,
  )
}
