import { FetchRefused } from "./guarded-fetch.ts"

/** Codes of the network, Node and undici, and what they mean to the person who gave the address. */
const meanings: Readonly<Record<string, readonly [code: string, message: string]>> = {
  ENOTFOUND: ["dns", "The server's name does not exist. Check the spelling of the address."],
  EAI_AGAIN: ["dns", "The server's name could not be resolved for the moment. Try again later."],
  ENODATA: ["dns", "The server's name has no address."],
  ECONNREFUSED: ["refused", "The server refused the connection: nothing listens at this address."],
  ECONNRESET: ["reset", "The server broke off the connection."],
  EPIPE: ["reset", "The server broke off the connection."],
  EHOSTUNREACH: ["unreachable", "The server cannot be reached over the network."],
  ENETUNREACH: ["unreachable", "The server cannot be reached over the network."],
  ETIMEDOUT: ["timeout", "The server did not answer in time."],
  UND_ERR_CONNECT_TIMEOUT: ["timeout", "The server did not accept the connection in time."],
  UND_ERR_HEADERS_TIMEOUT: ["timeout", "The server did not answer in time."],
  UND_ERR_BODY_TIMEOUT: ["timeout", "The server stopped sending in the middle of its answer."],
  UND_ERR_HEADERS_OVERFLOW: ["headers-too-large", "The server's answer begins with more headers than are accepted."],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ["truncated", "The answer is shorter or longer than the server announced."],
  UND_ERR_SOCKET: ["truncated", "The server closed the connection before its answer was complete."],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    "tls-incomplete-chain",
    "The server sends an incomplete certificate chain: its operator has to install the intermediate certificate too.",
  ],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    "tls-incomplete-chain",
    "The server's certificate comes from an issuer that is not known here, or its intermediate certificate is missing.",
  ],
  UNABLE_TO_GET_ISSUER_CERT: [
    "tls-incomplete-chain",
    "The server's certificate chain leads to an issuer that is not known here: its root certificate is missing.",
  ],
  CERT_HAS_EXPIRED: ["tls-expired", "The server's certificate has expired: its operator has to renew it."],
  CERT_NOT_YET_VALID: ["tls-not-yet-valid", "The server's certificate is not valid yet."],
  ERR_TLS_CERT_ALTNAME_INVALID: ["tls-wrong-host", "The server's certificate was issued for another host name."],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    "tls-self-signed",
    "The server's certificate is self-signed, so anybody could pose as it.",
  ],
  SELF_SIGNED_CERT_IN_CHAIN: ["tls-self-signed", "The server's certificate chain ends in a self-signed certificate."],
}

/** Any failure of a request as a `FetchRefused` with a stable code; our own pass unchanged. */
export function refusalFor(error: unknown): FetchRefused {
  for (const cause of causesOf(error)) {
    if (cause instanceof FetchRefused) return cause
    const code = codeOf(cause)
    const meaning = meanings[code]
    if (meaning) return new FetchRefused(...meaning)
    if (
      /^(ERR_SSL|ERR_TLS|CERT_|EPROTO|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|HOSTNAME_|EE_KEY_|CA_)/.test(
        code,
      )
    ) {
      return new FetchRefused("tls", `The encrypted connection failed (${code}).`)
    }
    if (code.startsWith("HPE_")) return new FetchRefused("bad-http", `The answer is not valid HTTP (${code}).`)
  }
  const text = error instanceof Error ? error.message : String(error)
  return new FetchRefused("network", `The request failed: ${text}`)
}

/** Failures that another attempt may not meet. */
export function isPassing(code: string): boolean {
  return passing.has(code)
}

const passing = new Set(["dns", "refused", "reset", "unreachable", "timeout", "truncated", "network", "bad-http"])

// Happy Eyeballs collects one error per address.
function causesOf(error: unknown): readonly unknown[] {
  const found: unknown[] = []
  const open = [error]
  while (open.length > 0 && found.length < 20) {
    const next = open.shift()
    found.push(next)
    if (next instanceof AggregateError) open.push(...next.errors.slice(0, 10))
    if (next instanceof Error && next.cause !== undefined) open.push(next.cause)
  }
  return found
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : ""
}
