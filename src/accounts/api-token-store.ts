import { sql } from "kysely"
import type { Scope } from "../platform/actor.ts"
import type { Db, Tx } from "../platform/db.ts"

/** What its owner sees of a token; the token itself was shown once. */
export interface ApiToken {
  readonly id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly lastUsedAt?: Date
  readonly revokedAt?: Date
}

/** The newest first. Served by `api_token_of_account`. */
export async function tokensOf(db: Db, accountId: string): Promise<ApiToken[]> {
  const { rows } = await sql<{
    id: string
    name: string
    scopes: Scope[]
    created_at: Date
    expires_at: Date
    last_used_at: Date | null
    revoked_at: Date | null
  }>`
    select id, name, scopes, created_at, expires_at, last_used_at, revoked_at from api_token
    where account_id = ${accountId}
    order by created_at desc, id desc
    limit 200
  `.execute(db)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(row.last_used_at ? { lastUsedAt: row.last_used_at } : {}),
    ...(row.revoked_at ? { revokedAt: row.revoked_at } : {}),
  }))
}

export async function insertToken(
  tx: Tx,
  token: ApiToken & { readonly accountId: string; readonly hash: Buffer },
): Promise<void> {
  await sql`
    insert into api_token (id, account_id, name, hash, scopes, created_at, expires_at)
    values (
      ${token.id}, ${token.accountId}, ${token.name}, ${token.hash}, ${token.scopes}::text[], ${token.createdAt},
      ${token.expiresAt}
    )
  `.execute(tx)
}

/** Answers whether there was one in force. */
export async function storeRevocation(
  tx: Tx,
  { accountId, id, at }: { accountId: string; id?: string; at: Date },
): Promise<boolean> {
  const one = id ? sql`and id = ${id}` : sql``
  const { rows } = await sql`
    update api_token set revoked_at = ${at} where account_id = ${accountId} and revoked_at is null ${one} returning id
  `.execute(tx)
  return rows.length > 0
}
