import { sql } from "kysely"
import type { OrganizationRole } from "../platform/actor.ts"
import type { Db, Tx } from "../platform/db.ts"
import type { Account } from "./account.ts"
import { type AccountRow, accountColumns, accountFromRow } from "./account-store.ts"

export interface Member {
  readonly account: Account
  readonly role: OrganizationRole
  /** Where the role was given: this organisation, or one above it. */
  readonly organizationId: string
  readonly inherited: boolean
  readonly since: Date
}

/** The organisation and all those above it; `union` ends a circle. */
const upwards = (organizationId: string) => sql`
  with recursive upwards (id, parent_id) as (
    select id, parent_id from organization where id = ${organizationId}
    union
    select organization.id, organization.parent_id
    from organization join upwards on organization.id = upwards.parent_id
  )
`

/** Members of an organisation, those of the organisations above it included; by the time their account was made. */
export async function membersOf(
  db: Db,
  { organizationId, after, limit = 100 }: { organizationId: string; after?: string; limit?: number },
): Promise<Member[]> {
  const { rows } = await sql<AccountRow & { role: OrganizationRole; organization_id: string; since: Date }>`
    ${upwards(organizationId)}
    select ${accountColumns}, membership.role, membership.organization_id, membership.created_at as since
    from upwards
    join membership on membership.organization_id = upwards.id
    join account on account.id = membership.account_id and account.state <> 'closed'
    where ${after ?? null}::uuid is null or account.id > ${after ?? null}::uuid
    order by account.id, membership.organization_id <> ${organizationId}, membership.organization_id
    limit ${limit}
  `.execute(db)
  return rows.map((row) => ({
    account: accountFromRow(row),
    role: row.role,
    organizationId: row.organization_id,
    inherited: row.organization_id !== organizationId,
    since: row.since,
  }))
}

/** Active accounts with at least this role there, by themselves or from above. */
export async function accountsWithRole(
  db: Db,
  { organizationId, least }: { organizationId: string; least: OrganizationRole },
): Promise<Account[]> {
  const { rows } = await sql<AccountRow>`
    ${upwards(organizationId)}
    select ${accountColumns}
    from account
    where state = 'active' and id in (
      select membership.account_id from membership join upwards on membership.organization_id = upwards.id
      where array_position(array['reader', 'contributor', 'coordinator'], membership.role)
        >= array_position(array['reader', 'contributor', 'coordinator'], ${least}::text)
    )
    order by account.id
    limit 1000
  `.execute(db)
  return rows.map(accountFromRow)
}

export async function administrators(db: Db): Promise<Account[]> {
  const { rows } = await sql<AccountRow>`
    select ${accountColumns} from account where administrator and state = 'active' order by id limit 1000
  `.execute(db)
  return rows.map(accountFromRow)
}

export interface Membership {
  readonly organizationId: string
  readonly role: OrganizationRole
  readonly since: Date
}

/** What one person was given, without what follows from it below. */
export async function membershipsOf(db: Db, accountId: string): Promise<Membership[]> {
  const { rows } = await sql<{ organization_id: string; role: OrganizationRole; created_at: Date }>`
    select organization_id, role, created_at from membership
    where account_id = ${accountId}
    order by created_at, organization_id
    limit 1000
  `.execute(db)
  return rows.map((row) => ({ organizationId: row.organization_id, role: row.role, since: row.created_at }))
}

export async function membershipOf(
  db: Db,
  { accountId, organizationId }: { accountId: string; organizationId: string },
): Promise<OrganizationRole | undefined> {
  const { rows } = await sql<{ role: OrganizationRole }>`
    select role from membership where account_id = ${accountId} and organization_id = ${organizationId}
  `.execute(db)
  return rows[0]?.role
}

export async function storeMembership(
  tx: Tx,
  { accountId, organizationId, role, at }: { accountId: string; organizationId: string; role: string; at: Date },
): Promise<void> {
  await sql`
    insert into membership (account_id, organization_id, role, created_at)
    values (${accountId}, ${organizationId}, ${role}, ${at})
    on conflict (account_id, organization_id) do update set role = excluded.role
  `.execute(tx)
}

export async function deleteMembership(
  tx: Tx,
  { accountId, organizationId }: { accountId: string; organizationId: string },
): Promise<boolean> {
  const { rows } = await sql`
    delete from membership where account_id = ${accountId} and organization_id = ${organizationId} returning role
  `.execute(tx)
  return rows.length > 0
}

/** Of two who leave an organisation at once, the second sees that the first is gone. */
export async function lockMembershipsOf(tx: Tx, organizationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('members ' || ${organizationId}::text, 0))`.execute(tx)
}
