/**
 * Large sources are harvested one after another, so that some places are always free for the others. How large a source is that
 * was never read to its end, or that grew, shows while it is read: once it is too much for a short place, its run is ended, and goes
 * on in the line of the large ones, where the connector can at the page it had come to.
 */
import type { HarvestDeps } from "./run-harvest.ts"

export interface ShortPlace {
  readonly mostRecords: number
  /** Of reading; what was read to its end is also applied. */
  readonly mostMs: number
}

export const shortPlace: ShortPlace = { mostRecords: 10_000, mostMs: 10 * 60_000 }

type Given = Pick<HarvestDeps, "onProgress"> & { readonly signal: AbortSignal }

/** False where the run was ended because it needs a long place. */
export async function fitsShortPlace(
  run: (given: Given) => Promise<void>,
  { signal, onProgress }: Given,
  { mostRecords, mostMs }: ShortPlace,
): Promise<boolean> {
  const outgrown = new AbortController()
  let isReading = true
  const leave = () => {
    if (isReading) outgrown.abort(new Error("the source is large or slow"))
  }
  const timer = setTimeout(leave, mostMs)
  try {
    await run({
      signal: AbortSignal.any([signal, outgrown.signal]),
      onProgress(stage, done) {
        isReading = stage === "reading"
        if (done > mostRecords) leave()
        onProgress?.(stage, done)
      },
    })
    return true
  } catch (error) {
    if (signal.aborted || !outgrown.signal.aborted) throw error
    return false
  } finally {
    clearTimeout(timer)
  }
}
