import { randomBytes } from "node:crypto"
import type { Db } from "../platform/db.ts"
import type { Account, Session } from "./account.ts"
import { writeAudit } from "./audit-store.ts"
import { type Client, deviceOf, networkOf } from "./client.ts"
import type { AccountDeps } from "./deps.ts"
import { ProofNeeded, SessionNotFound } from "./errors.ts"
import { hashToken, randomToken } from "./random-token.ts"
import { deleteSession, deleteSessions, insertSession } from "./session-store.ts"

/** What the cookie of the session is to hold, and what comes next. */
export type SignedIn = {
  readonly token: string
  readonly accountId: string
  readonly expiresAt: Date
} & ({ readonly kind: "signed-in" } | { readonly kind: "second-factor" })

const minute = 60_000
const longest = 14 * 24 * 60 * minute
/** For finding the telephone and typing six digits. */
const longestWait = 10 * minute
const freshMs = 30 * minute

type Making = Pick<AccountDeps, "newId"> & { readonly db: Db; readonly at: Date }

/** Opens a session, under a token that nobody has seen before; the second factor is asked of those who have one. */
export async function openSession(
  { db, newId, at }: Making,
  { account, client, proved = false }: { account: Account; client: Client; proved?: boolean },
): Promise<SignedIn> {
  const complete = proved || !account.hasSecondFactor
  const token = randomToken()
  const expiresAt = new Date(at.getTime() + (complete ? longest : longestWait))
  await insertSession(db, {
    id: newId(),
    tokenHash: hashToken(token),
    accountId: account.id,
    complete,
    csrfSecret: randomBytes(32),
    device: deviceOf(client.userAgent),
    network: networkOf(client.address),
    createdAt: at,
    provedAt: at,
    lastUsedAt: at,
    expiresAt,
  })
  if (complete) {
    const subject = { kind: "account", id: account.id } as const
    await writeAudit(
      db,
      { act: "signed-in", actor: account.id, subject, network: networkOf(client.address) },
      { newId, at },
    )
  }
  return { kind: complete ? "signed-in" : "second-factor", token, accountId: account.id, expiresAt }
}

/** Ends the session of this token; a second click ends nothing more. */
export async function signOut({ db, newId, clock }: AccountDeps, { token }: { token: string }): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const session = await deleteSession(tx, hashToken(token))
    if (!session) return
    const { accountId, network } = session
    const subject = { kind: "account", id: accountId } as const
    await writeAudit(tx, { act: "signed-out", actor: accountId, subject, network }, { newId, at: clock.now() })
  })
}

/** Ends one session of the account (`id`), or all but the present one (`except`). */
export async function endSessions(
  { db, newId, clock }: AccountDeps,
  { accountId, id, except }: { accountId: string; id?: string; except?: string },
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const ended = await deleteSessions(tx, { accountId, id, except })
    if (id && ended === 0) throw new SessionNotFound(id)
    const subject = { kind: "account", id: accountId } as const
    if (ended > 0) await writeAudit(tx, { act: "session-ended", actor: accountId, subject }, { newId, at: clock.now() })
    return ended
  })
}

/** Whether the person proved who she is within the last half hour: asked before acts that cannot be taken back. */
export function isFresh(session: Session, now: Date): boolean {
  return now.getTime() - session.provedAt.getTime() < freshMs
}

export function assertFresh(session: Session, now: Date): void {
  if (!isFresh(session, now)) throw new ProofNeeded()
}
