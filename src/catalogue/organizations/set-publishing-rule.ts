import { sql } from "kysely"
import { appendChanges } from "../../platform/changes/index.ts"
import { type Db, inTransaction } from "../../platform/db.ts"
import type { OrganizationId } from "../dataset.ts"
import { assertMayOnOrganization, type PublishingRule, publishingRules } from "../dataset-policy.ts"
import type { OrganizationContext } from "./change-organization.ts"
import { assertValid } from "./check-organization.ts"
import { lockOrganization, type OfficeOrganization } from "./office-organization.ts"

/** Who publishes without a review in this body; those below it have rules of their own. */
export async function setPublishingRule(
  db: Db,
  { id, version, rule }: { id: OrganizationId; version?: number | undefined; rule: PublishingRule },
  { by, at }: OrganizationContext,
): Promise<OfficeOrganization> {
  assertMayOnOrganization(by, "set-publishing", id)
  assertValid(publishingRules.includes(rule) ? [] : [{ path: "publishing", rule: "unknown" }])
  return inTransaction(db, async (tx) => {
    const before = await lockOrganization(tx, { id, version })
    if (before.publishing === rule) return before
    await sql`update organization set publishing = ${rule}, version = version + 1 where id = ${id}`.execute(tx)
    const diff = [{ path: "publishing", before: before.publishing, after: rule }]
    const change = { entity: "organization", entityId: id, kind: "updated", fields: ["publishing"], diff }
    await appendChanges(tx, [change], by, at)
    return { ...before, publishing: rule, version: before.version + 1 }
  })
}
