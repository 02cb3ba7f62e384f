/**
 * What a run would do, decided before anything is written: a pure comparison of what we know of a source with what it
 * showed, and the judgement whether that may be applied without asking.
 */
import { RecordIndex } from "./record-index.ts"

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

const holdCodes = ["mass-disappearance", "files-disappear"] as const

export function isHoldCode(code: string | undefined): code is Hold["code"] {
  return holdCodes.some((one) => one === code)
}

/** Why a plan waits for a person. */
export interface Hold {
  readonly code: (typeof holdCodes)[number]
  /** Records that would be gone, or would have no file any more. */
  readonly disappearing: number
  readonly known: number
}

/** What a person has said may go: so many, of what she was shown. */
export interface Confirmed {
  readonly code: Hold["code"]
  readonly disappearing: number
  /** As many as the report lists. */
  readonly remoteIds: ReadonlySet<string>
}

/** More than this share of the known records, and more than this many, never disappear without being asked about. */
export const disappearanceLimit = { share: 0.2, records: 5 }

/**
 * One line per found record in the order found, then the records that disappeared. What a reading `of: "changes"` did not meet
 * is still there: only what the source itself takes out of its catalogue disappears.
 */
export function* planHarvest(
  known: ReadonlyMap<string, KnownRecord>,
  found: Iterable<FoundDigest>,
  of: "everything" | "changes" = "everything",
): Generator<PlannedRecord, undefined> {
  const present = new RecordIndex()
  const takenOut = new RecordIndex()
  for (const digest of found) {
    const before = known.get(digest.remoteId)
    if (before && digest.kind !== "skipped") present.add(digest.remoteId)
    else if (before && !before.gone) {
      takenOut.add(digest.remoteId)
      continue
    }
    yield planned(digest, before)
  }
  for (const [remoteId, record] of known) {
    const isGone = of === "changes" ? takenOut.has(remoteId) : !record.gone && !present.has(remoteId)
    if (isGone) yield { remoteId, verdict: "withdraw", entityId: record.entityId }
  }
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

interface Losses {
  readonly known: ReadonlyMap<string, KnownRecord>
  /** Records that had files and have none now. */
  readonly emptied: readonly string[]
  readonly confirmed?: Confirmed | undefined
}

/** Whether so much would disappear at once that a person should look first, and has not: records, or all files of records. */
export function holdOf(records: Iterable<PlannedRecord>, { known, emptied, confirmed }: Losses): Hold | undefined {
  const live = known.values().reduce((sum, { gone }) => sum + (gone ? 0 : 1), 0)
  const going = Iterator.from(records).filter((record) => isGoing(record, known))
  const gone = [...going.map(({ remoteId }) => remoteId)]
  const losses = [
    ["mass-disappearance", gone],
    ["files-disappear", emptied],
  ] as const
  const [code, lost] = losses.find(([code, lost]) => isMuch(lost.length, live) && !covers(confirmed, code, lost)) ?? []
  return code && { code, disappearing: lost.length, known: live }
}

/** What turned into something of another kind goes, too, and something else is made. */
function isGoing({ verdict, remoteId }: PlannedRecord, known: ReadonlyMap<string, KnownRecord>): boolean {
  return verdict === "withdraw" || (verdict === "create" && known.get(remoteId)?.gone === false)
}

/** Some may have gone since she looked; not as many as would be asked about. */
function covers(confirmed: Confirmed | undefined, code: Hold["code"], lost: readonly string[]): boolean {
  if (confirmed?.code !== code || lost.length > confirmed.disappearing) return false
  const unlisted = confirmed.disappearing - confirmed.remoteIds.size
  const others = lost.filter((remoteId) => !confirmed.remoteIds.has(remoteId)).length
  return others <= unlisted + disappearanceLimit.records
}

function isMuch(part: number, of: number): boolean {
  return part > disappearanceLimit.records && part > of * disappearanceLimit.share
}

export function countPlan(records: Iterable<PlannedRecord>): PlanCounts {
  const counts: Record<PlannedVerdict, number> = {
    create: 0,
    update: 0,
    unchanged: 0,
    withdraw: 0,
    refuse: 0,
    leave: 0,
  }
  for (const { verdict } of records) counts[verdict]++
  const { create: created, update: updated, unchanged, withdraw: withdrawn, refuse: refused } = counts
  return { created, updated, unchanged, withdrawn, refused }
}
