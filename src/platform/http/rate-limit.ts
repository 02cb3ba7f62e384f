import { isIPv6 } from "node:net"
import { LRUCache } from "lru-cache"
import type { Clock } from "../clock.ts"

export interface RateLimitOptions {
  /** Requests a client may make at once before it must wait. */
  readonly burst: number
  /** Requests per second it may go on with. */
  readonly perSecond: number
  /** Clients remembered; the least recent is forgotten first, which only ever favours a client. */
  readonly maxClients?: number
}

export interface RateLimit {
  /** Seconds to wait, or 0 when the request may pass. */
  take(client: string): number
}

/** A token bucket per client, in memory: each node counts for itself. */
export function createRateLimit(options: RateLimitOptions, clock: Clock): RateLimit {
  const buckets = new LRUCache<string, { tokens: number; at: number }>({ max: options.maxClients ?? 50_000 })
  return {
    take(client) {
      const now = clock.now().getTime()
      const key = bucketOf(client)
      const bucket = buckets.get(key) ?? { tokens: options.burst, at: now }
      const refilled = bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * options.perSecond
      const tokens = Math.min(options.burst, refilled)
      const passes = tokens >= 1
      buckets.set(key, { tokens: passes ? tokens - 1 : tokens, at: now })
      return passes ? 0 : Math.ceil((1 - tokens) / options.perSecond)
    },
  }
}

// One subscriber usually holds a whole IPv6 /64, so it is one client.
function bucketOf(address: string): string {
  if (!isIPv6(address) || address.startsWith("::ffff:")) return address
  const [head = ""] = address.split("%")
  const [left = "", right] = head.split("::")
  const groups = left === "" ? [] : left.split(":")
  const tail = right ? right.split(":") : []
  const missing = right === undefined ? 0 : 8 - groups.length - tail.length
  return [...groups, ...Array<string>(Math.max(0, missing)).fill("0"), ...tail].slice(0, 4).join(":")
}
