import type { FastifyInstance } from "fastify"

declare module "fastify" {
  interface FastifyContextConfig {
    /** Its body may take hours, as long as bytes keep coming: a file of gigabytes over a bad line. */
    slowBody?: boolean
  }
}

const idleMs = 60_000

/** Node's own limit knows no exceptions, so bodies are timed here: their whole time, or for slow ones each silence. */
export function limitBodies(app: FastifyInstance, wholeMs: number): void {
  app.addHook("onRequest", async ({ raw, routeOptions }) => {
    if (!hasBody(raw.headers)) return
    const end = () => raw.destroy()
    if (routeOptions.config?.slowBody) {
      raw.setTimeout(idleMs, end)
      raw.once("end", () => raw.setTimeout(0))
    } else {
      const timer = setTimeout(end, wholeMs)
      raw.once("close", () => clearTimeout(timer)).once("end", () => clearTimeout(timer))
    }
  })
}

function hasBody(headers: Readonly<Record<string, unknown>>): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0
}
