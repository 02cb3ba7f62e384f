import { createHash, randomBytes } from "node:crypto"

/** 256 bits that nobody guesses, fit for addresses and cookies. */
export function randomToken(): string {
  return randomBytes(32).toString("base64url")
}

/** What is kept of a random token. It is long enough that a plain hash cannot be turned back. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest()
}
