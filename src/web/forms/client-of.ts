import type { FastifyRequest } from "fastify"
import type { Client } from "../../accounts/index.ts"

/** Where a request comes from, for throttles and the list of sessions. */
export function clientOf({ ip, headers }: FastifyRequest): Client {
  const userAgent = headers["user-agent"]
  return { address: ip, ...(userAgent ? { userAgent } : {}) }
}
