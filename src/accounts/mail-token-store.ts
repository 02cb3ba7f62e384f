import { sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"
import { hashToken, randomToken } from "./random-token.ts"

export type MailTokenKind = "sign-up" | "reset" | "email-change"

export interface MailToken {
  readonly email: string
  readonly accountId?: string
}

const hours = 60 * 60 * 1000
export const lifetimeMs: Readonly<Record<MailTokenKind, number>> = {
  "sign-up": 24 * hours,
  reset: hours,
  "email-change": 24 * hours,
}

/** Makes a link's token; only its hash is kept. Earlier links go on working: each was sent to the same person. */
export async function giveMailToken(
  tx: Tx,
  { kind, email, accountId }: MailToken & { kind: MailTokenKind },
  at: Date,
): Promise<string> {
  const token = randomToken()
  const expiresAt = new Date(at.getTime() + lifetimeMs[kind])
  await sql`
    insert into mail_token (hash, kind, email, account_id, created_at, expires_at)
    values (${hashToken(token)}, ${kind}, ${email}, ${accountId ?? null}, ${at}, ${expiresAt})
  `.execute(tx)
  return token
}

/** What a link is for, without using it up: for the page that it opens. */
export async function readMailToken(
  db: Db,
  { kind, token }: { kind: MailTokenKind; token: string },
  now: Date,
): Promise<MailToken | undefined> {
  const { rows } = await sql<TokenRow>`
    select email, account_id from mail_token
    where hash = ${hashToken(token)} and kind = ${kind} and expires_at > ${now}
  `.execute(db)
  return rows[0] && fromRow(rows[0])
}

/** Uses the link up: of two clicks at once, one gets it. */
export async function takeMailToken(
  tx: Tx,
  { kind, token }: { kind: MailTokenKind; token: string },
  now: Date,
): Promise<MailToken | undefined> {
  const { rows } = await sql<TokenRow>`
    delete from mail_token
    where hash = ${hashToken(token)} and kind = ${kind} and expires_at > ${now}
    returning email, account_id
  `.execute(tx)
  return rows[0] && fromRow(rows[0])
}

/** Links of an address or an account that no longer mean anything. */
export async function dropMailTokens(
  tx: Tx,
  { email, accountId, kind }: { email?: string; accountId?: string; kind?: MailTokenKind },
): Promise<void> {
  await sql`
    delete from mail_token
    where (email = ${email ?? null} or account_id = ${accountId ?? null}::uuid)
      and (${kind ?? null}::text is null or kind = ${kind ?? null})
  `.execute(tx)
}

interface TokenRow {
  email: string
  account_id: string | null
}

function fromRow({ email, account_id }: TokenRow): MailToken {
  return { email, ...(account_id ? { accountId: account_id } : {}) }
}
