import { sql } from "kysely"
import type { Db } from "../platform/db.ts"
import type { Session } from "./account.ts"

export const idleMs = 12 * 60 * 60 * 1000

export interface NewSession extends Session {
  readonly tokenHash: Buffer
  readonly complete: boolean
}

export async function insertSession(db: Db, session: NewSession): Promise<void> {
  await sql`
    insert into session (
      id, token_hash, account_id, complete, csrf_secret, device, network, created_at, proved_at, last_used_at, expires_at
    ) values (
      ${session.id}, ${session.tokenHash}, ${session.accountId}, ${session.complete}, ${session.csrfSecret},
      ${session.device}, ${session.network}, ${session.createdAt}, ${session.provedAt}, ${session.lastUsedAt},
      ${session.expiresAt}
    )
  `.execute(db)
}

export interface SessionRow {
  session_id: string
  account_id: string
  csrf_secret: Buffer
  device: string
  network: string
  session_created_at: Date
  proved_at: Date
  last_used_at: Date
  expires_at: Date
}

export const sessionColumns = sql`
  session.id as session_id, session.account_id, session.csrf_secret, session.device, session.network,
  session.created_at as session_created_at, session.proved_at, session.last_used_at, session.expires_at
`

/** Neither too old nor unused for too long. */
export function isAlive(now: Date) {
  return sql`session.expires_at > ${now} and session.last_used_at > ${new Date(now.getTime() - idleMs)}`
}

/** The session of somebody whose password was right and whose second factor is awaited. */
export async function waitingSession(
  db: Db,
  { tokenHash, now }: { tokenHash: Buffer; now: Date },
): Promise<Session | undefined> {
  const { rows } = await sql<SessionRow>`
    select ${sessionColumns} from session
    where token_hash = ${tokenHash} and not complete and ${isAlive(now)}
  `.execute(db)
  return rows[0] && sessionFromRow(rows[0])
}

/** Living sessions of an account, the last used first. Served by `session_of_account`. */
export async function sessionsOf(db: Db, { accountId, now }: { accountId: string; now: Date }): Promise<Session[]> {
  const { rows } = await sql<SessionRow>`
    select ${sessionColumns} from session
    where account_id = ${accountId} and complete and ${isAlive(now)}
    order by last_used_at desc, id
    limit 100
  `.execute(db)
  return rows.map(sessionFromRow)
}

export async function isKnownNetwork(
  db: Db,
  { accountId, network, now }: { accountId: string; network: string; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    select from session
    where account_id = ${accountId} and network = ${network} and complete and expires_at > ${now}
    limit 1
  `.execute(db)
  return rows.length > 0
}

/** Written once a minute at most: reading pages does not become writing. */
export async function touchSession(db: Db, { id, now }: { id: string; now: Date }): Promise<void> {
  await sql`
    update session set last_used_at = ${now}
    where id = ${id} and last_used_at < ${now}::timestamptz - interval '1 minute'
  `.execute(db)
}

/** After a proof of who sits there: a new token for the same session, so that a stolen older one ends. */
export async function rotateSession(
  db: Db,
  { id, tokenHash, now }: { id: string; tokenHash: Buffer; now: Date },
): Promise<void> {
  await sql`
    update session set token_hash = ${tokenHash}, proved_at = ${now}, last_used_at = ${now} where id = ${id}
  `.execute(db)
}

export async function deleteSession(db: Db, tokenHash: Buffer): Promise<Session | undefined> {
  const { rows } = await sql<SessionRow>`
    delete from session where token_hash = ${tokenHash} returning ${sessionColumns}
  `.execute(db)
  return rows[0] && sessionFromRow(rows[0])
}

/** One of the account's, or all but `except`. Answers how many ended. */
export async function deleteSessions(
  db: Db,
  { accountId, id, except }: { accountId: string; id?: string; except?: string },
): Promise<number> {
  const one = id ? sql`and id = ${id}` : sql``
  const others = except ? sql`and id <> ${except}` : sql``
  const { rows } = await sql`delete from session where account_id = ${accountId} ${one} ${others} returning id`.execute(
    db,
  )
  return rows.length
}

export function sessionFromRow(row: SessionRow): Session {
  return {
    id: row.session_id,
    accountId: row.account_id,
    device: row.device,
    network: row.network,
    createdAt: row.session_created_at,
    provedAt: row.proved_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    csrfSecret: row.csrf_secret,
  }
}
