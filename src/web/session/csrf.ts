import { createHash, timingSafeEqual } from "node:crypto"

/** Bound to the session without telling its token: a page shows this one, only the cookie holds the other. */
export function csrfOf(sessionToken: string): string {
  return createHash("sha256").update(`csrf ${sessionToken}`).digest("base64url")
}

export function isCsrfOf(expected: string, given: string | null | undefined): boolean {
  if (!given) return false
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
