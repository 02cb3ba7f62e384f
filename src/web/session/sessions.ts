import type { FastifyReply, FastifyRequest } from "fastify"
import { actorOfSession, csrfTokenOf, type SecretBox } from "../../accounts/index.ts"
import type { Clock } from "../../platform/clock.ts"
import type { Db } from "../../platform/db.ts"
import { cookieHeader, readCookie } from "./cookies.ts"
import type { Viewer } from "./viewer.ts"

/** Who has which session: read once for each request that brings the cookie. */
export interface Sessions {
  viewerOf(request: FastifyRequest): Promise<Viewer | undefined>
  /** The token of the cookie, whatever it is worth. */
  tokenOf(request: FastifyRequest): string | undefined
  begin(reply: FastifyReply, session: { readonly token: string; readonly expiresAt: Date }): void
  end(reply: FastifyReply): void
  /** Hands a secret to the next page alone, sealed: a recovery code, a new token. */
  showOnce(reply: FastifyReply, given: { readonly secret: string; readonly sessionId: string }): void
  shownOnce(request: FastifyRequest, sessionId: string): string | undefined
  forgetShown(reply: FastifyReply): void
  /** What a single sign-on keeps in the browser until it comes back; "" when it did. */
  keepFlow(reply: FastifyReply, cookie: string): void
  flowOf(request: FastifyRequest): string | undefined
}

interface Deps {
  readonly db: Db
  readonly clock: Clock
  readonly baseUrl: string
  readonly demo: boolean
  readonly accounts: { readonly secrets: SecretBox }
}

const onceSeconds = 600
const flowSeconds = 600

export function createSessions({ db, clock, baseUrl, demo, accounts }: Deps): Sessions {
  const secure = new URL(baseUrl).protocol === "https:"
  const name = secure ? "__Host-fihrist_session" : "fihrist_session"
  const onceName = secure ? "__Host-fihrist_once" : "fihrist_once"
  const flowName = secure ? "__Host-fihrist_flow" : "fihrist_flow"
  const known = new WeakMap<FastifyRequest, Promise<Viewer | undefined>>()
  const tokenOf = (request: FastifyRequest) => {
    const token = readCookie(request.headers.cookie, name)
    return token && /^[\w-]{20,200}$/.test(token) ? token : undefined
  }

  async function read(request: FastifyRequest): Promise<Viewer | undefined> {
    const token = tokenOf(request)
    if (!token) return undefined
    const found = await actorOfSession(db, { token, now: clock.now(), secondFactorRequired: !demo })
    return found && { ...found, csrf: csrfTokenOf(found.session) }
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
    begin(reply, { token, expiresAt }) {
      const maxAge = Math.max(0, Math.floor((expiresAt.getTime() - clock.now().getTime()) / 1000))
      reply.header("set-cookie", cookieHeader(name, token, { secure, maxAge }))
    },
    showOnce(reply, { secret, sessionId }) {
      const sealed = accounts.secrets.seal(secret, oncePurpose(sessionId)).toString("base64url")
      reply.header("set-cookie", cookieHeader(onceName, sealed, { secure, maxAge: onceSeconds }))
    },
    shownOnce(request, sessionId) {
      const sealed = readCookie(request.headers.cookie, onceName)
      return sealed && accounts.secrets.open(Buffer.from(sealed, "base64url"), oncePurpose(sessionId))
    },
    forgetShown(reply) {
      reply.header("set-cookie", cookieHeader(onceName, "", { secure, maxAge: 0 }))
    },
    keepFlow(reply, cookie) {
      reply.header("set-cookie", cookieHeader(flowName, cookie, { secure, maxAge: cookie ? flowSeconds : 0 }))
    },
    flowOf: (request) => readCookie(request.headers.cookie, flowName),
    end(reply) {
      reply.header("set-cookie", cookieHeader(name, "", { secure, maxAge: 0 }))
    },
  }
}

function oncePurpose(sessionId: string): string {
  return `shown once to session ${sessionId}`
}
