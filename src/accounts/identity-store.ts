import { sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"

export interface Identity {
  readonly issuer: string
  readonly subject: string
}

export async function accountOfIdentity(db: Db, { issuer, subject }: Identity): Promise<string | undefined> {
  const { rows } = await sql<{ account_id: string }>`
    select account_id from account_identity where issuer = ${issuer} and subject = ${subject}
  `.execute(db)
  return rows[0]?.account_id
}

/** Answers false when the identity is somebody's already. */
export async function insertIdentity(
  tx: Tx,
  { issuer, subject, accountId, at }: Identity & { accountId: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into account_identity (issuer, subject, account_id, created_at)
    values (${issuer}, ${subject}, ${accountId}, ${at})
    on conflict (issuer, subject) do nothing
    returning subject
  `.execute(tx)
  return rows.length > 0
}
