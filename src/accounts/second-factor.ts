import { randomBytes } from "node:crypto"
import type { Tx } from "../platform/db.ts"
import { InvalidInput, WrongState } from "../platform/refusal.ts"
import { inLanguage } from "../texts/index.ts"
import type { Session } from "./account.ts"
import { accountById } from "./account-store.ts"
import type { AuditAct } from "./audit.ts"
import { writeAudit } from "./audit-store.ts"
import { type Client, networkOf } from "./client.ts"
import type { AccountDeps } from "./deps.ts"
import { AccountNotFound, ProofNeeded, SecondFactorWrong, SignInRefused } from "./errors.ts"
import { tellByMail } from "./mails.ts"
import { hashToken, randomToken } from "./random-token.ts"
import {
  confirmFactor,
  lockFactor,
  removeSecondFactor,
  replaceRecoveryCodes,
  storeLastStep,
  storeSecret,
  takeRecoveryCode,
} from "./second-factor-store.ts"
import { assertFresh, openSession, type SignedIn } from "./session.ts"
import { deleteSession, deleteSessions, rotateSession, waitingSession } from "./session-store.ts"
import { provePassword } from "./sign-in.ts"
import { admitAttempt, codeThrottle, forgetCodeAttempts } from "./throttle.ts"
import { matchingStep, newSecret, otpauthUri, toBase32 } from "./totp.ts"

const recoveryCodes = 10

/** A new secret for the telephone; it counts once its first code is given to `confirmSecondFactor`. */
export async function beginSecondFactor(
  deps: AccountDeps,
  { session }: { session: Session },
): Promise<{ readonly secret: string; readonly uri: string }> {
  const { db, clock, secrets, siteName } = deps
  assertFresh(session, clock.now())
  const account = (await accountById(db, session.accountId))?.account
  if (!account) throw new AccountNotFound(session.accountId)
  const secret = newSecret()
  if (!(await storeSecret(db, account.id, secrets.seal(secret, purposeOf(account.id))))) {
    throw new WrongState("add-second-factor", "present")
  }
  const issuer = inLanguage(siteName, account.language)?.text ?? "Fihrist"
  return { secret, uri: otpauthUri({ secret, issuer, account: account.email }) }
}

/** The first code: from now on signing in asks for one. Answers recovery codes, shown once, and a new session token. */
export async function confirmSecondFactor(
  deps: AccountDeps,
  { session, code }: { session: Session; code: string },
): Promise<{ readonly recoveryCodes: readonly string[]; readonly token: string }> {
  const { db, clock } = deps
  assertFresh(session, clock.now())
  await admitAttempt(db, [codeThrottle(session.accountId)], clock.now())
  return db.transaction().execute(async (tx) => {
    const factor = await lockFactor(tx, session.accountId)
    if (!factor || factor.confirmedAt) throw new WrongState("confirm-second-factor", factor ? "present" : "absent")
    await acceptTotp(tx, deps, { accountId: session.accountId, code })
    await confirmFactor(tx, session.accountId, clock.now())
    await deleteSessions(tx, { accountId: session.accountId, except: session.id })
    await tell(tx, deps, { accountId: session.accountId, act: "second-factor-added" })
    return { recoveryCodes: await newRecoveryCodes(tx, session.accountId), token: await rotate(tx, deps, session) }
  })
}

/** Completes a sign-in that awaits its second factor: a code of the telephone, or a recovery code, which is used up. */
export async function passSecondFactor(
  deps: AccountDeps,
  { token, code, client }: { token: string; code: string; client: Client },
): Promise<SignedIn> {
  const { db, clock, newId } = deps
  const waiting = await waitingSession(db, { tokenHash: hashToken(token), now: clock.now() })
  if (!waiting) throw new SignInRefused()
  const { accountId } = waiting
  await admitAttempt(db, [codeThrottle(accountId)], clock.now())
  try {
    return await db.transaction().execute(async (tx) => {
      await acceptCode(tx, deps, { accountId, code })
      await deleteSession(tx, hashToken(token))
      const account = (await accountById(tx, accountId))?.account
      if (account?.state !== "active") throw new SignInRefused()
      return openSession({ db: tx, newId, at: clock.now() }, { account, client, proved: true })
    })
  } catch (error) {
    if (error instanceof SecondFactorWrong) {
      const entry = { act: "sign-in-refused", actor: "anonymous", details: { step: "second-factor" } } as const
      const subject = { kind: "account", id: accountId } as const
      const network = networkOf(client.address)
      await writeAudit(db, { ...entry, subject, network }, { newId, at: clock.now() })
    }
    throw error
  }
}

/** Takes the second factor away: needs the password and a code. */
export async function removeOwnSecondFactor(
  deps: AccountDeps,
  args: { session: Session; password: string; code: string; client: Client },
): Promise<void> {
  const { session, password, code, client } = args
  const { accountId } = session
  const account = (await accountById(deps.db, accountId))?.account
  if (account?.hasPassword) await provePassword(deps, { accountId, password, client })
  await admitAttempt(deps.db, [codeThrottle(accountId)], deps.clock.now())
  await deps.db.transaction().execute(async (tx) => {
    await acceptCode(tx, deps, { accountId, code })
    await removeSecondFactor(tx, accountId)
    await deleteSessions(tx, { accountId, except: session.id })
    await tell(tx, deps, { accountId, act: "second-factor-removed" })
  })
}

/** Ten new recovery codes instead of those that are left. */
export async function renewRecoveryCodes(
  deps: AccountDeps,
  { session, code }: { session: Session; code: string },
): Promise<readonly string[]> {
  const { accountId } = session
  await admitAttempt(deps.db, [codeThrottle(accountId)], deps.clock.now())
  return deps.db.transaction().execute(async (tx) => {
    await acceptCode(tx, deps, { accountId, code })
    const subject = { kind: "account", id: accountId } as const
    const entry = { act: "recovery-codes-renewed", actor: accountId, subject } as const
    await writeAudit(tx, entry, { newId: deps.newId, at: deps.clock.now() })
    return newRecoveryCodes(tx, accountId)
  })
}

/**
 * Proves again who sits there, before acts that cannot be taken back: by the password, or by a code where there is no
 * password. Answers the new token of the session.
 */
export async function proveAgain(
  deps: AccountDeps,
  args: { session: Session; password?: string; code?: string; client: Client },
): Promise<string> {
  const { session, password, code, client } = args
  const { accountId } = session
  const account = (await accountById(deps.db, accountId))?.account
  if (account?.hasPassword) {
    await provePassword(deps, { accountId, password: password ?? "", client })
    return rotate(deps.db, deps, session)
  }
  if (!account?.hasSecondFactor) throw new ProofNeeded()
  await admitAttempt(deps.db, [codeThrottle(accountId)], deps.clock.now())
  return deps.db.transaction().execute(async (tx) => {
    await acceptCode(tx, deps, { accountId, code: code ?? "" })
    return rotate(tx, deps, session)
  })
}

interface Given {
  readonly accountId: string
  readonly code: string
}

/** A code of the telephone or a recovery code. */
async function acceptCode(tx: Tx, deps: AccountDeps, { accountId, code }: Given): Promise<void> {
  const recovery = code.toUpperCase().replace(/[^A-Z2-7]/g, "")
  if (recovery.length === 16) {
    if (!(await takeRecoveryCode(tx, accountId, hashToken(recovery)))) throw new SecondFactorWrong()
    await forgetCodeAttempts(tx, accountId)
    return
  }
  const factor = await lockFactor(tx, accountId)
  if (!factor?.confirmedAt) throw new SecondFactorWrong()
  await acceptTotp(tx, deps, { accountId, code })
}

async function acceptTotp(tx: Tx, { secrets, clock }: AccountDeps, { accountId, code }: Given): Promise<void> {
  const factor = await lockFactor(tx, accountId)
  const secret = factor && secrets.open(factor.sealedSecret, purposeOf(accountId))
  if (!factor || secret === undefined) throw new SecondFactorWrong()
  const step = matchingStep(digitsOf(code), { secret, after: factor.lastStep, at: clock.now() })
  if (step === undefined) throw new SecondFactorWrong()
  await storeLastStep(tx, accountId, step)
  await forgetCodeAttempts(tx, accountId)
}

async function newRecoveryCodes(tx: Tx, accountId: string): Promise<readonly string[]> {
  const codes = Array.from({ length: recoveryCodes }, () => toBase32(randomBytes(10)))
  await replaceRecoveryCodes(tx, accountId, codes.map(hashToken))
  return codes.map((code) => code.match(/.{4}/g)!.join("-").toLowerCase())
}

/** Typed with spaces, or on a keyboard whose digits are Arabic. */
function digitsOf(code: string): string {
  if (code.length > 64) throw new InvalidInput([{ path: "code", rule: "too-long", values: { max: 64 } }])
  return code
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/\D/g, "")
}

async function rotate(db: Tx | AccountDeps["db"], { clock }: AccountDeps, { id }: Session): Promise<string> {
  const token = randomToken()
  await rotateSession(db, { id, tokenHash: hashToken(token), now: clock.now() })
  return token
}

async function tell(
  tx: Tx,
  deps: AccountDeps,
  { accountId, act }: { accountId: string; act: Extract<AuditAct, "second-factor-added" | "second-factor-removed"> },
): Promise<void> {
  const subject = { kind: "account", id: accountId } as const
  await writeAudit(tx, { act, actor: accountId, subject }, { newId: deps.newId, at: deps.clock.now() })
  const account = (await accountById(tx, accountId))?.account
  const kind = act === "second-factor-added" ? "secondFactorAdded" : "secondFactorRemoved"
  if (account?.email) await tellByMail(tx, deps, { kind, to: account })
}

function purposeOf(accountId: string): string {
  return `totp ${accountId}`
}
