import { createHash } from "node:crypto"

/** A UUID of the name-based kind (RFC 9562 §5.8, version 8). */
export function idOf(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
