/** At most so many requests at once to one host; the others wait their turn. */
export class HostQueue {
  readonly #perHost: number
  readonly #running = new Map<string, number>()
  readonly #waiting = new Map<string, (() => void)[]>()

  constructor(perHost: number) {
    this.#perHost = perHost
  }

  async run<T>(host: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#enter(host, signal)
    try {
      return await task()
    } finally {
      this.#leave(host)
    }
  }

  async #enter(host: string, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    const running = this.#running.get(host) ?? 0
    if (running < this.#perHost) {
      this.#running.set(host, running + 1)
      return
    }
    await new Promise<void>((enter, fail) => {
      const line = this.#waiting.get(host) ?? []
      const giveUp = () => {
        line.splice(line.indexOf(turn), 1)
        fail(signal?.reason)
      }
      const turn = () => {
        signal?.removeEventListener("abort", giveUp)
        enter()
      }
      line.push(turn)
      this.#waiting.set(host, line)
      signal?.addEventListener("abort", giveUp, { once: true })
    })
  }

  // The place goes straight to the next in line, so the count stays as it is.
  #leave(host: string): void {
    const next = this.#waiting.get(host)?.shift()
    if (next) {
      next()
      return
    }
    this.#waiting.delete(host)
    const running = (this.#running.get(host) ?? 1) - 1
    if (running === 0) this.#running.delete(host)
    else this.#running.set(host, running)
  }
}
