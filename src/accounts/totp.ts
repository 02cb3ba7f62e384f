import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"

/** Time-based one-time passwords (RFC 6238) as authenticator apps expect them: SHA-1, six digits, 30 seconds. */
const stepSeconds = 30
const digits = 6
/** Clocks of telephones are a little off: one step before and after counts too (RFC 6238 §5.2). */
const window = 1

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

/** 160 random bits in base 32, as RFC 4226 §4 recommends. */
export function newSecret(): string {
  return toBase32(randomBytes(20))
}

/** Random bytes as letters and digits that nobody mixes up (RFC 4648 §6). */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("")
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, "0"), 2)]).join("")
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("")
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

export function stepOf(at: Date): number {
  return Math.floor(at.getTime() / 1000 / stepSeconds)
}

/** RFC 4226 §5.3. */
export function codeAt(secret: string, step: number, length = digits): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest()
  const offset = mac.at(-1)! & 0xf
  const number = mac.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** length).padStart(length, "0")
}

/** The step whose code it is, never one that was used already nor an earlier one. */
export function matchingStep(
  code: string,
  { secret, after, at }: { secret: string; after: number; at: Date },
): number | undefined {
  const given = Buffer.from(code)
  for (let step = stepOf(at) - window; step <= stepOf(at) + window; step += 1) {
    const expected = Buffer.from(codeAt(secret, step))
    if (step > after && given.length === expected.length && timingSafeEqual(given, expected)) return step
  }
  return undefined
}

/** What an authenticator app reads from the square code. */
export function otpauthUri({ secret, issuer, account }: { secret: string; issuer: string; account: string }): string {
  const name = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  const query = `secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${digits}&period=${stepSeconds}`
  return `otpauth://totp/${name}?${query}`
}
