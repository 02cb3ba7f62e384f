/** The `query` process: started by `startQueryProcess`, ended with its parent. */
import { rmSync, writeFileSync } from "node:fs"
import { mkdir, rm } from "node:fs/promises"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { setPriority } from "node:os"
import { dirname } from "node:path"
import { Readable } from "node:stream"
import { json } from "node:stream/consumers"
import { pipeline } from "node:stream/promises"
import { answerQuestion } from "./answer-question.ts"
import { wiredRefusal } from "./duckdb-errors.ts"
import type { EngineSettings } from "./engine-settings.ts"
import { writeExport } from "./export/write-export.ts"
import { Instances } from "./instances.ts"
import { Lanes, withinTime } from "./lanes.ts"
import { MemoryWatch } from "./memory-watch.ts"
import { createParser } from "./parse-sql.ts"
import { EngineBusy } from "./refusals.ts"
import { Slots } from "./slots.ts"
import { type AskMessage, type ExportMessage, type ParseMessage, type WiredRefusal, wireStatus } from "./wire.ts"

const { socket, folder, settings } = JSON.parse(process.argv[2]!) as {
  socket: string
  folder: string
  settings: EngineSettings
}

// Pages come first, and where memory is short, this is what goes.
setPriority(settings.niceness)
try {
  writeFileSync("/proc/self/oom_score_adj", "600")
} catch {
  // Not Linux: nobody asks for it there.
}
process.once("disconnect", () => {
  for (const left of [dirname(socket), folder]) rmSync(left, { recursive: true, force: true })
  process.kill(process.pid, "SIGKILL")
})

await mkdir(folder, { recursive: true, mode: 0o700 })
const atOnce = settings.quick + settings.heavy + settings.exports
const instances = new Instances({
  warm: settings.warm,
  memoryMb: Math.floor(settings.memoryMb / atOnce),
  temporaryMb: Math.floor(settings.temporaryMb / atOnce),
  folder,
})
const waiting = { longest: settings.longestQueue, patienceMs: settings.patienceMs }
const lanes = new Lanes({ ...settings, waiting })
const exports = new Slots(settings.exports, waiting)
const memory = new MemoryWatch({
  mostMb: settings.memoryMb * 2,
  heldMb: () => process.memoryUsage.rss() / 1_000_000,
  end: () => process.kill(process.pid, "SIGKILL"),
})
setInterval(() => memory.look(), 50)
const parse = await createParser()

const server = createServer({ requestTimeout: 0, keepAliveTimeout: 0 }, (request, response) => {
  void handle(request, response)
})
server.listen(socket, () => process.send?.({ kind: "ready" }))

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController()
  response.once("close", () => gone.abort(new Error("The asker is gone")))
  const message = await json(request).catch(() => undefined)
  // Whoever asks went away in the middle of the question.
  if (message === undefined) return void response.destroy()
  // Errors of DuckDB name a place in the SQL: worth telling only to who wrote it.
  const written = (message as Partial<AskMessage>).query?.plain ? (message as AskMessage).query.sql : ""
  const refuse = (error: unknown) => {
    if (gone.signal.aborted || response.headersSent) return response.destroy()
    return send(response, { status: wireStatus.refused, body: refusalOf(error, written) })
  }
  // What does not let itself be interrupted is ended with everything else; the others are asked again.
  const stuck = (reason: unknown) => {
    refuse(reason instanceof Error ? reason : new EngineBusy())
    setTimeout(() => process.kill(process.pid, "SIGKILL"), 50)
  }
  try {
    if (request.url === "/ask") await ask(message as AskMessage, { response, gone: gone.signal, stuck })
    else if (request.url === "/export") await export_(message as ExportMessage, { response, gone: gone.signal, stuck })
    else send(response, { status: wireStatus.done, body: await parse((message as ParseMessage).sql) })
  } catch (error) {
    refuse(error)
  }
}

interface Handling {
  readonly response: ServerResponse
  readonly gone: AbortSignal
  readonly stuck: (reason: unknown) => void
}

async function ask(message: AskMessage, { response, gone, stuck }: Handling): Promise<void> {
  const work = (given: AbortSignal) =>
    memory.watched(given, (stop) => answerQuestion(message, { instances, stop, stuck }))
  const likeness = JSON.stringify([message.query.sql, message.query.files])
  const body = await lanes.run(work, { timeoutMs: message.limits.timeoutMs, gone, likeness })
  send(response, { status: wireStatus.done, body })
}

async function export_(message: ExportMessage, { response, gone, stuck }: Handling): Promise<void> {
  await exports.take(gone)
  try {
    const work = (stop: AbortSignal) =>
      writeExport(message, { instances, stop, stuck, send: (pieces) => stream(response, pieces, stop) })
    await withinTime(work, { timeoutMs: message.request.timeoutMs, stop: gone })
  } finally {
    exports.give()
  }
}

/** The first piece is there before we say that all is well. */
async function stream(response: ServerResponse, pieces: AsyncIterable<string | Buffer>, stop: AbortSignal) {
  const iterator = pieces[Symbol.asyncIterator]()
  const first = await iterator.next()
  response.writeHead(wireStatus.done, { "content-type": "application/octet-stream" })
  const asleep = new AbortController()
  const reader = watchReader(() => asleep.abort(new Error("The reader of an export fell asleep")))
  async function* all() {
    for (let piece = first; !piece.done; piece = await reader.notWaitingFor(iterator.next())) {
      if (piece.value.length > 0) yield piece.value
    }
  }
  try {
    await pipeline(Readable.from(all(), { highWaterMark: 4 }), response, {
      signal: AbortSignal.any([stop, asleep.signal]),
    })
  } finally {
    reader.end()
    await iterator.return?.()
  }
}

/** Who asks for an export and does not read it must not keep others from theirs. */
function watchReader(asleep: () => void) {
  const begin = () => setTimeout(asleep, settings.sleepMs)
  let timer = begin()
  return {
    async notWaitingFor<T>(work: Promise<T>): Promise<T> {
      clearTimeout(timer)
      const done = await work
      timer = begin()
      return done
    },
    end: () => clearTimeout(timer),
  }
}

function refusalOf(error: unknown, sql: string): WiredRefusal {
  return error instanceof EngineBusy ? { kind: "busy" } : wiredRefusal(error, sql)
}

function send(response: ServerResponse, { status, body }: { status: number; body: unknown }): void {
  const bytes = Buffer.from(JSON.stringify(body))
  response.writeHead(status, { "content-type": "application/json", "content-length": bytes.length })
  response.end(bytes)
}

process.once("SIGTERM", () => {
  void rm(folder, { recursive: true, force: true }).finally(() => process.kill(process.pid, "SIGKILL"))
})
