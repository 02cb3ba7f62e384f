import type { Readable } from "node:stream"
import type { FastifyReply, FastifyRequest } from "fastify"
import type { VNode } from "preact"
import { NotFound } from "../../platform/http/index.ts"
import type { DoneCode, Language } from "../../texts/index.ts"
import { sendPrivatePage } from "../answer.ts"

/** What a handler of somebody's own pages answers. */
export type PrivateAnswer =
  /** `refreshSeconds`: the page shows work under way, and its browser asks for it again. */
  | { readonly kind: "page"; readonly view: VNode; readonly status?: number; readonly refreshSeconds?: number }
  /** 303 to another page, which says what was done. */
  | { readonly kind: "see"; readonly to: string; readonly done?: DoneCode }
  | { readonly kind: "json"; readonly body: unknown; readonly status?: number }
  | { readonly kind: "file"; readonly name: string; readonly type: string; readonly body: Readable | Buffer }
  | { readonly kind: "none" }

export function sendAnswer(reply: FastifyReply, language: Language, answer: PrivateAnswer): FastifyReply {
  switch (answer.kind) {
    case "page":
      if (answer.refreshSeconds !== undefined) reply.header("refresh", String(answer.refreshSeconds))
      return sendPrivatePage(reply.header("content-language", language), answer.view, answer.status)
    case "see":
      return reply.header("cache-control", "no-store").redirect(withDone(answer.to, answer.done), 303)
    case "json":
      return sendJson(reply, answer.body, answer.status)
    case "file":
      return reply
        .header("cache-control", "no-store")
        .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(answer.name.toWellFormed())}`)
        .type(answer.type)
        .send(answer.body)
    case "none":
      throw new NotFound("There is nothing at this address")
  }
}

export function sendJson(reply: FastifyReply, body: unknown, status = 200): FastifyReply {
  return reply.code(status).type("application/json").header("cache-control", "no-store").send(JSON.stringify(body))
}

export function wantsJson({ headers }: FastifyRequest): boolean {
  return (headers.accept ?? "").startsWith("application/json")
}

function withDone(to: string, done: string | undefined): string {
  if (!done) return to
  const [path = "", fragment] = to.split("#")
  return `${path}${path.includes("?") ? "&" : "?"}done=${done}${fragment ? `#${fragment}` : ""}`
}
