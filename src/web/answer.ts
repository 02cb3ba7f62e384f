import type { FastifyReply } from "fastify"
import type { VNode } from "preact"
import { renderPage } from "./render.tsx"

/**
 * A page: always revalidated by its ETag, so that a change is seen at once and an unchanged page costs 304. What was
 * withdrawn is kept by nobody: it may come back.
 */
export function sendPage(reply: FastifyReply, view: VNode, status = 200): FastifyReply {
  const keeping = status < 400 ? "no-cache" : "no-store"
  return reply.code(status).type("text/html; charset=utf-8").header("cache-control", keeping).send(renderPage(view))
}

/** A page of one person: kept by nobody, found by no search engine. */
export function sendPrivatePage(reply: FastifyReply, view: VNode, status = 200): FastifyReply {
  return reply
    .code(status)
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-store")
    .header("x-robots-tag", "noindex")
    .send(renderPage(view))
}

/** The query as written: lenient where the address holds broken escapes. */
export function parametersOf(url: string): URLSearchParams {
  const at = url.indexOf("?")
  return new URLSearchParams(at < 0 ? "" : url.slice(at + 1))
}
