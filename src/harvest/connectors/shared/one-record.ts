import type { AsBefore, FoundRecord, Problem, ReadContext } from "../../connector.ts"
import { problem } from "../../reading/index.ts"
import { RecordIndex } from "../../record-index.ts"

/**
 * Reads one record so that whatever is wrong with it stays with it. Readers do not throw; should one do so all the same, the
 * record is refused with the fault as its value, and the run goes on.
 */
export function oneRecord(position: number, read: () => FoundRecord): FoundRecord {
  try {
    return withoutFlood(read())
  } catch (error) {
    const fault = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { kind: "refused", remoteId: `#${position}`, problems: [problem("record-unreadable", undefined, fault)] }
  }
}

/** The record of this entry, read only where the entry is another than before. */
export function recordUnlessAsBefore(
  { id, entry, position }: { readonly id: string; readonly entry: unknown; readonly position: number },
  { isAsBefore }: Pick<ReadContext, "isAsBefore">,
  read: () => FoundRecord,
): FoundRecord | AsBefore {
  return isAsBefore?.(id, entry) ? { kind: "as-before", remoteId: id } : oneRecord(position, read)
}

export function refused(remoteId: string, ...problems: readonly Problem[]): FoundRecord {
  return { kind: "refused", remoteId, problems }
}

const problemLimit = 100

/** A dataset of ten thousand files with the same mistake is told once enough. */
function withoutFlood(record: FoundRecord): FoundRecord {
  if (record.kind === "skipped" || record.problems.length <= problemLimit) return record
  const more = problem("more-problems", undefined, record.problems.length - problemLimit)
  return { ...record, problems: [...record.problems.slice(0, problemLimit), more] }
}

/** Keeps remote ids unique within a run: the first record with an id stands, later ones are refused. `met`: before a reading goes on. */
export function onlyOnce(
  met: Iterable<string> = [],
): <Record extends FoundRecord | AsBefore>(record: Record) => Record | FoundRecord {
  const seen = new RecordIndex(met)
  const repeated = new Map<string, number>()
  return (record) => {
    const before = seen.size
    seen.add(record.remoteId)
    if (seen.size > before) return record
    const times = (repeated.get(record.remoteId) ?? 1) + 1
    repeated.set(record.remoteId, times)
    const remoteId = `${record.remoteId} (${times})`
    return { kind: "refused", remoteId, problems: [problem("duplicate-id", "id", record.remoteId)] }
  }
}
