import { inLanguage, type Language } from "../texts/index.ts"
import type { Account } from "./account.ts"
import { accountByEmail, accountById, insertAccount } from "./account-store.ts"
import { writeAudit } from "./audit-store.ts"
import { type Client, networkOf } from "./client.ts"
import type { AccountDeps } from "./deps.ts"
import { requireEmail } from "./email.ts"
import { LinkInvalid } from "./errors.ts"
import { dropMailTokens, giveMailToken, readMailToken, takeMailToken } from "./mail-token-store.ts"
import { tellByMail } from "./mails.ts"
import { hashPassword } from "./password-hash.ts"
import { assertPassword } from "./password-rules.ts"
import { requireName } from "./profile.ts"
import { openSession, type SignedIn } from "./session.ts"
import { admitAttempt, mailThrottles } from "./throttle.ts"

/**
 * Asks for an account: a mail goes to the address, with a link to go on, or with the word that there is an account
 * already. Whoever asks is told the same in both cases. Nothing exists before the link is followed, so nobody can open an
 * account in another's name and wait for her to confirm it.
 */
export async function beginSignUp(
  deps: AccountDeps,
  { email: written, language, client }: { email: string; language: Language; client: Client },
): Promise<void> {
  const { db, clock, links } = deps
  const email = requireEmail(written)
  await admitAttempt(db, mailThrottles(email, client.address), clock.now())
  await db.transaction().execute(async (tx) => {
    const known = await accountByEmail(tx, email)
    const token = await giveMailToken(tx, { kind: "sign-up", email }, clock.now())
    if (known) await dropMailTokens(tx, { email, kind: "sign-up" })
    await tellByMail(tx, deps, {
      kind: known ? "signUpKnown" : "signUp",
      to: { email, language: known?.account.language ?? language },
      url: known ? links.signIn(known.account.language) : links.signUp(token, language),
    })
  })
}

/** The address that a link confirms, for the page that asks for name and password; undefined when it is too old. */
export async function signUpAddress(deps: AccountDeps, { token }: { token: string }): Promise<string | undefined> {
  return (await readMailToken(deps.db, { kind: "sign-up", token }, deps.clock.now()))?.email
}

export interface NewPerson {
  readonly name: string
  readonly password: string
  readonly language: Language
}

/** Opens the account that the link confirms, and signs in. It has no role until somebody gives it one. */
export async function finishSignUp(
  deps: AccountDeps,
  { token, client, ...person }: NewPerson & { token: string; client: Client },
): Promise<SignedIn> {
  const { db, clock, newId } = deps
  const at = clock.now()
  const email = (await readMailToken(db, { kind: "sign-up", token }, at))?.email
  if (!email) throw new LinkInvalid()
  const ready = await readyPerson(deps, email, person)
  return db.transaction().execute(async (tx) => {
    const link = await takeMailToken(tx, { kind: "sign-up", token }, at)
    const account = { id: newId(), email, ...ready, at }
    if (!link || !(await insertAccount(tx, account))) throw new LinkInvalid()
    await dropMailTokens(tx, { email, kind: "sign-up" })
    const subject = { kind: "account", id: account.id } as const
    const network = networkOf(client.address)
    await writeAudit(tx, { act: "account-created", actor: account.id, subject, network }, { newId, at })
    return openSession({ db: tx, newId, at }, { account: await mustExist(tx, account.id), client })
  })
}

/** Checks name and password of a new person and hashes the password, outside of any transaction: hashing takes a while. */
export async function readyPerson({ siteName }: Pick<AccountDeps, "siteName">, email: string, person: NewPerson) {
  const name = requireName(person.name)
  assertPassword(person.password, [name, email, inLanguage(siteName, "fr")?.text ?? ""])
  return { name, language: person.language, passwordHash: await hashPassword(person.password) }
}

export async function mustExist(db: AccountDeps["db"], id: string): Promise<Account> {
  const found = await accountById(db, id)
  if (!found) throw new Error(`account ${id} is gone within its own transaction`)
  return found.account
}
