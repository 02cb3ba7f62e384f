import { sourceAddress } from "../shared/source-address.ts"

/** Where the packages are: a search or a list to page through, or one document that holds them. */
export type CkanAddress =
  | { readonly kind: "search" | "list"; readonly endpoint: URL; readonly portal: string }
  | { readonly kind: "document"; readonly url: URL; readonly portal: string | undefined }

/** Understands a portal's root, its API (`/api`, `/api/3`, `/api/3/action`), a dataset page, one API call, a JSON file. */
export function ckanAddress(text: string): CkanAddress {
  const url = sourceAddress(text)
  const path = url.pathname
  const action = /^(.*?)\/api\/(?:3\/)?action\/([a-z_]+)\/?$/.exec(path)
  if (action) return ofAction(url, `${action[1]}/`, action[2] as string)
  if (/\.json$/i.test(path)) return { kind: "document", url, portal: undefined }
  const root = path.replace(/\/(api(\/3(\/action)?)?|dataset(\/.*)?)\/?$/, "").replace(/\/+$/, "")
  return search(url, `${root}/`)
}

function ofAction(url: URL, root: string, name: string): CkanAddress {
  if (name === listAction) return listOf(new URL(root, url).href)
  if (name !== "package_search") return { kind: "document", url, portal: new URL(root, url).href }
  const { endpoint, ...rest } = search(url, root)
  // What the address asks for (`fq`, `q`) narrows the source; how it pages is ours to say.
  for (const [name, value] of url.searchParams)
    if (!["rows", "start", "sort", "facet"].includes(name)) endpoint.searchParams.append(name, value)
  return { endpoint, ...rest }
}

const listAction = "current_package_list_with_resources"

/** The older action, which DKAN has in place of a search. */
export function listOf(portal: string): CkanAddress & { readonly kind: "list" | "search" } {
  return { kind: "list", endpoint: new URL(`api/3/action/${listAction}`, portal), portal }
}

function search(url: URL, root: string) {
  const portal = new URL(root, url)
  portal.search = ""
  const endpoint = new URL("api/3/action/package_search", portal)
  return { kind: "search" as const, endpoint, portal: portal.href }
}
