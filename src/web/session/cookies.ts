interface CookieOptions {
  /** Behind TLS: `Secure`, and the name says so to browsers (`__Host-`), which then keep others from setting it. */
  readonly secure: boolean
  /** Seconds; 0 ends it. */
  readonly maxAge: number
}

/** A value as a browser sent it back. Ours are letters, digits, `-` and `_`, so nothing is unescaped. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? "").split(";")) {
    const at = pair.indexOf("=")
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return undefined
}

/** The header that sets a cookie for this host alone, out of reach of scripts and of other sites' forms. */
export function cookieHeader(name: string, value: string, { secure, maxAge }: CookieOptions): string {
  const parts = [`${name}=${value}`, "Path=/", "HttpOnly", "SameSite=Lax", `Max-Age=${maxAge}`]
  return [...parts, ...(secure ? ["Secure"] : [])].join("; ")
}
