import { randomUUID } from "node:crypto"
import { Readable } from "node:stream"
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify"
import type { Clock } from "../clock.ts"
import type { Log } from "../log.ts"
import { limitBodies } from "./body-deadline.ts"
import { createErrorFormats, type ErrorFormats } from "./error-formats.ts"
import { BadRequest, MethodNotAllowed, MisdirectedHost, NotFound, type Refusal, TooManyRequests } from "./errors.ts"
import { finishBody } from "./finish-body.ts"
import { knownPaths } from "./known-paths.ts"
import { isLoopbackAddress, isLoopbackHost } from "./loopback.ts"
import { createRateLimit, type RateLimitOptions } from "./rate-limit.ts"
import { refusalFromError } from "./refusal-from-error.ts"
import { securityHeaders } from "./security-headers.ts"

declare module "fastify" {
  interface FastifyInstance {
    /** Ways errors are shown, by the beginning of the path. */
    errorFormats: ErrorFormats
  }
}

export interface HttpServerOptions {
  readonly log: Log
  readonly clock: Clock
  /** The only source of absolute addresses; the Host header never makes one. */
  readonly baseUrl: string
  /** Addresses or ranges whose X-Forwarded-For is believed. */
  readonly trustedProxies?: readonly string[]
  /** Time a client has to send its whole request, where its route does not allow slow bodies. */
  readonly requestTimeoutMs?: number
  readonly bodyLimitBytes?: number
  /** `false` switches it off. Loopback clients (the operator, an undeclared proxy) are never limited. */
  readonly rateLimit?: RateLimitOptions | false
}

const generousLimit: RateLimitOptions = { burst: 600, perSecond: 100 }

/** The HTTP server with everything that is true of every answer; routes and error formats are added by others. */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const formats = createErrorFormats()
  const { requestTimeoutMs = 30_000 } = options
  const app = fastify({
    logger: false,
    genReqId: () => randomUUID(),
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    bodyLimit: options.bodyLimitBytes ?? 1024 * 1024,
    requestTimeout: 0,
    http: { headersTimeout: requestTimeoutMs },
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => {
      void setCommonHeaders(request as FastifyRequest, reply as FastifyReply)
      return answerError(error, request as FastifyRequest, reply as FastifyReply)
    },
  })
  app.decorate("errorFormats", formats)

  const headers = securityHeaders(options.baseUrl)
  const refuseHost = hostGuard(options.baseUrl)
  const refuseFlood = floodGuard(options)
  const methodsOf = knownPaths(app)

  app.addHook("onRequest", async (request, reply) => {
    setCommonHeaders(request, reply)
    refuseHost(request)
    refuseFlood(request)
    refuseUnreadable(request)
  })
  limitBodies(app, requestTimeoutMs)
  // Without it a client keeps its finished connection open and the close waits for the keep-alive time.
  let closing = false
  app.addHook("preClose", async () => {
    closing = true
  })
  app.addHook("onSend", async (request, reply, payload) => {
    if (closing) reply.header("connection", "close")
    if (payload instanceof Readable) payload.once("error", (error) => logFailure(error, request))
    return finishBody(request, reply, payload)
  })
  app.addHook("onResponse", async (request, reply) => {
    const { method, id: requestId } = request
    const ms = Math.round(reply.elapsedTime)
    options.log.debug({ requestId, method, path: pathOf(request), status: reply.statusCode, ms }, "request answered")
  })
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request) => {
    const allowed = methodsOf(pathOf(request))
    if (allowed.length > 0 && !allowed.includes(request.method)) throw new MethodNotAllowed(request.method, allowed)
    throw new NotFound("There is nothing at this address")
  })

  function setCommonHeaders(request: FastifyRequest, reply: FastifyReply): void {
    reply.headers(headers)
    reply.header("x-request-id", request.id)
  }

  // A stream that breaks before its first byte is met twice: as a stream and as the answer's failure.
  const logged = new WeakSet<object>()
  function logFailure(err: unknown, request: FastifyRequest): void {
    if (typeof err === "object" && err !== null) {
      if (logged.has(err)) return
      logged.add(err)
    }
    options.log.error({ err, requestId: request.id, path: pathOf(request) }, "request failed")
  }

  async function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const refusal = refusalFromError(error, request.id)
    if (refusal.status >= 500) logFailure(error, request)
    const { contentType, body, headers: more, status } = await formats.for(pathOf(request))(refusal, request)
    for (const name of headersOfBody) reply.removeHeader(name)
    reply
      .code(status ?? refusal.status)
      .header("cache-control", "no-store")
      .headers(headersOf(refusal))
    if (more) reply.headers(more)
    // As bytes, so that the framework adds no charset: JSON has none (RFC 8259 §11), and some clients compare.
    return reply.type(contentType).send(Buffer.from(body))
  }

  return app
}

/** What the handler may have said of a body that is now replaced by the error's. */
const headersOfBody = ["content-encoding", "content-disposition", "content-length", "etag", "link"]

function headersOf(refusal: Refusal): Record<string, string> {
  if (refusal instanceof MethodNotAllowed) return { allow: refusal.allowed.join(", ") }
  const { retryAfterSeconds } = refusal.values
  if (retryAfterSeconds !== undefined) return { "retry-after": String(retryAfterSeconds) }
  return {}
}

function pathOf(request: FastifyRequest): string {
  return request.url.split("?", 1)[0] ?? "/"
}

// A page of a foreign name that resolves to 127.0.0.1 could read a private instance; a public one has nothing to hide,
// and probes reach it by address.
function hostGuard(baseUrl: string): (request: FastifyRequest) => void {
  const isPrivate = isLoopbackHost(new URL(baseUrl).host)
  return (request) => {
    const host = request.headers.host
    if (isPrivate && host && !isLoopbackHost(host)) throw new MisdirectedHost("Unknown host name")
  }
}

function floodGuard({ rateLimit = generousLimit, clock }: HttpServerOptions): (request: FastifyRequest) => void {
  if (rateLimit === false) return () => {}
  const limit = createRateLimit(rateLimit, clock)
  return (request) => {
    if (isLoopbackAddress(request.ip)) return
    const waitSeconds = limit.take(request.ip)
    if (waitSeconds > 0) throw new TooManyRequests(waitSeconds)
  }
}

// PostgreSQL has no NUL in texts, and no name of ours has one: refused once here rather than in every schema.
function refuseUnreadable(request: FastifyRequest): void {
  if (/%00|\0/.test(request.url)) throw new BadRequest("The address holds a NUL character")
}
