import type { Asked } from "./asked.ts"

/** A link as OGC API writes it (17-069r4 §7.5). */
export interface Link {
  readonly href: string
  readonly rel: string
  readonly type?: string
  readonly title?: string
}

export const mediaTypes = {
  json: "application/json",
  geojson: "application/geo+json",
  html: "text/html",
  schema: "application/schema+json",
  openApi: "application/vnd.oai.openapi+json;version=3.0",
} as const

/** The same question, from the place where this answer ends. */
export function nextPage(
  { request, deps }: Pick<Asked, "request" | "deps">,
  cursor: string,
  type: string = mediaTypes.json,
): Link {
  const { pathname, searchParams } = new URL(request.url, deps.baseUrl)
  searchParams.set("cursor", cursor)
  return { href: `${deps.baseUrl}${pathname}?${searchParams}`, rel: "next", type }
}

/** This document, and the page for people that `f=html` leads to. */
export function selfAndPage(
  { request, deps }: Pick<Asked, "request" | "deps">,
  type: string = mediaTypes.json,
): [Link, Link] {
  const { pathname, searchParams } = new URL(request.url, deps.baseUrl)
  const href = (query: URLSearchParams) => `${deps.baseUrl}${pathname}${query.size > 0 ? `?${query}` : ""}`
  const page = new URLSearchParams(searchParams)
  page.set("f", "html")
  return [
    { href: href(searchParams), rel: "self", type },
    { href: href(page), rel: "alternate", type: mediaTypes.html },
  ]
}
