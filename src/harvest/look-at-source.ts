/** Reads a source and plans what to make of it; a second time where the first look gives reason to doubt it. */
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import type { ReadTable } from "../catalogue/index.ts"
import type { Clock } from "../platform/clock.ts"
import { type Db, isConnectionLost } from "../platform/db.ts"
import { type FetchGuarded, FetchRefused } from "../platform/fetch/index.ts"
import { build } from "../version.ts"
import type { Vocabularies } from "../vocabulary/index.ts"
import { HarvestStopped } from "./connector.ts"
import { connectorFor } from "./connectors/index.ts"
import { OwnRecords } from "./own-records.ts"
import { PackedList } from "./packed-list.ts"
import type { PackedMap } from "./packed-map.ts"
import {
  type Confirmed,
  countPlan,
  type FoundDigest,
  type Hold,
  holdOf,
  type KnownRecord,
  type PlannedRecord,
  planHarvest,
} from "./plan-harvest.ts"
import { type Reading, readSource } from "./read-source.ts"
import { problem } from "./reading/index.ts"
import { readingKey } from "./reading-key.ts"
import { ReadingMemo } from "./reading-memo.ts"
import { RecordIndex } from "./record-index.ts"
import { plannedPacking } from "./record-packings.ts"
import { relinkRenumbered } from "./relink.ts"
import { lazily, type RunReason } from "./report.ts"
import { knownRecords, thoseWithFiles } from "./source-record-store.ts"
import type { StoredSource } from "./source-store.ts"
import { openSpool, type Spool } from "./spool.ts"
import { AnswerBook, type KnownAnswer } from "./validators.ts"

export interface LookDeps {
  readonly db: Db
  readonly fetch: FetchGuarded
  /** The same for one source: in its own line at each host, trusting what the source needs; else all go alike. */
  readonly fetchFor?: (source: Pick<StoredSource, "id" | "extraCa">) => FetchGuarded
  readonly vocabularies: Vocabularies
  readonly clock: Clock
  /** Folder for records between reading and applying. */
  readonly spoolFolder: string
  readonly readTable?: ReadTable | undefined
  /** How long to wait before a source that lost much is read again, to be sure of it; absent: it is not. */
  readonly secondLookMs?: number
  readonly onProgress?: (stage: "reading" | "applying", done: number) => void
  readonly signal?: AbortSignal
}

export interface LookOrder {
  readonly runId: string
  /** Only what changed since then is asked for. */
  readonly since?: Date | undefined
  readonly dryRun: boolean
  /** What may disappear without a doubt. */
  readonly confirmed?: Confirmed | undefined
}

export interface Look {
  readonly index: RecordIndex
  readonly known: PackedMap<KnownRecord>
  readonly reading: Reading
  readonly records: Iterable<PlannedRecord>
  /** More would disappear than was confirmed. */
  readonly hold?: Hold
  readonly spool: Spool
  /** What the answers were known by. */
  readonly answers?: readonly KnownAnswer[] | undefined
}

/** The source could not be read to its end. */
export interface FailedLook {
  readonly reason: RunReason
  readonly resumed: boolean
}

export async function lookAtSource(source: StoredSource, order: LookOrder, deps: LookDeps): Promise<Look | FailedLook> {
  const first = await lookOnce(source, { ...order, mayResume: !order.dryRun }, deps)
  const doubt = doubtOf(first, order, deps)
  if (doubt === "none") return first
  if ("spool" in first) await first.spool.remove()
  if (doubt === "losses") await sleep(deps.secondLookMs, undefined, { ...(deps.signal ? { signal: deps.signal } : {}) })
  return lookOnce(source, { ...order, mayResume: false }, deps)
}

/**
 * A reading that went on in the middle may have missed what moved meanwhile, or found its place gone. A source that lost much
 * may be in the middle of being filled.
 */
function doubtOf(look: Look | FailedLook, { dryRun }: LookOrder, { secondLookMs }: LookDeps) {
  if ("reason" in look) return look.resumed && !isPassing(look.reason) ? "resumed" : "none"
  const { resumed, outdated } = look.reading
  if (resumed && (outdated || countPlan(look.records).withdrawn > 0)) return "resumed"
  return look.hold && !dryRun && secondLookMs !== undefined ? "losses" : "none"
}

/** Failures after which the next run goes on where this one came to. A page that is refused may be refused for ever. */
function isPassing({ code, detail = {} }: RunReason): boolean {
  if (code === "http-error") return detail.status === 429 || Number(detail.status) >= 500
  // A connection that broke off in the middle of an answer, not a list that is shorter than it says.
  return code === "source-unreachable" || code === "stopped" || (code === "truncated" && detail.reason === "truncated")
}

async function lookOnce(
  source: StoredSource,
  { runId, since, confirmed, dryRun, mayResume }: LookOrder & { readonly mayResume: boolean },
  deps: LookDeps,
): Promise<Look | FailedLook> {
  const { db, fetch, vocabularies, clock, spoolFolder, readTable, signal, onProgress } = deps
  const index = new RecordIndex()
  const known = await knownRecords(db, source.id, index)
  const anew = source.fullDueSince !== undefined && since === undefined
  // What was seen unchanged was not written down, and has to be where all is compared anew.
  const key = mayResume ? `${readingKey(source, vocabularies, since)}${anew ? " anew" : ""}` : undefined
  const place = { folder: spoolFolder, sourceId: source.id, runId, now: clock.now() }
  const spool = await openSpool({ ...place, key, keepsOthers: dryRun })
  const book = new AnswerBook()
  const memoPath = join(spoolFolder, "memo", `${source.id}.jsonl`)
  // Who runs the newest of our sources has another mapping under the same version.
  const memoKey = `${readingKey(source, vocabularies, undefined)} ${build}`
  const memo = await ReadingMemo.open(memoPath, { key: memoKey, now: clock.now(), index })
  let keep = false
  try {
    const reading = await readSource(connectorFor(source.kind), source, {
      index,
      known,
      memo,
      spool,
      mapping: source.mapping,
      own: new OwnRecords(db, source.id),
      anew,
      context: {
        fetch: book.recording(fetch),
        vocabularies,
        ...(readTable ? { readTable } : {}),
        ...(signal ? { signal } : {}),
        ...(since ? { since } : {}),
      },
      ...(onProgress ? { onRecord: (count: number) => onProgress("reading", count) } : {}),
    })
    const isWhole = !since && !reading.resumed
    if (!dryRun) await memo.save(memoPath, isWhole ? lazily(reading.digests, ({ remoteId }) => remoteId) : undefined)
    const planned = new PackedList(
      plannedPacking(index),
      planHarvest(known, reading.digests, since ? "changes" : "everything"),
    )
    const relinked = await relinkRenumbered(planned, { db, sourceId: source.id, known, spool })
    const records = relinked === planned ? planned : new PackedList(plannedPacking(index), relinked)
    const emptied = await emptiedRecords(db, { source, reading, known })
    const hold = holdOf(records, { known, emptied, confirmed })
    keep = true
    const told = { ...reading, problemsOf: withFilesGone(reading.problemsOf, emptied) }
    // One that went on in the middle did not meet the answers before it.
    const answers = reading.resumed ? undefined : book.answers
    return { index, known, reading: told, records, spool, answers, ...(hold ? { hold } : {}) }
  } catch (error) {
    // We are being stopped, not the source: the run stays open and is taken up again at the next start.
    keep = signal?.aborted === true || isConnectionLost(error)
    signal?.throwIfAborted()
    const reason = reasonOf(error)
    keep ||= mayResume && isPassing(reason)
    return { reason, resumed: spool.resumedAt !== undefined }
  } finally {
    if (keep) await spool.keep()
    else await spool.remove()
  }
}

/** Records that had files when they were taken over, and have none now. */
function emptiedRecords(
  db: Db,
  { source, reading, known }: { source: StoredSource; reading: Reading; known: ReadonlyMap<string, KnownRecord> },
): Promise<string[]> {
  const isEmptied = ({ remoteId, files, hash }: FoundDigest) =>
    files === 0 && hash !== undefined && known.get(remoteId)?.hash !== hash
  const emptied = Iterator.from(reading.digests).filter(isEmptied)
  const remoteIds = [...emptied.map(({ remoteId }) => remoteId)]
  return thoseWithFiles(db, { sourceId: source.id, remoteIds: remoteIds.filter((remoteId) => known.has(remoteId)) })
}

function withFilesGone(problemsOf: Reading["problemsOf"], remoteIds: readonly string[]): Reading["problemsOf"] {
  if (remoteIds.length === 0) return problemsOf
  const emptied = new Set(remoteIds)
  return (id) => (emptied.has(id) ? [...problemsOf(id), problem("files-gone")] : problemsOf(id))
}

// A source that fails is an outcome of the run; anything else is a bug or a broken database and travels up.
function reasonOf(error: unknown): RunReason {
  if (error instanceof HarvestStopped) return { code: error.code, message: error.message, detail: error.detail }
  if (error instanceof FetchRefused) return { code: error.code, message: error.message }
  throw error
}
