/**
 * The page that a web server makes of a folder: Apache (plain, table, description), nginx, IIS, Caddy, lighttpd, Python and
 * what resembles them. Only links to what lies directly in the folder count. Pure.
 */

import { decodeEntities } from "../../../reading/clean-text.ts"
import { bytesFrom, dateFrom } from "../../../reading/index.ts"
import type { ListedEntry } from "./listed.ts"

/** Nothing where the page is no listing. */
export function readListing(html: string, folder: URL): readonly ListedEntry[] | undefined {
  const links = linksIn(html)
  if (!isListing(html, links, folder)) return undefined
  const found = new Map<string, ListedEntry>()
  for (const link of links) {
    const entry = entryFrom(link, folder)
    if (entry && !found.has(entry.url.pathname)) found.set(entry.url.pathname, entry)
  }
  return [...found.values()]
}

interface Link {
  readonly href: string
  /** Markup on its line before it (IIS) and after it, up to the next link. */
  readonly before: string
  readonly after: string
}

/** A listing of a hundred thousand files has some 20 MB; anchors are found one after the other, without backtracking. */
function linksIn(html: string): Link[] {
  const parts = html.split(/<a(?=\s)/i)
  return parts.slice(1).flatMap((part, at) => {
    const end = part.indexOf(">")
    const [, double, single, bare] = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/i.exec(part.slice(0, end)) ?? []
    const href = double ?? single ?? bare
    if (end < 0 || href === undefined) return []
    const before = (parts[at] ?? "").slice(-300)
    return [{ href: decodeEntities(href.trim()), before, after: part.slice(end + 1, end + 3_000) }]
  })
}

const titles =
  /<(title|h1)[^>]{0,200}>\s*(?:<[^>]{0,200}>\s*)*(?:index of|directory listing|listing of|directory:|contents? of|index de|contenu de|فهرس|محتوى)/i

function isListing(html: string, links: readonly Link[], folder: URL): boolean {
  const start = html.slice(0, 20_000)
  if (titles.test(start) || /\[to parent directory\]/i.test(start)) return true
  const children = links.filter((link) => entryFrom(link, folder)).length
  const paths = links.flatMap(({ href }) => URL.parse(href, folder)?.pathname ?? [])
  const above = paths.filter((path) => folder.pathname.startsWith(path))
  // Caddy and others name nothing but the folder. Pages of a site lead to its other pages; listings only up and down.
  const elsewhere = links.length - children - above.length
  const leadsUp = folder.pathname === "/" || above.some((path) => path.length < folder.pathname.length)
  return children > 0 && leadsUp && elsewhere <= children && /<time\b|<pre\b|data-size=/i.test(html)
}

function entryFrom({ href, before, after }: Link, folder: URL): ListedEntry | undefined {
  const url = URL.parse(href, folder)
  if (!url || url.origin !== folder.origin || url.search !== "" || href.startsWith("#")) return undefined
  url.hash = ""
  if (!url.pathname.startsWith(folder.pathname)) return undefined
  const [name = "", ...below] = url.pathname.slice(folder.pathname.length).split("/")
  if (name === "" || /^(\.|%2e)|%2f|%5c/i.test(name) || below.length > 1 || (below[0] ?? "") !== "") return undefined
  const isFolder = below.length === 1
  return { url, isFolder, ...(isFolder ? {} : measuresOf(before, after)) }
}

function measuresOf(before: string, after: string): Pick<ListedEntry, "modified" | "byteSize"> {
  const rest = after.replace(/^[\s\S]{0,1000}?<\/a>/i, "")
  const line = textOf(before.split(/<br\s*\/?>|\n|<hr\s*\/?>/i).at(-1) ?? "")
  const text = textOf(rest.split(/<\/tr>|\n\s*<tr|<\/li>/i)[0] ?? "")
  const exact = /\bdata-(?:size|sort-value)="(\d{1,15})"/.exec(rest)?.[1]
  const stamp = /\bdatetime="([^"]{8,40})"/.exec(rest)?.[1]
  const of = readDateAndSize(line) ?? readDateAndSize(text) ?? {}
  const modified = dateFrom(stamp) ?? of.modified
  const byteSize = exact ? Number(exact) : (of.byteSize ?? sizeIn(text))
  return { ...(modified ? { modified } : {}), ...(byteSize ? { byteSize } : {}) }
}

function textOf(markup: string): string {
  return decodeEntities(markup.replace(/<[^>]*>?/g, "  ")).replace(/[^\S\n]/g, " ")
}

const dates: readonly (readonly [pattern: RegExp, read: (parts: readonly string[]) => string])[] = [
  [/(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::\d{2})?/, ([day, time]) => `${day}T${time}:00Z`],
  [
    /(\d{1,2})-(\p{L}{3,4}\.?)-(\d{4})\s+(\d{2}:\d{2})/u,
    ([day, month, year, time]) => `${day} ${month} ${year} ${time}`,
  ],
  [/(\d{4})-(\p{L}{3})-(\d{1,2})\s+(\d{2}:\d{2})/u, ([year, month, day, time]) => `${day} ${month} ${year} ${time}`],
  // IIS in English writes the month first and says so by AM and PM.
  [/(\d{1,2})\/(\d{1,2})\/(\d{4})\s+\d{1,2}:\d{2}\s+[AP]M/i, ([month, day, year]) => `${year}-${month}-${day}`],
  [/(\p{L}{3,9})\s+(\d{1,2}),\s+(\d{4})/u, ([month, day, year]) => `${month} ${day}, ${year}`],
  [/(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+\d{1,2}:\d{2})?/, ([day, month, year]) => `${year}-${month}-${day}`],
]

function readDateAndSize(text: string): Pick<ListedEntry, "modified" | "byteSize"> | undefined {
  for (const [pattern, read] of dates) {
    const found = pattern.exec(text)
    const modified = found && dateFrom(read(found.slice(1)))
    if (!found || !modified) continue
    const after = text
      .slice(found.index + found[0].length)
      .replace(/^(?:\s+\d{1,2}:\d{2})?(?::\d{2})?\s*(?:[AP]M)?/i, "")
    const byteSize = sizeIn(after)
    return { modified, ...(byteSize ? { byteSize } : {}) }
  }
  return undefined
}

/** "12K", "1.2 MiB", "48213"; a folder's dash is none. */
function sizeIn(text: string): number | undefined {
  const [, number = "", unit = ""] = /^[\s|]*(\d[\d.,]{0,15})\s{0,2}([kmgt]?i?[bo]?)(?![\p{L}\d/:-])/iu.exec(text) ?? []
  return number === "" ? undefined : bytesFrom(`${number} ${unit}`.trim())
}
