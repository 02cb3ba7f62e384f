import type { Actor } from "../../platform/actor.ts"
import { appendChanges } from "../../platform/changes/index.ts"
import { type Db, inTransaction, type Tx } from "../../platform/db.ts"
import type { OrganizationId } from "../dataset.ts"
import { lockHierarchy, lockOrganization, type OfficeOrganization } from "./office-organization.ts"
import { diffOrganizations, fieldsChanged } from "./organization-diff.ts"
import { updateOrganization } from "./organization-edit-store.ts"

export interface OrganizationContext {
  readonly by: Actor
  readonly at: Date
}

export interface OrganizationChange {
  readonly id: OrganizationId
  /** The version it was read at; another one is refused as stale. */
  readonly version?: number | undefined
  /** What the change log calls it. */
  readonly kind: "updated" | "renamed" | "moved" | "closed" | "merged" | "split"
  /** It changes who lies below whom: one such write at a time, in the whole country. */
  readonly reorganises?: boolean
  readonly change: (before: OfficeOrganization, tx: Tx) => OfficeOrganization | Promise<OfficeOrganization>
}

/** One write of one body: locked, changed, its differences told. What changes nothing writes nothing. */
export async function changeOrganization(
  db: Db,
  wanted: OrganizationChange,
  context: OrganizationContext,
): Promise<OfficeOrganization> {
  return inTransaction(db, async (tx) => {
    if (wanted.reorganises) await lockHierarchy(tx)
    const before = await lockOrganization(tx, wanted)
    const after = await wanted.change(before, tx)
    const diff = diffOrganizations(before, after)
    if (diff.length === 0) return before
    await updateOrganization(tx, after)
    const change = { entity: "organization", entityId: before.id, kind: wanted.kind, fields: fieldsChanged(diff), diff }
    await appendChanges(tx, [change], context.by, context.at)
    return { ...after, version: before.version + 1 }
  })
}
