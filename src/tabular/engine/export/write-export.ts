import { createReadStream } from "node:fs"
import { unlink } from "node:fs/promises"
import { join } from "node:path"
import { type DuckDBConnection, type DuckDBResult, DuckDBTypeId } from "@duckdb/node-api"
import { bound, endQuery, startQuery } from "../answer-question.ts"
import { type Instances, quoteText } from "../instances.ts"
import { interruptible } from "../interruptible.ts"
import type { ExportMessage, WiredQuery } from "../wire.ts"
import { cellKind, type ExportedColumn } from "./cell-expressions.ts"
import { lineExport } from "./line-exports.ts"
import { canPipe, pipedCopy } from "./piped-copy.ts"
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
  /** Where a file may be left while it is sent. */
  readonly folder: string
  readonly stop: AbortSignal
}

export function writeExport(message: ExportMessage, { instances, stop, stuck, send }: Running): Promise<void> {
  return instances.use(message.query, async (connection, folder) => {
    const guarded: Exporting["guarded"] = (running) => interruptible(running, { connection, stop, stuck })
    const exporting = { ...message, connection, guarded, folder, stop }
    const columns = await columnsOf(exporting)
    if (message.request.format === "parquet") return writeParquet({ ...exporting, columns }, send)
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

function linesOf(exporting: Exporting): AsyncIterable<string | Buffer> {
  return exporting.request.format === "xlsx" ? sheetsOf(exporting) : textOf(exporting)
}

async function* sheetsOf({ query, request, connection, columns, guarded }: Exporting): AsyncGenerator<Buffer> {
  const sql = linesFrom(query, columns, lineExport(columns, request).line)
  const result = await guarded(startQuery(connection, { ...query, sql }))
  try {
    const settings = { headers: columns.map(({ header }) => header), rightToLeft: request.rightToLeft ?? false }
    yield* workbook(linesIn(result, guarded), settings)
  } finally {
    await endQuery(connection, result)
  }
}

/**
 * DuckDB writes the lines as they are: without quotes and a header of its own, and with a separator that nothing is told by,
 * because there is one column only.
 */
const plainLines = "format csv, header false, quote '', escape '', delimiter '\x01'"

async function* textOf(exporting: Exporting): AsyncGenerator<string | Buffer> {
  if (!(await canPipe(exporting.folder))) return yield* textByLines(exporting)
  const { query, request, connection, columns, guarded, folder, stop } = exporting
  const { line, before, between, after } = lineExport(columns, request)
  // Each line ends as if another one followed; DuckDB writes the line feed.
  const sql = linesFrom(query, columns, `${line} || ${quoteText(between.slice(0, -1))}`)
  const copy = (path: string) =>
    guarded(connection.run(`copy (${sql}) to ${quoteText(path)} (${plainLines})`, bound(query)))
  const pieces = pipedCopy({ folder, stop, copy, interrupt: () => connection.interrupt() })
  let isFirst = true
  for await (const piece of withoutLast(pieces, Buffer.byteLength(between))) {
    if (isFirst) yield before
    yield piece
    isFirst = false
  }
  if (isFirst) yield before
  if (!isFirst || request.format === "json" || request.format === "geojson") yield after
}

/** The same without a pipe, for machines without `mkfifo`: slower. */
async function* textByLines({ query, request, connection, columns, guarded }: Exporting): AsyncGenerator<string> {
  const { line, before, between, after } = lineExport(columns, request)
  const result = await guarded(startQuery(connection, { ...query, sql: linesFrom(query, columns, line) }))
  let isFirst = true
  try {
    yield before
    for await (const some of linesIn(result, guarded)) {
      yield (isFirst ? "" : between) + some.join(between)
      isFirst = false
    }
    if (!isFirst || request.format === "json" || request.format === "geojson") yield after
  } finally {
    await endQuery(connection, result)
  }
}

function linesFrom(query: WiredQuery, columns: readonly ExportedColumn[], line: string): string {
  const names = columns.map(({ sql }) => sql).join(", ")
  return `select ${line} from (\n${query.sql}\n) as t(${names})`
}

/** All bytes but so many at the end. */
async function* withoutLast(pieces: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0)
  for await (const piece of pieces) {
    if (held.length > 0 && piece.length >= count) yield held
    const rest = piece.length >= count ? piece : Buffer.concat([held, piece])
    const most = Math.max(0, rest.length - count)
    if (most > 0) yield rest.subarray(0, most)
    held = rest.subarray(most)
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
async function writeParquet(exporting: Exporting, send: Running["send"]): Promise<void> {
  const { query, connection, columns, request, guarded, folder } = exporting
  const path = join(folder, `${crypto.randomUUID()}.parquet`)
  const names = columns.map(({ name }) => `"${name.replaceAll('"', '""')}"`)
  const renamed = new Set(names).size === names.length && !request.headers ? "" : ` as t(${differing(columns)})`
  const sql = `copy (select * from (\n${query.sql}\n)${renamed}) to ${quoteText(path)} (format parquet, compression zstd)`
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
