import { setPriority } from "node:os"

const nice = 10

/** Others on this machine go first: called by what nobody waits for. On Linux it is said of the calling thread alone. */
export function giveWay(): void {
  if (process.platform !== "linux") return
  try {
    setPriority(nice)
  } catch {
    // A sandbox may refuse it; the work is done all the same.
  }
}
