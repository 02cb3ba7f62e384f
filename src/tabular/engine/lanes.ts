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
 * Keeps heavy questions from holding up quick ones, though nobody knows beforehand which is which. A question starts in
 * the quick lane. One that lasts moves on, running, where the heavy lane has room; where it has none, it is stopped and
 * waits there to be asked again, and so do at once, from then on, those like it. So a quick one never waits longer than a
 * few times `quickMs`, and a heavy one that had to wait is asked twice, the first time for `quickMs` only.
 */
export class Lanes {
  readonly #quick: Slots
  readonly #heavy: Slots
  readonly #quickMs: number
  /** Questions that lasted, the last one met at the end. */
  readonly #known = new Set<string>()

  constructor({ quick, heavy, quickMs, waiting }: LaneSettings) {
    this.#quick = new Slots(quick, waiting)
    this.#heavy = new Slots(heavy, waiting)
    this.#quickMs = quickMs
  }

  /** `likeness` is the same for questions that cost alike. */
  async run<T>(work: Work<T>, asked: { timeoutMs: number; gone: AbortSignal; likeness: string }): Promise<T> {
    const { timeoutMs, gone, likeness } = asked
    if (!this.#known.has(likeness)) {
      await this.#quick.take(gone)
      const first = await this.#startQuick(work, { timeoutMs, gone })
      if (first.kind === "done") return first.answer
      this.#remember(likeness)
    }
    await this.#heavy.take(gone)
    const started = performance.now()
    try {
      return await withinTime(work, { timeoutMs, stop: gone })
    } finally {
      this.#heavy.give()
      if (performance.now() - started < this.#quickMs) this.#known.delete(likeness)
    }
  }

  #remember(likeness: string): void {
    this.#known.add(likeness)
    for (const oldest of this.#known) {
      if (this.#known.size <= mostKnown) return
      this.#known.delete(oldest)
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

const mostKnown = 1000
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
