import { EngineBusy } from "./refusals.ts"

export interface Waiting {
  readonly longest: number
  readonly patienceMs: number
}

/** So many at a time; the rest wait in order, a bounded number of them and for a bounded time. */
export class Slots {
  readonly #queue: (() => void)[] = []
  readonly #waiting: Waiting
  #free: number

  constructor(count: number, waiting: Waiting) {
    this.#free = count
    this.#waiting = waiting
  }

  /** Takes one if one is free at once. */
  takeNow(): boolean {
    if (this.#free === 0) return false
    this.#free--
    return true
  }

  async take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.takeNow()) return
    if (this.#queue.length >= this.#waiting.longest) throw new EngineBusy()
    await this.#wait(signal)
  }

  give(): void {
    const next = this.#queue.shift()
    if (next) next()
    else this.#free++
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((taken, refused) => {
      const leave = (reason: unknown) => {
        const place = this.#queue.indexOf(turn)
        if (place >= 0) this.#queue.splice(place, 1)
        end()
        refused(reason)
      }
      const turn = () => {
        end()
        taken()
      }
      const gone = () => leave(signal.reason)
      const timer = setTimeout(() => leave(new EngineBusy()), this.#waiting.patienceMs)
      const end = () => {
        clearTimeout(timer)
        signal.removeEventListener("abort", gone)
      }
      signal.addEventListener("abort", gone, { once: true })
      this.#queue.push(turn)
    })
  }
}
