/**
 * One run over one source: read it to its end, plan, apply. Nothing is changed by a source that fails, ends early, is
 * empty, or lost so much at once that a person should look first (DESIGN §4, §5).
 */
import { setTimeout as sleep } from "node:timers/promises"
import { type Actor, systemActor } from "../platform/actor.ts"
import type { Clock } from "../platform/clock.ts"
import { type Db, isConnectionLost, type Tx } from "../platform/db.ts"
import { FetchRefused } from "../platform/fetch/index.ts"
import type { NewId } from "../platform/ids.ts"
import type { Log } from "../platform/log.ts"
import { type Applied, applyPlan } from "./apply-plan.ts"
import { knowsSince } from "./connectors/index.ts"
import { HarvestAlreadyRunning, HarvestRunNotHeld, HarvestSourceNotFound } from "./errors.ts"
import { type Look, type LookDeps, lookAtSource } from "./look-at-source.ts"
import type { PackedMap } from "./packed-map.ts"
import {
  type Confirmed,
  countPlan,
  type Hold,
  isHoldCode,
  type KnownRecord,
  type PlannedRecord,
  type PlannedVerdict,
} from "./plan-harvest.ts"
import type { Reading } from "./read-source.ts"
import { readingKey } from "./reading-key.ts"
import { asDone, lazily, nothing, type ReportedRecord, type RunReason, type RunReport } from "./report.ts"
import { resolvePublishers } from "./resolve-organizations.ts"
import {
  closeRun,
  finishRun,
  insertRun,
  insertRunRecords,
  interruptRuns,
  isOvertaken,
  recordsToGo,
  runById,
} from "./run-store.ts"
import { runTransaction } from "./run-transaction.ts"
import { withSourceLock } from "./source-lock.ts"
import { forgetValidators, markRead, validatorsOf } from "./source-reading-store.ts"
import { knownRecords, renameRecords } from "./source-record-store.ts"
import { type StoredSource, sourceById } from "./source-store.ts"
import { type StopCode, stopTexts } from "./stop-texts.ts"
import { countProblems, tellOfRun } from "./tell-of-run.ts"
import { areUnchanged } from "./validators.ts"

export interface HarvestDeps extends LookDeps {
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
  readonly checkLinks: (tx: Tx, distributionIds: readonly string[]) => Promise<void>
}

export interface RunOptions {
  readonly dryRun?: boolean
  /** What would disappear by a waiting run, and a person has confirmed. */
  readonly confirmed?: Confirmed | undefined
  readonly by?: Actor
  /** `full` (the default) reads everything, `changes` asks for what changed where that can be asked, `auto` as the source says. */
  readonly mode?: "full" | "changes" | "auto"
  /** A schedule asks for it, not a person. */
  readonly scheduled?: boolean
  /** Nobody reads the report record by record, which is long for a large source: it lists only what was refused. */
  readonly sparesRecords?: boolean
}

/** Runs one source now. Throws `HarvestSourceNotFound` or `HarvestAlreadyRunning`; everything else is in the report. */
export async function runHarvest(sourceId: string, deps: HarvestDeps, options: RunOptions = {}): Promise<RunReport> {
  const source = await sourceById(deps.db, sourceId)
  if (!source) throw new HarvestSourceNotFound(sourceId)
  const ours = { ...deps, fetch: deps.fetchFor?.(source) ?? deps.fetch }
  const locked = await withSourceLock(deps.db, sourceId, () => runLocked(source, ours, options))
  if (!locked) throw new HarvestAlreadyRunning(source.name)
  return locked.answer
}

/** Runs the source of a waiting run again, allowing what the run showed to disappear. */
export async function confirmRun(runId: string, deps: HarvestDeps, options: RunOptions = {}): Promise<RunReport> {
  const run = await runById(deps.db, runId)
  if (run?.status !== "needs-confirmation" || (await isOvertaken(deps.db, run))) throw new HarvestRunNotHeld(runId)
  const { code, detail } = run.reason ?? {}
  if (!isHoldCode(code)) throw new HarvestRunNotHeld(runId)
  const remoteIds = await recordsToGo(deps.db, runId, code)
  const confirmed = { code, disappearing: Number(detail?.disappearing), remoteIds }
  return runHarvest(run.sourceId, deps, { ...options, confirmed })
}

async function runLocked(source: StoredSource, deps: HarvestDeps, options: RunOptions): Promise<RunReport> {
  const { db, clock, newId, log } = deps
  const runId = newId()
  const startedAt = clock.now()
  // The clock of the wall may jump while it runs.
  const began = performance.now()
  if (!options.dryRun) {
    // We hold the lock, so whoever left a run "running" is dead.
    await interruptRuns(db, source.id, { at: startedAt })
    await insertRun(db, { id: runId, sourceId: source.id, startedAt, scheduled: options.scheduled ?? false })
  }
  try {
    const outcome = await readPlanApply(source, { runId, startedAt }, deps, options)
    const ended: Ended = {
      ...(options.dryRun ? {} : { run: runId }),
      source: { id: source.id, name: source.name, kind: source.kind, url: source.url },
      dryRun: options.dryRun ?? false,
      startedAt: startedAt.toISOString(),
      finishedAt: clock.now().toISOString(),
      ...outcome,
    }
    if (!options.dryRun) await finish(db, { id: runId, durationMs: performance.now() - began }, ended)
    log.info({ sourceId: source.id, runId, status: ended.status, ...ended.counts }, "harvest finished")
    return { ...ended, records: [...(options.sparesRecords ? refusedAmong(ended.records) : ended.records)] }
  } catch (error) {
    // Being stopped leaves the run open: it is taken up again at the next start.
    if (!options.dryRun && !deps.signal?.aborted) await closeBroken(runId, error, deps)
    throw error
  }
}

type Ended = Omit<RunReport, "records"> & Pick<Outcome, "records">

/** Ends the run, and tells whom it needs. */
async function finish(db: Db, run: { id: string; durationMs: number }, report: Ended): Promise<void> {
  const at = new Date(report.finishedAt)
  const sawRecords = report.status !== "failed" && report.mode !== "not-modified"
  const problems = sawRecords ? countProblems(report.records) : undefined
  await db.transaction().execute(async (tx) => {
    // What would go is shown to whoever decides.
    if (report.status === "needs-confirmation") await insertRunRecords(tx, run.id, worthShowing(report.records), 0)
    await finishRun(tx, { ...report, ...run, finishedAt: at, problems })
    await tellOfRun(tx, { ...report, id: run.id, at, problems })
  })
}

const mostShown = 10_000

function worthShowing(records: Iterable<ReportedRecord>): readonly ReportedRecord[] {
  return Iterator.from(records).filter(isWorthShowing).take(mostShown).toArray()
}

function refusedAmong(records: Iterable<ReportedRecord>): Iterable<ReportedRecord> {
  return Iterator.from(records)
    .filter(({ verdict }) => verdict === "refused")
    .take(mostShown)
}

function isWorthShowing({ verdict, problems }: ReportedRecord): boolean {
  return verdict === "withdrawn" || verdict === "refused" || problems.some(({ code }) => code === "files-gone")
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

type Outcome = Pick<RunReport, "status" | "mode" | "resumed" | "counts" | "planned" | "reason"> & {
  readonly records: Iterable<ReportedRecord>
}

interface Run {
  readonly runId: string
  readonly startedAt: Date
}

async function readPlanApply(source: StoredSource, run: Run, deps: HarvestDeps, options: RunOptions): Promise<Outcome> {
  const since = options.dryRun ? undefined : sinceOf(source, run.startedAt, options)
  const mode = since ? "changes" : "full"
  const maySpare = mode === "full" && options.mode === "auto" && !options.dryRun
  if (maySpare && (await isUnmodified(source, run, deps))) return unmodified(source, run, deps)
  const order = { runId: run.runId, since, dryRun: options.dryRun ?? false, confirmed: options.confirmed }
  const look = await lookAtSource(source, order, deps)
  if ("reason" in look) return { ...look, status: "failed", mode, counts: nothing, planned: nothing, records: [] }
  try {
    return { mode, resumed: look.reading.resumed, ...(await carryOut(look, { source, run, since }, deps, options)) }
  } finally {
    await look.spool.remove()
  }
}

/** Sources change their clocks and index late: what changed a little before is asked for again. */
const overlapMs = 2 * 60 * 60 * 1000
const dayMs = 24 * 60 * 60 * 1000

/** From when on changes are asked for; nothing where everything has to be read. */
function sinceOf(source: StoredSource, now: Date, { mode = "full" }: RunOptions): Date | undefined {
  const { fullEveryDays, fullDueSince, lastCompleteAt, lastReadAt } = source
  if (mode === "full" || !knowsSince(source)) return undefined
  if (fullDueSince || !lastCompleteAt || !lastReadAt) return undefined
  // The clock was set back since: what changed meanwhile cannot be told.
  if (Date.parse(lastReadAt) > now.getTime() || Date.parse(lastCompleteAt) > now.getTime()) return undefined
  if (mode === "auto" && now.getTime() - Date.parse(lastCompleteAt) >= fullEveryDays * dayMs) return undefined
  return new Date(Date.parse(lastReadAt) - overlapMs)
}

/** A server may say for ever that nothing changed: at least so often it is read all the same. */
const longestTrustMs = 30 * dayMs

/** Every answer that the last full reading was made of is still the same, and we would make the same of them. */
async function isUnmodified(
  source: StoredSource,
  { startedAt }: Run,
  { db, fetch, vocabularies, signal }: HarvestDeps,
): Promise<boolean> {
  if (source.fullDueSince) return false
  const before = await validatorsOf(db, source.id)
  if (!before || before.key !== readingKey(source, vocabularies, undefined)) return false
  if (startedAt.getTime() - Date.parse(before.readAt) > longestTrustMs) return false
  try {
    return await areUnchanged(before.answers, { fetch, signal })
  } catch (error) {
    // The reading that follows says what is wrong.
    if (error instanceof FetchRefused) return false
    throw error
  }
}

async function unmodified(source: StoredSource, { runId, startedAt }: Run, { db }: HarvestDeps): Promise<Outcome> {
  const known = await knownRecords(db, source.id)
  const live = known.values().reduce((sum, { gone }) => sum + (gone ? 0 : 1), 0)
  const validators = await validatorsOf(db, source.id)
  await runTransaction({ db, runId }, (tx) => markRead(tx, source, { at: startedAt, everything: true, validators }))
  const counts = { ...nothing, unchanged: live }
  return { status: "done", mode: "not-modified", resumed: false, counts, planned: counts, records: [] }
}

interface Carried {
  readonly source: StoredSource
  readonly run: Run
  readonly since: Date | undefined
}

async function carryOut(
  look: Look,
  carried: Carried,
  deps: HarvestDeps,
  options: RunOptions,
): Promise<Omit<Outcome, "mode" | "resumed">> {
  const { reading, hold, answers } = look
  const { source, run, since } = carried
  const planned = countPlan(look.records)
  if (options.dryRun || hold) {
    const records = lazily(look.records, (record) => reportPlanned(record, reading))
    const status = hold ? "needs-confirmation" : planned.refused > 0 ? "done-with-errors" : "done"
    return { status, counts: nothing, planned, records, ...(hold ? { reason: holdReason(hold) } : {}) }
  }
  const applied = await apply(look, carried, deps, options)
  // What the database refused is tried again, though the answers are the same.
  const isWhole = answers && applied.counts.refused === planned.refused
  const key = readingKey(source, deps.vocabularies, undefined)
  const validators = isWhole ? { key, readAt: run.startedAt.toISOString(), answers } : undefined
  await runTransaction({ db: deps.db, runId: run.runId }, (tx) =>
    markRead(tx, source, { at: run.startedAt, everything: since === undefined, validators }),
  )
  return { ...applied, planned, status: applied.counts.refused > 0 ? "done-with-errors" : "done" }
}

const writing: ReadonlySet<PlannedVerdict> = new Set(["create", "update", "withdraw"])

async function apply(
  { index, reading, records, known, spool }: Look,
  { source, run }: Carried,
  deps: HarvestDeps,
  options: RunOptions,
): Promise<Applied> {
  const by = options.by ?? systemActor
  const at = run.startedAt
  const { onProgress, ...rest } = deps
  const ours = { db: deps.db, runId: run.runId }
  if (Iterator.from(records).some(({ verdict }) => writing.has(verdict))) {
    await runTransaction(ours, (tx) => forgetValidators(tx, source.id))
  }
  const organizationIds =
    source.organizations === "remote"
      ? await runTransaction(ours, (tx) => resolvePublishers(tx, source, reading.publishers, { ...deps, by, at }))
      : new Map<string, string>()
  return applyPlan(records, reading, spool, {
    ...rest,
    runId: run.runId,
    source,
    index,
    known: await renumber(records, known, (names) => runTransaction(ours, (tx) => renameRecords(tx, source.id, names))),
    organizationIds,
    by,
    ...(onProgress ? { onProgress: (done: number) => onProgress("applying", done) } : {}),
  })
}

/** Records that have new names at their source are known by them from now on. */
async function renumber(
  records: Iterable<PlannedRecord>,
  known: PackedMap<KnownRecord>,
  rename: (names: readonly { from: string; to: string }[]) => Promise<void>,
): Promise<ReadonlyMap<string, KnownRecord>> {
  const renumbered = Iterator.from(records).filter(({ renumberedFrom }) => renumberedFrom !== undefined)
  const names = [...renumbered.map(({ remoteId, renumberedFrom }) => ({ from: renumberedFrom!, to: remoteId }))]
  if (names.length === 0) return known
  await rename(names)
  for (const { from, to } of names) {
    known.set(to, known.get(from)!)
    known.delete(from)
  }
  return known
}

function holdReason({ code, disappearing, known }: Hold): RunReason {
  const what = { "mass-disappearance": "are no longer in the source", "files-disappear": "have lost all their files" }
  const message =
    `${disappearing} of ${known} records ${what[code]}. Nothing was changed. ` +
    "Look at the source; if they are really gone, confirm this run."
  return { code, message, detail: { disappearing, known } }
}

function reportPlanned(record: PlannedRecord, reading: Reading): ReportedRecord {
  return {
    remoteId: record.remoteId,
    verdict: asDone[record.verdict],
    ...(record.entityId ? { datasetId: record.entityId } : {}),
    problems: reading.problemsOf(record.remoteId),
  }
}
