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
import type { DatasetDocument, DistributionEntry, FieldChange } from "./document.ts"
import type { DatasetFacts } from "./facts.ts"
import { foldDistributions } from "./fold-distributions.ts"
import {
  type DatasetLayers,
  type DatasetWrite,
  type DistributionWrite,
  insertDatasets,
  insertDistributions,
  markDistributionsVanished,
  type SourceRecordWrite,
  updateDatasets,
  updateDistributions,
  upsertSourceRecords,
} from "./harvested-store.ts"
import { joinByIdentifier } from "./join-by-identifier.ts"
import { changedFields, type FieldEdit, foldEdits, shownFacts } from "./layers.ts"
import { layersOfRecords } from "./layers-of-records.ts"
import { presentBodies } from "./organizations/present-bodies.ts"
import { diffDocuments, withoutPersonalValues } from "./publishing/field-paths.ts"
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
  /** What of the shown dataset changed, contact points without values; empty for a new one. */
  readonly changes: readonly FieldChange[]
  /** It carries the identifier of a dataset that another source gives, and joined it. */
  readonly joined: boolean
}

export interface SaveContext {
  readonly sourceId: string
  readonly at: Date
  readonly by: Actor
  readonly newId: NewId
}

/** Answers one verdict per record, in order, and the ids of the distributions whose address is new (to be checked). */
export async function saveHarvested(
  tx: Tx,
  given: readonly HarvestedRecord[],
  context: SaveContext,
): Promise<{ saved: SavedRecord[]; newAddresses: string[] }> {
  const joined = await joinByIdentifier(tx, given, context.sourceId)
  const { records, known } = await layersOfRecords(
    tx,
    given.map((record) => {
      const datasetId = record.datasetId ?? joined.get(record.remoteId)
      return datasetId === undefined ? record : { ...record, datasetId }
    }),
    context.sourceId,
  )
  const homes = await homesOf(tx, records, known)
  const spokenFor = new Set<string>()
  const work = records.map((record, at) => {
    const { datasetId = "" } = record
    const isSecond = datasetId !== "" && spokenFor.has(datasetId)
    spokenFor.add(datasetId)
    return prepare({ ...record, organizationId: homes[at]!, isSecond }, known.get(datasetId), context)
  })
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
    saved: work.map(({ sourceRecord, verdict, change }) => ({
      remoteId: sourceRecord.remoteId,
      datasetId: sourceRecord.entityId,
      verdict,
      changes: change?.diff ?? [],
      joined: joined.has(sourceRecord.remoteId),
    })),
    newAddresses: work.flatMap((one) => one.newAddresses),
  }
}

/** A body that was closed takes nothing new; what it has stays its own, whoever goes on with its work. */
async function homesOf(
  tx: Tx,
  records: readonly HarvestedRecord[],
  known: ReadonlyMap<string, DatasetLayers>,
): Promise<OrganizationId[]> {
  const before = [...known.values()].map(({ organizationId }) => organizationId)
  const present = await presentBodies(tx, [...records.map(({ organizationId }) => organizationId), ...before])
  return records.map(({ organizationId, datasetId = "" }) => {
    const home = present.get(organizationId) ?? organizationId
    const now = known.get(datasetId)?.organizationId
    return now && present.get(now) === home ? now : home
  })
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
  readonly change?: NewChange & { readonly diff?: readonly FieldChange[] }
}

/** Of two records that one portal has of a dataset, the first speaks. */
type PlacedRecord = HarvestedRecord & { readonly isSecond: boolean }

function prepare(record: PlacedRecord, known: DatasetLayers | undefined, context: SaveContext): PreparedRecord {
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
  if (known?.purged)
    return { ...nothingShown, verdict: "unchanged", dataset: datasetOf(known), sourceRecord: emptied(sourceRecord) }

  // A better source speaks for this dataset: keep the snapshot, show nothing of it.
  if (known && (record.isSecond || (known.outranked && known.state === "published")))
    return { ...nothingShown, verdict: "unchanged", dataset: datasetOf(known), sourceRecord }

  const edits = known?.edits ?? []
  const { facts, editedFields } = foldEdits(shownFacts(record.facts), edits)
  const files = foldDistributions({
    datasetId: id,
    found: record.facts.distributions,
    known: known?.distributions ?? [],
    edits,
    newId: context.newId,
  })
  const dataset: DatasetWrite = {
    id,
    slug: known?.slug ?? "",
    ...belonging(record, edits),
    // What somebody here withdrew for a reason of ours stays withdrawn, whatever the source goes on saying.
    state: known?.withdrawnHere ? "withdrawn" : "published",
    facts,
    editedFields: files.edited ? [...editedFields, "distributions"].sort() : editedFields,
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
    ...(verdict === "unchanged" ? {} : { change: changeOf(dataset, { known, fields, files: files.shown }) }),
  }
}

// What was moved here stays where it was put, whatever body or series its source names.
function belonging(record: HarvestedRecord, edits: readonly FieldEdit[]) {
  const moved = edits.find(({ field }) => field === "organizationId")
  const placed = edits.find(({ field }) => field === "seriesId")
  const seriesId = placed ? ((placed.value as string | null) ?? undefined) : record.seriesId
  return { organizationId: moved ? (moved.value as OrganizationId) : record.organizationId, seriesId }
}

// The record stays known, so that the source does not bring back what was purged; its words are not kept.
function emptied(record: SourceRecordWrite): SourceRecordWrite {
  return { ...record, snapshot: { title: {}, distributions: [] }, problems: [] }
}

const nothingShown = { newDistributions: [], keptDistributions: [], vanishedIds: [], newAddresses: [] }

function datasetOf(known: DatasetLayers): DatasetWrite {
  const { id, slug, organizationId, seriesId, state, facts, editedFields } = known
  return { id, slug, organizationId, seriesId, state, facts, editedFields }
}

interface Changed {
  readonly known: DatasetLayers | undefined
  readonly fields: readonly string[]
  readonly files: readonly DistributionEntry[]
}

function changeOf(dataset: DatasetWrite, { known, fields, files }: Changed): PreparedRecord["change"] {
  const told = { entity: "dataset", entityId: dataset.id, fields }
  if (!known) return { ...told, kind: "created" }
  const kind = known.state === "withdrawn" && !known.withdrawnHere ? "restored" : "updated"
  const before = known.distributions.filter(({ hidden }) => !hidden).map(({ id, facts }) => ({ ...facts, id }))
  const diff = diffDocuments(documentOf(known, before), documentOf(dataset, files))
  return { ...told, kind, diff: withoutPersonalValues(diff) }
}

// Who may see it is decided here, never by a source: it is the same before and after.
function documentOf(
  { organizationId, seriesId, facts }: DatasetLayers | DatasetWrite,
  distributions: readonly DistributionEntry[],
): DatasetDocument {
  return { organizationId, visibility: "public", facts, distributions, ...(seriesId ? { seriesId } : {}) }
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
