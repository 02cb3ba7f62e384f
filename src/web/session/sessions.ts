import type { FastifyReply, FastifyRequest } from "fastify"
import type { Actor } from "../../platform/actor.ts"
import type { Clock } from "../../platform/clock.ts"
import type { Db } from "../../platform/db.ts"
import { cookieHeader, readCookie } from "./cookies.ts"
import { csrfOf } from "./csrf.ts"
import type { Viewer, ViewerAccount } from "./viewer.ts"

/** Who has which session: read once for each request that brings the cookie. */
export interface Sessions {
  viewerOf(request: FastifyRequest): Promise<Viewer | undefined>
  /** The token of the cookie, whatever it is worth. */
  tokenOf(request: FastifyRequest): string | undefined
  begin(reply: FastifyReply, token: string, maxAge: number): void
  end(reply: FastifyReply): void
}

/** What the accounts know of a session's token. */
export type FindSession = (db: Db, given: { token: string; now: Date }) => Promise<FoundSession | undefined>

interface FoundSession {
  readonly actor: Actor
  readonly account: ViewerAccount
  readonly session: { readonly id: string }
}

interface Deps {
  readonly db: Db
  readonly clock: Clock
  readonly baseUrl: string
  readonly findSession?: FindSession | undefined
}

export function createSessions({ db, clock, baseUrl, findSession }: Deps): Sessions {
  const secure = new URL(baseUrl).protocol === "https:"
  const name = secure ? "__Host-fihrist_session" : "fihrist_session"
  const known = new WeakMap<FastifyRequest, Promise<Viewer | undefined>>()
  const tokenOf = (request: FastifyRequest) => {
    const token = readCookie(request.headers.cookie, name)
    return token && /^[\w-]{20,200}$/.test(token) ? token : undefined
  }

  async function read(request: FastifyRequest): Promise<Viewer | undefined> {
    const token = tokenOf(request)
    if (!token || !findSession) return undefined
    const found = await findSession(db, { token, now: clock.now() })
    return found && { actor: found.actor, account: found.account, session: found.session, csrf: csrfOf(token) }
  }

  return {
    tokenOf,
    viewerOf(request) {
      const before = known.get(request)
      if (before) return before
      const reading = read(request)
      known.set(request, reading)
      return reading
    },
    begin: (reply, token, maxAge) => {
      reply.header("set-cookie", cookieHeader(name, token, { secure, maxAge }))
    },
    end: (reply) => {
      reply.header("set-cookie", cookieHeader(name, "", { secure, maxAge: 0 }))
    },
  }
}
