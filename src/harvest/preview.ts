/**
 * What harvesting a source would do, shown before anything is kept: its first records are read, taken over by the same code
 * as in a run, within a transaction that is then undone.
 */
import { type FieldChange, type SavedRecord, saveHarvested } from "../catalogue/index.ts"
import { type Actor, systemActor } from "../platform/actor.ts"
import type { Db, Tx } from "../platform/db.ts"
import { FetchRefused } from "../platform/fetch/index.ts"
import type { LocalisedText } from "../texts/index.ts"
import { checkedSource, insertChecked, type NewSource } from "./add-source.ts"
import { datasetRecord } from "./apply-plan.ts"
import { type FoundRecord, HarvestStopped, isRecord, type Problem, type ReadContext } from "./connector.ts"
import { connectorFor } from "./connectors/index.ts"
import { canonicalJson, hashOf, storableText } from "./digest.ts"
import { HarvestSourceNotFound } from "./errors.ts"
import { type SourceEdit, sourceAsEdited } from "./manage-source.ts"
import { mappedVocabularies, mapRecord } from "./mapping/index.ts"
import { OwnRecords } from "./own-records.ts"
import { countPlan, type KnownRecord, type PlanCounts, type PlannedRecord, planHarvest } from "./plan-harvest.ts"
import { asDone, type RecordVerdict, type RunReason } from "./report.ts"
import { publisherKey, resolvePublishers } from "./resolve-organizations.ts"
import type { HarvestDeps } from "./run-harvest.ts"
import { knownRecords } from "./source-record-store.ts"
import { type StoredSource, sourceById, updateSource } from "./source-store.ts"
import type { SpooledRecord } from "./spool.ts"

export interface PreviewedRecord {
  readonly remoteId: string
  readonly kind: FoundRecord["kind"]
  readonly verdict: RecordVerdict
  readonly title?: LocalisedText
  readonly distributions?: number
  /** Of the dataset that we have already. */
  readonly datasetId?: string
  /** What would change in it. */
  readonly changes: readonly FieldChange[]
  readonly problems: readonly Problem[]
}

export interface Preview {
  readonly records: readonly PreviewedRecord[]
  /** The source was read to its end; else there is more. */
  readonly complete: boolean
  readonly counts: PlanCounts
  /** Why it could not be read further. */
  readonly reason?: RunReason
}

export interface PreviewOptions {
  /** How many records are read. */
  readonly limit?: number
  readonly by?: Actor
}

/** A source that is not kept, one that is, or one that is as it would be after an edit. */
export type PreviewedSource = NewSource | { readonly id: string; readonly edit?: SourceEdit }

/**
 * Of a source that is kept (its id), or of one that is not. What would go is told only where the source was read to its end.
 * Throws `HarvestSourceInvalid` or `HarvestSourceExists` for a source that could not be kept, `HarvestSourceNotFound` for an
 * id that is none.
 */
export async function previewSource(
  asked: PreviewedSource,
  deps: HarvestDeps,
  { limit = 20, by = systemActor }: PreviewOptions = {},
): Promise<Preview> {
  const { db, clock } = deps
  if ("id" in asked) {
    const { id, edit } = asked
    const source = edit ? await sourceAsEdited(db, id, edit, by) : await storedSource(db, id)
    const read = await firstRecords(source, deps, limit)
    return undone(db, async (tx) => {
      if (edit) await updateSource(tx, source)
      const anew = edit !== undefined || source.fullDueSince !== undefined
      return planOf(tx, await storedSource(tx, id), read, { ...deps, by, anew })
    })
  }
  const row = await checkedSource(db, asked, { id: deps.newId(), at: clock.now() })
  const read = await firstRecords(row, deps, limit)
  return undone(db, async (tx) => {
    await insertChecked(tx, row)
    return planOf(tx, await storedSource(tx, row.id), read, { ...deps, by, anew: true })
  })
}

async function storedSource(db: Db, id: string): Promise<StoredSource> {
  const source = await sourceById(db, id)
  if (!source) throw new HarvestSourceNotFound(id)
  return source
}

class Undo extends Error {}

/** Nothing of the work stays, and nobody is told of it. */
async function undone<Answer>(db: Db, work: (tx: Tx) => Promise<Answer>): Promise<Answer> {
  let done: { answer: Answer } | undefined
  await db
    .transaction()
    .execute(async (tx) => {
      done = { answer: await work(tx) }
      throw new Undo()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
  return done!.answer
}

interface FirstRecords {
  readonly found: readonly FoundRecord[]
  readonly complete: boolean
  readonly reason?: RunReason
}

type ReadableSource = Pick<StoredSource, "id" | "kind" | "name" | "url" | "options" | "mapping" | "extraCa">

async function firstRecords(source: ReadableSource, deps: HarvestDeps, limit: number): Promise<FirstRecords> {
  const { readTable, signal } = deps
  const vocabularies = mappedVocabularies(deps.vocabularies, source.mapping)
  const context: ReadContext = {
    fetch: deps.fetchFor?.(source) ?? deps.fetch,
    vocabularies,
    ...(readTable ? { readTable } : {}),
    ...(signal ? { signal } : {}),
  }
  const found: FoundRecord[] = []
  const own = new OwnRecords(deps.db, source.id)
  try {
    for await (const given of connectorFor(source.kind).records(source, context)) {
      if (!isRecord(given)) continue
      if (found.length === limit) return { found, complete: false }
      const record = await own.withoutOurs({ ...given, remoteId: storableText(given.remoteId) })
      found.push(mapRecord(record, source.mapping, vocabularies))
    }
  } catch (error) {
    if (!(error instanceof HarvestStopped || error instanceof FetchRefused)) throw error
    const detail = error instanceof HarvestStopped ? { detail: error.detail } : {}
    return { found, complete: false, reason: { code: error.code, message: error.message, ...detail } }
  }
  return { found, complete: true }
}

interface PlanContext extends HarvestDeps {
  readonly by: Actor
  /** It was set up otherwise since it was last read. */
  readonly anew: boolean
}

async function planOf(tx: Tx, source: StoredSource, read: FirstRecords, context: PlanContext): Promise<Preview> {
  const { found, complete, reason } = read
  const { anew } = context
  const known = await knownRecords(tx, source.id)
  const spooled = found.flatMap((record) => ("facts" in record ? spooledFrom(record) : []))
  const digests = found.map(
    (record) => spooled.find((one) => one.remoteId === record.remoteId) ?? { ...record, hash: "" },
  )
  const plan = [...planHarvest(known, digests, complete ? "everything" : "changes")]
  const saved = await takeOver(tx, { source, known, spooled }, context)
  const changesOf = ({ remoteId }: PlannedRecord) => saved.get(remoteId)?.changes ?? []
  // A source that was set up otherwise is compared anew, whatever its records were known by.
  const planned = plan.map(
    (one): PlannedRecord =>
      one.verdict === "unchanged" && anew && changesOf(one).length > 0 ? { ...one, verdict: "update" } : one,
  )
  const records = planned.map((one) => {
    const record = found.find(({ remoteId }) => remoteId === one.remoteId)
    return previewed(one, record, one.verdict === "unchanged" ? [] : changesOf(one))
  })
  return { records, complete, counts: countPlan(planned), ...(reason ? { reason } : {}) }
}

function spooledFrom(record: Extract<FoundRecord, { facts: unknown }>): SpooledRecord {
  return { ...record, hash: hashOf(canonicalJson(record.facts)) }
}

async function takeOver(
  tx: Tx,
  {
    source,
    known,
    spooled,
  }: { source: StoredSource; known: ReadonlyMap<string, KnownRecord>; spooled: SpooledRecord[] },
  { newId, clock, by }: PlanContext,
): Promise<ReadonlyMap<string, SavedRecord>> {
  const at = clock.now()
  const datasets = spooled.filter(({ kind }) => kind === "dataset")
  const publishers = new Map(
    datasets.flatMap(({ facts: { publisher } }) => (publisher ? [[publisherKey(publisher), publisher]] : [])),
  )
  const organizationIds =
    source.organizations === "remote"
      ? await resolvePublishers(tx, source, publishers, { newId, by, at })
      : new Map<string, string>()
  const context = { source, known, organizationIds, seriesIds: new Map<string, string>() }
  const records = datasets.map((record) => datasetRecord(record, context))
  const { saved } = await saveHarvested(tx, records, { sourceId: source.id, at, by, newId })
  return new Map(saved.map((one) => [one.remoteId, one]))
}

function previewed(
  { remoteId, verdict, entityId }: PlannedRecord,
  record: FoundRecord | undefined,
  changes: readonly FieldChange[],
): PreviewedRecord {
  return {
    remoteId,
    kind: record?.kind ?? "dataset",
    verdict: asDone[verdict],
    changes,
    problems: record?.problems ?? [],
    ...(entityId ? { datasetId: entityId } : {}),
    ...(record && "facts" in record ? { title: record.facts.title } : {}),
    ...(record?.kind === "dataset" ? { distributions: record.facts.distributions.length } : {}),
  }
}
