import { extname } from "node:path"
import { fileURLToPath } from "node:url"
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads"
import type { RdfDocument } from "./parse-rdf.ts"
import { RdfSyntaxError } from "./rdf-syntax-error.ts"
import type { ThreadAnswer, ThreadRequest } from "./rdf-thread.ts"

type Piece = Extract<ThreadAnswer, { kind: "piece" }>

interface Limits {
  readonly signal?: AbortSignal | undefined
  readonly timeoutMs: number
}

const memoryMb = 1536
/** Memory that WebAssembly once took is only given back by the end of its thread. */
const idleMs = 10_000

let thread: Worker | undefined
let idle: NodeJS.Timeout | undefined
let turn: Promise<unknown> = Promise.resolve()

/**
 * Parses in the one thread there is for that; documents wait for each other. What takes too long or too much memory costs that
 * thread and is refused. Throws `RdfSyntaxError`, or the signal's reason.
 */
export function parseAside(document: RdfDocument, limits: Limits, take: (piece: Piece) => void): Promise<void> {
  const mine = turn.then(() => parseInThread(document, limits, take))
  turn = mine.catch(() => undefined)
  return mine
}

async function parseInThread(document: RdfDocument, limits: Limits, take: (piece: Piece) => void): Promise<void> {
  limits.signal?.throwIfAborted()
  clearTimeout(idle)
  thread ??= startThread()
  const { port1: port, port2 } = new MessageChannel()
  const request: ThreadRequest = { ...document, port: port2 }
  thread.postMessage(request, [port2])
  const watch = watched(thread, limits)
  try {
    for (;;) {
      const answer = await Promise.race([nextAnswer(port), watch.failed])
      if (answer.kind === "end") break
      if (answer.kind === "refused") throw new RdfSyntaxError(answer.error.code, answer.error.message, answer.error)
      take(answer)
    }
  } catch (error) {
    // It may be in the middle of anything.
    await stopThread()
    throw error
  } finally {
    watch.end()
    port.close()
    idle = setTimeout(stopThread, idleMs).unref()
  }
}

function nextAnswer(port: MessagePort): Promise<ThreadAnswer> {
  return new Promise((resolve) => {
    port.once("message", resolve)
    port.postMessage("next")
  })
}

/** Fails when the time is over, the signal is aborted or the thread dies. */
function watched(worker: Worker, { signal, timeoutMs }: Limits) {
  const { promise: failed, reject } = Promise.withResolvers<never>()
  const tooLarge = (what: string) => reject(new RdfSyntaxError("too-large", `The document takes ${what} to read.`))
  const timer = setTimeout(() => tooLarge(`more than ${timeoutMs} ms`), timeoutMs)
  const abort = () => reject(signal?.reason)
  const die = (error: unknown) => (isOutOfMemory(error) ? tooLarge("too much memory") : reject(error))
  signal?.addEventListener("abort", abort, { once: true })
  worker.once("error", die)
  failed.catch(() => {})
  return {
    failed,
    end() {
      clearTimeout(timer)
      signal?.removeEventListener("abort", abort)
      worker.off("error", die)
    },
  }
}

function startThread(): Worker {
  const extension = extname(fileURLToPath(import.meta.url))
  const worker = new Worker(new URL(`./rdf-thread${extension}`, import.meta.url), {
    name: "rdf",
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  // Nobody's process lives on for it.
  worker.unref()
  worker.on("error", () => {})
  worker.once("exit", () => {
    if (thread === worker) thread = undefined
  })
  return worker
}

async function stopThread(): Promise<void> {
  const worker = thread
  thread = undefined
  await worker?.terminate()
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"
}
