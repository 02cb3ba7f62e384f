import { inTransaction, type Tx } from "../platform/db.ts"
import type { Session } from "./account.ts"
import { accountById, eraseAccount, lockAccount } from "./account-store.ts"
import { tokensOf } from "./api-token-store.ts"
import { writeAudit } from "./audit-store.ts"
import { eraseTraces, tracesOf } from "./close-account-store.ts"
import type { AccountDeps } from "./deps.ts"
import { AccountNotFound, LastCoordinator } from "./errors.ts"
import { withdrawInvitationsBy } from "./invitation-store.ts"
import { tellByMail } from "./mails.ts"
import { membershipRequestsOf } from "./membership-request-store.ts"
import { accountsWithRole, membershipsOf } from "./membership-store.ts"
import { keepOneAdministrator } from "./people.ts"
import { assertFresh } from "./session.ts"
import { sessionsOf } from "./session-store.ts"

/**
 * Closes one's own account: name, address, password, sessions, tokens, roles and requests go; the id stays, under what
 * was published. `alsoErase` lets other modules take their part away (notices) in the same transaction.
 */
export async function closeAccount(
  deps: AccountDeps,
  args: {
    session: Session
    confirmed?: boolean
    alsoErase?: (tx: Tx, accountId: string) => Promise<void>
  },
): Promise<void> {
  const { session, confirmed = false, alsoErase } = args
  const { db, clock, newId } = deps
  const at = clock.now()
  assertFresh(session, at)
  await inTransaction(db, async (tx) => {
    const account = (await lockAccount(tx, session.accountId))?.account
    if (!account || account.state === "closed") throw new AccountNotFound(session.accountId)
    await keepOneAdministrator(tx, account)
    if (!confirmed) await warnOfLast(tx, account.id)
    await tellByMail(tx, deps, { kind: "accountClosed", to: account })
    await withdrawInvitationsBy(tx, { accountId: account.id })
    await eraseTraces(tx, { accountId: account.id, email: account.email })
    await eraseAccount(tx, account.id, at)
    await alsoErase?.(tx, account.id)
    const subject = { kind: "account", id: account.id } as const
    await writeAudit(tx, { act: "account-closed", actor: account.id, subject }, { newId, at })
  })
}

/** Everything that is kept about one person, for herself: names of what was done elsewhere by its ids. */
export async function exportAccount({ db, clock }: AccountDeps, { session }: { session: Session }): Promise<unknown> {
  const { accountId } = session
  assertFresh(session, clock.now())
  const account = (await accountById(db, accountId))?.account
  const sessions = await sessionsOf(db, { accountId, now: clock.now() })
  return {
    account,
    memberships: await membershipsOf(db, accountId),
    membershipRequests: await membershipRequestsOf(db, accountId),
    sessions: sessions.map(({ csrfSecret: _, ...rest }) => rest),
    tokens: await tokensOf(db, accountId),
    ...(await tracesOf(db, accountId)),
  }
}

async function warnOfLast(tx: Tx, accountId: string): Promise<void> {
  for (const { organizationId, role } of await membershipsOf(tx, accountId)) {
    if (role !== "coordinator") continue
    const coordinators = await accountsWithRole(tx, { organizationId, least: "coordinator" })
    if (coordinators.every(({ id }) => id === accountId)) throw new LastCoordinator(organizationId)
  }
}
