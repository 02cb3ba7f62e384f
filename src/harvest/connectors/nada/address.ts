import { sourceAddress } from "../shared/source-address.ts"

export interface NadaAddress {
  /** Where pages and API may begin, ending with a slash, the likeliest first: most installations show `index.php`. */
  readonly roots: readonly [string, ...string[]]
  /** What narrows the search in the address that was given (`collection`, `country`, `dtype`…). */
  readonly query: readonly (readonly [name: string, value: string])[]
}

const ourOwn = new Set(["ps", "page", "sort_by", "sort_order", "view", "format"])

/** Understands the root of a catalogue, any of its pages, and a search with its filters. */
export function nadaAddress(text: string): NadaAddress {
  const url = sourceAddress(text)
  const isSearch = /\/(?:catalog|search)\/?$/.test(url.pathname)
  const query = isSearch ? [...url.searchParams].filter(([name, value]) => !ourOwn.has(name) && value !== "") : []
  const shown = /^(.*?\/index\.php)(?:\/|$)/.exec(url.pathname)?.[1]
  if (shown) return { roots: [rootAt(url, shown)], query }
  const path = url.pathname.replace(/\/(?:api|catalog|central|home|collections)(?:\/.*)?$/, "").replace(/\/+$/, "")
  return { roots: [rootAt(url, `${path}/index.php`), rootAt(url, path)], query }
}

function rootAt(url: URL, path: string): string {
  return new URL(`${path}/`, url).href
}
