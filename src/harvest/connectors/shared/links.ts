import { isObject, lineOf, listOf } from "../../reading/index.ts"

/** One entry of a `links` list (RFC 8288 in JSON), as OGC APIs and STAC write them. */
export interface Link {
  /** Place in the list, for problems. */
  readonly at: number
  /** Absolute where it could be resolved; as written otherwise. */
  readonly href: unknown
  readonly rel: string
  readonly type: string
  readonly title: unknown
  readonly raw: Readonly<Record<string, unknown>>
}

/** Links that are read of one record; a document of navigation is read whole. */
export const linkLimit = 10_000
const ogcRelation = /^(?:https?:\/\/www\.opengis\.net\/def\/rel\/ogc\/[\d.]+\/|\[ogc-rel:|ogc-rel:)([\w-]+)\]?$/i

/** The links of a document; relative ones against its own address. Templates are no addresses and are left out. */
export function linksOf(document: Readonly<Record<string, unknown>>, base: string, limit = linkLimit): readonly Link[] {
  return listOf(document.links)
    .slice(0, limit)
    .flatMap((raw, at): Link[] => {
      if (!isObject(raw) || raw.templated === true) return []
      const rel = lineOf(raw.rel)?.slice(0, 200) ?? ""
      return [
        {
          at,
          href: absolute(raw.href, base),
          rel: (ogcRelation.exec(rel)?.[1] ?? rel).toLowerCase(),
          type: lineOf(raw.type)?.slice(0, 200).toLowerCase() ?? "",
          title: raw.title,
          raw,
        },
      ]
    })
}

export function absolute(href: unknown, base: string): unknown {
  if (typeof href !== "string") return href
  const text = href.trim()
  const isRelative = text !== "" && text.length < 4_096 && !/^[a-z][a-z0-9+.-]*:|^www\./i.test(text)
  return (isRelative ? URL.parse(text, base)?.href : undefined) ?? href
}

/**
 * Where the program goes on: the first link of one of these relations, JSON before untyped before others; pages for people never.
 * Behind a proxy many servers write links to the host they believe to be; a link to the same path stays on the host that answered.
 */
export function followable(links: readonly Link[], relations: readonly string[], base: string): string | undefined {
  const candidates = relations.flatMap((relation) => links.filter(({ rel }) => rel === relation))
  const best =
    candidates.find(({ type }) => type.includes("json")) ?? candidates.find(({ type }) => !type.includes("html"))
  const url = typeof best?.href === "string" ? URL.parse(best.href, base) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  const asked = new URL(base)
  url.hash = ""
  return url.host !== asked.host && url.pathname === asked.pathname
    ? `${asked.origin}${url.pathname}${url.search}`
    : url.href
}
