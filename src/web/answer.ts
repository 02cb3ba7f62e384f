import type { FastifyReply } from "fastify"
import type { VNode } from "preact"
import { renderPage } from "./render.tsx"
import type { Viewer } from "./session/viewer.ts"

/**
 * A page: always revalidated by its ETag, so that a change is seen at once and an unchanged page costs 304. What was
 * withdrawn is kept by nobody: it may come back. A page that names its reader is kept by her browser alone.
 */
export function sendPage(
  reply: FastifyReply,
  view: VNode,
  { status = 200, viewer }: { status?: number | undefined; viewer?: Viewer | undefined } = {},
): FastifyReply {
  const keeping = viewer ? "private, no-cache" : "no-cache"
  return reply
    .code(status)
    .type("text/html; charset=utf-8")
    .header("cache-control", status < 400 ? keeping : "no-store")
    .send(renderPage(view))
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
