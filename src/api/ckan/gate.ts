import { Unavailable } from "../../platform/http/index.ts"

/**
 * Lets so many through at once and a few wait; the others are sent away. What is dear to answer thus never takes all
 * connections from what is cheap.
 */
export class Gate {
  readonly #places: number
  readonly #seats: number
  #inside = 0
  readonly #waiting: (() => void)[] = []

  constructor({ places, seats }: { places: number; seats: number }) {
    this.#places = places
    this.#seats = seats
  }

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside >= this.#places) await this.#turn()
    else this.#inside += 1
    try {
      return await work()
    } finally {
      // The place goes straight to the next in line.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#inside -= 1
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.#seats) throw new Unavailable("Too many questions at once")
    return new Promise((enter) => this.#waiting.push(enter))
  }
}
