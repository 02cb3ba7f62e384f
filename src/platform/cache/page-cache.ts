import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { Clock } from "../clock.ts"
import { negotiateEncoding } from "../http/index.ts"
import type { PageStore, Read } from "./page-store.ts"

declare module "fastify" {
  interface FastifyContextConfig {
    /** The pages of this route may be kept; `params` are the query parameters it knows. */
    pageCache?: { readonly params: readonly string[] }
  }
  interface FastifyReply {
    pageReads: { readonly reads: readonly Read[]; readonly maxAgeMs: number } | undefined
    pageBegun: number
    pageKey: string | undefined
  }
}

export interface PageCacheOptions {
  readonly store: PageStore
  readonly clock: Clock
  /** Of this version's assets: a page of another build names files that are gone. */
  readonly buildId: string
  /** Pages speak of today ("late since…"), so none lives past midnight here. */
  readonly timeZone: string
}

/** What an eviction may miss (a name remembered elsewhere) is at most this old. */
const defaultMaxAgeMs = 60_000
const keptHeaders = ["content-type", "content-language", "content-encoding", "cache-control", "etag", "link", "vary"]

/**
 * Keeps the pages of routes that ask for it (`config.pageCache`) and whose handler said what it read (`cachePage`), for
 * anonymous readers only. Bodies are kept as sent, compressed, one per encoding.
 */
export function registerPageCache(app: FastifyInstance, options: PageCacheOptions): void {
  const { store } = options
  const today = calendarDay(options.timeZone)
  app.decorateReply("pageReads", undefined)
  app.decorateReply("pageBegun", 0)
  app.decorateReply("pageKey", undefined)

  app.addHook("onRequest", async (request, reply) => {
    const key = keyOf(request, `${options.buildId} ${today(options.clock.now())}`)
    if (key === undefined) return undefined
    const kept = store.get(key)
    if (kept) return reply.headers({ ...kept.headers, "x-cache": "hit" }).send(kept.body)
    reply.pageKey = key
    reply.pageBegun = store.begin()
    return undefined
  })

  app.addHook("onSend", async (request, reply, payload) => {
    const { pageKey: key, pageReads, pageBegun: begun } = reply
    if (key === undefined || !pageReads || request.method !== "GET" || reply.statusCode !== 200) return payload
    const body = typeof payload === "string" ? Buffer.from(payload) : payload
    if (Buffer.isBuffer(body)) store.put(key, { headers: headersToKeep(reply), body }, { ...pageReads, begun })
    return payload
  })
}

/**
 * Says what a page was made of, so that it may be kept until one of these changes. A page that read the search index, which
 * follows the truth a moment later, must not outlive that moment: give it `maxAgeMs: 1000`.
 */
export function cachePage(
  reply: FastifyReply,
  { reads, maxAgeMs = defaultMaxAgeMs }: { reads: readonly Read[]; maxAgeMs?: number },
): void {
  reply.pageReads = { reads, maxAgeMs }
}

function keyOf(request: FastifyRequest, life: string): string | undefined {
  const pageCache = request.routeOptions.config?.pageCache
  if (!pageCache || !isAnonymousRead(request)) return undefined
  // Only the first question mark begins the query; a second one belongs to a value.
  const [path = "", ...search] = request.url.split("?")
  const params = new URLSearchParams(search.join("?"))
  // A page shows its own address in links: one with strange parameters is made for its reader alone.
  if ([...params.keys()].some((name) => !pageCache.params.includes(name))) return undefined
  params.sort()
  const encoding = negotiateEncoding(request.headers["accept-encoding"]) ?? "identity"
  return `${life} ${encoding} ${path}?${params}`
}

function isAnonymousRead({ method, headers }: FastifyRequest): boolean {
  return (method === "GET" || method === "HEAD") && !headers.authorization && !headers.cookie
}

function headersToKeep(reply: FastifyReply): Record<string, string> {
  const present = keptHeaders.map((name) => [name, reply.getHeader(name)] as const)
  return Object.fromEntries(present.filter((entry): entry is [string, string] => typeof entry[1] === "string"))
}

function calendarDay(timeZone: string): (moment: Date) => string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" })
  return (moment) => format.format(moment)
}
