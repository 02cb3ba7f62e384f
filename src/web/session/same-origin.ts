import type { IncomingHttpHeaders } from "node:http"

/**
 * Where a request comes from, as browsers say it and pages cannot: `Sec-Fetch-Site`, else `Origin`. Programs say neither:
 * they bring no cookie of somebody else.
 */
export function originOf(headers: IncomingHttpHeaders, baseUrl: string): "ours" | "foreign" | "unsaid" {
  const site = headers["sec-fetch-site"]
  if (typeof site === "string") return site === "same-origin" || site === "none" ? "ours" : "foreign"
  if (!headers.origin) return "unsaid"
  return headers.origin === new URL(baseUrl).origin || isOwnLoopback(headers.origin, headers.host, baseUrl)
    ? "ours"
    : "foreign"
}

/** On one's own machine the same portal answers as localhost, 127.0.0.1 and [::1]: the server lets no other host in. */
function isOwnLoopback(origin: string, host: string | undefined, baseUrl: string): boolean {
  const base = new URL(baseUrl)
  return ["127.0.0.1", "localhost", "[::1]"].includes(base.hostname) && origin === `${base.protocol}//${host}`
}
