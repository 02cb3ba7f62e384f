/**
 * The default adapter: the index lives in the web process. A worker thread reads, analyses and builds; this thread only
 * swaps the view its searches run on, so a rebuild or a merge never makes a visitor wait.
 */
import { extname } from "node:path"
import { fileURLToPath } from "node:url"
import { Worker } from "node:worker_threads"
import type { Log } from "../../platform/log.ts"
import { searchView, suggestFrom, type View, viewOf } from "../engine/index.ts"
import type { SearchIndex } from "../search-index.ts"
import { Segment } from "../segment/segment.ts"
import type { LevelsMessage, WorkerSettings } from "./messages.ts"

export interface LiveIndexOptions {
  readonly databaseUrl: string
  /** Folder of this node's index files; made when missing. */
  readonly dir: string
  readonly log: Log
}

export interface LiveIndex extends SearchIndex {
  /** Generation of the index that answers; `requestReindex` tells which one to wait for. */
  generation(): number
  /** Resolves when the index has caught up with the change log, or after `timeoutMs`. */
  untilReady(timeoutMs: number): Promise<boolean>
}

export async function openSearchIndex(options: LiveIndexOptions): Promise<LiveIndex> {
  const follower = new Follower(options)
  follower.start()
  return {
    search: async (request) => searchView(follower.view, request),
    suggest: async (text, limit) => suggestFrom(follower.view, text, limit),
    position: () => ({ ...follower.place, documents: follower.view.alive, ready: follower.ready }),
    waitFor: (position, timeoutMs) => follower.until(() => follower.place.position >= position, timeoutMs),
    generation: () => follower.generation,
    untilReady: (timeoutMs) => follower.until(() => follower.ready, timeoutMs),
    close: () => follower.close(),
  }
}

interface Waiter {
  readonly isOver: () => boolean
  resolve(reached: boolean): void
}

const firstRestartMs = 500
const longestRestartMs = 30_000
const closingMs = 3000

/** Receives levels from the worker, keeps the view made of them, and keeps the worker alive. */
class Follower {
  view: View = viewOf([])
  place = { epoch: "", position: 0 }
  generation = 0
  ready = false
  private readonly options: LiveIndexOptions
  private base: Segment | undefined
  private worker: Worker | undefined
  private closed = false
  private restartMs = firstRestartMs
  private restart: NodeJS.Timeout | undefined
  private readonly waiters = new Set<Waiter>()

  constructor(options: LiveIndexOptions) {
    this.options = options
  }

  start(): void {
    const { databaseUrl, dir, log } = this.options
    const extension = extname(fileURLToPath(import.meta.url))
    const settings: WorkerSettings = { databaseUrl, dir, logLevel: log.level }
    const worker = new Worker(new URL(`./index-worker${extension}`, import.meta.url), {
      name: "search-index",
      workerData: settings,
    })
    this.worker = worker
    worker.on("message", (message: LevelsMessage) => this.receive(message))
    worker.on("error", (error) => log.error({ error: String(error) }, "search thread failed"))
    worker.on("exit", (code) => this.restartLater(code))
  }

  until(isOver: () => boolean, timeoutMs: number): Promise<boolean> {
    if (isOver()) return Promise.resolve(true)
    return new Promise((resolve) => {
      const waiter: Waiter = { isOver, resolve: settle }
      const timer = setTimeout(() => settle(isOver()), timeoutMs)
      const waiters = this.waiters
      waiters.add(waiter)
      function settle(reached: boolean): void {
        clearTimeout(timer)
        waiters.delete(waiter)
        resolve(reached)
      }
    })
  }

  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.restart)
    for (const waiter of [...this.waiters]) waiter.resolve(false)
    const { worker } = this
    if (!worker) return
    const exited = new Promise((resolve) => worker.once("exit", resolve))
    worker.postMessage("close")
    const timer = setTimeout(() => void worker.terminate(), closingMs)
    await exited
    clearTimeout(timer)
  }

  private receive(message: LevelsMessage): void {
    const { base, baseDead, fresh, epoch, position, generation, caughtUp } = message
    if (base) this.base = new Segment(base)
    if (!this.base) return
    this.view = viewOf(
      [{ segment: this.base, dead: baseDead }, ...(fresh ? [{ segment: new Segment(fresh) }] : [])],
      this.view,
    )
    this.place = { epoch, position }
    this.generation = generation
    this.ready ||= caughtUp
    this.restartMs = firstRestartMs
    for (const waiter of [...this.waiters]) if (waiter.isOver()) waiter.resolve(true)
  }

  private restartLater(code: number): void {
    this.worker = undefined
    if (this.closed) return
    this.options.log.warn({ code, afterMs: this.restartMs }, "search thread ended; it is started again")
    this.restart = setTimeout(() => this.start(), this.restartMs)
    this.restartMs = Math.min(longestRestartMs, this.restartMs * 2)
  }
}
