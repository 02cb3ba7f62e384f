import { type RawBuilder, sql } from "kysely"
import type { Db, Tx } from "../platform/db.ts"
import { isUuid } from "../platform/ids.ts"
import type { Language } from "../texts/index.ts"
import type { Account, AccountState } from "./account.ts"

/** An account with what only signing in needs; never leaves this module. */
export interface AccountSecrets {
  readonly account: Account
  readonly passwordHash?: string
}

export interface AccountRow {
  id: string
  email: string | null
  name: string
  language: Language
  administrator: boolean
  state: AccountState
  password_hash: string | null
  totp_confirmed_at: Date | null
  created_at: Date
}

export const accountColumns = sql`
  account.id, account.email, account.name, account.language, account.administrator, account.state,
  account.password_hash, account.totp_confirmed_at, account.created_at
`

export async function accountByEmail(db: Db, email: string): Promise<AccountSecrets | undefined> {
  return one(db, sql`account.email = ${email}`)
}

export async function accountById(db: Db, id: string): Promise<AccountSecrets | undefined> {
  return one(db, sql`account.id = ${id}`)
}

/** Takes the row for this transaction: what is decided about the account is decided one after another. */
export async function lockAccount(tx: Tx, id: string): Promise<AccountSecrets | undefined> {
  return one(tx, sql`account.id = ${id} for update`)
}

async function one(db: Db, condition: RawBuilder<unknown>): Promise<AccountSecrets | undefined> {
  const { rows } = await sql<AccountRow>`select ${accountColumns} from account where ${condition}`.execute(db)
  const row = rows[0]
  if (!row) return undefined
  return { account: accountFromRow(row), ...(row.password_hash ? { passwordHash: row.password_hash } : {}) }
}

/** For pages that name people; ids that are not accounts (`system`) are left out. Served by the primary key. */
export async function accountsByIds(db: Db, ids: readonly string[]): Promise<Map<string, Account>> {
  const { rows } = await sql<AccountRow>`
    select ${accountColumns} from account where id = any(${[...new Set(ids)].filter(isUuid)}::uuid[]) limit 1000
  `.execute(db)
  return new Map(rows.map((row) => [row.id, accountFromRow(row)]))
}

export interface NewAccount {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly language: Language
  readonly administrator?: boolean
  readonly passwordHash?: string
  readonly at: Date
}

/** Answers false when somebody has the address already. */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<boolean> {
  const { rows } = await sql`
    insert into account (id, email, name, language, administrator, password_hash, created_at)
    values (
      ${account.id}, ${account.email}, ${account.name}, ${account.language}, ${account.administrator ?? false},
      ${account.passwordHash ?? null}, ${account.at}
    )
    on conflict (email) do nothing
    returning id
  `.execute(tx)
  return rows.length > 0
}

export async function storePasswordHash(db: Db, id: string, passwordHash: string): Promise<void> {
  await sql`update account set password_hash = ${passwordHash} where id = ${id}`.execute(db)
}

/** Answers false when somebody else has the address. */
export async function storeEmail(tx: Tx, id: string, email: string): Promise<boolean> {
  const { rows } = await sql`
    update account set email = ${email}
    where id = ${id} and not exists (select from account other where other.email = ${email} and other.id <> ${id})
    returning id
  `.execute(tx)
  return rows.length > 0
}

export async function storeProfile(
  db: Db,
  id: string,
  { name, language }: { name: string; language: Language },
): Promise<void> {
  await sql`update account set name = ${name}, language = ${language} where id = ${id}`.execute(db)
}

export async function storeState(tx: Tx, id: string, state: "active" | "blocked"): Promise<void> {
  await sql`update account set state = ${state} where id = ${id} and state <> 'closed'`.execute(tx)
}

export async function storeAdministrator(tx: Tx, id: string, administrator: boolean): Promise<void> {
  await sql`update account set administrator = ${administrator} where id = ${id}`.execute(tx)
}

/** Locks the administrators, so that of two who step down at once one stays. Served by `account_administrators`. */
export async function lockAdministrators(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from account where administrator and state = 'active' order by id for update
  `.execute(tx)
  return rows.map(({ id }) => id)
}

/** Everything but the id goes. */
export async function eraseAccount(tx: Tx, id: string, at: Date): Promise<void> {
  await sql`
    update account set
      email = null, name = '', administrator = false, state = 'closed', password_hash = null, totp_secret = null,
      totp_confirmed_at = null, closed_at = ${at}
    where id = ${id}
  `.execute(tx)
}

export function accountFromRow(row: AccountRow): Account {
  return {
    id: row.id,
    email: row.email ?? "",
    name: row.name,
    language: row.language,
    administrator: row.administrator,
    state: row.state,
    hasPassword: row.password_hash !== null,
    hasSecondFactor: row.totp_confirmed_at !== null,
    createdAt: row.created_at,
  }
}

export async function administratorsExist(db: Db): Promise<boolean> {
  const { rows } = await sql`select from account where administrator and state <> 'closed' limit 1`.execute(db)
  return rows.length > 0
}
