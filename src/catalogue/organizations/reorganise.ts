/**
 * Merges, splits and closes bodies. First the door: in one transaction the body is closed, and sources, names, bodies below
 * it and members go to its heir, so that nothing new arrives. Then its datasets follow in batches, each with its changes.
 * Interrupted, the same call goes on where it stopped.
 */
import { appendChanges, type NewChange } from "../../platform/changes/index.ts"
import { type Db, inTransaction, type Tx } from "../../platform/db.ts"
import type { OrganizationId } from "../dataset.ts"
import { assertMayOnOrganization } from "../dataset-policy.ts"
import type { Organization } from "../organization.ts"
import type { OrganizationContext } from "./change-organization.ts"
import { lockHierarchy, lockOrganization, type OfficeOrganization, officeOrganization } from "./office-organization.ts"
import { diffOrganizations, fieldsChanged } from "./organization-diff.ts"
import { lineage, updateOrganization } from "./organization-edit-store.ts"
import {
  type DatasetMove,
  heirsOf,
  planReorganisation,
  type Reorganisation,
  type ReorganisationPlan,
} from "./plan-reorganisation.ts"
import {
  holdingsOf,
  moveChildren,
  moveDatasets,
  moveRelated,
  moveSources,
  ownedAmong,
  pauseSources,
} from "./reorganisation-store.ts"

const batchSize = 500

export interface ReorganisationOptions {
  /** Memberships are of accounts: who knows them moves them, in the same transaction. */
  readonly moveMembers?: (tx: Tx, move: { from: OrganizationId; to: OrganizationId }) => Promise<void>
}

/** What would move where; refuses what cannot be. */
export async function previewReorganisation(
  db: Db,
  wanted: Reorganisation,
  { by }: Pick<OrganizationContext, "by">,
): Promise<ReorganisationPlan> {
  assertMayOnOrganization(by, "reorganise", wanted.id)
  return planReorganisation(wanted, await factsOf(db, wanted, await officeOrganization(db, wanted.id)))
}

/** Answers the plan that was applied; `moved` datasets went in this call. */
export async function reorganise(
  db: Db,
  wanted: Reorganisation,
  context: OrganizationContext & ReorganisationOptions,
): Promise<ReorganisationPlan & { readonly moved: number }> {
  assertMayOnOrganization(context.by, "reorganise", wanted.id)
  const plan = await inTransaction(db, async (tx) => {
    await lockHierarchy(tx)
    const organization = await lockOrganization(tx, { id: wanted.id })
    const made = planReorganisation(wanted, await factsOf(tx, wanted, organization))
    if (made.closes && !organization.closedAt) await closeTheDoor(tx, { plan: made, organization }, context)
    return made
  })
  let moved = 0
  for (const move of plan.moves) moved += await moveAll(db, plan, { move, context })
  return { ...plan, moved }
}

async function factsOf(db: Db, wanted: Reorganisation, organization: OfficeOrganization) {
  const others = new Map<OrganizationId, OfficeOrganization>()
  for (const id of heirsOf(wanted)) others.set(id, await officeOrganization(db, id))
  const named = wanted.kind === "split" ? wanted.parts.flatMap(({ datasetIds }) => datasetIds) : []
  const owned = await ownedAmong(db, wanted.id, named)
  return { organization, others, owned, holdings: await holdingsOf(db, wanted.id) }
}

const kinds = { merge: "merged", split: "split", close: "closed" } as const

async function closeTheDoor(
  tx: Tx,
  { plan, organization }: { plan: ReorganisationPlan; organization: OfficeOrganization },
  context: OrganizationContext & ReorganisationOptions,
): Promise<void> {
  const { at, by, moveMembers } = context
  const from = organization.id
  const changes: NewChange[] = []
  const { heir, related } = plan
  if (heir) changes.push(...(await raiseHeir(tx, organization, heir.id)))
  changes.push(...(await moveChildren(tx, { from, to: plan.childrenTo ?? null })))
  if (heir) changes.push(...(await moveSources(tx, { from, to: heir.id, at })))
  else changes.push(...(await pauseSources(tx, from)))
  if (related) changes.push(...(await moveRelated(tx, { from, to: related.id, at })))
  if (heir) await moveMembers?.(tx, { from, to: heir.id })
  changes.push(await close(tx, { plan, organization }, at))
  for (const { id } of plan.successors) {
    changes.push({ entity: "organization", entityId: id, kind: "took-over", diff: [{ path: "from", after: from }] })
  }
  await appendChanges(tx, changes, by, at)
}

// An heir that lies below the body it follows, at any depth, takes its place; else bodies would circle.
async function raiseHeir(tx: Tx, { id, parentId }: Organization, heirId: OrganizationId): Promise<NewChange[]> {
  if (!(await lineage(tx, heirId)).includes(id)) return []
  const { parentId: _below, ...heir } = await lockOrganization(tx, { id: heirId })
  await updateOrganization(tx, { ...heir, ...(parentId ? { parentId } : {}) })
  return [{ entity: "organization", entityId: heirId, kind: "moved", fields: ["parentId"] }]
}

async function close(
  tx: Tx,
  { plan, organization }: { plan: ReorganisationPlan; organization: OfficeOrganization },
  at: Date,
): Promise<NewChange> {
  const [successor, ...others] = plan.successors
  const closed = {
    ...organization,
    closedAt: at,
    ...(successor ? { successorId: successor.id } : {}),
    otherSuccessorIds: others.map(({ id }) => id),
  }
  await updateOrganization(tx, closed)
  const diff = diffOrganizations(organization, closed)
  const fields = [...fieldsChanged(diff), "closedAt"]
  return { entity: "organization", entityId: organization.id, kind: kinds[plan.kind], fields, diff }
}

async function moveAll(
  db: Db,
  plan: ReorganisationPlan,
  { move, context }: { move: DatasetMove; context: OrganizationContext },
): Promise<number> {
  const { by, at } = context
  const handOver = { from: plan.organization.id, to: move.to.id, at }
  let moved = 0
  for (;;) {
    const ids = move.datasetIds?.slice(moved, moved + batchSize)
    // Parts that leave for another body than their source's are held there against the source.
    const pin = move.datasetIds ? { pin: { author: by.id } } : {}
    const count = await inTransaction(db, async (tx) => {
      const changes = await moveDatasets(tx, handOver, { limit: batchSize, ...(ids ? { ids } : {}), ...pin })
      await appendChanges(tx, changes, by, at)
      return changes.length
    })
    moved += ids ? ids.length : count
    if (ids ? moved >= move.datasetIds!.length : count < batchSize) return moved
  }
}
