import type { FastifyReply, FastifyRequest } from "fastify"
import { matchesEtag } from "../platform/http/index.ts"
import type { PublicState } from "./public-state.ts"

/** A change that began earlier may still be written: before that, a second of the clock does not name a state. */
const settledMs = 30_000

export interface Asking {
  readonly state: PublicState
  /** What the representation is, where an address has several. */
  readonly variant: string
  readonly now: Date
}

/**
 * Says by which words the reader may ask again (RFC 9110 §8.8), and whether what she has is still so: then nothing need be
 * read. A date counts only where it is the very one that we gave.
 */
export function isUnchanged(request: FastifyRequest, reply: FastifyReply, { state, variant, now }: Asking): boolean {
  const etag = `W/"${state.name}.${variant}"`
  reply.header("cache-control", "public, no-cache").header("etag", etag)
  const { changedAt } = state
  const lastModified =
    changedAt && now.getTime() - changedAt.getTime() > settledMs ? changedAt.toUTCString() : undefined
  if (lastModified) reply.header("last-modified", lastModified)
  const known = request.headers["if-none-match"]
  if (known !== undefined) return matchesEtag(known, etag)
  return lastModified !== undefined && request.headers["if-modified-since"] === lastModified
}
