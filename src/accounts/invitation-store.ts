import { type RawBuilder, sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"
import type { Language } from "../texts/index.ts"
import type { InvitedRole } from "./account.ts"

export interface Invitation {
  readonly id: string
  readonly email: string
  /** Absent for administrators. */
  readonly organizationId?: string
  readonly role: InvitedRole
  readonly language: Language
  readonly invitedBy: string
  readonly state: "open" | "accepted" | "withdrawn"
  readonly acceptedBy?: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

interface Row {
  id: string
  email: string
  organization_id: string | null
  role: InvitedRole
  language: Language
  invited_by: string
  state: Invitation["state"]
  accepted_by: string | null
  created_at: Date
  expires_at: Date
}

export async function invitationById(db: Db, id: string): Promise<Invitation | undefined> {
  return (await select(db, sql`id = ${id} limit 1`))[0]
}

export async function lockInvitation(tx: Tx, id: string): Promise<Invitation | undefined> {
  return (await select(tx, sql`id = ${id} for update`))[0]
}

export async function invitationByToken(db: Db, tokenHash: Buffer): Promise<Invitation | undefined> {
  return (await select(db, sql`token_hash = ${tokenHash} limit 1`))[0]
}

export async function lockInvitationByToken(tx: Tx, tokenHash: Buffer): Promise<Invitation | undefined> {
  return (await select(tx, sql`token_hash = ${tokenHash} for update`))[0]
}

/** Open invitations, newest first: to one organisation, or `null` for those of administrators. */
export async function openInvitations(
  db: Db,
  { organizationId, before, limit = 50 }: { organizationId: string | null; before?: string; limit?: number },
): Promise<Invitation[]> {
  const older = before ? sql`and id < ${before}::uuid` : sql``
  return select(
    db,
    sql`organization_id is not distinct from ${organizationId}::uuid and state = 'open' ${older}
      order by id desc limit ${limit}`,
  )
}

export async function insertInvitation(tx: Tx, invitation: Invitation & { tokenHash: Buffer }): Promise<void> {
  await sql`
    insert into invitation (id, email, organization_id, role, language, token_hash, invited_by, created_at, expires_at)
    values (
      ${invitation.id}, ${invitation.email}, ${invitation.organizationId ?? null}, ${invitation.role},
      ${invitation.language}, ${invitation.tokenHash}, ${invitation.invitedBy}, ${invitation.createdAt},
      ${invitation.expiresAt}
    )
  `.execute(tx)
}

/** A new link instead of the old one. */
export async function renewInvitation(
  tx: Tx,
  id: string,
  { tokenHash, expiresAt }: { tokenHash: Buffer; expiresAt: Date },
): Promise<void> {
  await sql`update invitation set token_hash = ${tokenHash}, expires_at = ${expiresAt} where id = ${id}`.execute(tx)
}

export async function closeInvitation(
  tx: Tx,
  id: string,
  { state, acceptedBy }: { state: "accepted" | "withdrawn"; acceptedBy?: string },
): Promise<void> {
  await sql`update invitation set state = ${state}, accepted_by = ${acceptedBy ?? null} where id = ${id}`.execute(tx)
}

/** An earlier open invitation of the same person to the same place gives way to the new one. */
export async function withdrawInvitationsOf(
  tx: Tx,
  { email, organizationId }: { email: string; organizationId: string | undefined },
): Promise<void> {
  await sql`
    update invitation set state = 'withdrawn'
    where email = ${email} and organization_id is not distinct from ${organizationId ?? null}::uuid and state = 'open'
  `.execute(tx)
}

/** Who no longer may invite has invited nobody: here (`organizationId`) or anywhere. */
export async function withdrawInvitationsBy(
  tx: Tx,
  { accountId, organizationId }: { accountId: string; organizationId?: string },
): Promise<void> {
  const here = organizationId ? sql`and organization_id = ${organizationId}` : sql``
  await sql`
    update invitation set state = 'withdrawn' where invited_by = ${accountId} and state = 'open' ${here}
  `.execute(tx)
}

async function select(db: Db, condition: RawBuilder<unknown>): Promise<Invitation[]> {
  const { rows } = await sql<Row>`
    select id, email, organization_id, role, language, invited_by, state, accepted_by, created_at, expires_at
    from invitation where ${condition}
  `.execute(db)
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    language: row.language,
    invitedBy: row.invited_by,
    state: row.state,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(row.organization_id ? { organizationId: row.organization_id } : {}),
    ...(row.accepted_by ? { acceptedBy: row.accepted_by } : {}),
  }))
}
