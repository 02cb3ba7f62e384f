/** A udata portal in this process: lists of its API over plain objects, with the faults that portals have. */
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"

type Json = Readonly<Record<string, unknown>>

export interface UdataPortal {
  datasets: readonly unknown[]
  dataservices?: readonly unknown[]
  licences?: readonly Json[]
  zones?: Readonly<Record<string, string>>
  /** Resources by dataset: version 2 of the API gives links to them. */
  resources?: Readonly<Record<string, readonly Json[]>>
  communityResources?: Readonly<Record<string, readonly Json[]>>
  /** Datasets by data service. */
  served?: Readonly<Record<string, readonly string[]>>
  /** Called with every address before it is answered. */
  onAsk?: (url: URL) => void
  /** Largest page it gives, however many are asked for. */
  readonly cap?: number
  readonly total?: number
  readonly repeatsPages?: boolean
  readonly endsAfter?: number
  /** What `next_page` says in place of an address of its own. */
  readonly nextPage?: string
}

export interface Asked {
  readonly fetch: FetchGuarded
  readonly requests: string[]
}

export function udataPortal(portal: UdataPortal): Asked {
  const requests: string[] = []
  const fetch: FetchGuarded = async (text) => {
    const url = new URL(text)
    requests.push(`${url.pathname}${url.search}`)
    portal.onAsk?.(url)
    const value = answerTo(url, portal)
    const body = JSON.stringify(value ?? { message: "The requested URL was not found on the server." })
    const headers = { "content-type": "application/json" }
    const bytes = async () => new TextEncoder().encode(body)
    return { status: value === undefined ? 404 : 200, url: text, headers, bytes, text: async () => body }
  }
  return { fetch, requests }
}

function answerTo(url: URL, portal: UdataPortal): unknown {
  const path = url.pathname
  const served = url.searchParams.get("dataservice")
  if (path === "/api/2/datasets/" && served)
    return page(
      url,
      (portal.served?.[served] ?? []).map((id) => ({ id })),
      {},
    )
  if (/^\/api\/(1|2)\/datasets\/(search\/)?$/.test(path)) return page(url, portal.datasets, portal)
  if (path === "/api/1/dataservices/") return portal.dataservices && page(url, portal.dataservices, { cap: portal.cap })
  if (path === "/api/1/datasets/licenses/") return portal.licences
  const dataset = url.searchParams.get("dataset") ?? ""
  if (path === "/api/1/datasets/community_resources/") return page(url, portal.communityResources?.[dataset] ?? [], {})
  const resources = /^\/api\/2\/datasets\/([^/]+)\/resources\/$/.exec(path)
  if (resources) return portal.resources && page(url, portal.resources[resources[1] as string] ?? [], {})
  const zones = /^\/api\/1\/spatial\/zones\/([^/]+)\/$/.exec(path)
  return zones ? features(decodeURIComponent(zones[1] as string).split(","), portal.zones ?? {}) : undefined
}

/** One that is unknown spoils the answer for all. */
function features(ids: readonly string[], names: Readonly<Record<string, string>>) {
  if (ids.some((id) => names[id] === undefined)) return undefined
  return { type: "FeatureCollection", features: ids.map((id) => ({ id, properties: { name: names[id], code: id } })) }
}

type Faults = Pick<UdataPortal, "cap" | "total" | "repeatsPages" | "endsAfter" | "nextPage">

function page(url: URL, all: readonly unknown[], { cap = 1000, total, repeatsPages, endsAfter, nextPage }: Faults) {
  const number = Number(url.searchParams.get("page") ?? 1)
  const size = Math.min(Number(url.searchParams.get("page_size") ?? 20), cap)
  const start = repeatsPages ? 0 : (number - 1) * size
  const data = all.slice(0, endsAfter).slice(start, start + size)
  if (number > 1 && data.length === 0 && endsAfter === undefined) return undefined
  const ends = !repeatsPages && start + data.length >= all.slice(0, endsAfter).length
  const next = ends ? null : (nextPage ?? `http://inner.host${url.pathname}?page=${number + 1}`)
  return { data, page: number, page_size: size, total: total ?? all.length, next_page: next, previous_page: null }
}
