import { inLanguage, type Language } from "../texts/index.ts"
import type { Account, Session } from "./account.ts"
import { accountByEmail, accountById, lockAccount, storePasswordHash } from "./account-store.ts"
import { writeAudit } from "./audit-store.ts"
import { type Client, networkOf } from "./client.ts"
import type { AccountDeps } from "./deps.ts"
import { requireEmail } from "./email.ts"
import { AccountBlocked, AccountNotFound, LinkInvalid, ProofNeeded } from "./errors.ts"
import { dropMailTokens, giveMailToken, readMailToken, takeMailToken } from "./mail-token-store.ts"
import { tellByMail } from "./mails.ts"
import { hashPassword } from "./password-hash.ts"
import { assertPassword } from "./password-rules.ts"
import { isFresh, openSession, type SignedIn } from "./session.ts"
import { deleteSessions } from "./session-store.ts"
import { provePassword } from "./sign-in.ts"
import { admitAttempt, forgetSignInAttempts, mailThrottles } from "./throttle.ts"

/** Asks for a link to choose a new password. Who has no account is told so by mail, and only by mail. */
export async function beginReset(
  deps: AccountDeps,
  { email: written, language, client }: { email: string; language: Language; client: Client },
): Promise<void> {
  const { db, clock, links } = deps
  const email = requireEmail(written)
  await admitAttempt(db, mailThrottles(email, client.address), clock.now())
  await db.transaction().execute(async (tx) => {
    const account = (await accountByEmail(tx, email))?.account
    const token = await giveMailToken(tx, { kind: "reset", email, accountId: account?.id }, clock.now())
    const spoken = account?.language ?? language
    await tellByMail(tx, deps, {
      kind: account ? "reset" : "resetUnknown",
      to: { email, language: spoken, name: account?.name },
      url: account ? links.reset(token, spoken) : links.signIn(spoken),
    })
  })
}

/** Whether a link to choose a new password still works, for the page that it opens. */
export async function isResetLink(deps: AccountDeps, { token }: { token: string }): Promise<boolean> {
  return (await readMailToken(deps.db, { kind: "reset", token }, deps.clock.now()))?.accountId !== undefined
}

/** Sets a new password by a link: all sessions end, a new one begins, and attempts of strangers no longer count. */
export async function finishReset(
  deps: AccountDeps,
  { token, password, client }: { token: string; password: string; client: Client },
): Promise<SignedIn> {
  const { db, clock, newId } = deps
  const at = clock.now()
  const link = await readMailToken(db, { kind: "reset", token }, at)
  const found = link?.accountId ? await accountById(db, link.accountId) : undefined
  // A link sent to an address that was changed since proves nothing any more.
  if (!link || !found || found.account.email !== link.email) throw new LinkInvalid()
  if (found.account.state === "blocked") throw new AccountBlocked()
  const passwordHash = await hashNew(deps, found.account, password)
  return db.transaction().execute(async (tx) => {
    const account = (await lockAccount(tx, found.account.id))?.account
    const taken = await takeMailToken(tx, { kind: "reset", token }, at)
    if (!taken || account?.email !== link.email || account.state !== "active") throw new LinkInvalid()
    await replacePassword(tx, deps, { account, passwordHash, act: "password-reset", client })
    await forgetSignInAttempts(tx, account.email, client.address)
    return openSession({ db: tx, newId, at }, { account, client })
  })
}

/** Changes the password of who is signed in: needs the present one (or, where there is none, a fresh session). */
export async function changePassword(
  deps: AccountDeps,
  args: { session: Session; present?: string; password: string; client: Client },
): Promise<void> {
  const { session, present, password, client } = args
  const account = (await accountById(deps.db, session.accountId))?.account
  if (!account) throw new AccountNotFound(session.accountId)
  if (account.hasPassword) await provePassword(deps, { accountId: account.id, password: present ?? "", client })
  else if (!isFresh(session, deps.clock.now())) throw new ProofNeeded()
  const passwordHash = await hashNew(deps, account, password)
  await deps.db.transaction().execute(async (tx) => {
    await lockAccount(tx, account.id)
    await replacePassword(tx, deps, { account, passwordHash, act: "password-changed", client, keep: session.id })
  })
}

function hashNew({ siteName }: AccountDeps, { name, email }: Account, password: string): Promise<string> {
  assertPassword(password, [name, email, inLanguage(siteName, "fr")?.text ?? ""])
  return hashPassword(password)
}

interface Replacing {
  readonly account: Account
  readonly passwordHash: string
  readonly act: "password-reset" | "password-changed"
  readonly client: Client
  /** The session that goes on. */
  readonly keep?: string
}

async function replacePassword(
  tx: Parameters<typeof tellByMail>[0],
  deps: AccountDeps,
  { account, passwordHash, act, client, keep }: Replacing,
): Promise<void> {
  await storePasswordHash(tx, account.id, passwordHash)
  await deleteSessions(tx, { accountId: account.id, except: keep })
  await dropMailTokens(tx, { accountId: account.id })
  const entry = { act, actor: account.id, subject: { kind: "account", id: account.id } } as const
  const network = networkOf(client.address)
  await writeAudit(tx, { ...entry, network }, { newId: deps.newId, at: deps.clock.now() })
  const url = deps.links.signIn(account.language)
  await tellByMail(tx, deps, { kind: "passwordChanged", to: account, url })
}
