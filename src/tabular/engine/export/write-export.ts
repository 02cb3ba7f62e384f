import { createReadStream } from "node:fs"
import { unlink } from "node:fs/promises"
import { join } from "node:path"
import { type DuckDBConnection, type DuckDBResult, DuckDBTypeId } from "@duckdb/node-api"
import { bound, endQuery, startQuery } from "../answer-question.ts"
import type { Instances } from "../instances.ts"
import { interruptible } from "../interruptible.ts"
import type { ExportMessage, WiredQuery } from "../wire.ts"
import { cellKind, type ExportedColumn } from "./cell-expressions.ts"
import { lineExport } from "./line-exports.ts"
import { workbook } from "./workbook.ts"

interface Running {
  readonly instances: Instances
  readonly stop: AbortSignal
  readonly stuck: (reason: unknown) => void
  /** Takes what comes, at its own pace, to the end. */
  readonly send: (pieces: AsyncIterable<string | Buffer>) => Promise<void>
}

interface Exporting extends ExportMessage {
  readonly connection: DuckDBConnection
  readonly columns: readonly ExportedColumn[]
  readonly guarded: <T>(running: Promise<T>) => Promise<T>
}

export function writeExport(message: ExportMessage, { instances, stop, stuck, send }: Running): Promise<void> {
  return instances.use(message.query, async (connection, folder) => {
    const guarded: Exporting["guarded"] = (running) => interruptible(running, { connection, stop, stuck })
    const exporting = { ...message, connection, guarded }
    const columns = await columnsOf(exporting)
    if (message.request.format === "parquet") return writeParquet({ ...exporting, columns }, { folder, send })
    await send(linesOf({ ...exporting, columns }))
  })
}

async function columnsOf({ query, request, connection, guarded }: Omit<Exporting, "columns">) {
  const nothing: WiredQuery = { ...query, sql: `select * from (\n${query.sql}\n) limit 0` }
  const result = await guarded(startQuery(connection, nothing))
  await endQuery(connection, result)
  const types = result.columnTypes()
  return result.columnNames().map((name, at): ExportedColumn => {
    const type = types[at]!
    const scale = type.typeId === DuckDBTypeId.DECIMAL ? type.scale : 0
    return { name, header: request.headers?.[name] ?? name, sql: `c${at}`, kind: cellKind(type), scale }
  })
}

async function* linesOf(exporting: Exporting): AsyncGenerator<string | Buffer> {
  const { query, request, connection, columns, guarded } = exporting
  const { line, before, between, after } = lineExport(columns, request)
  const names = columns.map(({ sql }) => sql).join(", ")
  const sql = `select ${line} from (\n${query.sql}\n) as t(${names})`
  const result = await guarded(startQuery(connection, { ...query, sql }))
  try {
    const lines = linesIn(result, guarded)
    if (request.format === "xlsx") {
      const settings = { headers: columns.map(({ header }) => header), rightToLeft: request.rightToLeft ?? false }
      return yield* workbook(lines, settings)
    }
    yield before
    let isFirst = true
    for await (const some of lines) {
      yield (isFirst ? "" : between) + some.join(between)
      isFirst = false
    }
    if (!isFirst || request.format === "json" || request.format === "geojson") yield after
  } finally {
    await endQuery(connection, result)
  }
}

async function* linesIn(result: DuckDBResult, guarded: Exporting["guarded"]): AsyncGenerator<readonly string[]> {
  for (;;) {
    const chunk = await guarded(result.fetchChunk())
    if (!chunk || chunk.rowCount === 0) return
    yield chunk.getColumnValues(0) as string[]
  }
}

/** Its index is at the end, so it is written as a whole first, and sent from the disk. */
async function writeParquet(
  { query, connection, columns, request, guarded }: Exporting,
  { folder, send }: { folder: string; send: Running["send"] },
): Promise<void> {
  const path = join(folder, `${crypto.randomUUID()}.parquet`)
  const names = columns.map(({ name }) => `"${name.replaceAll('"', '""')}"`)
  const renamed = new Set(names).size === names.length && !request.headers ? "" : ` as t(${differing(columns)})`
  const file = path.replaceAll("'", "''")
  const sql = `copy (select * from (\n${query.sql}\n)${renamed}) to '${file}' (format parquet, compression zstd)`
  try {
    await guarded(connection.run(sql, bound(query)))
    await send(createReadStream(path))
  } finally {
    await unlink(path).catch(() => {})
  }
}

/** Headers may be alike, columns of a Parquet file may not. */
function differing(columns: readonly ExportedColumn[]): string {
  const met = new Set<string>()
  return columns
    .map(({ header }) => {
      let name = header
      for (let again = 2; met.has(name.toLowerCase()); again++) name = `${header}_${again}`
      met.add(name.toLowerCase())
      return `"${name.replaceAll('"', '""')}"`
    })
    .join(", ")
}
