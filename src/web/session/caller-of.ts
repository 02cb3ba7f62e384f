import type { FastifyRequest } from "fastify"
import { actorOfToken, isCsrfToken } from "../../accounts/index.ts"
import type { Actor } from "../../platform/actor.ts"
import type { Clock } from "../../platform/clock.ts"
import type { Db } from "../../platform/db.ts"
import { NotSignedIn } from "../../platform/refusal.ts"
import type { Sessions } from "./sessions.ts"

interface Deps {
  readonly db: Db
  readonly clock: Clock
  readonly sessions: Sessions
}

export type CallerOf = (request: FastifyRequest) => Promise<Actor | undefined>

/**
 * Who calls an interface for programs: whose token came along, or, for scripts of our own pages, whose session, if its
 * proof (`x-csrf-token`) is there: a cookie alone is sent by any page of the web. A token that is unknown, expired or
 * withdrawn is refused rather than taken for nobody's.
 */
export function createCallerOf({ db, clock, sessions }: Deps): CallerOf {
  return async (request) => {
    const token = tokenIn(request.headers)
    if (token !== undefined) {
      const found = await actorOfToken(db, { token, now: clock.now() })
      if (!found) throw new NotSignedIn()
      return found.actor
    }
    const proof = request.headers["x-csrf-token"]
    if (proof === undefined) return undefined
    const viewer = await sessions.viewerOf(request)
    if (!viewer || !isCsrfToken(viewer.session, proof)) throw new NotSignedIn()
    return viewer.actor
  }
}

/** `Authorization: Bearer TOKEN`, or the bare token of CKAN's clients there or in `X-CKAN-API-Key`. */
function tokenIn(headers: FastifyRequest["headers"]): string | undefined {
  const given = headers.authorization ?? headers["x-ckan-api-key"]
  if (typeof given !== "string" || given.trim() === "") return undefined
  return given.trim().replace(/^Bearer\s+/i, "")
}
