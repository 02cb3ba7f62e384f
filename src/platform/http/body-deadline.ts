import type { IncomingMessage } from "node:http"
import type { FastifyInstance } from "fastify"

declare module "fastify" {
  interface FastifyContextConfig {
    /** Its body may take hours, as long as bytes keep coming: a file of gigabytes over a bad line; or only where it is a form with files. */
    slowBody?: true | "forms"
  }
}

const idleMs = 60_000
/** How long a client that was answered before its end may go on sending, so that it comes to reading the answer. */
const lingerMs = 10_000

/** Node's own limit knows no exceptions, so bodies are timed here: their whole time, or for slow ones each silence. */
export function limitBodies(app: FastifyInstance, wholeMs: number): void {
  const arriving = new Set<IncomingMessage>()
  app.addHook("onRequest", async ({ raw, routeOptions }) => {
    if (!hasBody(raw.headers)) return
    if (!maybeSlow(raw, routeOptions.config?.slowBody)) return endAfter(raw, wholeMs)
    arriving.add(raw)
    raw.socket.setTimeout?.(idleMs, () => raw.destroy())
    raw.once("end", () => raw.socket?.setTimeout?.(0)).once("close", () => arriving.delete(raw))
  })
  app.addHook("onResponse", async ({ raw }) => {
    if (raw.complete || raw.destroyed) return
    endAfter(raw, lingerMs)
    raw.resume()
  })
  // A portal that stops waits for nobody's gigabyte: what arrived is kept, and goes on after the start.
  app.addHook("preClose", async () => {
    for (const raw of arriving) if (!raw.complete) raw.destroy()
  })
}

function maybeSlow({ headers }: IncomingMessage, slow: true | "forms" | undefined): boolean {
  return slow === "forms" ? (headers["content-type"] ?? "").startsWith("multipart/form-data") : slow === true
}

function endAfter(raw: IncomingMessage, ms: number): void {
  const timer = setTimeout(() => raw.destroy(), ms).unref()
  raw.once("end", () => clearTimeout(timer)).once("close", () => clearTimeout(timer))
}

function hasBody(headers: Readonly<Record<string, unknown>>): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0
}
