import type { StoredRun } from "../../../../harvest/index.ts"

export function isCarriedOut({ status }: StoredRun): boolean {
  return status === "done" || status === "done-with-errors"
}

/** How many records the source showed. */
export function recordsRead({ planned: { created = 0, updated = 0, unchanged = 0, refused = 0 } }: StoredRun): number {
  return created + updated + unchanged + refused
}

/** As it was measured; of older runs, by the clock. */
export function tookMs({ startedAt, finishedAt, durationMs }: StoredRun): number | undefined {
  return durationMs ?? (finishedAt && finishedAt.getTime() - startedAt.getTime())
}
