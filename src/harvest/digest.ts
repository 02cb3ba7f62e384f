/** One record as it goes from connector to plan: its canonical text, and the hash that tells whether it changed. */
import { createHash } from "node:crypto"

/** JSON with sorted keys and without what PostgreSQL cannot store (NUL, lone surrogates): equal facts, equal bytes. */
export function canonicalJson(value: unknown): string {
  const json = sortedJson(value)
  return unstorable.test(json) ? JSON.stringify(JSON.parse(json), storable) : json
}

export function hashOf(canonical: string): string {
  return createHash("sha256").update(canonical).digest("hex")
}

// JSON.stringify writes exactly these as escapes: U+0000 and surrogates without their other half.
const unstorable = /\\u(0000|d[89a-f][0-9a-f]{2})/i

// Every record of every run passes here. Written out, because a replacer function makes JSON.stringify four times slower.
function sortedJson(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value)
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null"
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(",")}]`
  const source = value as Record<string, unknown>
  let text = ""
  for (const key of sorted(Object.keys(source))) {
    const part = source[key]
    if (part === undefined) continue
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${sortedJson(part)}`
  }
  return `{${text}}`
}

function sorted(keys: string[]): readonly string[] {
  for (let index = 1; index < keys.length; index++) if (keys[index - 1]! > keys[index]!) return keys.sort()
  return keys
}

function storable(_key: string, value: unknown): unknown {
  return typeof value === "string" ? storableText(value) : value
}

/** Without what PostgreSQL cannot store. */
export function storableText(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed()
}
