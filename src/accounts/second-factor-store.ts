import { sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"

export interface StoredFactor {
  readonly sealedSecret: Buffer
  readonly confirmedAt?: Date
}

/** Takes the row: of the same code sent twice at once, one is accepted. */
export async function lockFactor(
  tx: Tx,
  accountId: string,
): Promise<(StoredFactor & { lastStep: number }) | undefined> {
  const { rows } = await sql<{ totp_secret: Buffer | null; totp_confirmed_at: Date | null; totp_last_step: number }>`
    select totp_secret, totp_confirmed_at, totp_last_step from account where id = ${accountId} for update
  `.execute(tx)
  const row = rows[0]
  if (!row?.totp_secret) return undefined
  return {
    sealedSecret: row.totp_secret,
    lastStep: row.totp_last_step,
    ...(row.totp_confirmed_at ? { confirmedAt: row.totp_confirmed_at } : {}),
  }
}

/** A secret that does not count before its first code. Answers false where another one counts already. */
export async function storeSecret(db: Db, accountId: string, sealedSecret: Buffer): Promise<boolean> {
  const { rows } = await sql`
    update account set totp_secret = ${sealedSecret}
    where id = ${accountId} and totp_confirmed_at is null and state = 'active'
    returning id
  `.execute(db)
  return rows.length > 0
}

export async function storeLastStep(tx: Tx, accountId: string, step: number): Promise<void> {
  await sql`update account set totp_last_step = ${step} where id = ${accountId}`.execute(tx)
}

export async function confirmFactor(tx: Tx, accountId: string, at: Date): Promise<void> {
  await sql`update account set totp_confirmed_at = ${at} where id = ${accountId}`.execute(tx)
}

export async function removeSecondFactor(tx: Tx, accountId: string): Promise<void> {
  await sql`
    update account set totp_secret = null, totp_confirmed_at = null, totp_last_step = 0 where id = ${accountId}
  `.execute(tx)
  await sql`delete from recovery_code where account_id = ${accountId}`.execute(tx)
}

export async function replaceRecoveryCodes(tx: Tx, accountId: string, hashes: readonly Buffer[]): Promise<void> {
  await sql`delete from recovery_code where account_id = ${accountId}`.execute(tx)
  await sql`
    insert into recovery_code (account_id, hash) select ${accountId}, unnest(${hashes}::bytea[])
  `.execute(tx)
}

export async function takeRecoveryCode(tx: Tx, accountId: string, hash: Buffer): Promise<boolean> {
  const { rows } = await sql`
    delete from recovery_code where account_id = ${accountId} and hash = ${hash} returning hash
  `.execute(tx)
  return rows.length > 0
}

export async function recoveryCodesLeft(db: Db, accountId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from recovery_code where account_id = ${accountId}
  `.execute(db)
  return rows[0]!.n
}
