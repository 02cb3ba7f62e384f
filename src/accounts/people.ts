import { type Actor, hasScope, mayEverything } from "../platform/actor.ts"
import { inTransaction, type Tx } from "../platform/db.ts"
import { NotAllowed } from "../platform/refusal.ts"
import type { Account } from "./account.ts"
import { lockAccount, lockAdministrators, storeAdministrator, storeState } from "./account-store.ts"
import { storeRevocation } from "./api-token-store.ts"
import type { AuditAct } from "./audit.ts"
import { writeAudit } from "./audit-store.ts"
import type { AccountDeps } from "./deps.ts"
import { AccountNotFound, LastAdministrator } from "./errors.ts"
import { withdrawInvitationsBy } from "./invitation-store.ts"
import { tellByMail } from "./mails.ts"
import { removeSecondFactor } from "./second-factor-store.ts"
import { deleteSessions } from "./session-store.ts"

type Deed = { readonly by: Actor; readonly accountId: string }

/** What administrators do with the accounts of others. Nobody takes away the last administrator. */
export async function blockAccount(deps: AccountDeps, deed: Deed): Promise<void> {
  await onAccount(deps, { ...deed, act: "account-blocked" }, async (tx, account) => {
    if (account.state === "blocked") return false
    await keepOneAdministrator(tx, account)
    await storeState(tx, account.id, "blocked")
    await deleteSessions(tx, { accountId: account.id })
    await storeRevocation(tx, { accountId: account.id, at: deps.clock.now() })
    await withdrawInvitationsBy(tx, { accountId: account.id })
    return true
  })
}

export async function unblockAccount(deps: AccountDeps, deed: Deed): Promise<void> {
  await onAccount(deps, { ...deed, act: "account-unblocked" }, async (tx, account) => {
    if (account.state === "active") return false
    await storeState(tx, account.id, "active")
    return true
  })
}

export async function setAdministrator(
  deps: AccountDeps,
  { administrator, ...deed }: Deed & { administrator: boolean },
): Promise<void> {
  const act = administrator ? "administrator-made" : "administrator-unmade"
  await onAccount(deps, { ...deed, act }, async (tx, account) => {
    if (account.administrator === administrator) return false
    if (!administrator) await keepOneAdministrator(tx, account)
    if (administrator) await makeAdministrator(tx, account.id, deps.clock.now())
    else await storeAdministrator(tx, account.id, false)
    if (!administrator) await withdrawInvitationsBy(tx, { accountId: account.id })
    return true
  })
}

/**
 * Sessions and tokens of before do not grow into an administrator's: she signs in again, with her second factor, and makes
 * tokens knowing what they may do.
 */
export async function makeAdministrator(tx: Tx, accountId: string, at: Date): Promise<void> {
  await storeAdministrator(tx, accountId, true)
  await storeRevocation(tx, { accountId, at })
  await deleteSessions(tx, { accountId })
}

/** For somebody who lost telephone and recovery codes, and whom the administrator knows. */
export async function resetSecondFactor(deps: AccountDeps, deed: Deed): Promise<void> {
  await onAccount(deps, { ...deed, act: "second-factor-removed" }, async (tx, account) => {
    if (!account.hasSecondFactor) return false
    await removeSecondFactor(tx, account.id)
    await deleteSessions(tx, { accountId: account.id })
    await tellByMail(tx, deps, { kind: "secondFactorRemoved", to: account })
    return true
  })
}

async function onAccount(
  { db, newId, clock }: AccountDeps,
  { by, accountId, act }: Deed & { act: AuditAct },
  work: (tx: Tx, account: Account) => Promise<boolean>,
): Promise<void> {
  if (!mayEverything(by) || !hasScope(by, "administer")) throw new NotAllowed(act)
  await inTransaction(db, async (tx) => {
    const account = (await lockAccount(tx, accountId))?.account
    if (!account || account.state === "closed") throw new AccountNotFound(accountId)
    if (!(await work(tx, account))) return
    const subject = { kind: "account", id: accountId } as const
    await writeAudit(tx, { act, actor: by.id, subject }, { newId, at: clock.now() })
  })
}

export async function keepOneAdministrator(tx: Tx, account: Account): Promise<void> {
  if (!account.administrator) return
  const others = (await lockAdministrators(tx)).filter((id) => id !== account.id)
  if (others.length === 0) throw new LastAdministrator()
}
