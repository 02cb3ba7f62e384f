/**
 * What a run would do, decided before anything is written: a pure comparison of what we know of a source with what it
 * showed, and the judgement whether that may be applied without asking.
 */

export interface KnownRecord {
  readonly entityId: string
  readonly hash: string
  readonly kind: "dataset" | "series" | "service"
  /** True when an earlier run no longer found it; it is withdrawn already, and comes back if found again. */
  readonly gone: boolean
}

export interface FoundDigest {
  readonly remoteId: string
  readonly kind: "dataset" | "series" | "service" | "refused" | "skipped"
  /** Hash of the facts where they differ from what is known or have to be compared; absent: they are as known. */
  readonly hash?: string
  /** Of a dataset: how many files it has. */
  readonly files?: number
}

export type PlannedVerdict = "create" | "update" | "unchanged" | "withdraw" | "refuse" | "leave"

export interface PlannedRecord {
  readonly remoteId: string
  readonly verdict: PlannedVerdict
  readonly entityId?: string
  /** The identifier that the same record had at the source before. */
  readonly renumberedFrom?: string
}

export interface PlanCounts {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly withdrawn: number
  readonly refused: number
}

/** Why a plan waits for a person. */
export interface Hold {
  readonly code: "mass-disappearance" | "files-disappear"
  /** Records that would be gone, or would have no file any more. */
  readonly disappearing: number
  readonly known: number
}

/** More than this share of the known records, and more than this many, never disappear without being asked about. */
export const disappearanceLimit = { share: 0.2, records: 5 }

/**
 * One line per found record in the order found, then the records that disappeared. What a reading `of: "changes"` did not meet
 * is still there: only what the source itself takes out of its catalogue disappears.
 */
export function planHarvest(
  known: ReadonlyMap<string, KnownRecord>,
  found: readonly FoundDigest[],
  of: "everything" | "changes" = "everything",
): PlannedRecord[] {
  const present = new Set<string>()
  const takenOut = new Set<string>()
  const records: PlannedRecord[] = []
  for (const digest of found) {
    const before = known.get(digest.remoteId)
    if (digest.kind !== "skipped") present.add(digest.remoteId)
    else if (before && !before.gone) {
      takenOut.add(digest.remoteId)
      continue
    }
    records.push(planned(digest, before))
  }
  for (const [remoteId, record] of known) {
    const isGone = of === "changes" ? takenOut.has(remoteId) : !record.gone && !present.has(remoteId)
    if (isGone) records.push({ remoteId, verdict: "withdraw", entityId: record.entityId })
  }
  return records
}

function planned(digest: FoundDigest, before: KnownRecord | undefined): PlannedRecord {
  const { remoteId, kind, hash } = digest
  const entityId = before && before.kind === kind ? { entityId: before.entityId } : {}
  if (kind === "skipped") return { remoteId, verdict: "leave" }
  // A record that can no longer be read is still there: what we have of it stays.
  if (kind === "refused") return { remoteId, verdict: "refuse", ...(before ? { entityId: before.entityId } : {}) }
  if (!before || before.kind !== kind) return { remoteId, verdict: "create" }
  if (before.gone || (hash ?? before.hash) !== before.hash) return { remoteId, verdict: "update", ...entityId }
  return { remoteId, verdict: "unchanged", ...entityId }
}

/**
 * Whether so much would disappear at once that a person should look first: records, or all files of records (`emptied`, how
 * many had files and have none now).
 */
export function holdOf(
  records: readonly PlannedRecord[],
  { known, emptied }: { known: ReadonlyMap<string, KnownRecord>; emptied: number },
): Hold | undefined {
  const live = [...known.values()].reduce((sum, { gone }) => sum + (gone ? 0 : 1), 0)
  const gone = countPlan(records).withdrawn
  if (isMuch(gone, live)) return { code: "mass-disappearance", disappearing: gone, known: live }
  return isMuch(emptied, live) ? { code: "files-disappear", disappearing: emptied, known: live } : undefined
}

function isMuch(part: number, of: number): boolean {
  return part > disappearanceLimit.records && part > of * disappearanceLimit.share
}

export function countPlan(records: readonly PlannedRecord[]): PlanCounts {
  const count = (verdict: PlannedVerdict) => records.reduce((sum, one) => sum + (one.verdict === verdict ? 1 : 0), 0)
  return {
    created: count("create"),
    updated: count("update"),
    unchanged: count("unchanged"),
    withdrawn: count("withdraw"),
    refused: count("refuse"),
  }
}
