/**
 * The files of a dataset after a harvest: what the source gives now, paired with what we know, under the corrections made
 * here. Files added here stay; those taken away here stay away as long as the source goes on giving them.
 */
import { remoteAddressOf } from "./distribution-address.ts"
import type { DistributionEntry } from "./document.ts"
import type { DistributionFacts } from "./facts.ts"
import type { DistributionWrite, LayeredDistribution } from "./harvested-store.ts"
import { changedFields, type FieldEdit, layEdits } from "./layers.ts"
import { matchDistributions } from "./match-distributions.ts"

export interface FoldedDistributions {
  readonly newDistributions: readonly DistributionWrite[]
  readonly keptDistributions: readonly DistributionWrite[]
  readonly vanishedIds: readonly string[]
  /** Files whose address is new: to be checked. */
  readonly newAddresses: readonly string[]
  /** As shown from now on, in order. */
  readonly shown: readonly DistributionEntry[]
  /** Whether anything that is shown differs from before. */
  readonly changed: boolean
  /** Whether any of it is as we say, and not as the source says. */
  readonly edited: boolean
}

interface Harvested {
  readonly datasetId: string
  readonly found: readonly DistributionFacts[]
  readonly known: readonly LayeredDistribution[]
  /** Of the dataset: one of them may be the order of the files. */
  readonly edits: readonly FieldEdit[]
  readonly newId: () => string
}

export function foldDistributions({ datasetId, found, known, edits, newId }: Harvested): FoldedDistributions {
  const order = edits.find(({ field }) => field === "distributions")?.value as readonly string[] | undefined
  const arranged = order !== undefined || known.some(({ manual, hidden }) => manual || hidden)
  const { continued, vanished } = matchDistributions(known.filter(({ manual }) => !manual).map(asDeclared), found)
  const byId = new Map(known.map((one) => [one.id, one]))

  const written = found.map((facts, position) => {
    const old = byId.get(continued[position]?.id ?? "")
    return { old, write: writeOf(facts, { datasetId, position, id: old?.id ?? newId(), old }) }
  })
  const visible = written.filter(({ old }) => !old?.hidden)
  const own = known.filter(({ manual }) => manual).map((old) => ({ old, write: asIs(old, datasetId) }))
  const placed = arranged ? arrange([...visible, ...own], order) : visible
  const hidden = written.filter(({ old }) => old?.hidden)

  const kept = [...placed, ...hidden].filter(({ old, write }) => old && differs(old, write))
  const fresh = placed.filter(({ old }) => !old)
  const gone = vanished.filter(({ id }) => !byId.get(id)?.hidden).map(({ id }) => id)
  const unhidden = vanished.flatMap(({ id }) => {
    const old = byId.get(id)
    return old?.hidden ? [{ ...asIs(old, datasetId), hidden: false }] : []
  })
  return {
    newDistributions: fresh.map(({ write }) => write),
    keptDistributions: [...kept.map(({ write }) => write), ...unhidden],
    vanishedIds: gone,
    newAddresses: placed.filter(({ old, write }) => hasNewAddress(old, write)).map(({ write }) => write.id),
    shown: placed.map(({ write }) => ({ ...write.facts, id: write.id })),
    changed: fresh.length + gone.length > 0 || kept.some(({ old, write }) => !old?.hidden && isShownAnew(old, write)),
    edited: arranged || placed.some(({ write }) => write.declared !== undefined),
  }
}

interface Placed {
  readonly old: LayeredDistribution | undefined
  readonly write: DistributionWrite
}

// Its place among files that were arranged or hidden here says nothing of its place at the source.
function asDeclared(one: LayeredDistribution) {
  return { ...one, facts: one.declared ?? one.facts, ...(one.hidden ? { position: -1 } : {}) }
}

function writeOf(
  found: DistributionFacts,
  { datasetId, position, id, old }: Pick<DistributionWrite, "datasetId" | "position" | "id"> & Pick<Placed, "old">,
): DistributionWrite {
  const facts = old && old.edits.length > 0 ? layEdits(found, old.edits) : found
  return {
    id,
    datasetId,
    position,
    facts,
    addressChanged: remoteAddressOf(old?.facts) !== remoteAddressOf(facts),
    ...(found.remoteId === undefined ? {} : { remoteId: found.remoteId }),
    ...(facts === found ? {} : { declared: found }),
    ...(old?.hidden ? { hidden: true } : {}),
  }
}

function asIs({ id, position, facts, declared, remoteId }: LayeredDistribution, datasetId: string): DistributionWrite {
  return { id, datasetId, position, facts, ...(declared ? { declared } : {}), ...(remoteId ? { remoteId } : {}) }
}

/** As somebody put them; what came later stands behind, the source's before ours. */
function arrange(files: readonly Placed[], order: readonly string[] = []): Placed[] {
  const places = new Map(order.map((id, place) => [id, place]))
  const placeOf = ({ write }: Placed) => places.get(write.id) ?? order.length
  return files
    .toSorted((one, other) => placeOf(one) - placeOf(other))
    .map(({ old, write }, position) => ({ old, write: { ...write, position } }))
}

function differs(old: LayeredDistribution, write: DistributionWrite): boolean {
  return isShownAnew(old, write) || changedFields(old.declared ?? {}, write.declared ?? {}).length > 0
}

function isShownAnew(old: LayeredDistribution | undefined, { position, facts }: DistributionWrite): boolean {
  return !old || old.position !== position || changedFields(old.facts, facts).length > 0
}

function hasNewAddress(old: LayeredDistribution | undefined, { facts }: DistributionWrite): boolean {
  const address = remoteAddressOf(facts)
  return address !== undefined && address !== remoteAddressOf(old?.facts)
}
