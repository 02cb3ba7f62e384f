/**
 * Politeness to hosts: at most so many requests at once to one host, a pause between two where a visitor wants one, and
 * none at all for a while where the host asks for it. Who waits is served in turn by key, so that one who wants much does
 * not keep out the others.
 */

/** Time that never jumps, and what happens later in it. */
export interface Timer {
  now(): number
  /** Answers what calls it off. */
  after(ms: number, call: () => void): () => void
}

const systemTimer: Timer = {
  now: () => performance.now(),
  after(ms, call) {
    const timeout = setTimeout(call, ms)
    return () => clearTimeout(timeout)
  },
}

export interface Turn {
  readonly host: string
  /** Those with the same key stand in one line. */
  readonly key?: string
  /** At least so long after the request before, whoever made it. */
  readonly pauseMs?: number
  readonly signal?: AbortSignal | undefined
}

interface Waiter {
  readonly pauseMs: number
  readonly enter: () => void
}

interface Host {
  running: number
  /** By key, the one to be served next first. */
  readonly lines: Map<string, Waiter[]>
  lastStart: number
  /** The longest that was asked for between two requests. */
  pauseMs: number
  pausedUntil: number
  /** Calls off the next look at the lines. */
  wake: (() => void) | undefined
}

export class HostQueue {
  readonly #perHost: number
  readonly #timer: Timer
  readonly #hosts = new Map<string, Host>()

  constructor({ perHost = 2, timer = systemTimer }: { perHost?: number; timer?: Timer } = {}) {
    this.#perHost = perHost
    this.#timer = timer
  }

  async run<T>(turn: Turn, task: () => Promise<T>): Promise<T> {
    const host = this.#hostOf(turn.host)
    await this.#enter(host, turn)
    try {
      return await task()
    } finally {
      host.running -= 1
      this.#serve(turn.host, host)
    }
  }

  /** Nobody's turn comes at this host for so long; requests that are under way go on. */
  pause(name: string, ms: number): void {
    const host = this.#hostOf(name)
    host.pausedUntil = Math.max(host.pausedUntil, this.#timer.now() + ms)
    this.#serve(name, host)
  }

  #hostOf(name: string): Host {
    const known = this.#hosts.get(name)
    if (known) return known
    const never = Number.NEGATIVE_INFINITY
    const host = { running: 0, lines: new Map(), lastStart: never, pauseMs: 0, pausedUntil: never, wake: undefined }
    this.#hosts.set(name, host)
    return host
  }

  async #enter(host: Host, { host: name, key = "", pauseMs = 0, signal }: Turn): Promise<void> {
    signal?.throwIfAborted()
    await new Promise<void>((done, fail) => {
      const giveUp = () => {
        leaveLine(host, key, waiter)
        fail(signal?.reason)
        this.#serve(name, host)
      }
      const enter = () => {
        signal?.removeEventListener("abort", giveUp)
        done()
      }
      const waiter: Waiter = { pauseMs, enter }
      signal?.addEventListener("abort", giveUp, { once: true })
      const line = host.lines.get(key)
      if (line) line.push(waiter)
      else host.lines.set(key, [waiter])
      this.#serve(name, host)
    })
  }

  /** Lets in whoever may enter now, and looks again when the next one may. */
  #serve(name: string, host: Host): void {
    host.wake?.()
    host.wake = undefined
    for (const [key, line] of host.lines) {
      const waiter = line[0]
      if (!waiter || host.running >= this.#perHost) return
      const wait = Math.max(host.pausedUntil, host.lastStart + waiter.pauseMs) - this.#timer.now()
      if (wait > 0) {
        host.wake = this.#timer.after(wait, () => this.#serve(name, host))
        return
      }
      this.#letIn(host, key, waiter)
    }
    if (host.running === 0) this.#forget(name, host)
  }

  #letIn(host: Host, key: string, waiter: Waiter): void {
    const line = host.lines.get(key)
    leaveLine(host, key, waiter)
    // Its line goes behind the others; the loop that serves them comes to it again.
    host.lines.delete(key)
    if (line && line.length > 0) host.lines.set(key, line)
    host.running += 1
    host.lastStart = this.#timer.now()
    host.pauseMs = Math.max(host.pauseMs, waiter.pauseMs)
    waiter.enter()
  }

  /** Nothing is to be remembered of a host whose pauses are over; the others are looked at when many are known. */
  #forget(name: string, host: Host): void {
    const now = this.#timer.now()
    if (isOver(host, now)) this.#hosts.delete(name)
    else if (this.#hosts.size > mostHosts)
      for (const [other, idle] of this.#hosts) if (isOver(idle, now)) this.#hosts.delete(other)
  }
}

const mostHosts = 10_000

function isOver({ running, lines, pausedUntil, lastStart, pauseMs }: Host, now: number): boolean {
  return running === 0 && lines.size === 0 && Math.max(pausedUntil, lastStart + pauseMs) <= now
}

function leaveLine(host: Host, key: string, waiter: Waiter): void {
  const line = host.lines.get(key)
  const place = line?.indexOf(waiter) ?? -1
  if (!line || place < 0) return
  line.splice(place, 1)
  if (line.length === 0) host.lines.delete(key)
}
