import { QueryTookTooLong } from "./refusals.ts"
import { Slots, type Waiting } from "./slots.ts"

export interface LaneSettings {
  /** How long a question may run before it counts as heavy. */
  readonly quickMs: number
  readonly quick: number
  readonly heavy: number
  readonly waiting: Waiting
}

/** Does the work, and ends soon, with the signal's reason, once the signal is aborted. */
export type Work<T> = (stop: AbortSignal) => Promise<T>

/**
 * Keeps heavy questions from holding up quick ones, though nobody knows beforehand which is which. Every question starts
 * in the quick lane. One that lasts moves on, running, where the heavy lane has room; where it has none, it is stopped and
 * waits there to be asked again. So a quick one never waits longer than a few times `quickMs`, and a heavy one that had to
 * wait is asked twice, the first time for `quickMs` only.
 */
export class Lanes {
  readonly #quick: Slots
  readonly #heavy: Slots
  readonly #quickMs: number

  constructor({ quick, heavy, quickMs, waiting }: LaneSettings) {
    this.#quick = new Slots(quick, waiting)
    this.#heavy = new Slots(heavy, waiting)
    this.#quickMs = quickMs
  }

  async run<T>(work: Work<T>, { timeoutMs, gone }: { timeoutMs: number; gone: AbortSignal }): Promise<T> {
    await this.#quick.take(gone)
    const first = await this.#startQuick(work, { timeoutMs, gone })
    if (first.kind === "done") return first.answer
    await this.#heavy.take(gone)
    try {
      return await withinTime(work, { timeoutMs, stop: gone })
    } finally {
      this.#heavy.give()
    }
  }

  async #startQuick<T>(work: Work<T>, { timeoutMs, gone }: { timeoutMs: number; gone: AbortSignal }) {
    const later = new AbortController()
    let slots = this.#quick
    const timer = setTimeout(() => {
      if (!this.#heavy.takeNow()) return later.abort(askLater)
      slots = this.#heavy
      this.#quick.give()
    }, this.#quickMs)
    try {
      const stop = AbortSignal.any([gone, later.signal])
      return { kind: "done" as const, answer: await withinTime(work, { timeoutMs, stop }) }
    } catch (error) {
      if (error === askLater) return { kind: "later" as const }
      throw error
    } finally {
      clearTimeout(timer)
      slots.give()
    }
  }
}

const askLater = Symbol("the heavy lane is full")

/** Throws `QueryTookTooLong` when the time is over. */
export async function withinTime<T>(
  work: Work<T>,
  { timeoutMs, stop }: { timeoutMs: number; stop: AbortSignal },
): Promise<T> {
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(new QueryTookTooLong(timeoutMs)), timeoutMs)
  try {
    return await work(AbortSignal.any([stop, over.signal]))
  } finally {
    clearTimeout(timer)
  }
}
