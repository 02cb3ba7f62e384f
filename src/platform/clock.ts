/** The present moment as an argument: tests fix it, nothing else reads the system clock for decisions. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is set; for tests and reproducible seeds. */
export function fixedClock(start: string): Clock & { set(moment: string): void } {
  let moment = new Date(start)
  return {
    now: () => moment,
    set: (next) => {
      moment = new Date(next)
    },
  }
}
