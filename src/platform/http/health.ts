import type { FastifyInstance } from "fastify"

/** `ready: false` answers 503, so that a load balancer waits; the other facts are shown as they are. */
export interface Readiness {
  readonly ready: boolean
  readonly [fact: string]: string | number | boolean | null
}

/** `/health/live`: the process answers. `/health/ready`: it can serve, with what it knows of itself (index position). */
export function registerHealth(app: FastifyInstance, readiness: () => Promise<Readiness>): void {
  app.get("/health/live", async (_request, reply) => {
    reply.header("cache-control", "no-store")
    return { live: true }
  })
  app.get("/health/ready", async (_request, reply) => {
    const state = await readiness()
    reply.code(state.ready ? 200 : 503).header("cache-control", "no-store")
    return state
  })
}
