import { sql } from "kysely"
import { type Actor, hasScope, mayEverything } from "../platform/actor.ts"
import type { Db } from "../platform/db.ts"
import { NotAllowed } from "../platform/refusal.ts"
import type { Account, AccountState } from "./account.ts"
import { type AccountRow, accountColumns, accountFromRow } from "./account-store.ts"

/** Accounts for administrators: newest first, by part of name or address. */
export async function listAccounts(
  db: Db,
  actor: Actor,
  args: { q?: string; state?: AccountState; administrators?: boolean; before?: string; limit?: number },
): Promise<{ readonly accounts: readonly Account[]; readonly next?: string }> {
  if (!mayEverything(actor) || !hasScope(actor, "administer")) throw new NotAllowed("list-accounts")
  const { q, state, administrators = false, before, limit = 50 } = args
  const like = q ? `%${q.replace(/[\\%_]/g, "\\$&")}%` : null
  const { rows } = await sql<AccountRow>`
    select ${accountColumns} from account
    where (${like}::text is null or email ilike ${like} or name ilike ${like})
      and (${state ?? null}::text is null or state = ${state ?? null})
      and (not ${administrators}::boolean or administrator)
      and (${before ?? null}::uuid is null or id < ${before ?? null}::uuid)
    order by id desc
    limit ${limit + 1}
  `.execute(db)
  const accounts = rows.slice(0, limit).map(accountFromRow)
  const last = accounts.at(-1)
  return { accounts, ...(rows.length > limit && last ? { next: last.id } : {}) }
}
