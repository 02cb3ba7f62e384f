/**
 * Bodies merge, split and close. What moves where is decided here, before anything is written: the page shows the plan with
 * its counts, and applying it makes the same plan again of what is true then. Pure.
 */
import { WrongState } from "../../platform/refusal.ts"
import type { DatasetId, OrganizationId, OrganizationRef } from "../dataset.ts"
import { OrganizationCycle, OrganizationNotFound } from "./errors.ts"
import type { OfficeOrganization } from "./office-organization.ts"

export type Reorganisation =
  /** All it has goes to another body, which goes on with its work. */
  | { readonly kind: "merge"; readonly id: OrganizationId; readonly into: OrganizationId }
  /** Parts go to others. With `rest` it ends: that one gets all the remainder; without, it goes on with what is left. */
  | {
      readonly kind: "split"
      readonly id: OrganizationId
      readonly parts: readonly { readonly into: OrganizationId; readonly datasetIds: readonly DatasetId[] }[]
      readonly rest?: OrganizationId | undefined
    }
  /** It ends. What it published stays its own; bodies below it, sources and names go to its successor. */
  | { readonly kind: "close"; readonly id: OrganizationId; readonly successorId?: OrganizationId | undefined }

/** How much a body has. */
export interface Holdings {
  readonly datasets: number
  readonly series: number
  readonly services: number
  readonly sources: number
  readonly aliases: number
  readonly children: number
}

export interface ReorganisationFacts {
  readonly organization: OfficeOrganization
  readonly holdings: Holdings
  /** The others that are named, by id. */
  readonly others: ReadonlyMap<OrganizationId, OfficeOrganization>
  /** Of the datasets named, those that it has. */
  readonly owned: ReadonlySet<DatasetId>
}

export interface ReorganisationPlan {
  readonly kind: Reorganisation["kind"]
  readonly organization: OrganizationRef
  /** In this order; the last may have no list: it gets all datasets that are left. */
  readonly moves: readonly DatasetMove[]
  /** Who gets series and services, if they do not stay. */
  readonly related?: OrganizationRef
  /** Who gets sources, aliases, and the members. */
  readonly heir?: OrganizationRef
  /** Where bodies below it will lie; absent: where they are. `null`: at the top. */
  readonly childrenTo?: OrganizationId | null
  /** Sources without an heir are read no more. */
  readonly pausesSources: boolean
  /** It ends, and who goes on with its work, the first one first. */
  readonly closes: boolean
  readonly successors: readonly OrganizationRef[]
  readonly holdings: Holdings
  /** Datasets named that it does not have (any more): they stay where they are. */
  readonly notOwned: readonly DatasetId[]
}

export interface DatasetMove {
  readonly to: OrganizationRef
  readonly count: number
  readonly datasetIds?: readonly DatasetId[]
}

export function planReorganisation(wanted: Reorganisation, facts: ReorganisationFacts): ReorganisationPlan {
  const { organization, holdings } = facts
  const heirs = heirsOf(wanted).map((id) => openBody(id, wanted, facts))
  const closes = wanted.kind !== "split" || wanted.rest !== undefined
  if (organization.closedAt && closes && organization.successorId !== heirs[0]?.id) {
    throw new WrongState(wanted.kind, "closed")
  }
  const heir = closes ? heirs[0] : undefined
  const moves = wanted.kind === "close" ? [] : movesOf(wanted, facts)
  const takesAll = wanted.kind !== "close" ? heir : undefined
  return {
    kind: wanted.kind,
    organization: refOf(organization),
    moves,
    ...(takesAll ? { related: refOf(takesAll) } : {}),
    ...(heir ? { heir: refOf(heir) } : {}),
    ...(closes ? { childrenTo: heir?.id ?? organization.parentId ?? null } : {}),
    pausesSources: closes && !heir,
    closes,
    successors: closes ? heirs.map(refOf) : [],
    holdings,
    notOwned:
      wanted.kind === "split"
        ? wanted.parts.flatMap((part) => part.datasetIds.filter((id) => !facts.owned.has(id)))
        : [],
  }
}

/** Who goes on with its work; the one that gets the remainder first. */
export function heirsOf(wanted: Reorganisation): OrganizationId[] {
  switch (wanted.kind) {
    case "merge":
      return [wanted.into]
    case "split":
      return [...new Set([...(wanted.rest ? [wanted.rest] : []), ...wanted.parts.map(({ into }) => into)])]
    case "close":
      return wanted.successorId ? [wanted.successorId] : []
  }
}

function openBody(id: OrganizationId, { kind, id: own }: Reorganisation, { others }: ReorganisationFacts) {
  if (id === own) throw new OrganizationCycle()
  const body = others.get(id)
  if (!body) throw new OrganizationNotFound(id)
  if (body.closedAt) throw new WrongState(kind, "closed")
  return body
}

function movesOf(
  wanted: Exclude<Reorganisation, { kind: "close" }>,
  { others, holdings, owned }: ReorganisationFacts,
): DatasetMove[] {
  if (wanted.kind === "merge") return [{ to: refOf(others.get(wanted.into)!), count: holdings.datasets }]
  const taken = new Set<DatasetId>()
  const parts = wanted.parts.map(({ into, datasetIds }) => {
    const ids = [...new Set(datasetIds)].filter((id) => owned.has(id) && !taken.has(id))
    for (const id of ids) taken.add(id)
    return { to: refOf(others.get(into)!), count: ids.length, datasetIds: ids }
  })
  if (!wanted.rest) return parts
  return [...parts, { to: refOf(others.get(wanted.rest)!), count: holdings.datasets - taken.size }]
}

function refOf({ id, slug, name }: OrganizationRef): OrganizationRef {
  return { id, slug, name }
}
