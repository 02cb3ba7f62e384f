/**
 * The HTTP server and what is true of every answer: request ids, security headers, limits, compression, ETag, health, and
 * the seam where errors become answers. Words: a *refusal* is an expected "no" with a stable code; an *error format* is how
 * refusals look under some path.
 */
export { compress, type Encoding, negotiateEncoding } from "./compression.ts"
export type { ErrorBody, ErrorFormat, ErrorFormats } from "./error-formats.ts"
export {
  BadRequest,
  BodyTooLarge,
  InternalError,
  MethodNotAllowed,
  MisdirectedHost,
  NotFound,
  Refusal,
  type RefusalValues,
  TooManyRequests,
  Unavailable,
  UnsupportedMediaType,
  UriTooLong,
} from "./errors.ts"
export { matchesEtag, weakEtag } from "./etag.ts"
export { addVary } from "./finish-body.ts"
export { type Readiness, registerHealth } from "./health.ts"
export { createRateLimit, type RateLimit, type RateLimitOptions } from "./rate-limit.ts"
export { createHttpServer, type HttpServerOptions } from "./server.ts"
