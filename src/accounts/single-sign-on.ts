import { z } from "zod"
import type { Tx } from "../platform/db.ts"
import { InvalidInput } from "../platform/refusal.ts"
import type { Language } from "../texts/index.ts"
import type { Account } from "./account.ts"
import { accountByEmail, accountById, insertAccount } from "./account-store.ts"
import { writeAudit } from "./audit-store.ts"
import type { Client } from "./client.ts"
import type { AccountDeps } from "./deps.ts"
import { normaliseEmail } from "./email.ts"
import { AccountBlocked, SignInRefused, SingleSignOnFailed, SingleSignOnUnconfirmed } from "./errors.ts"
import { accountOfIdentity, type Identity, insertIdentity } from "./identity-store.ts"
import { dropMailTokens } from "./mail-token-store.ts"
import { requireName } from "./profile.ts"
import type { ProvidedPerson } from "./provider.ts"
import { openSession, type SignedIn } from "./session.ts"
import { checkPassword } from "./sign-in.ts"
import { mustExist } from "./sign-up.ts"

/** Signed in, or first the password of the account of the same address: `ticket` goes into the form that asks for it. */
export type ProvidedSignIn =
  | SignedIn
  | { readonly kind: "password-needed"; readonly ticket: string; readonly email: string }

const ticketSchema = z.object({ issuer: z.string(), subject: z.string(), email: z.string(), until: z.number() })
const ticketMs = 10 * 60_000
const purpose = "link of an identity"

/**
 * Signs in whom the provider vouches for. A known identity is its account. An unknown one gets the account of the same
 * confirmed address only when that never had a password; where it has one, its owner types it once (the provider's word
 * alone must not open what somebody protected with a password here). Else a new account, without any role.
 */
export async function signInAsProvided(
  deps: AccountDeps,
  { person, language, client }: { person: ProvidedPerson; language: Language; client: Client },
): Promise<ProvidedSignIn> {
  const { db, clock, secrets } = deps
  const known = await accountOfIdentity(db, person)
  if (known) return open(deps, await activeAccount(deps, known), client)
  const email = person.emailVerified && person.email ? normaliseEmail(person.email) : undefined
  if (!email) throw new SingleSignOnUnconfirmed()
  const present = (await accountByEmail(db, email))?.account
  if (present?.hasPassword) {
    const { issuer, subject } = person
    const ticket = JSON.stringify({ issuer, subject, email, until: clock.now().getTime() + ticketMs })
    return { kind: "password-needed", ticket: secrets.seal(ticket, purpose).toString("base64url"), email }
  }
  if (present) return link(deps, { identity: person, account: await activeAccount(deps, present.id), client })
  return db.transaction().execute(async (tx) => {
    const account = await newAccount(tx, deps, { person, email, language })
    await keepIdentity(tx, deps, { identity: person, accountId: account.id })
    return openSession({ db: tx, newId: deps.newId, at: clock.now() }, { account, client })
  })
}

/** The password that `password-needed` asked for: from now on the provider's word is enough. */
export async function linkWithPassword(
  deps: AccountDeps,
  { ticket, password, client }: { ticket: string; password: string; client: Client },
): Promise<SignedIn> {
  const opened = deps.secrets.open(Buffer.from(ticket, "base64url"), purpose)
  const identity = opened === undefined ? undefined : ticketSchema.parse(JSON.parse(opened))
  if (!identity || identity.until < deps.clock.now().getTime()) throw new SignInRefused()
  const account = await checkPassword(deps, { email: identity.email, password, client })
  return link(deps, { identity, account, client })
}

async function link(
  deps: AccountDeps,
  { identity, account, client }: { identity: Identity; account: Account; client: Client },
): Promise<SignedIn> {
  const { db, newId, clock } = deps
  return db.transaction().execute(async (tx) => {
    await keepIdentity(tx, deps, { identity, accountId: account.id })
    return openSession({ db: tx, newId, at: clock.now() }, { account, client })
  })
}

async function keepIdentity(
  tx: Tx,
  { newId, clock }: AccountDeps,
  { identity: { issuer, subject }, accountId }: { identity: Identity; accountId: string },
): Promise<void> {
  const at = clock.now()
  if (!(await insertIdentity(tx, { issuer, subject, accountId, at }))) {
    // The same person in two windows at once: the second finds what the first made.
    if ((await accountOfIdentity(tx, { issuer, subject })) === accountId) return
    throw new SingleSignOnFailed("try again")
  }
  const concerned = { kind: "account", id: accountId } as const
  const entry = { act: "identity-linked", actor: accountId, subject: concerned, details: { issuer } } as const
  await writeAudit(tx, entry, { newId, at })
}

async function newAccount(
  tx: Tx,
  { newId, clock }: AccountDeps,
  { person, email, language }: { person: ProvidedPerson; email: string; language: Language },
): Promise<Account> {
  const [id, at] = [newId(), clock.now()]
  const name = nameFrom(person.name) ?? email.split("@")[0]!
  if (!(await insertAccount(tx, { id, email, name, language, at }))) throw new SingleSignOnFailed("try again")
  await dropMailTokens(tx, { email, kind: "sign-up" })
  const subject = { kind: "account", id } as const
  await writeAudit(tx, { act: "account-created", actor: id, subject }, { newId, at })
  return mustExist(tx, id)
}

/** A name that we would not take from a form is not taken from a provider either. */
function nameFrom(name: string | undefined): string | undefined {
  try {
    return requireName(name ?? "")
  } catch (error) {
    if (error instanceof InvalidInput) return undefined
    throw error
  }
}

async function open(deps: AccountDeps, account: Account, client: Client): Promise<SignedIn> {
  const { db, newId, clock } = deps
  return db.transaction().execute((tx) => openSession({ db: tx, newId, at: clock.now() }, { account, client }))
}

async function activeAccount({ db }: AccountDeps, id: string): Promise<Account> {
  const account = (await accountById(db, id))?.account
  if (account?.state !== "active") throw new AccountBlocked()
  return account
}
