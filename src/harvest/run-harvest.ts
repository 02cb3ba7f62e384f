/**
 * One run over one source: read it to its end, plan, apply. Nothing is changed by a source that fails, ends early, is
 * empty, or lost so much at once that a person should look first (DESIGN §4, §5).
 */
import { setTimeout as sleep } from "node:timers/promises"
import type { ReadTable } from "../catalogue/index.ts"
import { type Actor, systemActor } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import type { Clock } from "../platform/clock.ts"
import { type Db, isConnectionLost, type Tx } from "../platform/db.ts"
import { type FetchGuarded, FetchRefused } from "../platform/fetch/index.ts"
import type { NewId } from "../platform/ids.ts"
import type { Log } from "../platform/log.ts"
import type { Vocabularies } from "../vocabulary/index.ts"
import { type Applied, applyPlan } from "./apply-plan.ts"
import { HarvestStopped } from "./connector.ts"
import { connectorFor } from "./connectors/index.ts"
import { HarvestAlreadyRunning, HarvestRunNotHeld, HarvestSourceNotFound } from "./errors.ts"
import { countPlan, type HarvestPlan, type KnownRecord, type PlannedVerdict, planHarvest } from "./plan-harvest.ts"
import { type StopCode, stopTexts } from "./problem-texts.ts"
import { type Reading, readSource } from "./read-source.ts"
import {
  nothing,
  type RecordVerdict,
  type ReportedRecord,
  type RunReason,
  type RunReport,
  type RunStatus,
} from "./report.ts"
import { resolvePublishers } from "./resolve-organizations.ts"
import {
  closeRun,
  finishRun,
  insertRun,
  insertRunRecords,
  interruptRuns,
  isOvertaken,
  runBefore,
  runById,
} from "./run-store.ts"
import { runTransaction } from "./run-transaction.ts"
import { withSourceLock } from "./source-lock.ts"
import { knownRecords, markComplete, type StoredSource, sourceById } from "./source-store.ts"
import { openSpool, type Spool } from "./spool.ts"

export interface HarvestDeps {
  readonly db: Db
  readonly fetch: FetchGuarded
  readonly vocabularies: Vocabularies
  readonly readTable?: ReadTable | undefined
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
  /** Folder for records between reading and applying. */
  readonly spoolFolder: string
  readonly checkLinks: (tx: Tx, distributionIds: readonly string[]) => Promise<void>
  readonly onProgress?: (stage: "reading" | "applying", done: number) => void
  readonly signal?: AbortSignal
}

export interface RunOptions {
  readonly dryRun?: boolean
  /** A waiting run whose disappearances a person has confirmed: as many records may go now. */
  readonly confirmed?: number
  readonly by?: Actor
}

/** Runs one source now. Throws `HarvestSourceNotFound` or `HarvestAlreadyRunning`; everything else is in the report. */
export async function runHarvest(sourceId: string, deps: HarvestDeps, options: RunOptions = {}): Promise<RunReport> {
  const source = await sourceById(deps.db, sourceId)
  if (!source) throw new HarvestSourceNotFound(sourceId)
  const locked = await withSourceLock(deps.db, sourceId, () => runLocked(source, deps, options))
  if (!locked) throw new HarvestAlreadyRunning(source.name)
  return locked.answer
}

/** Runs the source of a waiting run again, allowing as many records to disappear as the run showed. */
export async function confirmRun(runId: string, deps: HarvestDeps, options: RunOptions = {}): Promise<RunReport> {
  const run = await runById(deps.db, runId)
  if (run?.status !== "needs-confirmation" || (await isOvertaken(deps.db, run))) throw new HarvestRunNotHeld(runId)
  return runHarvest(run.sourceId, deps, { ...options, confirmed: run.planned.withdrawn })
}

async function runLocked(source: StoredSource, deps: HarvestDeps, options: RunOptions): Promise<RunReport> {
  const { db, clock, newId, log, spoolFolder } = deps
  const runId = newId()
  const startedAt = clock.now()
  if (!options.dryRun) {
    // We hold the lock, so whoever left a run "running" is dead.
    await interruptRuns(db, source.id, startedAt)
    await insertRun(db, { id: runId, sourceId: source.id, startedAt })
  }
  let spool: Spool | undefined
  try {
    spool = await openSpool(spoolFolder, source.id, runId)
    const outcome = await readPlanApply(source, { runId, startedAt, spool }, deps, options)
    const report: RunReport = {
      ...(options.dryRun ? {} : { run: runId }),
      source: { id: source.id, name: source.name, kind: source.kind, url: source.url },
      dryRun: options.dryRun ?? false,
      startedAt: startedAt.toISOString(),
      finishedAt: clock.now().toISOString(),
      ...outcome,
    }
    if (!options.dryRun) await finish(db, runId, report)
    log.info({ sourceId: source.id, runId, status: report.status, ...report.counts }, "harvest finished")
    return report
  } catch (error) {
    // Being stopped leaves the run open: it is taken up again at the next start.
    if (!options.dryRun && !deps.signal?.aborted) await closeBroken(runId, error, deps)
    throw error
  } finally {
    await spool?.remove()
  }
}

/** Ends the run; one that failed or waits is announced, unless the one before it already said the same. */
async function finish(db: Db, runId: string, report: RunReport): Promise<void> {
  const at = new Date(report.finishedAt)
  await db.transaction().execute(async (tx) => {
    // What would go is shown to whoever decides.
    if (report.status === "needs-confirmation") await insertRunRecords(tx, runId, worthShowing(report.records), 0)
    await finishRun(tx, { ...report, id: runId, finishedAt: at })
    const kind = announced[report.status]
    if (!kind) return
    const before = await runBefore(tx, { id: runId, sourceId: report.source.id })
    if (before?.status === report.status && before.reason?.code === report.reason?.code) return
    await appendChanges(tx, [{ entity: "harvest-run", entityId: runId, kind }], systemActor, at)
  })
}

const announced: Partial<Record<RunStatus, string>> = { failed: "failed", "needs-confirmation": "waits" }
const mostShown = 10_000

function worthShowing(records: readonly ReportedRecord[]): readonly ReportedRecord[] {
  return records.filter(({ verdict }) => verdict === "withdrawn" || verdict === "refused").slice(0, mostShown)
}

const pausesMs = [0, 500, 2000]

/** Says of a run that broke why it did; where even that fails, the next run or start will say that it was interrupted. */
async function closeBroken(runId: string, error: unknown, { db, clock, log }: HarvestDeps): Promise<void> {
  for (const pause of pausesMs) {
    await sleep(pause)
    try {
      return await closeRun(db, { id: runId, at: clock.now(), ...endOf(error) })
    } catch (second) {
      log.warn({ runId, error: String(second) }, "a broken run could not be closed")
    }
  }
}

function endOf(error: unknown): { status: "interrupted" | "failed"; reason: RunReason } {
  const reason = (code: StopCode) => ({ code, message: stopTexts[code].en })
  if (isConnectionLost(error)) return { status: "interrupted", reason: reason("database-lost") }
  const isFull = (error as { code?: unknown } | undefined)?.code === "ENOSPC"
  return { status: isFull ? "interrupted" : "failed", reason: reason(isFull ? "disk-full" : "portal-fault") }
}

type Outcome = Pick<RunReport, "status" | "counts" | "planned" | "records" | "reason">

interface Run {
  readonly runId: string
  readonly startedAt: Date
  readonly spool: Spool
}

async function readPlanApply(source: StoredSource, run: Run, deps: HarvestDeps, options: RunOptions): Promise<Outcome> {
  const { db, fetch, vocabularies, readTable, signal, onProgress } = deps
  const known = await knownRecords(db, source.id)
  const reading = await readSource(connectorFor(source.kind), source, {
    known,
    spool: run.spool,
    context: { fetch, vocabularies, ...(readTable ? { readTable } : {}), ...(signal ? { signal } : {}) },
    ...(onProgress ? { onRecord: (count: number) => onProgress("reading", count) } : {}),
  }).catch((error: unknown) => {
    // We are being stopped, not the source: the run stays open and is taken up again at the next start.
    signal?.throwIfAborted()
    return stopped(error)
  })
  if ("reason" in reading)
    return { status: "failed", counts: nothing, planned: nothing, records: [], reason: reading.reason }

  const plan = planHarvest(known, reading.digests)
  const planned = countPlan(plan.records)
  const held = plan.hold && planned.withdrawn > (options.confirmed ?? 0)
  if (options.dryRun || held) {
    const records = plan.records.map((record) => reportPlanned(record, reading))
    const status = held ? "needs-confirmation" : planned.refused > 0 ? "done-with-errors" : "done"
    return { status, counts: nothing, planned, records, ...(held ? { reason: holdReason(plan) } : {}) }
  }
  const applied = await apply(plan, reading, { source, known, run }, deps, options)
  await runTransaction({ db, runId: run.runId }, (tx) => markComplete(tx, source.id, run.startedAt))
  return { ...applied, planned, status: applied.counts.refused > 0 ? "done-with-errors" : "done" }
}

async function apply(
  plan: HarvestPlan,
  reading: Reading,
  { source, known, run }: { source: StoredSource; known: ReadonlyMap<string, KnownRecord>; run: Run },
  deps: HarvestDeps,
  options: RunOptions,
): Promise<Applied> {
  const by = options.by ?? systemActor
  const at = run.startedAt
  const { onProgress, ...rest } = deps
  const ours = { db: deps.db, runId: run.runId }
  const organizationIds =
    source.organizations === "remote"
      ? await runTransaction(ours, (tx) => resolvePublishers(tx, source, reading.publishers, { ...deps, by, at }))
      : new Map<string, string>()
  return applyPlan(plan, reading, run.spool, {
    ...rest,
    runId: run.runId,
    source,
    known,
    organizationIds,
    at,
    by,
    ...(onProgress ? { onProgress: (done: number) => onProgress("applying", done) } : {}),
  })
}

// A source that fails is an outcome of the run; anything else is a bug or a broken database and travels up.
function stopped(error: unknown): { reason: RunReason } {
  if (error instanceof HarvestStopped) {
    return { reason: { code: error.code, message: error.message, detail: error.detail } }
  }
  if (error instanceof FetchRefused) return { reason: { code: error.code, message: error.message } }
  throw error
}

function holdReason({ hold }: HarvestPlan): RunReason {
  const { disappearing, known } = hold!
  return {
    code: "mass-disappearance",
    message:
      `${disappearing} of ${known} records are no longer in the source. Nothing was changed. ` +
      "Look at the source; if they are really gone, confirm this run.",
    detail: { disappearing, known },
  }
}

const asDone = {
  create: "created",
  update: "updated",
  unchanged: "unchanged",
  withdraw: "withdrawn",
  refuse: "refused",
  leave: "skipped",
} as const satisfies Record<PlannedVerdict, RecordVerdict>

function reportPlanned(record: HarvestPlan["records"][number], reading: Reading): ReportedRecord {
  return {
    remoteId: record.remoteId,
    verdict: asDone[record.verdict],
    ...(record.entityId ? { datasetId: record.entityId } : {}),
    problems: record.verdict === "withdraw" ? [] : (reading.problems.get(record.remoteId) ?? []),
  }
}
