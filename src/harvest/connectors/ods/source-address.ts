import { sourceAddress } from "../shared/source-address.ts"

/** Where the datasets are: a list of one of the APIs to page through, or one document that holds them. */
export type OdsAddress =
  | {
      readonly kind: "list"
      readonly api: "v1" | "v2"
      readonly endpoint: URL
      /** Root of the portal, with a slash at its end. */
      readonly portal: string
    }
  | { readonly kind: "document"; readonly url: URL; readonly portal: string | undefined }

const paging = new Set(["limit", "offset", "rows", "start", "order_by", "sort", "select", "include_app_metas"])

/**
 * Understands a portal's root, its pages (`/explore/…`, `/page/…`), the list of the Explore API or of version 1, one dataset, an
 * export of the whole catalogue, a JSON file. What the address asks for (`where`, `refine`, `q`…) narrows the source; how it
 * pages is ours to say.
 */
export function odsAddress(text: string): OdsAddress {
  const url = sourceAddress(text)
  if (/\.json$/i.test(url.pathname)) return { kind: "document", url, portal: undefined }
  const call = /^(.*\/)api\/((?:explore\/)?v2(?:\.\d)?\/catalog\/|datasets\/1\.0\/|v2\/)?(.*?)\/?$/.exec(url.pathname)
  const root = call?.[1] ?? `${url.pathname.replace(/\/(explore|page|pages|catalog)(\/.*)?$/, "").replace(/\/+$/, "")}/`
  const portal = new URL(root, url)
  portal.search = ""
  const api = call?.[2] === "datasets/1.0/" ? "v1" : "v2"
  const name = call?.[2] === undefined ? "" : (call[3] ?? "")
  if (!["", api === "v1" ? "search" : "datasets"].includes(name)) return { kind: "document", url, portal: portal.href }
  const endpoint = new URL(api === "v1" ? "api/datasets/1.0/search/" : "api/explore/v2.1/catalog/datasets", portal)
  for (const [key, value] of call ? url.searchParams : [])
    if (!paging.has(key)) endpoint.searchParams.append(key, value)
  return { kind: "list", api, endpoint, portal: portal.href }
}
