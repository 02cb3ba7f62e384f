/**
 * One request at a time per upload. A newcomer ends the one before: on a bad line the client is back long before the
 * server notices that the old connection is dead.
 */
export interface Turns {
  /** Waits until the turn is ours; answers how to end it. `interrupt` is called when somebody else wants it. */
  take(id: string, interrupt: () => void): Promise<() => void>
}

export function createTurns(): Turns {
  const holders = new Map<string, { readonly interrupt: () => void; readonly ended: Promise<void> }>()
  return {
    async take(id, interrupt) {
      for (let holder = holders.get(id); holder; holder = holders.get(id)) {
        holder.interrupt()
        await holder.ended
      }
      const { promise: ended, resolve } = Promise.withResolvers<void>()
      holders.set(id, { interrupt, ended })
      return () => {
        holders.delete(id)
        resolve()
      }
    },
  }
}
