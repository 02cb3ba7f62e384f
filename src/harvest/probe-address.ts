/** Asks one host what it has at an address, without fetching it. */
import type { MeasuredFacts } from "../catalogue/index.ts"
import { type FetchGuarded, FetchRefused, type GuardedResponse } from "../platform/fetch/index.ts"

/** Status 0: no answer, and `problem` says why. */
export type AddressProbe = Omit<MeasuredFacts, "checkedAt">

const once = { timeoutMs: 10_000, attempts: 1 }

/**
 * HEAD; where that is refused, the first bytes of a GET: some servers know no HEAD, and answer it with any error that
 * comes to hand.
 */
export async function probeAddress(fetch: FetchGuarded, url: string): Promise<AddressProbe> {
  try {
    const head = await fetch(url, { ...once, method: "HEAD" })
    return head.status < 400 || head.status === 429 ? probeFrom(head) : probeFrom(await firstBytes(fetch, url))
  } catch (error) {
    if (error instanceof FetchRefused) return { status: 0, problem: error.code }
    throw error
  }
}

function firstBytes(fetch: FetchGuarded, url: string): Promise<GuardedResponse> {
  const headers = { range: "bytes=0-1023", "accept-encoding": "identity" }
  return fetch(url, { ...once, headers, firstBytes: 1024 })
}

function probeFrom({ status, headers }: GuardedResponse): AddressProbe {
  const mediaType = headers["content-type"]?.split(";")[0]?.trim().toLowerCase()
  const byteSize = sizeFrom(status, headers)
  const lastModified = Date.parse(headers["last-modified"] ?? "")
  return {
    status: status === 206 ? 200 : status,
    ...(status >= 400 ? { problem: `http-${status}` } : {}),
    ...(mediaType ? { mediaType } : {}),
    ...(byteSize === undefined ? {} : { byteSize }),
    ...(Number.isNaN(lastModified) ? {} : { lastModified: new Date(lastModified).toISOString() }),
  }
}

/** Of the whole file; a compressed answer's length is not the file's, and the length of an error is nobody's. */
function sizeFrom(status: number, headers: GuardedResponse["headers"]): number | undefined {
  if (status >= 300 || headers["content-encoding"]) return undefined
  const text = status === 206 ? headers["content-range"]?.split("/")[1] : headers["content-length"]
  const size = Number(text)
  return Number.isSafeInteger(size) && size > 0 ? size : undefined
}
