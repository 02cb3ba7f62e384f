import { type RawBuilder, sql } from "kysely"
import type { OrganizationRole } from "../platform/actor.ts"
import type { Db, Tx } from "../platform/db.ts"

export interface MembershipRequest {
  readonly id: string
  readonly accountId: string
  readonly organizationId: string
  readonly role: OrganizationRole
  readonly reason: string
  readonly state: "open" | "accepted" | "declined" | "withdrawn"
  readonly answer?: string
  readonly decidedBy?: string
  readonly decidedAt?: Date
  readonly createdAt: Date
}

interface Row {
  id: string
  account_id: string
  organization_id: string
  role: OrganizationRole
  reason: string
  state: MembershipRequest["state"]
  answer: string | null
  decided_by: string | null
  decided_at: Date | null
  created_at: Date
}

export async function membershipRequestById(db: Db, id: string): Promise<MembershipRequest | undefined> {
  return (await select(db, sql`id = ${id} limit 1`))[0]
}

export async function lockMembershipRequest(tx: Tx, id: string): Promise<MembershipRequest | undefined> {
  return (await select(tx, sql`id = ${id} for update`))[0]
}

/** Open requests to these organisations, newest first; `undefined`: to all. Served by the partial index. */
export async function openMembershipRequests(
  db: Db,
  { organizationIds, before, limit = 50 }: { organizationIds?: readonly string[]; before?: string; limit?: number },
): Promise<MembershipRequest[]> {
  const here = organizationIds ? sql`and organization_id = any(${organizationIds}::uuid[])` : sql``
  const older = before ? sql`and id < ${before}::uuid` : sql``
  return select(db, sql`state = 'open' ${here} ${older} order by id desc limit ${limit}`)
}

/** What one person asked for, newest first. */
export async function membershipRequestsOf(db: Db, accountId: string): Promise<MembershipRequest[]> {
  return select(db, sql`account_id = ${accountId} order by id desc limit 100`)
}

/** Answers false when she asks there already. */
export async function insertMembershipRequest(
  tx: Tx,
  request: Pick<MembershipRequest, "id" | "accountId" | "organizationId" | "role" | "reason" | "createdAt">,
): Promise<boolean> {
  const { rows } = await sql`
    insert into membership_request (id, account_id, organization_id, role, reason, created_at)
    values (
      ${request.id}, ${request.accountId}, ${request.organizationId}, ${request.role}, ${request.reason},
      ${request.createdAt}
    )
    on conflict (account_id, organization_id) where state = 'open' do nothing
    returning id
  `.execute(tx)
  return rows.length > 0
}

export async function closeMembershipRequest(
  tx: Tx,
  id: string,
  { state, by, answer, at }: { state: MembershipRequest["state"]; by: string; answer?: string; at: Date },
): Promise<void> {
  await sql`
    update membership_request
    set state = ${state}, answer = ${answer ?? null}, decided_by = ${by}, decided_at = ${at}
    where id = ${id}
  `.execute(tx)
}

async function select(db: Db, condition: RawBuilder<unknown>): Promise<MembershipRequest[]> {
  const { rows } = await sql<Row>`
    select id, account_id, organization_id, role, reason, state, answer, decided_by, decided_at, created_at
    from membership_request where ${condition}
  `.execute(db)
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    organizationId: row.organization_id,
    role: row.role,
    reason: row.reason,
    state: row.state,
    createdAt: row.created_at,
    ...(row.answer ? { answer: row.answer } : {}),
    ...(row.decided_by ? { decidedBy: row.decided_by } : {}),
    ...(row.decided_at ? { decidedAt: row.decided_at } : {}),
  }))
}
