/** No nonces: pages are cached, and a nonce in a cached page is a nonce used twice. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join("; ")

export function securityHeaders(baseUrl: string): Record<string, string> {
  const common = {
    "content-security-policy": contentSecurityPolicy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
  }
  const overTls = new URL(baseUrl).protocol === "https:"
  return overTls ? { ...common, "strict-transport-security": "max-age=31536000; includeSubDomains" } : common
}
