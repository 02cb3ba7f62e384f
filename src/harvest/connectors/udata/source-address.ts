import { sourceAddress } from "../shared/source-address.ts"

/** Where the datasets are: a list of the API to page through, or one document that holds them. */
export type UdataAddress =
  | {
      readonly kind: "list"
      readonly endpoint: URL
      /** Root of the portal, with a slash at its end. */
      readonly portal: string
      /** What narrows the list of data services alike; absent where they cannot be narrowed so and are not read. */
      readonly services: URL | undefined
    }
  | { readonly kind: "document"; readonly url: URL; readonly portal: string | undefined }

/** Understands a portal's root, a page of it, its API, one list of the API (also of version 2), one dataset, a JSON file. */
export function udataAddress(text: string): UdataAddress {
  const url = sourceAddress(text)
  if (/\.json$/i.test(url.pathname)) return { kind: "document", url, portal: undefined }
  const call = /^(.*\/)api\/([12])\/(.+?)\/?$/.exec(url.pathname)
  if (call) return ofCall(url, new URL(call[1] as string, url).href, `api/${call[2]}/${call[3]}`)
  const root = url.pathname.replace(
    /\/(api(\/[12])?|([a-z]{2}\/)?(datasets|dataservices|search)(\/.*)?|[a-z]{2})\/?$/,
    "",
  )
  const portal = new URL(`${root.replace(/\/+$/, "")}/`, url)
  portal.search = ""
  return { kind: "list", portal: portal.href, ...listsOf(portal.href, "api/1/datasets", new URLSearchParams()) }
}

function ofCall(url: URL, portal: string, path: string): UdataAddress {
  if (/^api\/2\/datasets\/search$|\/datasets$/.test(path))
    return { kind: "list", portal, ...listsOf(portal, path, url.searchParams) }
  return { kind: "document", url, portal }
}

const ours = new Set(["page", "page_size", "sort"])
const ofServicesToo = new Set(["organization", "tag"])

/** What the address asks for narrows the source; how it pages is ours to say. */
function listsOf(portal: string, path: string, given: URLSearchParams) {
  const filters = [...given].filter(([name]) => !ours.has(name))
  const all = /^api\/[12]\/datasets(\/search)?$/.test(path) && filters.every(([name]) => ofServicesToo.has(name))
  const list = (name: string) => {
    const url = new URL(`${name}/`, portal)
    for (const [key, value] of filters) url.searchParams.append(key, value)
    return url
  }
  return { endpoint: list(path), services: all ? list("api/1/dataservices") : undefined }
}
