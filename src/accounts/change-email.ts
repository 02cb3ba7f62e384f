import type { Session } from "./account.ts"
import { accountByEmail, accountById, lockAccount, storeEmail } from "./account-store.ts"
import { writeAudit } from "./audit-store.ts"
import type { Client } from "./client.ts"
import type { AccountDeps } from "./deps.ts"
import { requireEmail } from "./email.ts"
import { AccountNotFound, LinkInvalid } from "./errors.ts"
import { dropMailTokens, giveMailToken, takeMailToken } from "./mail-token-store.ts"
import { tellByMail } from "./mails.ts"
import { assertFresh } from "./session.ts"
import { admitAttempt, mailThrottles } from "./throttle.ts"

/** Asks for another address; it counts once confirmed by the link sent there. Needs a recent proof of who asks. */
export async function beginEmailChange(
  deps: AccountDeps,
  { session, email: written, client }: { session: Session; email: string; client: Client },
): Promise<void> {
  const { db, clock, links } = deps
  assertFresh(session, clock.now())
  const email = requireEmail(written)
  await admitAttempt(db, mailThrottles(email, client.address), clock.now())
  await db.transaction().execute(async (tx) => {
    const account = (await accountById(tx, session.accountId))?.account
    if (!account) throw new AccountNotFound(session.accountId)
    const { language, name } = account
    const holder = (await accountByEmail(tx, email))?.account
    const token = await giveMailToken(tx, { kind: "email-change", email, accountId: account.id }, clock.now())
    await tellByMail(
      tx,
      deps,
      holder && holder.id !== account.id
        ? { kind: "emailChangeTaken", to: holder, url: links.signIn(holder.language) }
        : { kind: "emailChange", to: { email, language, name }, url: links.emailChange(token, language) },
    )
  })
}

/** Follows the link: the new address counts, the old one is told. */
export async function finishEmailChange(deps: AccountDeps, { token }: { token: string }): Promise<void> {
  const { db, clock, newId } = deps
  await db.transaction().execute(async (tx) => {
    const link = await takeMailToken(tx, { kind: "email-change", token }, clock.now())
    const account = link?.accountId ? (await lockAccount(tx, link.accountId))?.account : undefined
    if (!link || account?.state !== "active" || !(await storeEmail(tx, account.id, link.email))) throw new LinkInvalid()
    // Links that went to the old address prove nothing any more.
    await dropMailTokens(tx, { accountId: account.id })
    const subject = { kind: "account", id: account.id } as const
    await writeAudit(tx, { act: "email-changed", actor: account.id, subject }, { newId, at: clock.now() })
    if (account.email !== link.email) await tellByMail(tx, deps, { kind: "emailChanged", to: account })
  })
}
