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

export interface RecordEntry {
  /** Remote id of the record that is read of it; absent where it will have none of its own. */
  readonly id: string | undefined
  /** All that the record is made of besides the options of the source, its mapping and the vocabularies. */
  readonly entry: unknown
}

/** What a record is given as that need not be read; nothing where it has to be. */
export function asBefore(
  { id, entry }: RecordEntry,
  { isAsBefore }: Pick<ReadContext, "isAsBefore">,
): AsBefore | undefined {
  try {
    return id !== undefined && isAsBefore?.(id, entry) ? { kind: "as-before", remoteId: id } : undefined
  } catch (error) {
    // An entry that is nested deeper than the stack cannot be written down to be known again.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** The record of this entry, read only where the entry is another than before. */
export function recordUnlessAsBefore(
  { position, ...entry }: RecordEntry & { readonly position: number },
  context: Pick<ReadContext, "isAsBefore">,
  read: () => FoundRecord,
): FoundRecord | AsBefore {
  return asBefore(entry, context) ?? oneRecord(position, read)
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
