import { createHash } from "node:crypto"

/** Entries of lists have codes; where a UUID is asked for (the change log, CKAN’s groups), a stable one is made of it (RFC 9562 §5.8). */
export function uuidOfCode(list: string, code: string): string {
  const bytes = createHash("sha256").update(`fihrist:${list}:${code}`).digest()
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString("hex")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-")
}
