import { sql } from "kysely"
import type { OrganizationRole } from "../platform/actor.ts"
import type { Db } from "../platform/db.ts"
import type { Account } from "./account.ts"
import { type AccountRow, accountColumns, accountFromRow } from "./account-store.ts"

export interface MemberOf {
  readonly account: Account
  readonly role: OrganizationRole
  readonly organizationId: string
  readonly since: Date
}

export interface MembersCursor {
  readonly accountId: string
  readonly organizationId: string
}

interface Asked {
  /** Absent: of all organisations. */
  readonly organizationIds?: readonly string[] | undefined
  /** Part of a name or an address. */
  readonly q?: string | undefined
  readonly after?: MembersCursor | undefined
  readonly limit?: number
}

/** Who was given a role in any of these organisations, by the time their accounts were made. */
export async function membersWithin(
  db: Db,
  { organizationIds, q, after, limit = 50 }: Asked,
): Promise<{ readonly members: readonly MemberOf[]; readonly next?: MembersCursor }> {
  const like = q ? `%${q.replace(/[\\%_]/g, "\\$&")}%` : undefined
  const { rows } = await sql<AccountRow & { role: OrganizationRole; organization_id: string; since: Date }>`
    select ${accountColumns}, membership.role, membership.organization_id, membership.created_at as since
    from membership
    join account on account.id = membership.account_id and account.state <> 'closed'
    where ${organizationIds ? sql`membership.organization_id = any(${organizationIds}::uuid[])` : sql`true`}
      and ${like ? sql`(account.email ilike ${like} or account.name ilike ${like})` : sql`true`}
      and ${
        after
          ? sql`(account.id, membership.organization_id) > (${after.accountId}::uuid, ${after.organizationId}::uuid)`
          : sql`true`
      }
    order by account.id, membership.organization_id
    limit ${limit + 1}
  `.execute(db)
  const members = rows.slice(0, limit).map((row) => ({
    account: accountFromRow(row),
    role: row.role,
    organizationId: row.organization_id,
    since: row.since,
  }))
  const last = members.at(-1)
  const next = { accountId: last?.account.id ?? "", organizationId: last?.organizationId ?? "" }
  return { members, ...(rows.length > limit ? { next } : {}) }
}
