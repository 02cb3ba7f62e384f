import { request as httpRequest, type IncomingMessage } from "node:http"
import { PassThrough, type Readable } from "node:stream"
import { json } from "node:stream/consumers"
import type { BlobStore } from "../../platform/files/index.ts"
import type { Log } from "../../platform/log.ts"
import { defaultEngineSettings, type EngineSettings } from "./engine-settings.ts"
import { type QueryChild, startQueryChild } from "./query-child.ts"
import type { Answer, CompiledQuery, ParsedSql, QueryEngine } from "./query-engine.ts"
import { EngineBusy, QueryTooLarge } from "./refusals.ts"
import { unwireRefusal, type WiredRefusal, wireQuery, wireStatus } from "./wire.ts"

export interface EngineOptions {
  readonly blobs: Pick<BlobStore, "localPath">
  /** For what queries leave on disk while they run. */
  readonly folder: string
  readonly log: Log
  readonly config?: Partial<EngineSettings>
}

export interface RunningEngine extends QueryEngine {
  /** The present process; none before the first question. */
  pid(): number | undefined
}

/** Beyond a question's own limit, and what it may wait: the process does not even refuse. */
const graceMs = 10_000

export function createQueryEngine({ blobs, folder, log, config }: EngineOptions): RunningEngine {
  const settings = { ...defaultEngineSettings, ...config }
  const children = new Children(() => startQueryChild({ folder, log, settings }), log)
  const talk = (path: string, message: unknown, { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal }) => {
    const silenceMs = timeoutMs * 2 + settings.patienceMs * 2 + graceMs
    return { path, message, signal, silenceMs }
  }
  return {
    pid: () => children.pid(),
    async ask(query, { signal, ...limits }) {
      const message = { query: wireQuery(query, await localPaths(query, blobs)), limits }
      return (await askTwice(children, talk("/ask", message, { ...limits, signal }), json)) as Answer
    },
    async export(query, { signal, ...request }) {
      const message = { query: wireQuery(query, await localPaths(query, blobs)), request }
      const { timeoutMs } = request
      return askTwice(children, talk("/export", message, { timeoutMs, signal }), (response) =>
        passedOn(response, signal),
      )
    },
    async parse(sql) {
      return (await askTwice(children, talk("/parse", { sql }, { timeoutMs: 2000 }), json)) as ParsedSql
    },
    close: () => children.close(),
  }
}

async function localPaths({ tables }: CompiledQuery, blobs: Pick<BlobStore, "localPath">) {
  const paths = Object.entries(tables).map(async ([name, hash]) => [name, await blobs.localPath(hash)] as const)
  return Object.fromEntries(await Promise.all(paths))
}

/** One process at a time, started when it is needed and again when it is gone. */
class Children {
  readonly #start: () => Promise<QueryChild>
  readonly #log: Log
  #present: Promise<QueryChild> | undefined
  #pid: number | undefined
  #closed = false

  constructor(start: () => Promise<QueryChild>, log: Log) {
    this.#start = start
    this.#log = log
  }

  pid(): number | undefined {
    return this.#pid
  }

  async current(): Promise<QueryChild> {
    if (this.#closed) throw new EngineBusy()
    this.#present ??= this.#begin()
    return this.#present
  }

  async close(): Promise<void> {
    this.#closed = true
    const child = await this.#present?.catch(() => undefined)
    await child?.stop()
  }

  async #begin(): Promise<QueryChild> {
    try {
      const child = await this.#start()
      this.#pid = child.pid
      void child.ended.then(() => this.#forget())
      return child
    } catch (error) {
      this.#forget()
      this.#log.error({ err: error }, "query process did not start")
      throw new EngineBusy()
    }
  }

  #forget(): void {
    this.#present = undefined
    this.#pid = undefined
    if (!this.#closed) this.#log.warn("query process ended")
  }
}

interface Talk {
  readonly path: string
  readonly message: unknown
  readonly silenceMs: number
  readonly signal?: AbortSignal
}

/**
 * A process that dies takes questions with it that were not at fault: they are asked once more. One that sees two
 * processes die under it is taken for the reason.
 */
async function askTwice<T>(
  children: Children,
  talk: Talk,
  read: (response: IncomingMessage) => T | Promise<T>,
): Promise<T> {
  for (const isLast of [false, true]) {
    const child = await children.current()
    try {
      return await read(await answered(await send(child, talk)))
    } catch (error) {
      talk.signal?.throwIfAborted()
      if (!isBroken(error)) throw error
      await Promise.race([child.ended, new Promise((done) => setTimeout(done, 1000).unref())])
      if (isLast) throw new QueryTooLarge()
    }
  }
  throw new EngineBusy()
}

function isBroken(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? ""
  return ["ECONNRESET", "EPIPE", "ECONNREFUSED", "ENOENT", "ECONNABORTED"].includes(code)
}

async function answered(response: IncomingMessage): Promise<IncomingMessage> {
  if (response.statusCode === wireStatus.done) return response
  throw unwireRefusal((await json(response)) as WiredRefusal)
}

function send(child: QueryChild, { path, message, silenceMs, signal }: Talk): Promise<IncomingMessage> {
  const body = Buffer.from(JSON.stringify(message))
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": body.length }
    const options = { socketPath: child.socket, agent: child.agent, path, method: "POST", headers, signal }
    const asked = httpRequest(options)
    // It neither answers nor refuses: nothing in it can be trusted to end.
    const silence = setTimeout(() => child.kill(), silenceMs)
    const heard = (settle: () => void) => {
      clearTimeout(silence)
      settle()
    }
    asked.once("response", (response) => heard(() => resolve(response)))
    asked.once("error", (error) => heard(() => reject(error)))
    asked.end(body)
  })
}

/** Ends with an error, not as if it were whole, when the process or the asker goes. */
function passedOn(response: IncomingMessage, signal: AbortSignal | undefined): Readable {
  const out = new PassThrough({ highWaterMark: 256 * 1024, ...(signal ? { signal } : {}) })
  response.once("error", (error) => out.destroy(error))
  response.once("aborted", () => out.destroy(new Error("The export broke off")))
  out.once("close", () => response.destroy())
  response.pipe(out)
  return out
}
