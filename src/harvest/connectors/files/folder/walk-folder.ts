/** From the start folder down, one page at a time: never above it, never beyond the depth given, never where robots.txt forbids. */
import { setTimeout as sleep } from "node:timers/promises"
import type { ReadContext } from "../../../connector.ts"
import { type SourceAnswer, stopped, type XmlElement } from "../../../reading/index.ts"
import { askForBytes, bytesOf, textAnswer } from "../ask.ts"
import { readableName } from "./file-name.ts"
import type { ListedEntry, ListedFile } from "./listed.ts"
import { bucketEntries } from "./read-bucket.ts"
import { readListing } from "./read-listing.ts"
import { allowsAll, type Robots, robotsFrom } from "./robots.ts"

export interface Walk {
  readonly limits: {
    readonly maxDepth: number
    readonly maxFiles: number
    /** Names of folders that are left out. */
    readonly skip: readonly string[]
    readonly wanted: (file: ListedFile) => boolean
  }
  readonly context: ReadContext
}

export interface FoundFiles {
  readonly files: readonly ListedFile[]
  /** What robots.txt asks to leave alone. */
  readonly skipped: readonly string[]
}

const mostFolders = 2_000
const agent = "fihrist"
/** A longer wait between two pages would make a night's run of a few hundred folders. */
const longestDelayMs = 10_000

export async function walkFolder(first: SourceAnswer, walk: Walk): Promise<FoundFiles> {
  const { limits, context } = walk
  const start = folderOf(first.url)
  // What is no listing is told as that, before its site is asked anything further.
  listingIn(first, start)
  const robots = await robotsOf(start, context)
  const found = new Found(start, robots, limits)
  const queue = [start]
  for (let at = 0; at < queue.length; at += 1) {
    if (context.signal?.aborted) throw stopped("stopped")
    if (at >= mostFolders) throw stopped("too-large", { url: first.url, folders: at })
    const folder = queue[at] as URL
    const answer = at === 0 ? first : await askForFolder(folder, robots, context)
    for (const entry of listingIn(answer, folder)) if (found.take(entry) === "go") queue.push(entry.url)
  }
  return found
}

function listingIn({ text }: SourceAnswer, folder: URL): readonly ListedEntry[] {
  const entries = readListing(text, folder)
  if (!entries) throw stopped("html-instead", { url: folder.href, start: text.slice(0, 200) })
  return entries
}

/** The objects of a bucket, as if its keys were paths. */
export async function readBucket(list: XmlElement, first: SourceAnswer, walk: Walk): Promise<FoundFiles> {
  const { limits, context } = walk
  if (list.name !== "ListBucketResult") throw stopped("not-a-catalogue", { url: first.url, root: list.name })
  const address = new URL(first.url)
  const root = address.href.replace(/\?.*$/, "").replace(/\/*$/, "/")
  const prefix = (address.searchParams.get("prefix") ?? "").replace(/[^/]*$/, "")
  const start = new URL(root)
  start.pathname += prefix.split("/").map(encodeURIComponent).join("/")
  const found = new Found(start, await robotsOf(address, context), limits)
  for await (const entry of bucketEntries(list, address, context)) found.take(entry)
  return found
}

/** What is kept of the entries met. */
class Found implements FoundFiles {
  readonly files: ListedFile[] = []
  readonly skipped: string[] = []
  readonly #met = new Set<string>()
  readonly #start: URL
  readonly #robots: Robots
  readonly #limits: Walk["limits"]

  constructor(start: URL, robots: Robots, limits: Walk["limits"]) {
    this.#start = start
    this.#robots = robots
    this.#limits = limits
    if (!robots.allows(start)) throw stopped("robots-refused", { url: start.href })
  }

  take({ isFolder, ...entry }: ListedEntry): "go" | "done" {
    const path = pathBelow(this.#start, entry.url)
    if (!path || this.#met.has(entry.url.pathname) || this.#isLeftOut(path, isFolder)) return "done"
    this.#met.add(entry.url.pathname)
    const file = { ...entry, path }
    if (!isFolder && !this.#limits.wanted(file)) return "done"
    if (!this.#robots.allows(entry.url)) this.skipped.push(`${path.join("/")}${isFolder ? "/" : ""}`.slice(0, 400))
    else if (isFolder) return "go"
    else this.files.push(file)
    const { maxFiles } = this.#limits
    if (this.files.length > maxFiles) throw stopped("too-large", { url: this.#start.href, maxFiles })
    return "done"
  }

  #isLeftOut(path: readonly string[], isFolder: boolean): boolean {
    const folders = isFolder ? path : path.slice(0, -1)
    const { maxDepth, skip } = this.#limits
    return (
      folders.length > maxDepth ||
      path.some((name) => name.startsWith(".")) ||
      folders.some((name) => skip.includes(name))
    )
  }
}

/** Readable names from the start folder down to what the address names. */
function pathBelow(start: URL, url: URL): readonly string[] | undefined {
  if (!url.pathname.startsWith(start.pathname)) return undefined
  const names = url.pathname.slice(start.pathname.length).split("/").map(readableName)
  return names.filter((name) => name !== "")
}

function folderOf(address: string): URL {
  return new URL(".", address.replace(/[?#].*$/, ""))
}

async function askForFolder(folder: URL, robots: Robots, context: ReadContext): Promise<SourceAnswer> {
  const delay = Math.min(robots.crawlDelaySeconds * 1_000, longestDelayMs)
  if (delay > 0)
    await sleep(delay, undefined, { signal: context.signal }).catch(() => {
      throw stopped("stopped")
    })
  const answer = textAnswer(await askForBytes(folder.href, context, "text/html, */*;q=0.1"))
  // A folder that leads elsewhere, such as to a page to sign in, shows nothing of what is in it.
  if (new URL(answer.url).href !== folder.href) throw stopped("html-instead", { url: folder.href, leadsTo: answer.url })
  return answer
}

/** RFC 9309 §2.3.1: without robots.txt (4xx) everything is allowed; while the server fails, nothing is. */
async function robotsOf(start: URL, context: ReadContext): Promise<Robots> {
  const url = new URL("/robots.txt", start).href
  const answer = await bytesOf(url, context, "text/plain, */*;q=0.1")
  if (answer.status >= 500) throw stopped("robots-refused", { url, status: answer.status })
  return answer.status >= 400 ? allowsAll : robotsFrom(textAnswer(answer).text, agent)
}
