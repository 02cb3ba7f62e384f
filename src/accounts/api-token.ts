import { scopes as allScopes, type Scope } from "../platform/actor.ts"
import { type InputProblem, InvalidInput } from "../platform/refusal.ts"
import type { Account } from "./account.ts"
import { accountByEmail } from "./account-store.ts"
import { type ApiToken, insertToken, storeRevocation, tokensOf } from "./api-token-store.ts"
import { writeAudit } from "./audit-store.ts"
import type { AccountDeps } from "./deps.ts"
import { normaliseEmail } from "./email.ts"
import { AccountNotFound, SecondFactorNeeded, TokenNotFound } from "./errors.ts"
import { hashToken, randomToken } from "./random-token.ts"

const day = 24 * 60 * 60 * 1000
const usualLifeMs = 365 * day
const longestLifeMs = 2 * 365 * day
const longestName = 100
const mostTokens = 100

type Making = Pick<AccountDeps, "db" | "clock" | "newId">

export interface NewToken {
  readonly name: string
  readonly scopes: readonly Scope[]
  /** A year from now when absent; two at most. */
  readonly expiresAt?: Date
}

/**
 * Makes a token, `fih_…`: shown here once, then only its hash is known. It may what its owner may, within its scopes.
 * `needsSecondFactor` (of `actorOfSession`): an administrator without one makes no token that would do without it.
 */
export async function createToken(
  { db, clock, newId }: Making,
  args: NewToken & { account: Pick<Account, "id">; by: string; needsSecondFactor: boolean },
): Promise<{ readonly token: string; readonly made: ApiToken }> {
  const { account, by, scopes, needsSecondFactor } = args
  if (needsSecondFactor) throw new SecondFactorNeeded()
  const at = clock.now()
  const expiresAt = args.expiresAt ?? new Date(at.getTime() + usualLifeMs)
  const name = args.name.replace(/\s+/g, " ").trim()
  const problems = problemsOf({ name, scopes, expiresAt }, at)
  if (problems.length > 0) throw new InvalidInput(problems)
  const token = `fih_${randomToken()}`
  const made = { id: newId(), name, scopes: [...new Set(scopes)], createdAt: at, expiresAt }
  await db.transaction().execute(async (tx) => {
    const present = (await tokensOf(tx, account.id)).filter((one) => !one.revokedAt && one.expiresAt > at)
    if (present.length >= mostTokens)
      throw new InvalidInput([{ path: "name", rule: "too-many", values: { max: mostTokens } }])
    await insertToken(tx, { ...made, accountId: account.id, hash: hashToken(token) })
    const subject = { kind: "token", id: made.id } as const
    const details = { name, scopes: made.scopes }
    await writeAudit(tx, { act: "token-created", actor: by, subject, details }, { newId, at })
  })
  return { token, made }
}

/** A token with all scopes, made by the operator for an account that exists. */
export async function createTokenFor(
  making: Making,
  { email, name }: { email: string; name: string },
): Promise<string> {
  const account = (await accountByEmail(making.db, normaliseEmail(email) ?? ""))?.account
  if (account?.state !== "active") throw new AccountNotFound(email)
  const { token } = await createToken(making, {
    account,
    by: "system",
    name,
    scopes: allScopes,
    needsSecondFactor: false,
  })
  return token
}

/** Withdraws one's own token; a second click changes nothing. */
export async function revokeToken(
  { db, clock, newId }: Making,
  { accountId, id }: { accountId: string; id: string },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (!(await tokensOf(tx, accountId)).some((token) => token.id === id)) throw new TokenNotFound(id)
    if (!(await storeRevocation(tx, { accountId, id, at: clock.now() }))) return
    const subject = { kind: "token", id } as const
    await writeAudit(tx, { act: "token-revoked", actor: accountId, subject }, { newId, at: clock.now() })
  })
}

function problemsOf({ name, scopes, expiresAt }: Required<NewToken>, at: Date): InputProblem[] {
  const life = expiresAt.getTime() - at.getTime()
  return [
    ...(name === "" ? [{ path: "name", rule: "missing" }] : []),
    ...(name.length > longestName ? [{ path: "name", rule: "too-long", values: { max: longestName } }] : []),
    ...(scopes.length === 0 ? [{ path: "scopes", rule: "missing" }] : []),
    ...(Number.isNaN(life) || life <= 0 ? [{ path: "expiresAt", rule: "in-the-past" }] : []),
    ...(life > longestLifeMs ? [{ path: "expiresAt", rule: "too-late" }] : []),
  ]
}
