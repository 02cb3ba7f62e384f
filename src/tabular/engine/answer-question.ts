import type { DuckDBConnection, DuckDBResult, DuckDBValue } from "@duckdb/node-api"
import type { Instances } from "./instances.ts"
import { interruptible } from "./interruptible.ts"
import { conversionOf } from "./json-value.ts"
import type { Answer, AnswerValue } from "./query-engine.ts"
import { type AskMessage, unwireValue, type WiredQuery } from "./wire.ts"

interface Running {
  readonly instances: Instances
  readonly stop: AbortSignal
  readonly stuck: (reason: unknown) => void
}

/** Asks, and reads no more of the answer than the limits allow. */
export function answerQuestion({ query, limits }: AskMessage, { instances, stop, stuck }: Running): Promise<Answer> {
  return instances.use(query, async (connection) => {
    const guard = { connection, stop, stuck }
    const result = await interruptible(startQuery(connection, query), guard)
    try {
      const types = result.columnTypes()
      const columns = result.columnNames().map((name, at) => ({ name, sqlType: String(types[at]) }))
      const next = () => interruptible(nextRows(result), guard)
      return { columns, ...(await readRows(next, { conversions: types.map(conversionOf), ...limits })) }
    } finally {
      await endQuery(connection, result)
    }
  })
}

/** Nothing is computed that is not read. */
export async function startQuery(connection: DuckDBConnection, query: WiredQuery): Promise<DuckDBResult> {
  return connection.stream(query.sql, bound(query))
}

/** What is not read to its end keeps its memory until the garbage is collected, which nothing here brings about. */
export async function endQuery(connection: DuckDBConnection, result: DuckDBResult): Promise<void> {
  connection.interrupt()
  await result.fetchChunk().catch(() => {})
}

export function bound(query: WiredQuery): DuckDBValue[] {
  return query.params.map(unwireValue)
}

/** Columns of the next rows; none at the end. */
async function nextRows(result: DuckDBResult): Promise<readonly DuckDBValue[][]> {
  const chunk = await result.fetchChunk()
  return chunk && chunk.rowCount > 0 ? chunk.getRows() : []
}

interface Reading {
  readonly conversions: readonly ((value: DuckDBValue) => AnswerValue)[]
  readonly maxRows: number
  readonly maxBytes: number
}

async function readRows(
  next: () => Promise<readonly DuckDBValue[][]>,
  { conversions, maxRows, maxBytes }: Reading,
): Promise<Pick<Answer, "rows" | "truncated">> {
  const rows: AnswerValue[][] = []
  let bytes = 0
  for (let found = await next(); found.length > 0; found = await next()) {
    for (const values of found) {
      if (rows.length >= maxRows) return { rows, truncated: true }
      const row = values.map((value, at) => conversions[at]!(value))
      bytes += Buffer.byteLength(JSON.stringify(row))
      if (bytes > maxBytes) return { rows, truncated: true }
      rows.push(row)
    }
  }
  return { rows, truncated: false }
}
