/**
 * The HTTP server and what is true of every answer: request ids, security headers, limits, compression, ETag, health, and
 * the seam where errors become answers. Words: a *refusal* is an expected "no" with a stable code; an *error format* is how
 * refusals look under some path.
 */
export { negotiateEncoding } from "./compression.ts"
export type { ErrorBody, ErrorFormat } from "./error-formats.ts"
export { BadRequest, NotFound, Refusal, type RefusalValues, Unavailable, UnsupportedMediaType } from "./errors.ts"
export { matchesEtag } from "./etag.ts"
export { addVary } from "./finish-body.ts"
export { goneWith } from "./gone-with.ts"
export { registerHealth } from "./health.ts"
export { createHttpServer, type HttpServerOptions } from "./server.ts"
