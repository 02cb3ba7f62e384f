import { sql } from "kysely"
import type { Db, Tx } from "../../platform/db.ts"
import { isUuid } from "../../platform/ids.ts"
import { Stale, WrongState } from "../../platform/refusal.ts"
import type { OrganizationId } from "../dataset.ts"
import type { PublishingRule } from "../dataset-policy.ts"
import type { Organization } from "../organization.ts"
import { organizationsById } from "../organization-store.ts"
import { OrganizationNotFound } from "./errors.ts"

/** A body as the office sees it: with its version, the body's ETag, and the rule of its publications. */
export interface OfficeOrganization extends Organization {
  readonly version: number
  readonly publishing: PublishingRule
}

/** By id; refuses what does not exist. */
export async function officeOrganization(db: Db, id: OrganizationId): Promise<OfficeOrganization> {
  return read(db, id, false)
}

/** For writing: nobody else changes it before this transaction ends. */
export async function lockOrganization(
  tx: Tx,
  { id, version }: { id: OrganizationId; version?: number | undefined },
): Promise<OfficeOrganization> {
  const organization = await read(tx, id, true)
  if (version !== undefined && version !== organization.version) throw new Stale(`v${organization.version}`)
  return organization
}

const hierarchyLock = 7236405

/** One reorganisation after another: two that look fine apart may make a circle together. */
export async function lockHierarchy(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${hierarchyLock})`.execute(tx)
}

export function assertOpen(organization: Organization, action: string): void {
  if (organization.closedAt) throw new WrongState(action, "closed")
}

async function read(db: Db, id: string, lock: boolean): Promise<OfficeOrganization> {
  if (!isUuid(id)) throw new OrganizationNotFound(id)
  const { rows } = await sql<{ version: number; publishing: PublishingRule }>`
    select version, publishing from organization where id = ${id} ${lock ? sql`for update` : sql``}
  `.execute(db)
  const [organization] = await organizationsById(db, [id])
  if (!rows[0] || !organization) throw new OrganizationNotFound(id)
  return { ...organization, ...rows[0] }
}
