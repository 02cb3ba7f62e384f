import { nextRunAfter } from "./due-sources.ts"
import type { StoredSource } from "./source-store.ts"

/** What anybody may know of how a source is followed; why it is late is for those who look after it. */
export type SourceFreshness = "up-to-date" | "late" | "not-yet" | "on-demand" | "stopped"

const dayMs = 24 * 60 * 60 * 1000

/** A source is late when a whole further round of its schedule went by, and a day. */
export function sourceFreshness(
  source: Pick<StoredSource, "active" | "schedule" | "lastReadAt" | "lastCompleteAt">,
  now: Date,
): SourceFreshness {
  const { active, schedule, lastReadAt, lastCompleteAt } = source
  if (!active) return "stopped"
  const read = Math.max(...[lastReadAt, lastCompleteAt].map((at) => (at === undefined ? 0 : Date.parse(at))))
  if (read === 0) return "not-yet"
  if (!schedule) return "on-demand"
  return now.getTime() - read > 2 * roundMs(schedule, now) + dayMs ? "late" : "up-to-date"
}

/** From one run to the next; the zone of the schedule does not matter to it. */
function roundMs(schedule: string, now: Date): number {
  const first = nextRunAfter(schedule, now, "UTC")
  const second = first && nextRunAfter(schedule, first, "UTC")
  return first && second ? second.getTime() - first.getTime() : Number.POSITIVE_INFINITY
}
