/** Carries out a plan in batches, each a transaction of its own: what is applied stays, and a next run does the rest. */
import {
  type DataServiceFacts,
  type DatasetFacts,
  type HarvestedRecord,
  linkRelated,
  type PublisherFacts,
  type SeriesFacts,
  saveHarvested,
  saveRelated,
  withdrawGone,
} from "../catalogue/index.ts"
import type { Actor } from "../platform/actor.ts"
import type { Clock } from "../platform/clock.ts"
import type { Db, Tx } from "../platform/db.ts"
import type { NewId } from "../platform/ids.ts"
import { PackedMap } from "./packed-map.ts"
import type { KnownRecord, PlanCounts, PlannedRecord } from "./plan-harvest.ts"
import type { Reading } from "./read-source.ts"
import { problem } from "./reading/index.ts"
import type { RecordIndex } from "./record-index.ts"
import { outcomePacking, type RecordOutcome } from "./record-packings.ts"
import { lazily, type RecordVerdict, type ReportedRecord } from "./report.ts"
import { publisherKey } from "./resolve-organizations.ts"
import { insertRunRecords } from "./run-store.ts"
import { runTransaction } from "./run-transaction.ts"
import type { StoredSource } from "./source-store.ts"
import type { Spool, SpooledRecord } from "./spool.ts"

export interface ApplyContext {
  readonly db: Db
  readonly runId: string
  readonly source: StoredSource
  /** Of the run. */
  readonly index: RecordIndex
  readonly known: ReadonlyMap<string, KnownRecord>
  readonly organizationIds: ReadonlyMap<string, string>
  /** Each batch is dated when it is written: who asks for changes since a moment misses none of a long run. */
  readonly clock: Clock
  readonly by: Actor
  readonly newId: NewId
  /** Asks for these distributions' addresses to be checked; part of the transaction that stores them. */
  readonly checkLinks: (tx: Tx, distributionIds: readonly string[]) => Promise<void>
  readonly onProgress?: (done: number) => void
  /** Aborted between two batches, never within one. */
  readonly signal?: AbortSignal
}

const batchSize = 500
const batchesAtOnce = 2

export interface Applied {
  readonly counts: PlanCounts
  /** In the order of the plan; each is made when it is looked at. */
  readonly records: Iterable<ReportedRecord>
}

export async function applyPlan(
  plan: Iterable<PlannedRecord>,
  reading: Reading,
  spool: Spool,
  context: ApplyContext,
): Promise<Applied> {
  const outcome: Outcome = new PackedMap(outcomePacking, context.index)
  await withdrawTurned(plan, context)
  const seriesIds = await applySeries(spool, reading, context, outcome)
  await applyAllDatasets(spool, seriesIds, context, outcome)
  await applyServices(spool, reading, context, outcome)
  await applyWithdrawals(plan, context, outcome)
  // Any of them may name a record that came only now.
  if (outcome.size > 0)
    await runTransaction(context, (tx) =>
      linkRelated(tx, { ...context, at: context.clock.now(), sourceId: context.source.id }),
    )
  const records = lazily(plan, (planned) => reportApplied(planned, reading, outcome))
  await storeRecords(records, context)
  return { counts: countApplied(records), records }
}

function reportApplied(planned: PlannedRecord, reading: Reading, outcome: Outcome): ReportedRecord {
  const done = outcome.get(planned.remoteId)
  const datasetId = done?.datasetId ?? planned.entityId
  return {
    remoteId: planned.remoteId,
    verdict: done?.verdict ?? unspooled[planned.verdict],
    ...(datasetId ? { datasetId } : {}),
    problems: [
      ...(planned.renumberedFrom ? [problem("renumbered", undefined, planned.renumberedFrom)] : []),
      ...reading.problemsOf(planned.remoteId),
      ...(done?.note ? [done.note] : []),
    ],
  }
}

// What the plan says of records that need no write; the others are in `outcome`.
const unspooled = {
  create: "unchanged",
  update: "unchanged",
  unchanged: "unchanged",
  withdraw: "withdrawn",
  refuse: "refused",
  leave: "skipped",
} as const satisfies Record<string, RecordVerdict>

type Outcome = PackedMap<RecordOutcome>

/** While the database writes one batch, the next is prepared: two under way keep both of them busy. */
async function applyAllDatasets(
  spool: Spool,
  seriesIds: ReadonlyMap<string, string>,
  context: ApplyContext,
  outcome: Outcome,
): Promise<void> {
  const underWay = new Set<Promise<void>>()
  try {
    for await (const batch of spool.batches("dataset")) {
      context.signal?.throwIfAborted()
      const work = applyDatasets(batch, seriesIds, context, outcome).then(() => {
        underWay.delete(work)
        context.onProgress?.(outcome.size)
      })
      // It is awaited below; until then a failure must not count as unhandled.
      work.catch(() => {})
      underWay.add(work)
      if (underWay.size === batchesAtOnce) await Promise.race(underWay)
    }
    await Promise.all(underWay)
  } finally {
    // When one fails, the other is left to its end before anybody closes what it works with.
    await Promise.allSettled(underWay)
  }
}

async function applyDatasets(
  batch: readonly SpooledRecord[],
  seriesIds: ReadonlyMap<string, string>,
  context: ApplyContext,
  outcome: Outcome,
): Promise<void> {
  await applyOrRefuse(batch, outcome, (part) => saveDatasets(part, seriesIds, context, outcome))
}

async function saveDatasets(
  batch: readonly SpooledRecord[],
  seriesIds: ReadonlyMap<string, string>,
  context: ApplyContext,
  outcome: Outcome,
): Promise<void> {
  const { source } = context
  const records = batch.map((record) => datasetRecord(record, { ...context, seriesIds }))
  const saved = await runTransaction(context, async (tx) => {
    const answer = await saveHarvested(tx, records, { ...context, at: context.clock.now(), sourceId: source.id })
    if (answer.newAddresses.length > 0) await context.checkLinks(tx, answer.newAddresses)
    return answer.saved
  })
  for (const { remoteId, datasetId, verdict, joined } of saved)
    outcome.set(remoteId, {
      verdict,
      datasetId,
      ...(joined ? { note: problem("joined-by-identifier", "identifier") } : {}),
    })
}

/** A record as the catalogue takes it over. */
export function datasetRecord(
  { remoteId, hash, facts: given, problems }: SpooledRecord,
  context: Pick<ApplyContext, "source" | "known" | "organizationIds"> & { seriesIds: ReadonlyMap<string, string> },
): HarvestedRecord {
  const facts = given as DatasetFacts
  const before = context.known.get(remoteId)
  const seriesId = facts.inSeries ? context.seriesIds.get(facts.inSeries) : undefined
  return {
    remoteId,
    hash: Buffer.from(hash, "hex"),
    facts,
    problems,
    organizationId: organizationOf(facts.publisher, context),
    ...(seriesId ? { seriesId } : {}),
    ...(before?.kind === "dataset" ? { datasetId: before.entityId } : {}),
  }
}

async function applySeries(
  spool: Spool,
  reading: Reading,
  context: ApplyContext,
  outcome: Outcome,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const [remoteId, record] of context.known) if (record.kind === "series") ids.set(remoteId, record.entityId)
  if (!Iterator.from(reading.digests).some((digest) => digest.kind === "series")) return ids
  for await (const batch of spool.batches("series")) await applyRelated(batch, context, outcome)
  for (const [remoteId, { datasetId }] of outcome) if (datasetId) ids.set(remoteId, datasetId)
  return ids
}

async function applyServices(spool: Spool, reading: Reading, context: ApplyContext, outcome: Outcome): Promise<void> {
  if (!Iterator.from(reading.digests).some((digest) => digest.kind === "service")) return
  for await (const batch of spool.batches("service")) await applyRelated(batch, context, outcome)
}

async function applyRelated(batch: readonly SpooledRecord[], context: ApplyContext, outcome: Outcome): Promise<void> {
  await applyOrRefuse(batch, outcome, (part) => saveRelatedRecords(part, context, outcome))
}

async function saveRelatedRecords(
  batch: readonly SpooledRecord[],
  context: ApplyContext,
  outcome: Outcome,
): Promise<void> {
  const records = batch.map((record) => {
    const before = context.known.get(record.remoteId)
    const facts = record.facts as SeriesFacts | DataServiceFacts
    return {
      kind: record.kind as "series" | "service",
      remoteId: record.remoteId,
      hash: Buffer.from(record.hash, "hex"),
      facts,
      problems: record.problems,
      organizationId: organizationOf(facts.publisher, context),
      ...(before?.kind === record.kind ? { entityId: before.entityId } : {}),
    }
  })
  const saved = await runTransaction(context, (tx) =>
    saveRelated(tx, records, { ...context, at: context.clock.now(), sourceId: context.source.id }),
  )
  for (const { remoteId, entityId, verdict } of saved) outcome.set(remoteId, { verdict, datasetId: entityId })
}

// A record that was a dataset and now is a series (its children have appeared): what it was is withdrawn, what it is made.
async function withdrawTurned(plan: Iterable<PlannedRecord>, context: ApplyContext): Promise<void> {
  const turned = Iterator.from(plan).filter(
    ({ verdict, remoteId }) => verdict === "create" && context.known.has(remoteId),
  )
  const remoteIds = [...turned.map(({ remoteId }) => remoteId)]
  if (remoteIds.length === 0) return
  await runTransaction(context, (tx) =>
    withdrawGone(tx, remoteIds, { ...context, at: context.clock.now(), sourceId: context.source.id }),
  )
}

async function applyWithdrawals(plan: Iterable<PlannedRecord>, context: ApplyContext, outcome: Outcome): Promise<void> {
  const gone = [...Iterator.from(plan).filter((record) => record.verdict === "withdraw")]
  for (let start = 0; start < gone.length; start += batchSize) {
    const batch = gone.slice(start, start + batchSize)
    await runTransaction(context, (tx) =>
      withdrawGone(
        tx,
        batch.map((record) => record.remoteId),
        { ...context, at: context.clock.now(), sourceId: context.source.id },
      ),
    )
    for (const { remoteId, entityId } of batch) outcome.set(remoteId, { verdict: "withdrawn", datasetId: entityId! })
  }
}

function organizationOf(
  publisher: PublisherFacts | undefined,
  { source, organizationIds }: Pick<ApplyContext, "source" | "organizationIds">,
): string {
  if (source.organizations === "given" || !publisher) return source.organization.id
  return organizationIds.get(publisherKey(publisher)) ?? source.organization.id
}

async function storeRecords(records: Iterable<ReportedRecord>, context: ApplyContext): Promise<void> {
  let stored = 0
  for (const batch of inBatches(worthKeeping(records))) {
    await runTransaction(context, (tx) => insertRunRecords(tx, context.runId, batch, stored))
    stored += batch.length
  }
}

/** An unchanged record costs no write; its problems stand beside its snapshot since it was taken over. */
function* worthKeeping(records: Iterable<ReportedRecord>): Generator<ReportedRecord> {
  for (const record of records) if (record.verdict !== "unchanged") yield record
}

function* inBatches(records: Iterable<ReportedRecord>): Generator<ReportedRecord[]> {
  let batch: ReportedRecord[] = []
  for (const record of records) {
    batch.push(record)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function countApplied(records: Iterable<ReportedRecord>): PlanCounts {
  const counts = { created: 0, updated: 0, unchanged: 0, withdrawn: 0, refused: 0, skipped: 0 }
  for (const { verdict } of records) counts[verdict]++
  const { skipped: _skipped, ...applied } = counts
  return applied
}

/** A batch as a whole; where the database cannot hold it, its halves, down to the one record that is then refused. */
async function applyOrRefuse(
  batch: readonly SpooledRecord[],
  outcome: Outcome,
  apply: (batch: readonly SpooledRecord[]) => Promise<void>,
): Promise<void> {
  try {
    await apply(batch)
  } catch (error) {
    if (!isFaultOfRecord(error)) throw error
    const [only] = batch
    if (batch.length === 1 && only) {
      const fault = problem("record-not-storable", undefined, error instanceof Error ? error.message : String(error))
      outcome.set(only.remoteId, { verdict: "refused", note: fault })
      return
    }
    const middle = Math.ceil(batch.length / 2)
    await applyOrRefuse(batch.slice(0, middle), outcome, apply)
    await applyOrRefuse(batch.slice(middle), outcome, apply)
  }
}

// Values out of range or unreadable (22…), limits of the database (54…), texts longer than a text can be.
function isFaultOfRecord(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown }
  return error instanceof RangeError || (typeof code === "string" && /^(?:22|54)\w{3}$/.test(code))
}
