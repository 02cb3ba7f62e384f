/** The list that S3, MinIO, Ceph and others make of a bucket, a page at a time. */
import type { ReadContext } from "../../../connector.ts"
import {
  childrenNamed,
  dateFrom,
  elementAt,
  stopped,
  wholeText,
  type XmlElement,
  xmlIn,
} from "../../../reading/index.ts"
import { askForBytes, textAnswer } from "../ask.ts"
import type { ListedEntry } from "./listed.ts"

const mostPages = 1_000

/** All objects of the list that begins with this page, below the prefix that its address names. */
export async function* bucketEntries(
  first: XmlElement,
  address: URL,
  context: ReadContext,
): AsyncGenerator<ListedEntry> {
  const root = bucketRoot(address)
  let list = first
  for (let page = 1; ; page += 1) {
    const objects = childrenNamed(list, "Contents")
    for (const object of objects) yield* entryFrom(object, root)
    const next = nextPage(list, address)
    if (!next) return
    if (page >= mostPages) throw stopped("too-large", { url: address.href, pages: page })
    if (objects.length === 0) throw stopped("paging-repeats", { url: next })
    list = await xmlIn(textAnswer(await askForBytes(next, context)), context)
  }
}

function bucketRoot(address: URL): URL {
  const root = new URL(address)
  root.search = ""
  if (!root.pathname.endsWith("/")) root.pathname += "/"
  return root
}

function entryFrom(object: XmlElement, root: URL): ListedEntry[] {
  const key = elementAt(object, "Key")?.text ?? ""
  if (key === "" || key.endsWith("/") || key.startsWith("/") || key.split("/").includes("..")) return []
  const url = new URL(root)
  url.pathname += key
    .split("/")
    .map((name) => encodeURIComponent(name.toWellFormed()))
    .join("/")
  const modified = dateFrom(wholeText(elementAt(object, "LastModified")))
  const byteSize = Number(wholeText(elementAt(object, "Size")))
  return [{ url, isFolder: false, ...(modified ? { modified } : {}), ...(byteSize > 0 ? { byteSize } : {}) }]
}

function nextPage(list: XmlElement, address: URL): string | undefined {
  if (wholeText(elementAt(list, "IsTruncated"))?.toLowerCase() !== "true") return undefined
  const next = new URL(address)
  const token = wholeText(elementAt(list, "NextContinuationToken"))
  // Version 1 of the API goes on after the last key where it gives no marker.
  const marker =
    wholeText(elementAt(list, "NextMarker")) ?? elementAt(childrenNamed(list, "Contents").at(-1), "Key")?.text
  if (token) next.searchParams.set("continuation-token", token)
  else if (marker) next.searchParams.set("marker", marker)
  else throw stopped("truncated", { url: address.href })
  return next.href
}
