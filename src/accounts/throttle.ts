import { createHash } from "node:crypto"
import type { Db } from "../platform/db.ts"
import { networkOf } from "./client.ts"
import { TooManyAttempts } from "./errors.ts"
import { countAttempt, forgetAttempts, forgiveAttempt, type Throttle } from "./throttle-store.ts"

const minute = 60
const quarter = 15 * minute
const hour = 60 * minute

/**
 * Of one network against one account few; of the whole world against one account more, and networks where its owner is
 * signed in are exempt from that; of one network against all accounts most, because a ministry sits behind one address.
 */
export function signInThrottles(email: string, { address, known }: { address: string; known: boolean }): Throttle[] {
  const waits = { forgetSeconds: hour, firstWaitSeconds: 2, longestWaitSeconds: quarter }
  const network = networkOf(address)
  return [
    { key: keyOf("sign-in", email, network), free: 5, ...waits },
    ...(known ? [] : [{ key: keyOf("sign-in-from-anywhere", email), free: 30, ...waits }]),
    { key: keyOf("sign-in-from", network), free: 100, ...waits, forgetSeconds: minute, longestWaitSeconds: minute },
  ]
}

/** Mails to one address, and mails asked for from one network. */
export function mailThrottles(email: string, address: string): Throttle[] {
  return [
    { key: keyOf("mail-to", email), free: 3, forgetSeconds: 3 * hour, firstWaitSeconds: 60, longestWaitSeconds: hour },
    {
      key: keyOf("mail-from", networkOf(address)),
      free: 50,
      forgetSeconds: minute,
      firstWaitSeconds: 10,
      longestWaitSeconds: quarter,
    },
  ]
}

/** Mails of invitation to one address, whoever invites. */
export function invitationThrottle(email: string): Throttle {
  return {
    key: keyOf("invitation", email),
    free: 5,
    forgetSeconds: 3 * hour,
    firstWaitSeconds: 60,
    longestWaitSeconds: hour,
  }
}

/** Requests of one person that others must answer, and questions about whom an address belongs to. */
export function askThrottle(accountId: string): Throttle {
  return {
    key: keyOf("ask", accountId),
    free: 20,
    forgetSeconds: quarter,
    firstWaitSeconds: 60,
    longestWaitSeconds: hour,
  }
}

export function codeThrottle(accountId: string): Throttle {
  return {
    key: keyOf("code", accountId),
    free: 5,
    forgetSeconds: hour,
    firstWaitSeconds: 5,
    longestWaitSeconds: quarter,
  }
}

/** Counts the attempt before it is made, so that a thousand at once are not all let in. */
export async function admitAttempt(db: Db, throttles: readonly Throttle[], now: Date): Promise<void> {
  for (const throttle of throttles) {
    const closedUntil = await countAttempt(db, throttle, now)
    if (closedUntil) throw new TooManyAttempts(Math.max(1, Math.ceil((closedUntil.getTime() - now.getTime()) / 1000)))
  }
}

/** After a success. Of a network only this attempt is: its count is not emptied by signing in to one's own account. */
export async function forgetSignInAttempts(db: Db, email: string, address: string): Promise<void> {
  const network = networkOf(address)
  await forgetAttempts(db, [keyOf("sign-in", email, network), keyOf("sign-in-from-anywhere", email)])
  await forgiveAttempt(db, keyOf("sign-in-from", network))
}

export async function forgetCodeAttempts(db: Db, accountId: string): Promise<void> {
  await forgetAttempts(db, [codeThrottle(accountId).key])
}

function keyOf(...parts: readonly string[]): Buffer {
  return createHash("sha256").update(parts.join("\n")).digest()
}
