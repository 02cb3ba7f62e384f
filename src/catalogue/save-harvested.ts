/**
 * Takes over what a source says of up to some hundred datasets, in one transaction: the snapshots are stored, the shown
 * facts folded again, distributions matched to the ones we know, and the differences appended to the change log.
 * Questions are asked and rows written in sets, never one by one: this is the hot path of a harvest.
 */
import type { Actor } from "../platform/actor.ts"
import { appendChanges, type NewChange } from "../platform/changes/index.ts"
import type { Tx } from "../platform/db.ts"
import type { NewId } from "../platform/ids.ts"
import type { OrganizationId } from "./dataset.ts"
import type { DatasetFacts } from "./facts.ts"
import {
  type DatasetLayers,
  type DatasetWrite,
  type DistributionWrite,
  datasetLayers,
  insertDatasets,
  insertDistributions,
  markDistributionsVanished,
  type SourceRecordWrite,
  updateDatasets,
  updateDistributions,
  upsertSourceRecords,
} from "./harvested-store.ts"
import { changedFields, foldEdits, shownFacts } from "./layers.ts"
import { matchDistributions } from "./match-distributions.ts"
import { slugFromTitle } from "./slug.ts"
import { giveSlugs } from "./slug-register.ts"

export interface HarvestedRecord {
  readonly remoteId: string
  readonly hash: Uint8Array
  readonly facts: DatasetFacts
  readonly problems: readonly unknown[]
  readonly organizationId: OrganizationId
  readonly seriesId?: string
  /** The dataset this record already belongs to; absent for a new one. */
  readonly datasetId?: string
}

export interface SavedRecord {
  readonly remoteId: string
  readonly datasetId: string
  /** `unchanged`: the snapshot differs, but nothing of it is shown (an edit of ours or a better source covers it). */
  readonly verdict: "created" | "updated" | "unchanged"
}

export interface SaveContext {
  readonly sourceId: string
  readonly rank: number
  readonly at: Date
  readonly by: Actor
  readonly newId: NewId
}

/** Answers one verdict per record, in order, and the ids of the distributions whose address is new (to be checked). */
export async function saveHarvested(
  tx: Tx,
  records: readonly HarvestedRecord[],
  context: SaveContext,
): Promise<{ saved: SavedRecord[]; newAddresses: string[] }> {
  const known = await datasetLayers(
    tx,
    records.flatMap((record) => record.datasetId ?? []),
    context.sourceId,
  )
  const work = records.map((record) => prepare(record, known.get(record.datasetId ?? ""), context))
  await nameDatasets(tx, work)

  await insertDatasets(
    tx,
    work.flatMap((one) => (one.verdict === "created" ? one.dataset : [])),
    context.at,
  )
  await updateDatasets(
    tx,
    work.flatMap((one) => (one.verdict === "updated" ? one.dataset : [])),
    context.at,
  )
  await upsertSourceRecords(
    tx,
    work.map((one) => one.sourceRecord),
    context.at,
  )
  await insertDistributions(
    tx,
    work.flatMap((one) => one.newDistributions),
  )
  await updateDistributions(
    tx,
    work.flatMap((one) => one.keptDistributions),
  )
  await markDistributionsVanished(
    tx,
    work.flatMap((one) => one.vanishedIds),
    context.at,
  )
  await appendChanges(
    tx,
    work.flatMap((one) => one.change ?? []),
    context.by,
    context.at,
  )

  return {
    saved: work.map(({ sourceRecord, verdict }) => ({
      remoteId: sourceRecord.remoteId,
      datasetId: sourceRecord.entityId,
      verdict,
    })),
    newAddresses: work.flatMap((one) => one.newAddresses),
  }
}

interface PreparedRecord {
  readonly verdict: SavedRecord["verdict"]
  readonly dataset: DatasetWrite
  readonly wantedSlug?: string
  readonly sourceRecord: SourceRecordWrite
  readonly newDistributions: readonly DistributionWrite[]
  readonly keptDistributions: readonly DistributionWrite[]
  readonly vanishedIds: readonly string[]
  readonly newAddresses: readonly string[]
  readonly change?: NewChange
}

function prepare(record: HarvestedRecord, known: DatasetLayers | undefined, context: SaveContext): PreparedRecord {
  const id = known?.id ?? context.newId()
  const sourceRecord: SourceRecordWrite = {
    sourceId: context.sourceId,
    remoteId: record.remoteId,
    kind: "dataset",
    entityId: id,
    hash: record.hash,
    snapshot: record.facts,
    problems: record.problems,
  }
  // A better source speaks for this dataset: keep the snapshot, show nothing of it.
  const outranked =
    known?.bestOtherRank !== undefined && known.bestOtherRank > context.rank && known.state === "published"
  if (known && outranked) return { ...nothingShown, verdict: "unchanged", dataset: datasetOf(known), sourceRecord }

  const { facts, editedFields } = foldEdits(shownFacts(record.facts), known?.edits ?? [])
  const files = distributionWrites(id, record.facts, known, context.newId)
  const dataset: DatasetWrite = {
    id,
    slug: known?.slug ?? "",
    organizationId: record.organizationId,
    seriesId: record.seriesId,
    // What somebody here withdrew for a reason of ours stays withdrawn, whatever the source goes on saying.
    state: known?.withdrawnHere ? "withdrawn" : "published",
    facts,
    editedFields,
  }
  const fields = known ? differences(known, dataset, files.changed) : []
  const verdict = !known ? "created" : fields.length > 0 ? "updated" : "unchanged"
  const wantedSlug = slugWanted(record, known)
  return {
    ...files,
    verdict,
    dataset,
    sourceRecord,
    ...(wantedSlug ? { wantedSlug } : {}),
    ...(verdict === "unchanged" ? {} : { change: changeOf(id, known, fields) }),
  }
}

const nothingShown = { newDistributions: [], keptDistributions: [], vanishedIds: [], newAddresses: [] }

function datasetOf(known: DatasetLayers): DatasetWrite {
  const { id, slug, organizationId, seriesId, state, facts, editedFields } = known
  return { id, slug, organizationId, seriesId, state, facts, editedFields }
}

function changeOf(id: string, known: DatasetLayers | undefined, fields: readonly string[]): NewChange {
  const kind = !known ? "created" : known.state === "withdrawn" && !known.withdrawnHere ? "restored" : "updated"
  return { entity: "dataset", entityId: id, kind, fields }
}

function differences(known: DatasetLayers, next: DatasetWrite, distributionsChanged: boolean): string[] {
  const fields = changedFields(known.facts, next.facts)
  if (known.organizationId !== next.organizationId) fields.push("organization")
  if (known.seriesId !== next.seriesId) fields.push("series")
  if (known.state !== next.state) fields.push("state")
  if (distributionsChanged) fields.push("distributions")
  return fields
}

// A dataset is named once; it is named anew only when the source itself renames it, and the old name keeps leading here.
function slugWanted(record: HarvestedRecord, known: DatasetLayers | undefined): string | undefined {
  const { title, slugHint } = record.facts
  if (!known) return slugFromTitle(title, slugHint)
  if (!slugHint || !known.slugHint || slugHint === known.slugHint) return undefined
  const renamed = slugFromTitle(title, slugHint)
  return renamed === known.slug.replace(/-\d+$/, "") || renamed === known.slug ? undefined : renamed
}

async function nameDatasets(tx: Tx, work: PreparedRecord[]): Promise<void> {
  const wanted = work.flatMap(({ dataset, wantedSlug }) => (wantedSlug ? { id: dataset.id, slug: wantedSlug } : []))
  const given = await giveSlugs(tx, "dataset", wanted)
  work.forEach((one, index) => {
    const slug = given.get(one.dataset.id)
    if (slug) work[index] = { ...one, dataset: { ...one.dataset, slug } }
  })
}

function distributionWrites(datasetId: string, facts: DatasetFacts, known: DatasetLayers | undefined, newId: NewId) {
  const before = known?.distributions ?? []
  const { continued, vanished } = matchDistributions(before, facts.distributions)
  const newDistributions: DistributionWrite[] = []
  const keptDistributions: DistributionWrite[] = []
  const newAddresses: string[] = []
  facts.distributions.forEach((found, position) => {
    const old = continued[position]
    const write: DistributionWrite = {
      id: old?.id ?? newId(),
      datasetId,
      position,
      remoteId: found.remoteId,
      facts: found,
    }
    const moved = addressOf(old?.facts) !== addressOf(found)
    if (moved && addressOf(found)) newAddresses.push(write.id)
    if (!old) newDistributions.push(write)
    else if (old.position !== position || changedFields(old.facts, found).length > 0) {
      keptDistributions.push({ ...write, addressChanged: moved })
    }
  })
  const vanishedIds = vanished.map((one) => one.id)
  const changed = newDistributions.length + keptDistributions.length + vanishedIds.length > 0
  return { newDistributions, keptDistributions, vanishedIds, newAddresses, changed }
}

function addressOf(facts: { downloadUrl?: string; accessUrl?: string } | undefined): string | undefined {
  return facts?.downloadUrl ?? facts?.accessUrl
}
