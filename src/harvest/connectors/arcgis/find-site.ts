import { HarvestStopped } from "../../connector.ts"
import { documentAddress } from "../shared/json-document.ts"
import type { ServerAddress } from "./server-listing.ts"

/** One way of reading an address. */
export type Site =
  | { readonly kind: "feed"; readonly url: string }
  | { readonly kind: "search" | "datasets"; readonly url: string; readonly portal: string }
  | ({ readonly kind: "server" } & ServerAddress)

/** The ways worth trying at an address, best first; an address inside one of the interfaces leaves one. */
export function sitesAt(text: string): readonly Site[] {
  const url = documentAddress(text)
  const path = url.pathname.replace(/\/+$/, "")
  const portal = `${url.origin}/`
  const services = /^(.*\/rest\/services)(?:\/(.+))?$/i.exec(path)
  if (services)
    return [{ kind: "server", root: `${url.origin}${services[1]}`, within: services[2] && decoded(services[2]) }]
  if (/\/arcgis(\/rest)?$/i.test(path))
    return [{ kind: "server", root: `${url.origin}${path.replace(/\/rest$/i, "")}/rest/services` }]
  if (/\/api\/search\/v1\b/.test(path)) return [{ kind: "search", url: searchAddress(url, path), portal }]
  if (/\/api\/v3\b/.test(path)) return [{ kind: "datasets", url: datasetsAddress(url), portal }]
  if (/\/api\/feed\/|\.json$/i.test(path)) return [{ kind: "feed", url: url.href }]
  return [
    { kind: "feed", url: new URL("api/feed/dcat-us/1.1.json", portal).href },
    { kind: "search", url: searchAddress(new URL(portal), ""), portal },
    { kind: "datasets", url: datasetsAddress(new URL(portal)), portal },
    { kind: "server", root: `${url.origin}/arcgis/rest/services` },
  ]
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function searchAddress(url: URL, path: string): string {
  const items = new URL(/\/items$/.test(path) ? url.href : new URL("/api/search/v1/collections/dataset/items", url))
  if (!items.searchParams.has("limit")) items.searchParams.set("limit", "100")
  return items.href
}

function datasetsAddress(url: URL): string {
  const datasets = new URL("/api/v3/datasets", url)
  for (const [name, value] of url.searchParams) datasets.searchParams.append(name, value)
  if (!datasets.searchParams.has("page[size]")) datasets.searchParams.set("page[size]", "100")
  return datasets.href
}

/**
 * Whether an address says that there is nothing of this kind, so that the next may be tried. A failure is no such answer: a feed
 * that is down for an hour must not turn into other records.
 */
export function isAbsent(error: unknown): boolean {
  if (!(error instanceof HarvestStopped)) return false
  if (error.code === "html-instead" || error.code === "not-a-catalogue") return true
  return error.code === "http-error" && [400, 404, 405, 410, 501].includes(Number(error.detail.status))
}
