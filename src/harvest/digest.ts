/** One record as it goes from connector to plan: its canonical text, and the hash that tells whether it changed. */
import { createHash } from "node:crypto"

/** JSON with sorted keys and without what PostgreSQL cannot store (NUL, lone surrogates): equal facts, equal bytes. */
export function canonicalJson(value: unknown): string {
  const json = JSON.stringify(value, sortedKeys)
  return unstorable.test(json) ? JSON.stringify(JSON.parse(json), storable) : json
}

export function hashOf(canonical: string): string {
  return createHash("sha256").update(canonical).digest("hex")
}

// JSON.stringify writes exactly these as escapes: U+0000 and surrogates without their other half.
const unstorable = /\\u(0000|d[89a-f][0-9a-f]{2})/i

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value
  const source = value as Record<string, unknown>
  const keys = Object.keys(source)
  if (isSorted(keys)) return value
  return Object.fromEntries(keys.sort().map((key) => [key, source[key]]))
}

function isSorted(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index++) if (keys[index - 1]! > keys[index]!) return false
  return true
}

function storable(_key: string, value: unknown): unknown {
  return typeof value === "string" ? storableText(value) : value
}

/** Without what PostgreSQL cannot store. */
export function storableText(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed()
}
