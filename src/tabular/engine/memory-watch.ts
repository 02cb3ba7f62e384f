import { QueryTooLarge } from "./refusals.ts"

interface Watching {
  /** Beyond it questions are refused. */
  readonly mostMb: number
  readonly heldMb: () => number
  /** Ends the process: there is no other way to get memory back that nobody uses, or that nobody gives back in time. */
  readonly end: () => void
  readonly now?: () => number
}

const youngMs = 200
const tooMuch = 1.5

/**
 * Texts that grow within a question (`replace` in `replace`) are in no limit of DuckDB's: the process looks at itself. Where
 * it holds too much, the questions that have run for a while are refused; where that does not help, it ends.
 */
export class MemoryWatch {
  readonly #watching: Watching
  readonly #running = new Map<AbortController, number>()

  constructor(watching: Watching) {
    this.#watching = watching
  }

  async watched<T>(stop: AbortSignal, work: (stop: AbortSignal) => Promise<T>): Promise<T> {
    const own = new AbortController()
    this.#running.set(own, this.#now())
    try {
      return await work(AbortSignal.any([stop, own.signal]))
    } finally {
      this.#running.delete(own)
    }
  }

  /** Called again and again. */
  look(): void {
    const { mostMb, heldMb, end } = this.#watching
    const held = heldMb()
    if (held <= mostMb) return
    if (this.#running.size === 0 || held > mostMb * tooMuch) end()
    for (const [question, since] of this.#running)
      if (this.#now() - since >= youngMs) question.abort(new QueryTooLarge())
  }

  #now(): number {
    return (this.#watching.now ?? performance.now.bind(performance))()
  }
}
