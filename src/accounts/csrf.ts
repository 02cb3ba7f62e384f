import { randomBytes, timingSafeEqual } from "node:crypto"
import type { Session } from "./account.ts"

const bytes = 32

/**
 * What every form of this session carries. It looks different each time (the secret under a random mask), so that the
 * length of a compressed page never tells it letter by letter.
 */
export function csrfTokenOf(session: Session): string {
  const mask = randomBytes(bytes)
  return Buffer.concat([mask, xor(mask, session.csrfSecret)]).toString("base64url")
}

export function isCsrfToken(session: Session, token: unknown): boolean {
  if (typeof token !== "string") return false
  const given = Buffer.from(token, "base64url")
  if (given.length !== 2 * bytes) return false
  return timingSafeEqual(xor(given.subarray(0, bytes), given.subarray(bytes)), session.csrfSecret)
}

function xor(left: Uint8Array, right: Uint8Array): Buffer {
  return Buffer.from(left.map((byte, index) => byte ^ right[index]!))
}
