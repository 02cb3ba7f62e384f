import { hash } from "node:crypto"

/** Weak, because the same page may be sent in several encodings (RFC 9110 §8.8.1). */
export function weakEtag(body: string | Buffer): string {
  return `W/"${hash("sha1", body, "base64url")}"`
}

/** If-None-Match by weak comparison (RFC 9110 §13.1.2). */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (!ifNoneMatch) return false
  const opaque = etag.replace(/^W\//, "")
  return ifNoneMatch.split(",").some((candidate) => {
    const trimmed = candidate.trim()
    return trimmed === "*" || trimmed.replace(/^W\//, "") === opaque
  })
}
