import type { Db, Tx } from "../../platform/db.ts"
import type { OrganizationId } from "../dataset.ts"
import { assertMayOnOrganization } from "../dataset-policy.ts"
import { changeOrganization, type OrganizationContext } from "./change-organization.ts"
import { OrganizationCycle } from "./errors.ts"
import { assertOpen, type OfficeOrganization, officeOrganization } from "./office-organization.ts"
import { lineage } from "./organization-edit-store.ts"

/** Puts a body, with all below it, under another one; `null`: under none. */
export async function moveOrganization(
  db: Db,
  { id, version, parentId }: { id: OrganizationId; version?: number | undefined; parentId: OrganizationId | null },
  context: OrganizationContext,
): Promise<OfficeOrganization> {
  assertMayOnOrganization(context.by, "reorganise", id)
  return changeOrganization(
    db,
    {
      id,
      version,
      kind: "moved",
      reorganises: true,
      change: async ({ parentId: _before, ...body }, tx) => {
        if (parentId === null) return body
        await assertMayLieBelow(tx, id, parentId)
        return { ...body, parentId }
      },
    },
    context,
  )
}

/** Call it with the hierarchy locked. */
export async function assertMayLieBelow(tx: Tx, id: OrganizationId, parentId: OrganizationId): Promise<void> {
  assertOpen(await officeOrganization(tx, parentId), "move")
  if ((await lineage(tx, parentId)).includes(id)) throw new OrganizationCycle()
}
