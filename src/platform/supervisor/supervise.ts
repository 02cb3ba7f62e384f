import { type Child, type ChildSpec, startChild } from "./child.ts"

export interface SuperviseOptions {
  readonly say: (line: string) => void
  /** Waits before the 1st, 2nd, 3rd… restart in a row; the last one is repeated. */
  readonly backOffMs?: readonly number[]
  /** A child that ran so long has recovered: its next restart is quick again. */
  readonly recoveredAfterMs?: number
}

export interface Supervised {
  readonly name: string
  /** The present process. */
  pid(): number
  /** Stops it for good. */
  stop(): Promise<void>
}

const defaultBackOffMs = [200, 500, 1000, 2000, 5000, 10_000]

/**
 * Starts a process and keeps it running. Answers once it is ready for the first time, with its address; a process that
 * never gets there is not restarted, because its settings are wrong and its message says so.
 */
export async function supervise(spec: ChildSpec, options: SuperviseOptions): Promise<Supervised & { url: string }> {
  let child = startChild(spec)
  const url = await child.ready
  const stopping = new AbortController()
  const kept = keepRunning()
  return {
    name: spec.name,
    url,
    pid: () => child.pid,
    async stop() {
      stopping.abort()
      await child.stop()
      await kept
    },
  }

  async function keepRunning(): Promise<void> {
    const { backOffMs = defaultBackOffMs, recoveredAfterMs = 60_000, say } = options
    for (let restarts = 0; ; restarts++) {
      const startedAt = Date.now()
      const how = await child.ended
      if (stopping.signal.aborted) return
      if (Date.now() - startedAt >= recoveredAfterMs) restarts = 0
      const wait = backOffMs[Math.min(restarts, backOffMs.length - 1)] ?? 0
      say(`${spec.name} ended (${how}); restarting it in ${wait} ms`)
      if (!(await sleepUnless(stopping.signal, wait))) return
      child = startChild(spec)
    }
  }
}

/** Stops in the reverse order of starting: what depends on another goes first. */
export async function stopAll(running: readonly Pick<Child, "stop">[]): Promise<void> {
  for (const child of running.toReversed()) await child.stop()
}

function sleepUnless(signal: AbortSignal, ms: number): Promise<boolean> {
  return new Promise((done) => {
    const timer = setTimeout(() => done(!signal.aborted), ms)
    signal.addEventListener("abort", () => {
      clearTimeout(timer)
      done(false)
    })
  })
}
