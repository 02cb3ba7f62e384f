import { type AccountSecrets, accountByEmail, accountById, storePasswordHash } from "./account-store.ts"
import { writeAudit } from "./audit-store.ts"
import { type Client, networkOf } from "./client.ts"
import type { AccountDeps } from "./deps.ts"
import { normaliseEmail } from "./email.ts"
import { AccountBlocked, SignInRefused } from "./errors.ts"
import { hashPassword, isOutdated, verifyPassword } from "./password-hash.ts"
import { longestPassword } from "./password-rules.ts"
import { hashToken } from "./random-token.ts"
import { openSession, type SignedIn } from "./session.ts"
import { deleteSession, isKnownNetwork } from "./session-store.ts"
import { admitAttempt, forgetSignInAttempts, signInThrottles } from "./throttle.ts"

/** Signs in with a password. `replaces`: the token that the browser had until now, whose session ends. */
export async function signIn(
  deps: AccountDeps,
  { email, password, client, replaces }: { email: string; password: string; client: Client; replaces?: string },
): Promise<SignedIn> {
  const account = await checkPassword(deps, { email: normaliseEmail(email) ?? email.slice(0, 320), password, client })
  const at = deps.clock.now()
  return deps.db.transaction().execute(async (tx) => {
    if (replaces) await deleteSession(tx, hashToken(replaces))
    return openSession({ db: tx, newId: deps.newId, at }, { account, client })
  })
}

/** The account whose address and password these are; takes as long when there is none. */
export async function checkPassword(
  deps: AccountDeps,
  { email, password, client }: { email: string; password: string; client: Client },
) {
  const { db, clock } = deps
  const found = await accountByEmail(db, email)
  const network = networkOf(client.address)
  const known = await isKnownNetwork(db, { accountId: found?.account.id ?? nobody, network, now: clock.now() })
  await admitAttempt(db, signInThrottles(email, { address: client.address, known }), clock.now())
  const isRight = await verifyPassword(found?.passwordHash, password.slice(0, 2 * longestPassword))
  if (!found || !isRight) {
    await tellRefusal(deps, found, network)
    throw new SignInRefused()
  }
  await forgetSignInAttempts(db, email, client.address)
  if (found.account.state === "blocked") throw new AccountBlocked()
  if (isOutdated(found.passwordHash!)) await storePasswordHash(db, found.account.id, await hashPassword(password))
  return found.account
}

/** The same for somebody who is signed in already: a proof before an act that cannot be taken back. */
export async function provePassword(
  deps: AccountDeps,
  { accountId, password, client }: { accountId: string; password: string; client: Client },
) {
  const found = await accountById(deps.db, accountId)
  return checkPassword(deps, { email: found?.account.email ?? "", password, client })
}

const nobody = "00000000-0000-0000-0000-000000000000"

async function tellRefusal(deps: AccountDeps, found: AccountSecrets | undefined, network: string): Promise<void> {
  const subject = { kind: "account", id: found?.account.id ?? "unknown" } as const
  const entry = { act: "sign-in-refused", actor: "anonymous", subject, network } as const
  await writeAudit(deps.db, entry, { newId: deps.newId, at: deps.clock.now() })
}
