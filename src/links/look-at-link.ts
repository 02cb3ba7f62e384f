/** Asks one host what it has at an address: HEAD, then the first bytes, and where they are odd, a name that cannot exist. */
import { type FetchGuarded, FetchRefused, type GuardedResponse, retryAfterMs } from "../platform/fetch/index.ts"
import { type Answer, judgeAnswer } from "./judge-answer.ts"
import type { Declared, Finding, Seen } from "./link.ts"

const once = { timeoutMs: 10_000, attempts: 1 }
const headBytes = 16 * 1024
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** Where a host that is overrun does not say how long. */
const restMs = 10 * minuteMs

export interface Looking {
  readonly fetch: FetchGuarded
  readonly signal?: AbortSignal | undefined
  /** What it was known by when it was fine: told so again, it is fine again and its bytes are not asked for. */
  readonly fineAs?: Seen | undefined
  /** Whether the host answers any name at all as if it were there; asked where an answer is odd. */
  readonly acceptsAnything: (url: string) => Promise<boolean>
}

export async function lookAtLink(declared: Declared, looking: Looking): Promise<Finding> {
  try {
    const head = await ask(declared.url, "HEAD", looking)
    if (isOverrun(head)) return overrun(head)
    if (head.status < 300 && looking.fineAs && isSame(looking.fineAs, seenIn(head))) return findingFrom(head)
    const start = await ask(declared.url, "GET", looking)
    if (isOverrun(start)) return overrun(start)
    if (start.status >= 400 || start.status < 200) {
      return { ...findingFrom(start), seen: {}, code: `http-${start.status}` }
    }
    return await judged(declared, { head, start }, looking)
  } catch (error) {
    if (error instanceof FetchRefused && error.code !== "aborted") return { status: 0, code: error.code, seen: {} }
    throw error
  }
}

function ask(url: string, method: "HEAD" | "GET", { fetch, signal }: Looking): Promise<GuardedResponse> {
  const given = { ...once, ...(signal ? { signal } : {}) }
  if (method === "HEAD") return fetch(url, { ...given, method })
  const headers = { range: `bytes=0-${headBytes - 1}`, "accept-encoding": "identity" }
  return fetch(url, { ...given, headers, firstBytes: headBytes })
}

async function judged(
  declared: Declared,
  { head, start }: { head: GuardedResponse; start: GuardedResponse },
  { acceptsAnything }: Looking,
): Promise<Finding> {
  // Some servers know no HEAD; where it is answered, it tells of the whole.
  const told = findingFrom(start)
  const seen = head.status < 300 ? { ...seenIn(head), ...told.seen } : told.seen
  const answer: Answer = { url: start.url, head: await start.bytes() }
  const { code, format, doubt } = judgeAnswer(declared, answer)
  const sure = doubt ? await withoutDoubt(code, declared, acceptsAnything) : code
  return { ...told, seen, ...(sure === undefined ? {} : { code: sure }), ...(format === undefined ? {} : { format }) }
}

async function withoutDoubt(
  code: string | undefined,
  { url }: Declared,
  acceptsAnything: Looking["acceptsAnything"],
): Promise<string | undefined> {
  if (await acceptsAnything(url)) return "soft-404"
  return code === "soft-404" ? undefined : code
}

/** Tries a name beside this one that nobody gave: whether the host says that it is not there. */
export async function answersAnyName(url: string, { fetch, name }: { fetch: FetchGuarded; name: string }) {
  try {
    const { status } = await fetch(new URL(name, url).href, { ...once, firstBytes: 1024 })
    return status >= 200 && status < 300
  } catch (error) {
    if (error instanceof FetchRefused && error.code !== "aborted") return false
    throw error
  }
}

/** That it is busy says nothing of the file. */
function isOverrun({ status, headers }: GuardedResponse): boolean {
  return status === 429 || (status === 503 && headers["retry-after"] !== undefined)
}

function overrun(response: GuardedResponse): Finding {
  const asked = retryAfterMs(response.headers["retry-after"])
  const waitMs = Math.min(Math.max(asked || restMs, minuteMs), dayMs)
  return { status: response.status, code: `http-${response.status}`, seen: {}, waitMs }
}

function isSame(before: Seen, now: Seen): boolean {
  if (now.etag === undefined && now.lastModified === undefined) return false
  return before.etag === now.etag && before.lastModified === now.lastModified && before.byteSize === now.byteSize
}

function findingFrom(response: GuardedResponse): Finding {
  const mediaType = response.headers["content-type"]?.split(";")[0]?.trim().toLowerCase()
  const status = response.status === 206 ? 200 : response.status
  return { status, seen: seenIn(response), ...(mediaType ? { mediaType: mediaType.slice(0, 100) } : {}) }
}

function seenIn(response: GuardedResponse): Seen {
  const { etag, "last-modified": date = "" } = response.headers
  const lastModified = Date.parse(date)
  const byteSize = sizeIn(response)
  return {
    ...(etag ? { etag: etag.slice(0, 200) } : {}),
    ...(Number.isNaN(lastModified) ? {} : { lastModified: new Date(lastModified).toISOString() }),
    ...(byteSize === undefined ? {} : { byteSize }),
  }
}

/** Of the whole file; a compressed answer's length is not the file's, and the length of an error is nobody's. */
function sizeIn({ status, headers }: GuardedResponse): number | undefined {
  if (status >= 300 || headers["content-encoding"]) return undefined
  const text = status === 206 ? headers["content-range"]?.split("/")[1] : headers["content-length"]
  const size = Number(text)
  return text && Number.isSafeInteger(size) && size > 0 ? size : undefined
}
